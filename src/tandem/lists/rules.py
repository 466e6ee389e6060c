"""Words and rules of saved views. Plain Python: no Django, no database."""

from collections.abc import Collection
from enum import StrEnum
from functools import cache

from tandem.accounts.rules import Lane
from tandem.core.words import Sentence, say
from tandem.initiatives.rules import COLUMNS, Layout, ListAsked, Order

NAME_LIMIT = 60
ASKED_LIMIT = 4_000
VIEWS_AT_MOST = 50


class Sharing(StrEnum):
    """Who finds a saved view beside whoever saved it."""

    OWN = "own"
    DEPARTMENT = "department"
    MARKETING = "marketing"
    IT = "it"
    EVERYBODY = "everybody"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Sharing.OWN: say("Only me"),
            Sharing.DEPARTMENT: say("My department"),
            Sharing.MARKETING: say("Everybody in Marketing"),
            Sharing.IT: say("Everybody in IT"),
            Sharing.EVERYBODY: say("Everybody"),
        }[self]

    @property
    def lane(self) -> Lane | None:
        """The side it is shared with, where it is one."""
        return Lane(self.value) if self in {Sharing.MARKETING, Sharing.IT} else None


def sharings(
    *, may_share: bool, lanes: Collection[Lane], has_department: bool
) -> tuple[Sharing, ...]:
    """With whom somebody may share a view: their own department and sides, or everybody."""
    if not may_share:
        return (Sharing.OWN,)
    return tuple(
        one
        for one in Sharing
        if (one is not Sharing.DEPARTMENT or has_department)
        and (one.lane is None or one.lane in lanes)
    )


def why_not_share(sharing: Sharing, allowed: Collection[Sharing]) -> Sentence | None:
    """Say why a view can't be shared like that, or nothing if it can."""
    if sharing in allowed:
        return None
    if sharing is Sharing.DEPARTMENT:
        return say("You are in no department yet. Share it with everybody, or keep it.")
    if sharing.lane and allowed != (Sharing.OWN,):
        return say("People of {side} share views with their side.", side=sharing.lane.label)
    return say("You can read here. Keep the view for yourself.")


def why_not_one_more(count: int) -> Sentence | None:
    """Say why somebody can't save another view, or nothing if they can."""
    if count >= VIEWS_AT_MOST:
        return say("You have {most} views. Delete one that you no longer use.", most=VIEWS_AT_MOST)
    return None


def in_words(asked: ListAsked) -> list[Sentence]:
    """What a view shows, in a few words for lists; people, goals and systems without names."""
    said = [
        *(one.label for one in (asked.stage, asked.track, asked.kind) if one),
        *([say("waiting for {side}", side=asked.waits.label)] if asked.waits else []),
        *([say("of one owner")] if asked.owner else []),
        *([say("for one goal")] if asked.goal else []),
        *([say("affecting one system")] if asked.system else []),
        *([say("wished for from {day}", day=f"{asked.since:%-d %b %Y}")] if asked.since else []),
        *([say("wished for until {day}", day=f"{asked.until:%-d %b %Y}")] if asked.until else []),
        *([say("with “{words}”", words=asked.q)] if asked.q else []),
    ]
    found = said or [say("Everything")]
    if asked.order is not Order.NEWEST:
        found.append(asked.order.label)
    if asked.layout is Layout.BOARD:
        found.append(say("as a board"))
    elif asked.columns != COLUMNS:
        found.append(say("with columns of its own"))
    return found
