"""Linking code to work: by hand, by a CI job, later by what is connected to it."""

from dataclasses import replace

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.services import forget_text, make_findable, record_event
from tandem.core import clock
from tandem.core.errors import BadInput, NotFound, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.trace import events, rules
from tandem.trace.models import CodeLink
from tandem.trace.rules import Code, CodeKind
from tandem.work.services.state import item_to_do

_TOLD = ("name", "number", "state", "address", "commit", "branch")


@transaction.atomic
def link_code(*, actor: Actor, work_id: int, code: Code) -> CodeLink:
    """Say that a branch, a pull request or a run belongs to a piece of work, and how it stands.

    Told again by the same system under the same id, it is the same one; what is older than what
    is known changes nothing.
    """
    item = item_to_do(actor, work_id).item
    told = _cleaned(code)
    found = _known(item.pk, told)
    if found is None:
        return _new(actor, item.pk, told)
    at = told.at or clock.now()
    if at < found.said_at:
        return found
    before = {name: getattr(found, name) for name in (*_TOLD, "origin", "external_id")}
    _write(found, told)
    changed = {name for name, value in before.items() if value != getattr(found, name)}
    if not changed and (code.at is None or found.said_at == at):
        return found
    found.said_at = at
    found.save()
    if changed:
        _findable(found)
        kind = events.STANDS if "state" in changed and found.state else events.CHANGED
        said = {"state": found.state} if kind is events.STANDS else {}
        record_event(kind, actor=actor, subject_id=item.pk, code=found.pk, what=found.kind, **said)
    return found


@transaction.atomic
def unlink_code(*, actor: Actor, work_id: int, code_id: int) -> None:
    """Say that it doesn't belong to that work. Told again by its system, it is there again."""
    item = item_to_do(actor, work_id).item
    found = CodeLink.objects.filter(pk=code_id, item=item).first()
    if found is None:
        raise NotFound
    forget_text(item.pk, f"code:{found.pk}")
    found.delete()
    record_event(events.UNLINKED, actor=actor, subject_id=item.pk, code=code_id, what=found.kind)


def _cleaned(code: Code) -> Code:
    """The same as it can be kept; raises BadInput that names the field."""
    told = replace(
        code,
        origin=_line(code.origin, rules.ORIGIN_LIMIT, "origin", required=True),
        external_id=_line(code.external_id, rules.ADDRESS_LIMIT, "external_id", required=True),
        name=_line(code.name, rules.NAME_LIMIT, "name"),
        address=_line(code.address, rules.ADDRESS_LIMIT, "address"),
        commit=_line(code.commit.lower(), rules.COMMIT_LIMIT, "commit"),
        branch=_line(code.branch, rules.NAME_LIMIT, "branch"),
    )
    if refused := rules.why_not_code(told, clock.now()):
        field, reason = refused
        raise BadInput(reason, field=field)
    return told


def _line(text: str, limit: int, field: str, *, required: bool = False) -> str:
    return " ".join(typed(text, limit=limit, field=field, required=required).split())


def _known(item_id: int, told: Code) -> CodeLink | None:
    """The row of it: under the id that its system gives it, or as somebody linked it by hand."""
    of_kind = CodeLink.objects.filter(item_id=item_id, kind=told.kind.value)
    found = of_kind.filter(origin=told.origin, external_id=told.external_id).first()
    if found is None and told.address and told.origin != rules.BY_HAND:
        return of_kind.filter(origin=rules.BY_HAND, address=told.address).first()
    if found is None and told.address:
        # Somebody pastes what a program has told already.
        return of_kind.filter(address=told.address).first()
    return found


def _write(row: CodeLink, told: Code) -> None:
    """Put what is told into the row. By hand nothing is taken away that a program told."""
    by_hand = told.origin == rules.BY_HAND
    if not by_hand:
        row.origin, row.external_id = told.origin, told.external_id
    values = {name: getattr(told, name) for name in _TOLD}
    values["state"] = told.state.value if told.state else ""
    for name, value in values.items():
        if value or not by_hand:
            setattr(row, name, value)


def _new(actor: Actor, item_id: int, told: Code) -> CodeLink:
    _make_room(item_id)
    row = CodeLink(
        item_id=item_id,
        kind=told.kind.value,
        origin=told.origin,
        external_id=told.external_id,
        said_at=told.at or clock.now(),
        by_id=actor.me,
    )
    _write(row, told)
    row.save()
    _findable(row)
    said = {"state": row.state} if row.state else {}
    record_event(events.LINKED, actor=actor, subject_id=item_id, code=row.pk, what=row.kind, **said)
    return row


def _make_room(item_id: int) -> None:
    held = CodeLink.objects.filter(item_id=item_id)
    if held.count() < rules.MOST_LINKED:
        return
    oldest = held.filter(kind=CodeKind.RUN.value).order_by("said_at", "pk").first()
    if oldest is None:
        raise RuleBroken(
            say("{most} are enough on one piece of work. Remove some first.",
                most=rules.MOST_LINKED)
        )  # fmt: skip
    forget_text(item_id, f"code:{oldest.pk}")
    oldest.delete()


def _findable(row: CodeLink) -> None:
    words = " ".join(dict.fromkeys(filter(None, (row.name, row.branch))))
    if row.kind != CodeKind.RUN.value and words:
        make_findable(row.item_id, f"code:{row.pk}", words)
