"""One piece of work: its page, its fields, its estimate."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import Standing, standing_on
from tandem.activity.queries import history_on, people_on
from tandem.attachments.permissions import can_attach
from tandem.attachments.queries import attached_to, newest_of
from tandem.briefs.queries import parts_to_cover
from tandem.core.errors import Stale
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.rights.queries import decision_rights
from tandem.rights.rules import Matter
from tandem.talk.forms import CommentForm
from tandem.talk.permissions import can_speak
from tandem.talk.queries import thread
from tandem.work import permissions, queries, services
from tandem.work.forms import (
    AssignForm,
    BlockForm,
    CheckForm,
    EditForm,
    EstimateForm,
    LineForm,
    LinkForm,
    WaitForm,
)
from tandem.work.queries import WorkWhole
from tandem.work.registry import tellers
from tandem.work.rules import WorkState
from tandem.work.views.shared import CONFLICT, INVALID, initial_of, own_sides

COMMENTS = 20


@require_GET
def work_item(request: ActorRequest, work_id: int) -> HttpResponse:
    """A piece of work with all that belongs to it."""
    return item_page(request, work_id)


def item_page(request: ActorRequest, work_id: int, status: int = 200, **sent: Form) -> HttpResponse:
    """The page; with what was `sent` by one of its forms, where that was refused."""
    actor = request.actor
    whole = queries.whole_item(actor, work_id)
    row = whole.row
    standing = standing_on(actor, row.home_id)
    assigned = row.is_done_by(actor.me)
    may_edit = permissions.can_work(actor, standing, row.lane)
    may_do = may_edit or permissions.can_do(actor, standing, row.lane, assigned=assigned)
    parts = parts_to_cover(row.home_id) if may_edit else []
    covered = {part.id for part in whole.covers}
    left = [(p.id, f"{p.label} {p.title}") for p in parts if p.id not in covered]
    own = own_sides(actor, standing)
    forms: dict[str, Form] = {
        "assign": AssignForm(),
        "block": BlockForm(),
        "check": CheckForm(),
        "link": LinkForm(parts=left),
        "wait": WaitForm(),
        "sub": LineForm(own=own),
        **sent,
    }
    context = {
        "it": whole,
        "row": row,
        "states": list(WorkState),
        "forms": forms,
        "left": left,
        "names": names_on(row.home_id) if may_do else [],
        "titles": queries.open_titles(row.home_id) if may_edit else [],
        "may_edit": may_edit,
        "may_do": may_do,
        **_may(request, whole, standing, assigned=assigned),
        "looks": newest_of(attached_to(work_id)),
        "thread": thread(work_id, below=False, limit=COMMENTS),
        "happened": history_on(work_id),
        "origins": told_elsewhere(actor, work_id),
        "comment_form": CommentForm(),
        "may_speak": can_speak(actor),
        "may_attach": can_attach(actor),
    }
    return show(request, "work/item.html", context, status=status)


def told_elsewhere(actor: Actor, work_id: int) -> list[Any]:
    """What contexts above tell about it, each as a card."""
    told = (import_string(path)(actor, work_id) for path in tellers())
    return [one for one in told if one is not None]


def names_on(home_id: int) -> list[object]:
    """What name fields offer: the sides, and who is on it. Any other name may be written."""
    people = people_on([home_id])[home_id]
    return [*(lane.label for lane in Lane), *dict.fromkeys(one.name.name for one in people)]


def _may(
    request: ActorRequest, whole: WorkWhole, standing: Standing, *, assigned: bool
) -> dict[str, bool]:
    """What the reader may do beside editing."""
    row, actor = whole.row, request.actor
    accepts = permissions.can_accept(
        actor, standing, row.lane, asked_by=row.asked_by_id, assigned=assigned
    )
    return {
        "may_estimate": permissions.can_estimate(actor, standing, row.lane, estimated_by()),
        "may_accept": accepts and row.state is WorkState.DONE and row.accepted_at is None,
        "may_take_back": accepts and row.accepted_at is not None,
        "may_unblock": whole.block is not None
        and actor.may_take_part
        and (
            (whole.block.person is not None and whole.block.person.id == actor.me)
            or whole.block.lane in standing.sides
        ),
    }


def estimated_by() -> Any:
    """The side that estimates what both do together."""
    return decision_rights().lane(Matter.ESTIMATE)


@require_http_methods(["GET", "POST"])
def edit_work_item(request: ActorRequest, work_id: int) -> HttpResponse:
    """All it says, to be changed at once; a save that comes too late shows both texts."""
    whole = queries.whole_item(request.actor, work_id)
    row = whole.row
    standing = standing_on(request.actor, row.home_id)
    own = own_sides(request.actor, standing)
    titles = queries.open_titles(row.home_id)
    parents = [(pk, f"#{number} {title}") for pk, number, title in titles if pk != work_id]
    if whole.parent and whole.parent.id not in {pk for pk, _ in parents}:
        parents.append((whole.parent.id, f"{whole.parent.label} {whole.parent.title}"))
    form = EditForm(
        request.POST if request.method == "POST" else None,
        own=own | ({row.lane} if row.lane else frozenset()),
        parents=parents,
        initial=initial_of(whole),
    )
    stale: Stale | None = None
    if request.method == "POST" and form.is_valid():
        try:
            if carry_out(form, lambda: _edit(request, work_id, form)):
                messages.success(request, _("Saved."))
                return see_other(request, row.url)
        except Stale as late:
            stale = late
    may = permissions.can_work(request.actor, standing, row.lane)
    context = {
        "row": row,
        "form": form,
        "stale": stale,
        "version": stale.version if stale else form["version"].value() or row.version,
        "may": may,
    }
    status = CONFLICT if stale else 403 if not may else INVALID if form.errors else 200
    return show(request, "work/edit.html", context, status=status)


def _edit(request: ActorRequest, work_id: int, form: EditForm) -> object:
    return services.edit_work_item(
        actor=request.actor,
        work_id=work_id,
        changes=form.changes,
        version=form.cleaned_data["version"],
    )


@require_http_methods(["GET", "POST"])
def estimate_work_item(request: ActorRequest, work_id: int) -> HttpResponse:
    """How long it takes, by whose work it is."""
    whole = queries.whole_item(request.actor, work_id)
    row = whole.row
    said = row.estimate
    seen = (
        {
            "days": said.days,
            "low": said.low,
            "high": said.high,
            "sureness": said.sureness.value if said.sureness else "normal",
        }
        if said
        else {}
    )
    form = EstimateForm(request.POST if request.method == "POST" else None, initial=seen)
    standing = standing_on(request.actor, row.home_id)
    may = permissions.can_estimate(request.actor, standing, row.lane, estimated_by())
    sent = request.method == "POST" and form.is_valid()
    if sent and carry_out(form, lambda: _estimated(request, work_id, form)):
        messages.success(request, _("Saved."))
        return see_other(request, row.url)
    status = 403 if not may else INVALID if form.errors else 200
    decides = row.lane or estimated_by()
    context = {"row": row, "form": form, "may": may, "decides": decides}
    return show(request, "work/estimate.html", context, status=status)


def _estimated(request: ActorRequest, work_id: int, form: EstimateForm) -> bool:
    if form.estimate is None:
        services.take_back_estimate(actor=request.actor, work_id=work_id)
    else:
        services.estimate_work_item(actor=request.actor, work_id=work_id, estimate=form.estimate)
    return True
