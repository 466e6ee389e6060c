"""The one queue of both departments."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.accounts.requests import ActorRequest
from tandem.activity.permissions import sponsor_of
from tandem.core.errors import BadInput
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.listed_files import Table, as_file, kind_asked
from tandem.core.pages import show
from tandem.core.words import say
from tandem.initiatives import permissions, services
from tandem.initiatives.queries import heading_visible_to
from tandem.initiatives.rules import Stage, Step
from tandem.stages.forms import LimitForm, RankForm
from tandem.stages.queries import SeenQueue, queue_as_seen

INVALID = 422


@require_http_methods(["GET", "POST"])
def queue(request: ActorRequest) -> HttpResponse:
    """What was taken up, in its order; how much is in hand; and how much may be."""
    form = LimitForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        carry_out(form, lambda: _set_limit(request, form))
        if not form.errors:
            messages.success(request, _("Saved."))
            return see_other(request, "/queue/")
    seen = queue_as_seen(request.actor)
    if request.method == "GET" and (kind := kind_asked(request)):
        return as_file("queue", kind, *_table(request, seen))
    context = {
        "seen": seen,
        "may_suggest": permissions.can_suggest_rank(request.actor),
        "may_limit": permissions.can_set_limits(request.actor),
        "form": form,
    }
    status = 403 if form.non_field_errors() else INVALID if form.errors else 200
    return show(request, "stages/queue.html", context, status=status)


def _table(request: ActorRequest, seen: SeenQueue) -> Table:
    return [
        "place",
        "id",
        "idea",
        "kind",
        "stage",
        "wished for",
        "answered",
        "asked",
        "owners",
        "page",
    ], [
        [
            *(place, one.row.id, one.row.sentence, one.row.kind.value, one.row.stage.value),
            *(one.row.wish_date, one.readiness.answered, one.readiness.asked),
            ", ".join(owner.name for owner in one.owners),
            request.build_absolute_uri(one.row.url),
        ]
        for place, one in enumerate(seen.rows, 1)
    ]


def _set_limit(request: ActorRequest, form: LimitForm) -> None:
    services.set_stage_limit(
        actor=request.actor,
        stage=Stage(form.cleaned_data["stage"]),
        places=form.cleaned_data["places"],
    )


@require_http_methods(["GET", "POST"])
def rank(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Move it in the queue, or suggest to; asked for as a page, its place there."""
    row = heading_visible_to(request.actor, initiative_id)
    place = f"/queue/#idea-{row.id}"
    if request.method == "GET":
        return redirect(place)
    form = RankForm(request.POST)
    if not form.is_valid():
        raise BadInput(say("Choose where it moves."), field="step")
    chosen = form.cleaned_data["step"]
    if chosen == "leave":
        services.leave_rank(actor=request.actor, initiative_id=row.id)
        messages.success(request, _("It stays where it is."))
    elif permissions.can_rank(request.actor, sponsor=sponsor_of(row.id)):
        services.move_in_queue(actor=request.actor, initiative_id=row.id, step=Step(chosen))
    else:
        services.suggest_move(actor=request.actor, initiative_id=row.id, step=Step(chosen))
        messages.success(request, _("Said. Where both sides want the same, it moves."))
    return see_other(request, place)
