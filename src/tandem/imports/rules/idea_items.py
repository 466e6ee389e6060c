"""An item of theirs as an idea of ours, and what of it can't be taken. Plain Python."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from tandem.accounts.rules import Lane
from tandem.formats.trackers.export import Item, Person
from tandem.imports.rules import telling
from tandem.imports.rules.ideas import IDEA, OUT, OWNERS, PARKED, GivenIdea
from tandem.imports.rules.mapping import Means, kind_word, state_word
from tandem.imports.rules.own import columns_of
from tandem.imports.rules.report import Said
from tandem.initiatives.rules import (
    ANSWER_LIMIT,
    SENTENCE_LIMIT,
    InitiativeKind,
    Question,
    why_not_wish,
)
from tandem.talk.rules import COMMENT_LIMIT

_DOCUMENT = "Document"
_YEARS = 5


@dataclass(frozen=True, slots=True)
class Here:
    """What is known here: the day, who may ask for something, whose answers one may give, who of a
    side may own, and whether one says “not now”.
    """

    today: date
    now: datetime
    person: Callable[[str], int | None]
    able: frozenset[int]
    of_side: Mapping[Lane, frozenset[int]]
    answers: frozenset[Question]
    may_park: bool


@dataclass(slots=True)
class IdeaSaid:
    """An idea, or why it is left out; and what else is to be said about it."""

    item: Item
    idea: GivenIdea | None
    texts: list[str] = field(default_factory=list)
    """What stands in the talk first: the description, with the checklists."""
    told: list[list[str]] = field(default_factory=list)
    said: list[tuple[Said, str]] = field(default_factory=list)


def translate_idea(item: Item, means: Means, here: Here, people: Mapping[str, Person]) -> IdeaSaid:
    """An item as an idea."""
    found = IdeaSaid(item, None)
    stands = means.states.get(state_word(item), IDEA)
    kind = means.kinds.get(kind_word(item), InitiativeKind.OTHER.value)
    if OUT in {stands, kind}:
        found.said.append((Said.STATE_OUT if stands == OUT else Said.KIND_OUT, ""))
        return found
    parked = stands == PARKED and here.may_park
    if stands == PARKED and not parked:
        found.said.append((Said.NOT_PARKED, item.state))
    sentence, cut = telling.one_line(item.title, SENTENCE_LIMIT)
    if cut:
        found.said.append((Said.TITLE_CUT, ""))
    taken: set[str] = set()
    answers, owners = _fields(item, means, here, found, taken)
    found.idea = GivenIdea(
        sentence=sentence or item.key[:SENTENCE_LIMIT] or "?",
        wish_date=_wish(item, here, found),
        kind=InitiativeKind(kind),
        parked=parked,
        asked_by=_asker(item, here),
        answers=answers,
        owners=owners,
    )
    found.texts = _texts(item, means, found, whole=item.title if cut else "")
    found.told = _told(item, found, people, taken)
    return found


def _asker(item: Item, here: Here) -> int | None:
    who = here.person(item.reporter) if item.reporter else None
    return who if who in here.able else None


def _wish(item: Item, here: Here, found: IdeaSaid) -> date | None:
    if item.due is None:
        return None
    if why_not_wish(item.due, here.today) is None:
        return item.due
    far = item.due > here.today
    found.said.append((Said.DAY_FAR if far else Said.DAY_OVER, item.due.isoformat()))
    return None


def _fields(
    item: Item, means: Means, here: Here, found: IdeaSaid, taken: set[str]
) -> tuple[dict[Question, str], dict[Lane, int]]:
    """Answers and owners, by what was said about the columns; what they take stands in `taken`."""
    answers: dict[Question, str] = {}
    owners: dict[Lane, int] = {}
    for name, parts in columns_of(item):
        target = means.fields.get(name, "")
        if target in OWNERS:
            lane = OWNERS[target]
            who = here.person(parts[0])
            if who in here.of_side.get(lane, frozenset()) and lane not in owners:
                owners[lane] = who or 0
                taken.add(name)
            else:
                found.said.append((Said.NO_OWNER, parts[0]))
        elif target and (question := Question(target)) not in answers:
            if question not in here.answers:
                found.said.append((Said.NOT_YOUR_ANSWER, str(question.asks)))
                continue
            text, cut = telling.readable("\n".join(parts), ANSWER_LIMIT)
            if text:
                answers[question] = text
                taken.add(name)
            if cut:
                found.said.append((Said.ANSWER_CUT, str(question.asks)))
    return answers, owners


def _texts(item: Item, means: Means, found: IdeaSaid, *, whole: str) -> list[str]:
    """The description and the checklists, in pieces that a comment holds."""
    parts = [whole, item.description]
    if means.checks:
        parts += [
            f"**{one.name}**\n\n"
            + "\n".join(f"- [{'x' if c.done else ' '}] {c.text}" for c in one.checks)
            for one in item.checklists
            if one.checks
        ]
    text, _ = telling.readable("\n\n".join(part.strip() for part in parts if part.strip()), 100_000)
    pieces = list(_pieces(text))
    if len(pieces) > 1:
        found.said.append((Said.LONG_TEXT, ""))
    return pieces


def _pieces(text: str) -> Iterator[str]:
    """Cut at an empty line, else at a line, else where it must be."""
    while len(text) > COMMENT_LIMIT:
        start = COMMENT_LIMIT // 2
        cuts = (text.rfind(sign, start, COMMENT_LIMIT) for sign in ("\n\n", "\n", " "))
        at = next((cut for cut in cuts if cut > 0), COMMENT_LIMIT)
        yield text[:at].strip()
        text = text[at:].strip()
    if text:
        yield text


def _told(
    item: Item, found: IdeaSaid, people: Mapping[str, Person], taken: set[str]
) -> list[list[str]]:
    """[what, text] of all that has no other place."""
    own = item.kind == _DOCUMENT
    left = {name for name, _ in item.custom} if own else set()
    lines = telling.told(item, people, estimated=False, taken=taken | left)
    if found.idea and found.idea.wish_date is None and item.due:
        lines.append(["due", item.due.isoformat()])
    for name in ("made", "resolved"):
        moment = getattr(item, name)
        if moment:
            lines.append([name, f"{moment:%Y-%m-%d}"])
    return lines


def values_of_idea(idea: GivenIdea) -> dict[str, str]:
    """What an idea says, as it is compared when it comes again; of texts digests."""
    return {
        "title": telling.digest(idea.sentence),
        "wish_date": idea.wish_date.isoformat() if idea.wish_date else "",
        **{f"answer:{one.value}": telling.digest(text) for one, text in idea.answers.items()},
    }
