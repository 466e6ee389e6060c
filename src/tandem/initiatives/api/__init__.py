"""Ideas, their sorting and their queue for programs."""

from ninja import Router

from tandem.initiatives.api import ideas, partners, queue, triage
from tandem.initiatives.api.ideas import router
from tandem.initiatives.api.shapes import Initiative, InitiativeId, shown

routers: tuple[Router, ...] = (ideas.router, partners.router, triage.router, queue.router)

__all__ = ["Initiative", "InitiativeId", "router", "routers", "shown"]
