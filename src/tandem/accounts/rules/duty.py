"""Who answers, who stands in, and how fast. Plain Python."""

from datetime import date

from tandem.accounts.rules.acting import Lane
from tandem.core.words import Sentence, say

ANSWER_DAYS = 1
"""Working days that a side takes to answer a question, where it set none of its own."""

ANSWER_DAYS_AT_MOST = 10

AWAY_AT_MOST = 366
"""Days. Who is away longer isn't here any more: then the turns need somebody else for good."""


def why_not_be_away(first: date, last: date, *, today: date) -> Sentence | None:
    """Say why an absence can't have these days (both away), or nothing if it can."""
    if last < first:
        return say("The last day comes before the first.")
    if last < today:
        return say("These days are over.")
    if (last - first).days >= AWAY_AT_MOST:
        return say("Write down a year at most.")
    return None


def why_not_deputise(
    *,
    is_self: bool,
    acts: bool,
    mine: frozenset[Lane],
    theirs: frozenset[Lane],
) -> Sentence | None:
    """Say why somebody can't be a person's deputy, or nothing if they can.

    `acts`: has an open account and may write. `mine` are the person's sides, `theirs` the
    deputy's: who shares none of them could open what comes in, but do nothing about it.
    """
    if is_self:
        return say("A deputy is somebody else.")
    if not acts:
        return say("A deputy must be able to act: this person only reads or has left.")
    if mine and not mine & theirs:
        return say("A deputy belongs to the same side; else they could not act.")
    return None


WEEKS_AHEAD_AT_MOST = 53


def why_not_plan_week(week: date, *, today: date) -> Sentence | None:
    """Say why duty can't be planned for the week of this Monday, or nothing if it can."""
    if week.weekday() != 0:
        return say("A week begins on a Monday.")
    if (week - today).days > 7 * WEEKS_AHEAD_AT_MOST:
        return say("Plan a year ahead at most.")
    if (today - week).days > 6:
        return say("That week is over.")
    return None


def why_not_swap(*, first: bool, second: bool, same: bool) -> Sentence | None:
    """Say why two weeks of duty can't be swapped, or nothing if they can.

    `first`, `second`: somebody is planned for that week; `same`: it is one person.
    """
    if not (first and second):
        return say("Choose two weeks for which somebody is planned.")
    if same:
        return say("Both weeks are the same person's.")
    return None


def why_not_answer_within(days: int) -> Sentence | None:
    """Say why a side can't take so many working days for an answer, or nothing if it can."""
    if not 1 <= days <= ANSWER_DAYS_AT_MOST:
        return say("Choose from 1 to {most} working days.", most=ANSWER_DAYS_AT_MOST)
    return None
