"""The queue of small changes: IT's reserved hours, laid out in the order Marketing draws up."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.core.errors import BadInput
from tandem.core.htmx import see_other
from tandem.core.listed_files import Table, as_file, kind_asked
from tandem.core.pages import show
from tandem.core.words import say
from tandem.initiatives.queries import heading_visible_to
from tandem.small_changes import queries, rules, services
from tandem.small_changes.forms import PlaceForm
from tandem.small_changes.rules import Step


@require_GET
def small_changes(request: ActorRequest) -> HttpResponse:
    """The whole queue."""
    queue = queries.queue_seen(request.actor)
    if kind := kind_asked(request):
        return as_file("small-changes", kind, *_table(request, queue))
    context = {
        "queue": queue,
        "in_hours": rules.in_hours,
    }
    return show(request, "small_changes/queue.html", context)


def _table(request: ActorRequest, queue: queries.QueueSeen) -> Table:
    """In the order of the queue; what is kept to its people has neither name nor page."""
    return ["place", "change", "team", "when", "needs hours", "page"], [
        [
            place,
            one.heading.sentence if one.heading else "",
            one.team.name if one.team else "",
            str(one.when) if one.week else "",
            None if one.change.hours is None else round(one.change.hours, 2),
            request.build_absolute_uri(one.heading.url) if one.heading else "",
        ]
        for place, one in enumerate(queue.rows, 1)
    ]


@require_POST
def move_small_change(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Put it where it was dropped, or a step on; with what that costs, and a way back."""
    form = PlaceForm({**request.GET.dict(), **request.POST.dict()})
    heading = heading_visible_to(request.actor, initiative_id)
    if not form.is_valid():
        raise BadInput(say("There is no such place."), field="before")
    step = form.cleaned_data["step"]
    meant = queries.move_meant(
        request.actor, initiative_id, form.cleaned_data["before"], Step(step) if step else None
    )
    services.move_small_change(
        actor=request.actor, initiative_id=initiative_id, before_id=meant.before
    )
    if meant.moves:
        words = _("“{title}” has moved. {cost}").format(title=heading.sentence, cost=meant.cost)
        place = resolve_url("move_small_change", initiative_id)
        undo = f"undo {place}?{urlencode({'before': meant.followed})}"
        messages.success(request, words, extra_tags=undo)
    return see_other(request, f"{resolve_url('small_changes')}#change-{initiative_id}")
