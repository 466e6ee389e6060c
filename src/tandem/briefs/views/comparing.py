"""Read what changed between two contents of a brief."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from tandem.accounts.requests import ActorRequest
from tandem.briefs import queries
from tandem.briefs.forms import CompareForm
from tandem.briefs.views.shared import INVALID, url_of
from tandem.core.pages import show
from tandem.initiatives.queries import heading_visible_to


@require_GET
def compare(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Two snapshots, or a snapshot and now, word by word; first the newest one and now."""
    row = heading_visible_to(request.actor, initiative_id)
    brief = queries.whole(request.actor, initiative_id)
    newest = brief.snapshots
    form = CompareForm(request.GET if "before" in request.GET else {"before": newest or ""})
    found = None
    if form.is_valid() and newest:
        chosen = form.cleaned_data
        found = queries.comparison_with(request.actor, brief, chosen["before"], chosen["after"])
    context = {
        "row": row,
        "url_of_brief": url_of(initiative_id),
        "form": form,
        "found": found,
        "newest": newest,
    }
    return show(
        request, "briefs/compare.html", context, status=INVALID if newest and form.errors else 200
    )
