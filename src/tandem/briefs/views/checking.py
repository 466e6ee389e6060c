"""Check my text: on demand, and nothing is graded."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from tandem.accounts.requests import ActorRequest
from tandem.briefs import queries
from tandem.briefs.views.shared import around
from tandem.core.pages import show
from tandem.initiatives.queries import heading_visible_to


@require_GET
def check(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """What another person may read differently, each in its sentence."""
    checked = queries.checked_brief(request.actor, initiative_id)
    row = heading_visible_to(request.actor, initiative_id)
    context = around(request, row, checked.brief) | {"checked": checked}
    return show(request, "briefs/check.html", context)
