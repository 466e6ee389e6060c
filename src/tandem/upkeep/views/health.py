"""How the workspace is, for its administrators."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from tandem.accounts.requests import ActorRequest
from tandem.core.errors import NotAllowed
from tandem.core.pages import show
from tandem.core.words import say
from tandem.upkeep import commands, permissions, queries
from tandem.upkeep.rules.health import health_lines, worst_of


@require_GET
def how_it_is(request: ActorRequest) -> HttpResponse:
    """A line for each thing, and what to do where it isn't well."""
    if not permissions.can_look_after(request.actor):
        raise NotAllowed(say("Only an administrator looks after the workspace."))
    lines = health_lines(queries.health_facts(commands.kernel_told()))
    context = {"lines": lines, "worst": worst_of(lines)}
    return show(request, "upkeep/health.html", context)
