"""A partner finds the initiatives they were put on, and nothing else at any door.

For them every other initiative is as hidden as a restricted one is for the others, and so are the
people they don't work with.
"""

import pytest
from django.test import Client
from tests.architecture.access.addresses import addresses, operations
from tests.architecture.access.asking import ask, undone
from tests.architecture.access.requests import ask_for
from tests.architecture.access.roles import Role
from tests.architecture.access.table import FOR_GUESTS, NOT_THERE, rows
from tests.architecture.access.world import World, world_at
from tests.architecture.test_access_matrix import on_initiative
from tests.architecture.test_restricted_words import WORD, mark_everything
from tests.cast import SENTENCE

from tandem.accounts import services as accounts
from tandem.accounts.rules import WorkspaceRole
from tandem.config.partners import OF_ONESELF, OF_PEOPLE, OPEN
from tandem.initiatives import services as initiatives

STRANGERS = ("Rita Raabe", "Ada Adler", "Mona Maler")
"""People of the cast who are on no initiative of a partner's."""


@pytest.fixture
def world(db: None, tuesday: None) -> World:
    """Signed by both, open to everybody in the company, with something of everything."""
    world = world_at("signed_brief")
    world.with_answer()
    world.with_what_if()
    world.with_change()
    world.with_proposal()
    world.with_view()
    world.with_pictures()
    return world


def elsewhere(world: World) -> int:
    """Let the partner of the matrix be one who is on another initiative, which is returned."""
    pia = world._add("Pia Pohl", WorkspaceRole.PARTNER)
    other = initiatives.write_idea(actor=world.cast.igor, sentence=f"{SENTENCE} {WORD}").pk
    initiatives.add_partner(actor=world.cast.vera, initiative_id=other, person_id=pia.me)
    world.paul = pia
    world.doors[Role.PARTNER] = world._door(Role.PARTNER)
    return other


def test_what_is_open_to_partners_is_there() -> None:
    known = {*addresses(), *(name for _, name in operations())}
    assert known >= OPEN | OF_ONESELF | OF_PEOPLE


@pytest.mark.slow
def test_an_initiative_they_arent_on_isnt_there_for_a_partner(world: World) -> None:
    markers = mark_everything(world)
    other = elsewhere(world)
    wrong = []
    for row in rows():
        wanted = ask_for(row.key)
        if row.step != world.step or (wanted.before and not row.reads):
            continue
        with undone():
            answer = ask(world, row, Role.PARTNER)
        text = answer.text.lower()
        wrong += [f"{row.key}: {markers[mark]}" for mark in markers if mark in text]
        wrong += [f"{row.key}: {name}" for name in STRANGERS if name in answer.text]
        hidden = on_initiative(row) and row.url in OPEN and row.url not in FOR_GUESTS
        if hidden and answer.status != NOT_THERE:
            wrong.append(f"{row.key}: {answer.status}")
        if on_initiative(row) and answer.wrote:
            wrong.append(f"{row.key} wrote")
        if row.reads and "initiative_id" in addresses()[row.url].parts:
            with undone():
                text = ask(world, row, Role.PARTNER, initiative=other).text.lower()
            wrong += [f"{row.key} of theirs: {markers[mark]}" for mark in markers if mark in text]
    assert not wrong, "\n".join(["", *wrong])


@pytest.mark.slow
@pytest.mark.parametrize(
    "place", ["/ideas/?filters=open&owner={}", "/ideas/?owner={}", "/people/{}/"]
)
def test_a_partner_learns_nobodys_name_by_asking_for_numbers(world: World, place: str) -> None:
    accounts.deactivate_person(actor=world.cast.vera, person_id=world.cast.rita.me)
    client = Client()
    client.cookies = world.doors[Role.PARTNER].cookies
    for person in (world.cast.rita, world.cast.ada, world.cast.mona):
        text = client.get(place.format(person.me)).text
        assert [name for name in STRANGERS if name in text] == []


@pytest.mark.slow
def test_a_partner_reads_no_name_of_anybody_they_dont_work_with(world: World) -> None:
    wrong, shown = [], set()
    for row in rows():
        if row.reads and row.step == world.step:
            with undone():
                answer = ask(world, row, Role.PARTNER)
            wrong += [f"{row.key}: {name}" for name in STRANGERS if name in answer.text]
            shown |= {name for name in ("Alice Albers", "Igor Ilic") if name in answer.text}
    assert not wrong, "\n".join(["", *wrong])
    assert len(shown) == 2
