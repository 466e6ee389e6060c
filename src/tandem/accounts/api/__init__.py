"""People, departments, tokens and the workspace for programs."""

from tandem.accounts.api.availability import router as availability
from tandem.accounts.api.people import router as people
from tandem.accounts.api.rota import router as rota
from tandem.accounts.api.teams import router as teams
from tandem.accounts.api.tokens import router as tokens
from tandem.accounts.api.working import router as working
from tandem.accounts.api.workspace import router as workspace

routers = (people, availability, working, teams, rota, tokens, workspace)

__all__ = ["routers"]
