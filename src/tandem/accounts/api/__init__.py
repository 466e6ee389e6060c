"""People, departments, tokens and the workspace for programs."""

from tandem.accounts.api.availability import router as availability
from tandem.accounts.api.people import router as people
from tandem.accounts.api.tokens import router as tokens
from tandem.accounts.api.working import router as working
from tandem.accounts.api.workspace import router as workspace

routers = (people, availability, working, tokens, workspace)

__all__ = ["routers"]
