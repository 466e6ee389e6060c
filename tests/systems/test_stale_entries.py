"""Entries nobody has called right for half a year: who is asked, and how they answer."""

from datetime import timedelta

import pytest
from tests.accounts.browsing import as_person, words
from tests.cast import Cast, waits
from tests.refusals import nothing_written, refused

from tandem.accounts import services as accounts
from tandem.accounts.rules import Lane
from tandem.activity.queries import people_asked, turns_waiting_for
from tandem.activity.services import answer_turns
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed
from tandem.systems import jobs, queries, services
from tandem.systems.events import STALE
from tandem.systems.rules import ASKED_AT_ONCE, Entry, ask_now

LONG_AGO = timedelta(days=181)


def test_nobody_is_asked_about_more_than_ten_at_once() -> None:
    owed: dict[int, int | None] = {**dict.fromkeys(range(30), 7), 30: 8, 31: None}
    new, over = ask_now(owed, {})
    assert [pk for pk, who in new if who == 7] == list(range(ASKED_AT_ONCE))
    assert new[-2:] == [(30, 8), (31, None)]
    assert over == []
    # Two of them answered, and one more has another owner now.
    asked = {pk: who for pk, who in new if pk not in {0, 1}} | {99: 7}
    new, over = ask_now({**owed, 2: 8}, asked)
    assert over == [2, 99]
    assert new == [(0, 7), (1, 7), (2, 8), (10, 7)]


@pytest.fixture
def three(cast: Cast) -> list[int]:
    """Ivan's, one of somebody who will leave, and one that nobody owns."""
    owners = [cast.ivan.me, cast.mona.me, None]
    entries = [Entry(f"System {n}", it_owner=owner) for n, owner in enumerate(owners)]
    with clock.at(clock.now() - LONG_AGO):
        found = [services.add_system(actor=cast.igor, entry=entry).pk for entry in entries]
        assert jobs.ask_about_stale() == 0
    accounts.deactivate_person(actor=cast.vera, person_id=cast.mona.me)
    return found


def test_owners_are_asked_and_who_is_on_duty_for_those_who_left(
    cast: Cast, three: list[int]
) -> None:
    assert jobs.ask_about_stale() == 3
    assert people_asked(STALE) == {three[0]: cast.ivan.me, three[1]: None, three[2]: None}
    with nothing_written():
        assert jobs.ask_about_stale() == 0
    accounts.name_duty_person(actor=cast.vera, lane=Lane.IT, person_id=cast.igor.me)
    mine = queries.stale_systems(cast.igor, mine=True)
    assert [one.pk for one in mine] == three[1:]
    waiting = [one.id for one in turns_waiting_for(cast.igor) if one.kind == STALE]
    assert answer_turns(actor=cast.igor, turn_ids=waiting) == 2
    assert [one.pk for one in queries.stale_systems(cast.rita)] == three[:1]


def test_a_look_a_change_and_retiring_end_the_question(cast: Cast, three: list[int]) -> None:
    jobs.ask_about_stale()
    services.edit_system(actor=cast.igor, system_id=three[0], entry=Entry("Another"), version=1)
    services.retire_system(actor=cast.igor, system_id=three[1])
    services.confirm_systems(actor=cast.igor, system_ids=[three[2]])
    assert people_asked(STALE) == {}
    assert waits(three[2]) == set()


def test_several_are_answered_all_or_none(cast: Cast, three: list[int]) -> None:
    services.retire_system(actor=cast.igor, system_id=three[2])
    with refused(BadInput):
        services.confirm_systems(actor=cast.igor, system_ids=[])
    for act in (services.confirm_systems, services.retire_systems):
        with refused(NotAllowed):
            act(actor=cast.alice, system_ids=three)
    services.restore_system(actor=cast.igor, system_id=three[2])
    assert services.retire_systems(actor=cast.igor, system_ids=three) == 3


def test_an_owner_who_works_elsewhere_now_still_says_so(cast: Cast) -> None:
    system = services.add_system(actor=cast.igor, entry=Entry("Shop", it_owner=cast.charlie.me)).pk
    services.confirm_system(actor=cast.charlie, system_id=system)
    with refused(NotAllowed):
        services.retire_system(actor=cast.charlie, system_id=system)


def test_on_today_and_on_the_page_a_tick_is_enough(cast: Cast, three: list[int]) -> None:
    ivan = as_person(cast.ivan)
    assert "Nothing for you to look at" in words(as_person(cast.alice).get("/systems/stale/"))
    jobs.ask_about_stale()
    today = words(ivan.get("/"))
    assert "Systems: still right?" in today
    assert "Not confirmed for half a year" in words(ivan.get(f"/systems/{three[0]}/"))
    nothing = ivan.post("/systems/stale/", {"answer": "still_right"})
    assert nothing.status_code == 422
    assert "Choose at least one." in words(nothing)
    odd = ivan.post("/systems/stale/", {"answer": "maybe", "chosen": [three[0]]})
    assert odd.status_code == 422
    done = {"answer": "still_right", "chosen": [three[0], three[2]]}
    page = words(ivan.post("/systems/stale/?all=1", done, follow=True))
    assert "2 answered." in page
    assert "System 1" in page
    gone = {"answer": "retired", "chosen": [three[1]]}
    assert "Every entry was looked at" in words(
        ivan.post("/systems/stale/?all=1", gone, follow=True)
    )


def test_a_page_says_who_stands_in_for_an_owner_who_left(cast: Cast, three: list[int]) -> None:
    accounts.name_duty_person(actor=cast.vera, lane=Lane.IT, person_id=cast.igor.me)
    page = words(as_person(cast.rita).get(f"/systems/{three[1]}/"))
    assert "Mona Maler has left · Igor Ilic stands in" in page
