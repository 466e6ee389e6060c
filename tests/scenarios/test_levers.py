"""Levers as pure rules: what a plan becomes, what of it has moved, what is agreed on."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from tandem.accounts.rules import Lane
from tandem.briefs.rules import Effort, Priority
from tandem.engine.working_time import WorkingCalendar, WorkingHours
from tandem.plans.problems import (
    Awaited,
    Colleague,
    Elsewhere,
    Facts,
    Gap,
    Piece,
    question,
    shares_left,
)
from tandem.plans.rules import ScopeFacts, Wanted
from tandem.scenarios import rules
from tandem.scenarios.rules import Labels, Lever, LeverKind, Voice
from tandem.work.rules import Estimate, Sureness, WorkState

NOW = datetime(2026, 3, 10, 8, tzinfo=UTC)
OFFICE = WorkingCalendar(ZoneInfo("Europe/Berlin"), WorkingHours.weekdays(time(9), time(17)))
SPAN = (datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 4, 8, tzinfo=UTC))


def piece(pk: int, doer: int, **more: object) -> Piece:
    estimate = Estimate(Decimal(4), Sureness.NORMAL)
    made = Piece(pk, Lane.IT, WorkState.TO_DO, NOW, estimate, doers=(doer,))
    return replace(made, **more)  # type: ignore[arg-type]


IGOR = Colleague(1, frozenset({Lane.IT}), OFFICE)
IVAN = Colleague(2, frozenset({Lane.IT}), OFFICE)
FACTS = Facts(
    NOW,
    OFFICE,
    pieces=(piece(10, 1, parts=frozenset({100})), piece(11, 1, parts=frozenset({100, 101}))),
    people=(IGOR, replace(IVAN, begun=2)),
    waits=(Awaited(11, 10), Awaited(11, 99)),
    elsewhere=(Elsewhere(99, over=False),),
    freezes=(SPAN,),
)


def applied(*levers: Lever, comers: tuple[Colleague, ...] = ()) -> Facts:
    return rules.applied(FACTS, levers, comers, {7: SPAN})


def test_what_is_only_for_what_is_left_out_falls_out_with_it() -> None:
    one = applied(Lever(LeverKind.SCOPE, 100, number=0))
    assert question(one).of(Gap.NOT_BUILT) == (10,), "11 is for another requirement, too"
    both = rules.applied(one, [Lever(LeverKind.SCOPE, 101, number=0)], (), {})
    assert question(both).of(Gap.NOT_BUILT) == (10, 11)
    back = rules.applied(both, [Lever(LeverKind.SCOPE, 100, number=1)], (), {})
    assert question(back).of(Gap.NOT_BUILT) == ()


def test_somebody_gives_more_or_less_of_their_time_or_none() -> None:
    half = question(applied(Lever(LeverKind.PERSON, 1, number=50))).plan
    assert [one.share for one in half.people] == [0.5]
    none = applied(Lever(LeverKind.PERSON, 1, number=0))
    assert [one.id for one in none.people] == [2]
    assert all(not one.doers for one in none.pieces), "others of the side do it"


def test_who_comes_new_does_what_one_person_alone_has_not_begun() -> None:
    new = Colleague(3, frozenset({Lane.IT}), OFFICE)
    found = applied(Lever(LeverKind.PERSON, 3, number=100, lane=Lane.IT), comers=(new,))
    assert [one.others for one in found.pieces] == [(3,), (3,)]
    asked = question(found).plan
    assert {one.id: one.teams for one in asked.people} == {"p1": ("p1orp3",), "p3": ("p1orp3",)}
    of_marketing = replace(new, lanes=frozenset({Lane.MARKETING}))
    there = applied(Lever(LeverKind.PERSON, 3, number=100), comers=(of_marketing,))
    assert all(not one.others for one in there.pieces)


def test_a_wait_is_dropped_or_ends_on_a_day() -> None:
    dropped = applied(Lever(LeverKind.WAIT, 11, 10))
    assert dropped.waits == (Awaited(11, 99),)
    ready = applied(Lever(LeverKind.WAIT, 11, 99, day=date(2026, 3, 20)))
    assert ready.elsewhere[0].ready == datetime(2026, 3, 20, tzinfo=OFFICE.zone)


def test_without_a_freeze_its_days_are_free() -> None:
    assert applied(Lever(LeverKind.FREEZE, 7)).freezes == ()
    assert applied(Lever(LeverKind.FREEZE, 8)).freezes == (SPAN,)


def test_time_that_was_given_elsewhere_is_gone() -> None:
    assert shares_left({}, {1, 2}, 1) is None, "nothing was agreed: all get the same"
    assert shares_left({1: 60}, {1, 2}, 1) == 0.6
    assert shares_left({1: 60}, {1, 2, 3}, 2) == 0.2, "the rest, in two"
    assert shares_left({1: 100}, {1, 2}, 2) == 0.05, "an hour now and then"
    assert shares_left({1: 0}, {1, 2}, 2) == 1.0


SCOPE = ScopeFacts(
    (Wanted(100, "R1", "Points", Priority.MUST, Effort(Decimal(2), Decimal(4))),),
    Decimal(1000),
    Decimal(10),
)
LABELS = Labels({"10": "#1", "11": "#2", "12": "#3"}, {"100": "R1"}, {"1": "Igor", "2": "Ivan"})


def test_work_that_goes_on_as_planned_moves_nothing() -> None:
    before = rules.made_of(FACTS, SCOPE, None, [7])
    going = replace(FACTS.pieces[0], state=WorkState.IN_PROGRESS, state_since=NOW)
    now = rules.made_of(replace(FACTS, pieces=(going, FACTS.pieces[1])), SCOPE, None, [7])
    assert rules.what_moved(before, now, LABELS) == []


def test_what_moved_is_told_by_its_names() -> None:
    before = rules.made_of(FACTS, SCOPE, None, [7])
    longer = replace(FACTS.pieces[0], estimate=Estimate(Decimal(9), Sureness.NORMAL))
    there = replace(FACTS, pieces=(longer, piece(12, 1)), people=(IGOR,), waits=())
    now = rules.made_of(there, SCOPE, date(2026, 5, 6), [])
    assert rules.what_moved(before, now, LABELS) == [
        "New work: #3.",
        "Work that is gone: #2.",
        "Work that was changed: #1.",
        "No longer on it: Ivan.",
        "What waits for what has changed.",
        "The freezes of the year have changed.",
        "Another date is promised.",
    ]


def test_the_content_is_the_same_in_any_order_and_another_with_each_move() -> None:
    day, ivan = Lever(LeverKind.DATE, day=date(2026, 5, 6)), Lever(LeverKind.PERSON, 2, number=50)
    made_of = rules.made_of(FACTS, SCOPE, None, [7])
    one = rules.content_of([day, ivan], made_of)
    assert one == rules.content_of([ivan, day], made_of)
    assert one != rules.content_of([day, replace(ivan, number=55)], made_of)
    assert one != rules.content_of([day, ivan], rules.made_of(FACTS, SCOPE, None, []))


def test_each_side_is_asked_for_what_it_decides() -> None:
    day = Lever(LeverKind.DATE, day=date(2026, 5, 6), lane=Lane.MARKETING)
    ivan = Lever(LeverKind.PERSON, 2, number=50, lane=Lane.IT)
    assert rules.who_decides([day], date_by_sponsor=False) == {Voice.MARKETING}
    assert rules.who_decides([day, ivan], date_by_sponsor=False) == rules.SIDES
    scope = Lever(LeverKind.SCOPE, 100, number=0, lane=Lane.MARKETING)
    both = rules.who_decides([scope], date_by_sponsor=False)
    assert both == rules.SIDES, "handed over by one, accepted by the other"


def test_what_others_have_not_agreed_to_cannot_become_the_plan() -> None:
    assert rules.why_not_adopt([]) is not None
    assert rules.why_not_adopt([Lever(LeverKind.FREEZE, 7)]) is not None
    assert rules.why_not_adopt([Lever(LeverKind.WAIT, 11, 99, day=date(2026, 3, 20))]) is not None
    assert rules.why_not_adopt([Lever(LeverKind.PERSON, -1, number=100)]) is not None
    assert rules.why_not_adopt([Lever(LeverKind.WAIT, 11, 10)]) is None
