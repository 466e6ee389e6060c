"""The id of something foreign, in every part of an address and in every field that takes one.

Beside the initiative stands its twin, with the same of everything, open to nobody. Whoever names
something of the twin is answered as if it weren't there, and nothing of it changes or is told.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from django.db.models import Q
from tests.architecture.access.addresses import addresses
from tests.architecture.access.asking import Answer, ask, undone
from tests.architecture.access.requests import ask_for
from tests.architecture.access.roles import Role
from tests.architecture.access.table import Row, rows
from tests.architecture.access.twin import FURTHER, MARK, Twin, make_twin
from tests.architecture.access.walking import PARTS, in_worlds
from tests.architecture.access.world import World, world_at

from tandem.core.errors import NotFound
from tandem.talk.models import AskedQuestion

pytestmark = [pytest.mark.slow, pytest.mark.once]

NOTHING = 9_999_999
"""An id that nothing has, as long as those of the twin."""
_EITHER = re.compile(rf"{NOTHING}|\b{FURTHER // 1_000_000}\d{{6}}\b")
_NO_IDS = frozenset({"year", "number", "piece_key", "card_id", "row_id"})
"""Parts and fields that count, or are about nothing that hangs on an initiative."""


_ONES_OWN = frozenset({"POST api:read_notification"})
"""What is about somebody's own row, which stays theirs: that they were told once."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """One id of a request, exchanged for that of the twin, and for one that nothing has."""

    what: str
    place: Mapping[str, tuple[object, object]]
    send: Mapping[str, tuple[object, object]]

    def named(self, which: int) -> dict[str, dict[str, object]]:
        return {
            "place": {name: pair[which] for name, pair in self.place.items()},
            "send": {name: pair[which] for name, pair in self.send.items()},
        }


@pytest.mark.parametrize("part", PARTS, ids=str)
def test_what_is_foreign_is_as_if_it_were_not_there(
    part: tuple[str, int], db: None, tuesday: None
) -> None:
    wrong: list[str] = []
    for world, alike in in_worlds(part):
        twin = make_twin(world.initiative)
        for row in alike:
            wrong += found_wrong(world, row, twin)
    assert not wrong, "\n".join(["", *wrong])


def found_wrong(world: World, row: Row, twin: Twin) -> Iterator[str]:
    """Name each foreign thing that the request could name, one after the other."""
    role = _somebody(row)
    if role is None:
        return
    for foreign in _exchanged(world, row, twin):
        before = twin.rows()
        with undone():
            hidden = ask(world, row, role, **foreign.named(0))
            changed = hidden.wrote and twin.rows() != before
        with undone():
            missing = ask(world, row, role, **foreign.named(1))
        said = f"{row.key}, {foreign.what}, as {role}"
        if changed and row.key not in _ONES_OWN:
            yield f"{said}: something of the twin was changed"
        if MARK in hidden.text:
            yield f"{said}: something of the twin is read"
        if _plain(hidden) != _plain(missing):
            yield f"{said}: {hidden.status}, and {missing.status} where nothing is"


def _somebody(row: Row) -> Role | None:
    """Who may, and sees least."""
    order = (Role.TEAM, Role.MARKETING_OWNER, Role.IT_OWNER, Role.OUTSIDER, Role.COLLEAGUE)
    return next((role for role in (*order, Role.ADMINISTRATOR) if role in row.may), None)


def _exchanged(world: World, row: Row, twin: Twin) -> Iterator[Foreign]:
    wanted = ask_for(row.key)
    person = getattr(world.cast, wanted.about).me
    known = world.numbers | {"person_id": person} | wanted.placed(world)
    for part in sorted(addresses()[row.url].parts - _NO_IDS - {"person_id"}):
        value = known[part]
        if _is_one(value, twin):
            yield Foreign(part, {part: (_twin(value), _none(value))}, {})
    body = wanted.body(world)
    for name, value in body.items() if isinstance(body, Mapping) else ():
        if name in _NO_IDS:
            continue
        if _is_one(value, twin):
            yield Foreign(name, {}, {name: (_twin(value), _none(value))})
        elif isinstance(value, list) and value and all(_is_one(one, twin) for one in value):
            own, last = value[:-1], value[-1]
            yield Foreign(name, {}, {name: ([*own, _twin(last)], [*own, _none(last)])})
            yield Foreign(name, {}, {name: ([*value, _twin(last)], [*value, _none(last)])})


def _is_one(value: object, twin: Twin) -> bool:
    if isinstance(value, bool):
        return False
    return (isinstance(value, int) or (isinstance(value, str) and value.isdigit())) and (
        int(value) in twin.ids
    )


def _twin(value: object) -> object:
    """In the same shape, as JSON or a form has it."""
    return type(value)(int(str(value)) + FURTHER)  # type: ignore[call-arg]


def _none(value: object) -> object:
    return type(value)(NOTHING)  # type: ignore[call-arg]


def _plain(answer: Answer) -> tuple[int, str]:
    """What is said, without the number that was sent and what differs each time."""
    said = answer.unmasked().partition("\n")[2]
    return answer.status, _EITHER.sub("N", said)


def _shows_everything(*_: object) -> Q:
    return Q()


def _asks_nobody(_actor: object, question_id: int) -> tuple[AskedQuestion, None]:
    if found := AskedQuestion.objects.filter(pk=question_id).first():
        return found, None
    raise NotFound


@pytest.mark.parametrize(
    ("key", "place", "flaw", "said"),
    [
        (
            *("GET api:read_question", "tandem.talk.queries.questions.visible_to"),
            *(_shows_everything, "is read"),
        ),
        (
            *("POST api:accept_answer", "tandem.talk.services.asking._asked_by"),
            *(_asks_nobody, "was changed"),
        ),
    ],
)
def test_a_door_that_is_left_open_is_found(
    key: str,
    place: str,
    flaw: object,
    said: str,
    db: None,
    tuesday: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = next(row for row in rows() if row.key == key)
    world = world_at(row.step)
    with undone():
        if before := ask_for(row.key).before:
            before(world)
        twin = make_twin(world.initiative)
        assert not list(found_wrong(world, row, twin))
        monkeypatch.setattr(place, flaw)
        assert any(said in one for one in found_wrong(world, row, twin))
