"""Words and rules of saved views. Plain Python: no Django, no database."""

from collections.abc import Collection
from enum import StrEnum
from functools import cache

from tandem.accounts.rules import Lane
from tandem.core.words import Sentence, say
from tandem.initiatives.rules import COLUMNS, Layout, ListAsked, Order
from tandem.work.rules import WORK_COLUMNS, WorkAsked, WorkOrder

NAME_LIMIT = 60
ASKED_LIMIT = 4_000
VIEWS_AT_MOST = 50


Asked = ListAsked | WorkAsked
"""What is asked of a list, of whichever."""


class Listed(StrEnum):
    """What a view is a view of."""

    IDEAS = "ideas"
    WORK = "work"

    @property
    @cache
    def label(self) -> Sentence:
        return say("Ideas & work") if self is Listed.IDEAS else say("All work")

    def of_query(self, query: str) -> Asked:
        """What an address asks of such a list."""
        kind = ListAsked if self is Listed.IDEAS else WorkAsked
        return kind.of_query(query)


def listed_by(asked: Asked) -> Listed:
    """Which list it is asked of."""
    return Listed.WORK if isinstance(asked, WorkAsked) else Listed.IDEAS


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


def why_not_open_with(listed: Listed) -> Sentence | None:
    """Say why Ideas & work can't open with a view, or nothing if it can."""
    if listed is Listed.IDEAS:
        return None
    return say("That is a view of All work. Choose one of Ideas & work.")


def why_not_ask(listed: Listed, asked: Asked) -> Sentence | None:
    """Say why a view can't ask for that, or nothing if it can."""
    if listed_by(asked) is listed:
        return None
    return say("This view is one of {list}. Save another there.", list=listed.label)


def in_words(asked: Asked) -> list[Sentence]:
    """What a view shows, in a few words for lists; people, goals and systems without names."""
    return _of_work(asked) if isinstance(asked, WorkAsked) else _of_ideas(asked)


def _of_work(asked: WorkAsked) -> list[Sentence]:
    found = [say("“{filter}”", filter=asked.q)] if asked.q.strip() else [say("Everything")]
    if asked.order is not WorkOrder.NEWEST:
        found.append(asked.order.label)
    if asked.columns != WORK_COLUMNS:
        found.append(say("with columns of its own"))
    return found


def _of_ideas(asked: ListAsked) -> list[Sentence]:
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
