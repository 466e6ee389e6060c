"""An empty catalogue begins with ten that most companies have."""

import pytest
from tests.accounts.browsing import as_person, words
from tests.api.program import program_of
from tests.cast import Cast, waits
from tests.refusals import nothing_written, refused

from tandem.core.errors import BadInput, NotAllowed, RuleBroken
from tandem.systems import services
from tandem.systems.models import System
from tandem.systems.rules import TEN, TYPICAL, Entry, EntryKind, why_not_begin

HOME = "/systems/beginning/"


def test_ten_are_offered_and_no_more() -> None:
    assert len({str(one.name) for one in TYPICAL}) == len(TYPICAL) == TEN
    assert {one.kind for one in TYPICAL} == set(EntryKind)
    assert why_not_begin(entries=0, chosen=TEN) is None
    assert all(
        why_not_begin(entries=entries, chosen=chosen)
        for entries, chosen in ((0, 0), (0, TEN + 1), (1, 1))
    )


def test_what_is_ticked_is_added_under_its_new_name(cast: Cast) -> None:
    alice = as_person(cast.alice)
    assert "Begin with ten" in words(alice.get("/systems/"))
    page = alice.get(HOME)
    assert page.content.count(b'type="checkbox"') >= TEN
    chosen = {"use_0": "on", "name_0": " Our  pages ", "kind_0": "system"}
    chosen |= {"use_8": "on", "name_8": "Readers", "kind_8": "audience", "name_1": "Shop"}
    assert "2 entries added." in words(alice.post(HOME, chosen, follow=True))
    assert list(System.objects.order_by("name").values_list("name", "kind")) == [
        ("Our pages", "system"),
        ("Readers", "audience"),
    ]
    assert waits(System.objects.get(name="Readers").pk) == {("system.confirm", "it")}
    assert "Begin with ten" not in words(alice.get("/systems/"))
    assert "has begun already" in words(alice.get(HOME))
    with nothing_written():
        assert alice.post(HOME, chosen).status_code == 422


def test_a_tick_without_a_name_and_a_name_twice_are_told(cast: Cast) -> None:
    igor = as_person(cast.igor)
    wrong = {"use_0": "on", "name_0": "", "use_1": "on", "name_1": "A", "use_2": "on"}
    told = igor.post(HOME, {**wrong, "name_2": "a", "name_3": "Kept"})
    assert told.status_code == 422
    assert "Write a name, or take the tick off." in words(told)
    assert "This name stands twice." in words(told)
    assert b'value="Kept"' in told.content
    assert "Choose at least one." in words(igor.post(HOME, {"name_0": "Website"}))


def test_all_or_none_and_only_who_adds_systems(cast: Cast) -> None:
    with refused(NotAllowed):
        services.begin_catalogue(actor=cast.rita, entries=[Entry("Website")])
    with refused(BadInput):
        services.begin_catalogue(actor=cast.igor, entries=[Entry("Website"), Entry("website")])
    program = program_of(cast.igor)
    assert len(program.post("/systems/beginning", {"systems": [{"name": "Website"}]})["ids"]) == 1
    with refused(RuleBroken):
        services.begin_catalogue(actor=cast.igor, entries=[Entry("Another")])


@pytest.mark.parametrize("who", ["rita", "charlie"])
def test_who_may_not_add_is_not_offered_it(cast: Cast, who: str) -> None:
    person = as_person(getattr(cast, who))
    assert "Begin with ten" not in words(person.get("/systems/"))
    assert person.get(HOME).status_code == 403
