"""A Trello board as it exports itself: lists, cards, checklists, and what its actions tell."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from tandem.formats.trackers.export import Change, Check, Checklist, Comment, Item
from tandem.formats.trackers.gathering import Gathered
from tandem.formats.trackers.state_words import category_of
from tandem.formats.trackers.values import (
    day,
    inner,
    moment,
    name_of,
    objects,
    text_of,
)

_MOST_ACTIONS = 1000
ARCHIVED = "Archived"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def is_board(value: Any) -> bool:
    """Whether a JSON value is a board."""
    return isinstance(value, dict) and isinstance(value.get("cards"), list)


class _Board:
    """What cards refer to."""

    def __init__(self, value: dict[str, Any], gathered: Gathered) -> None:
        self.name = name_of(value)
        self.gathered = gathered
        self.lists = {text_of(one.get("id")): name_of(one) for one in objects(value.get("lists"))}
        self.labels = {text_of(one.get("id")): one for one in objects(value.get("labels"))}
        self.actions: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.checklists: dict[str, list[Checklist]] = defaultdict(list)
        for one in objects(value.get("members")):
            gathered.person(
                text_of(one.get("id")),
                text_of(one.get("fullName")) or text_of(one.get("username")),
            )
        for one in objects(value.get("actions")):
            card = text_of(inner(one, "data", "card").get("id"))
            if card:
                self.actions[card].append(one)
        for one in objects(value.get("checklists")):
            self.checklists[text_of(one.get("idCard"))].append(_checklist(one))


def items_of_trello(value: dict[str, Any], gathered: Gathered) -> Iterator[Item]:
    """The cards of a board, the archived ones too."""
    board = _Board(value, gathered)
    if len(list(objects(value.get("actions")))) >= _MOST_ACTIONS:
        gathered.note(
            f"Trello exports a board's last {_MOST_ACTIONS:,} actions alone: what happened "
            "before them is missing."
        )
    for card in objects(value["cards"]):
        if card.get("isTemplate") is True or not text_of(card.get("id")):
            gathered.note("A template, or a card without an id, was left out.", name_of(card))
            continue
        yield _item(card, board)


def _item(card: dict[str, Any], board: _Board) -> Item:
    gathered, own = board.gathered, text_of(card.get("id"))
    place = name_of(card)[:60]
    actions = sorted(board.actions[own], key=lambda one: text_of(one.get("date")))
    history = tuple(change for one in actions for change in _changes(one, gathered, place))
    group = board.lists.get(text_of(card.get("idList")), "")
    closed = card.get("closed") is True
    done = card.get("dueComplete") is True or category_of(group) == "done"
    people = [text_of(one) for one in _listed(card.get("idMembers"))]
    changed = moment(card.get("dateLastActivity"), gathered, place)
    return Item(
        key=text_of(card.get("shortLink")) or own,
        title=text_of(card.get("name")).strip()[:1000] or own,
        source_id=own,
        url=text_of(card.get("url"))[:2000] or text_of(card.get("shortUrl"))[:2000],
        description=text_of(card.get("desc")) if gathered.texts else "",
        kind="Card",
        state=ARCHIVED if closed else group,
        category="done" if closed or done else category_of(group),
        project=board.name,
        group=group,
        assignee=gathered.person(people[0]) if people else "",
        made=_made(own, actions, gathered, place),
        changed=changed,
        resolved=_resolved(history, changed, closed=closed, done=done),
        due=day(card.get("due"), gathered, place),
        labels=_labels(card, board),
        comments=_comments(actions, gathered, place),
        history=history,
        checklists=tuple(board.checklists[own]),
    )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _labels(card: dict[str, Any], board: _Board) -> tuple[str, ...]:
    listed = list(objects(card.get("labels")))
    listed += [
        board.labels[one]
        for one in map(text_of, _listed(card.get("idLabels")))
        if one in board.labels
    ]
    found = (text_of(one.get("name")) or text_of(one.get("color")) for one in listed)
    return tuple(dict.fromkeys(name for name in found if name))


def _made(
    own: str, actions: list[dict[str, Any]], gathered: Gathered, place: str
) -> datetime | None:
    """When a card was made: as an action tells, else as its id does (its first eight digits)."""
    for one in actions:
        if text_of(one.get("type")) in {"createCard", "copyCard", "convertToCardFromCheckItem"}:
            return moment(one.get("date"), gathered, place)
    try:
        made = _EPOCH + timedelta(seconds=int(own[:8], 16))
    except (ValueError, OverflowError):
        return None
    return made if len(own) == 24 and 2010 < made.year < 2100 else None


def _changes(action: dict[str, Any], gathered: Gathered, place: str) -> Iterator[Change]:
    """Moves between lists, archiving, and members who come and go."""
    at = moment(action.get("date"), gathered, place)
    if at is None:
        return
    data = inner(action, "data")
    who = _who(action, gathered)
    before, after = inner(data, "listBefore"), inner(data, "listAfter")
    if before or after:
        yield Change(at, "state", name_of(before), name_of(after), who)
    old, card = inner(data, "old"), inner(data, "card")
    if "closed" in old:
        here = name_of(inner(data, "list"))
        gone = card.get("closed") is True
        yield Change(at, "state", *((here, ARCHIVED) if gone else (ARCHIVED, here)), who)
    if "due" in old:
        yield Change(at, "due", text_of(old.get("due")), text_of(card.get("due")), who)
    kind = text_of(action.get("type"))
    if kind in {"addMemberToCard", "removeMemberFromCard"}:
        member = name_of(inner(action, "member").get("fullName")) or text_of(data.get("idMember"))
        added = kind.startswith("add")
        yield Change(at, "assignee", "" if added else member, member if added else "", who)


def _who(action: dict[str, Any], gathered: Gathered) -> str:
    person = inner(action, "memberCreator")
    return gathered.person(
        text_of(action.get("idMemberCreator")) or text_of(person.get("id")),
        text_of(person.get("fullName")) or text_of(person.get("username")),
    )


def _resolved(
    history: tuple[Change, ...], changed: datetime | None, *, closed: bool, done: bool
) -> datetime | None:
    """When it last came to where it is finished; else, if it is, when it last changed."""
    if not closed and not done:
        return None
    for change in reversed(history):
        if change.field == "state" and _is_end(change.after) and not _is_end(change.before):
            return change.at
    return changed


def _is_end(state: str) -> bool:
    return state == ARCHIVED or category_of(state) == "done"


def _comments(actions: list[dict[str, Any]], gathered: Gathered, place: str) -> tuple[Comment, ...]:
    return tuple(
        Comment(
            _who(one, gathered),
            moment(one.get("date"), gathered, place),
            text_of(inner(one, "data").get("text")) if gathered.texts else "",
        )
        for one in actions
        if text_of(one.get("type")) == "commentCard"
    )


def _checklist(one: dict[str, Any]) -> Checklist:
    checks = tuple(
        Check(name_of(check), check.get("state") == "complete")
        for check in objects(one.get("checkItems"))
    )
    return Checklist(name_of(one), checks)
