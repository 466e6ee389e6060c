"""Hours on somebody's own sheet. Nobody writes another's."""

from datetime import date, timedelta

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.core.errors import BadInput, RuleBroken, Stale
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.timesheets import queries, rules
from tandem.timesheets.models import Entry, SheetRow
from tandem.timesheets.rules import SpentOn
from tandem.timesheets.services import state


@transaction.atomic
def write_hours(
    *,
    actor: Actor,
    on: SpentOn,
    day: date,
    minutes: int | None = None,
    note: str | None = None,
    seen: int | None = None,
) -> Entry:
    """Say how long one was at something on a day; none takes it back. What is None stays.

    `seen` is the version of the cell as it was read, 0 for an empty one: where it was changed
    meanwhile, in another window, that is Stale.
    """
    state.writer(actor)
    home = state.place_of(actor, on)
    before = state.standing_entry(actor, on, day)
    stands = (before.minutes, before.note) if before else (0, "")
    wanted = stands[0] if minutes is None else minutes
    text = (
        stands[1]
        if note is None
        else typed(note, limit=rules.NOTE_LIMIT, field="note", required=False)
    )
    if wanted < 0:
        raise BadInput(say("Write zero or more."), field="minutes")
    if before and stands == (wanted, text):
        return before
    version = before.version if before else 0
    if seen is not None and seen != version:
        raise Stale(
            say("These hours were changed meanwhile, in another window of yours."),
            mine=rules.in_hours(wanted),
            theirs=rules.in_hours(stands[0]),
            version=version,
        )
    state.may_stand(actor, on, day, wanted, field="minutes")
    return state.keep_entry(actor, on, home, day, wanted, text)


@transaction.atomic
def add_sheet_row(*, actor: Actor, on: SpentOn, week: date) -> SheetRow:
    """Put something on one's sheet of a week. Twice is once."""
    state.writer(actor)
    state.place_of(actor, on)
    monday = _monday(week)
    rows = SheetRow.objects.filter(person_id=actor.me, week=monday)
    if found := rows.filter(**on.columns).first():
        return found
    if rows.count() >= rules.ROWS_AT_MOST:
        raise RuleBroken(say("A sheet has {most} rows at most.", most=rules.ROWS_AT_MOST))
    return SheetRow.objects.create(person_id=actor.me, week=monday, **on.columns)


@transaction.atomic
def copy_last_week(*, actor: Actor, week: date) -> int:
    """Put the rows of the week before on one's sheet, without their hours; how many are new.

    What one can't see any more, and what was taken off the list, stays behind.
    """
    state.writer(actor)
    monday = _monday(week)
    there = {row.thing.on for row in queries.week_of_hours(actor, monday).rows}
    before = queries.week_of_hours(actor, monday - timedelta(days=7)).rows
    wanted = [row.thing.on for row in before if row.open and row.thing.on not in there]
    SheetRow.objects.bulk_create(
        SheetRow(person_id=actor.me, week=monday, **on.columns)
        for on in wanted[: max(rules.ROWS_AT_MOST - len(there), 0)]
    )
    return len(wanted)


def _monday(week: date) -> date:
    if week < rules.FIRST_DAY:
        raise BadInput(say("That day is too long ago."), field="week")
    return rules.monday_of(week)
