"""What the forms of an item's page and the cards of a board do. Each is one service."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tandem.accounts.requests import ActorRequest
from tandem.briefs.queries import parts_to_cover
from tandem.core.addresses import inside
from tandem.core.errors import BadInput, NotAllowed, RuleBroken
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import say
from tandem.work import queries, services
from tandem.work.forms import (
    AssignForm,
    BlockForm,
    CheckForm,
    LinkForm,
    MoveForm,
    TickForm,
    UndoForm,
    WaitForm,
)
from tandem.work.rules import DependencyKind, WorkState
from tandem.work.views.item import item_page
from tandem.work.views.shared import INVALID, after_move, came_from


@require_POST
def move_work_item(request: ActorRequest, work_id: int) -> HttpResponse:
    """Put a card where it was dropped, or say why not; with a way back."""
    form = MoveForm(request.POST)
    item = queries.item_visible_to(request.actor, work_id)
    if not form.is_valid():
        raise BadInput(say("There is no such column."), field="to")
    given = form.cleaned_data
    try:
        moved = services.move_work_item(
            actor=request.actor,
            work_id=work_id,
            to=WorkState(given["to"]),
            seen=WorkState(given["seen"]) if given["seen"] else None,
            before_id=given["before"],
        )
    except (NotAllowed, RuleBroken) as refused:
        row = queries.rows_by_id([item.pk])[0]
        context = {"row": row, "reason": refused.reason, "back": inside(given["back"]) or row.url}
        return show(request, "work/not_moved.html", context, status=refused.status)
    return after_move(request, moved, given["back"], f"/work/{work_id}/")


@require_POST
def undo_work_move(request: ActorRequest, work_id: int) -> HttpResponse:
    """Put it back where one's own move took it from."""
    form = UndoForm({**request.GET.dict(), **request.POST.dict()})
    if not form.is_valid():
        raise BadInput(say("There is nothing to undo."), field="move")
    moved = services.undo_move(actor=request.actor, move_id=form.cleaned_data["move"])
    back = form.cleaned_data["back"] or came_from(request)
    messages.success(request, _("It stands where it stood before."))
    return see_other(request, inside(back) or f"/work/{moved.item.pk}/")


def _done(
    request: ActorRequest,
    work_id: int,
    name: str,
    form: Form,
    act: Callable[[], object],
    place: str,
) -> HttpResponse:
    """Carry it out and go back to its place on the page; else the page with what was typed."""
    if form.is_valid():
        carry_out(form, act)
        if not form.errors:
            return see_other(request, f"/work/{work_id}/#{place}")
    return item_page(request, work_id, INVALID, **{name: form})


@require_POST
def assign_work_item(request: ActorRequest, work_id: int) -> HttpResponse:
    """Let somebody do it."""
    queries.item_visible_to(request.actor, work_id)
    form = AssignForm(request.POST, me=request.actor.me)

    def act() -> object:
        return services.assign_work_item(
            actor=request.actor, work_id=work_id, person_id=form.person_id
        )

    return _done(request, work_id, "assign", form, act, "people")


@require_POST
def unassign_work_item(request: ActorRequest, work_id: int, person_id: int) -> HttpResponse:
    """Let somebody do it no longer."""
    services.unassign_work_item(actor=request.actor, work_id=work_id, person_id=person_id)
    return see_other(request, f"/work/{work_id}/#people")


@require_POST
def block_work_item(request: ActorRequest, work_id: int) -> HttpResponse:
    """Say what is in its way."""
    queries.item_visible_to(request.actor, work_id)
    form = BlockForm(request.POST)

    def act() -> object:
        waits = form.cleaned_data["waits"]
        return services.block_work_item(
            actor=request.actor,
            work_id=work_id,
            reason=form.cleaned_data["reason"],
            lane=waits.lane,
            person_id=waits.person,
        )

    return _done(request, work_id, "block", form, act, "blocked")


@require_POST
def unblock_work_item(request: ActorRequest, work_id: int) -> HttpResponse:
    """Say that it goes on."""
    services.unblock_work_item(actor=request.actor, work_id=work_id)
    messages.success(request, _("It goes on."))
    return see_other(request, f"/work/{work_id}/")


@require_POST
def add_check(request: ActorRequest, work_id: int) -> HttpResponse:
    """Add a line to its checklist."""
    queries.item_visible_to(request.actor, work_id)
    form = CheckForm(request.POST)

    def act() -> object:
        return services.add_check(
            actor=request.actor, work_id=work_id, text=form.cleaned_data["text"]
        )

    return _done(request, work_id, "check", form, act, "checklist")


@require_POST
def tick_check(request: ActorRequest, check_id: int) -> HttpResponse:
    """Tick a line, or untick it."""
    form = TickForm(request.POST)
    done = form.is_valid() and form.cleaned_data["done"]
    act = services.tick_check if done else services.untick_check
    line = act(actor=request.actor, check_id=check_id)
    return see_other(request, f"/work/{line.item_id}/#checklist")


@require_POST
def remove_check(request: ActorRequest, check_id: int) -> HttpResponse:
    """Remove a line."""
    item = services.remove_check(actor=request.actor, check_id=check_id)
    return see_other(request, f"/work/{item.pk}/#checklist")


@require_POST
def link_work_item(request: ActorRequest, work_id: int) -> HttpResponse:
    """Say which part of the brief it is for."""
    item = queries.item_visible_to(request.actor, work_id)
    parts = [(part.id, f"{part.label} {part.title}") for part in parts_to_cover(item.home_id)]
    form = LinkForm(request.POST, parts=parts)

    def act() -> object:
        return services.link_work_item(
            actor=request.actor, work_id=work_id, part_id=form.cleaned_data["part"]
        )

    return _done(request, work_id, "link", form, act, "for")


@require_POST
def unlink_work_item(request: ActorRequest, work_id: int, part_id: int) -> HttpResponse:
    """Say that it isn't for that part."""
    services.unlink_work_item(actor=request.actor, work_id=work_id, part_id=part_id)
    return see_other(request, f"/work/{work_id}/#for")


@require_POST
def let_wait_for(request: ActorRequest, work_id: int) -> HttpResponse:
    """Let it wait for other work."""
    item = queries.item_visible_to(request.actor, work_id)
    form = WaitForm(request.POST)

    def act() -> object:
        given = form.cleaned_data
        on = queries.item_meant(request.actor, item.home_id, given["on"])
        if on is None:
            raise BadInput(
                say("No work is called so, or more than one is. Write #12, or its page's address."),
                field="on",
            )
        return services.let_wait_for(
            actor=request.actor,
            work_id=work_id,
            on_id=on,
            kind=DependencyKind(given["kind"]),
            lag=given["lag"] or 0,
        )

    return _done(request, work_id, "wait", form, act, "waits")


@require_POST
def let_wait_no_more(request: ActorRequest, work_id: int, dependency_id: int) -> HttpResponse:
    """Let it no longer wait for other work."""
    services.let_wait_no_more(actor=request.actor, work_id=work_id, dependency_id=dependency_id)
    return see_other(request, f"/work/{work_id}/#waits")


@require_POST
def accept_work_item(request: ActorRequest, work_id: int) -> HttpResponse:
    """Accept what is done."""
    services.accept_work_item(actor=request.actor, work_id=work_id)
    messages.success(request, _("Accepted."))
    return see_other(request, f"/work/{work_id}/")


@require_POST
def take_back_acceptance(request: ActorRequest, work_id: int) -> HttpResponse:
    """Accept it no longer."""
    services.take_back_acceptance(actor=request.actor, work_id=work_id)
    return see_other(request, f"/work/{work_id}/")
