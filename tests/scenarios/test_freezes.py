"""Freezes in what-ifs: hard ones that end, soft ones that are kept or passed, one that comes."""

from datetime import date, timedelta

import pytest
from tests.accounts.browsing import as_person, words
from tests.cast import TUESDAY, Cast, happened
from tests.refusals import nothing_written, refused
from tests.scenarios.making import later, move, parts, piece, promise, seen, start
from tests.scenarios.test_deciding import agree, propose

from tandem.accounts.rules import Lane
from tandem.core.errors import NotAllowed, RuleBroken
from tandem.plans import queries as plans
from tandem.plans import services as planning
from tandem.plans.queries import asking
from tandem.scenarios import queries
from tandem.scenarios.rules import Lever, LeverKind, ScenarioState, Voice
from tandem.year.rules import FreezeKind
from tandem.year.services import cancel_freeze, declare_freeze

TODAY = TUESDAY.date()
FIRST, LAST = TODAY + timedelta(2), TODAY + timedelta(30)


@pytest.fixture(autouse=True)
def _on_tuesday(tuesday: None) -> None:
    """All of it happens then."""
    asking.forget_answers()


@pytest.fixture
def going(cast: Cast, planned: int) -> int:
    """Ten days of Igor's for R1, which is promised: it would be ready within the freeze."""
    piece(cast.igor, planned, Lane.IT, "10", cast.igor, parts(planned)["R1"])
    promise(cast, planned)
    return planned


def frozen(cast: Cast, kind: FreezeKind = FreezeKind.SOFT) -> int:
    declared = declare_freeze(
        actor=cast.igor, kind=kind, name="Stocktaking", reason="They count.",
        starts_on=FIRST, ends_on=LAST,
    )  # fmt: skip
    return declared.pk


def first_day(cast: Cast, initiative: int, *levers: Lever) -> tuple[date, date]:
    """From when on it could be ready: as the plan is, and with these levers."""
    plan = queries.plan_now(cast.alice, initiative)
    answer = queries.answer_of(plan, queries.as_levers(plan, levers))
    curves = (answer.now.curve, answer.then.curve)
    ends = [one.end(0.01) for one in curves if one]
    zone = plan.facts.calendar.zone
    return tuple(one.astimezone(zone).date() for one in ends if one)  # type: ignore[return-value]


def soft(freeze: int, *, kept: bool) -> Lever:
    return Lever(LeverKind.FREEZE, freeze, number=int(kept))


def test_a_soft_freeze_moves_dates_only_where_it_is_kept(cast: Cast, going: int) -> None:
    freeze = frozen(cast)
    now, then = first_day(cast, going, soft(freeze, kept=True))
    assert FIRST <= now <= LAST, "both sides' go passes it"
    assert then == LAST + timedelta(1)


def test_without_a_hard_freeze_its_days_are_free(cast: Cast, going: int) -> None:
    freeze = frozen(cast, FreezeKind.HARD)
    now, then = first_day(cast, going, Lever(LeverKind.FREEZE, freeze))
    assert (now, FIRST <= then <= LAST) == (LAST + timedelta(1), True)


def test_a_freeze_that_nobody_has_declared_is_tried(cast: Cast, going: int) -> None:
    tried = Lever(LeverKind.FREEZE, -1, number=(LAST - FIRST).days + 1, day=FIRST)
    now, then = first_day(cast, going, tried)
    assert (FIRST <= now <= LAST, then) == (True, LAST + timedelta(1))
    one = start(cast.alice, going)
    move(cast.alice, going, one, tried)
    with refused(RuleBroken) as caught:
        propose(cast.alice, going, one)
    assert "a freeze that ends or comes" in caught.value.reason


@pytest.mark.parametrize(
    "lever",
    [
        Lever(LeverKind.FREEZE, 0, number=0),
        Lever(LeverKind.FREEZE, -2, number=9, day=FIRST),
        Lever(LeverKind.FREEZE, -1, number=0, day=FIRST),
        Lever(LeverKind.FREEZE, -1, number=101, day=FIRST),
        Lever(LeverKind.FREEZE, -1, number=9),
    ],
)
def test_what_is_no_lever_is_none(cast: Cast, going: int, lever: Lever) -> None:
    """`0` stands for the soft freeze, which is passed already, or would end if it were a hard one."""
    freeze = frozen(cast)
    one = start(cast.alice, going)
    levers = [lever] if lever.about else [soft(freeze, kept=False), Lever(LeverKind.FREEZE, freeze)]
    assert move(cast.alice, going, one, *levers) == 0


def test_a_soft_freeze_that_both_keep_is_part_of_the_plan_until_they_pass_it(
    cast: Cast, going: int
) -> None:
    freeze = frozen(cast)
    one = start(cast.alice, going, "Out of the stocktaking")
    move(cast.alice, going, one, soft(freeze, kept=True), later())
    assert not propose(cast.alice, going, one), "both sides are asked for it"
    assert agree(cast.igor, going, one, Voice.IT)
    assert seen(cast.alice, going, one).state is ScenarioState.ADOPTED
    assert "plan.soft_freeze_kept" in happened(going)
    assert [row.id for row in plans.soft_freezes_kept(going)] == [freeze]
    now, then = first_day(cast, going, soft(freeze, kept=False))
    assert (now, FIRST <= then <= LAST) == (LAST + timedelta(1), True)
    assert len(plans.question_of(going).plan.tasks[-1].freezes) == 1
    other = start(cast.alice, going, "In it after all")
    move(cast.alice, going, other, soft(freeze, kept=False))
    assert not propose(cast.alice, going, other)
    assert agree(cast.igor, going, other, Voice.IT)
    assert happened(going)[-2:] == ["plan.soft_freeze_passed", "scenario.adopted"]
    assert plans.soft_freezes_kept(going) == []


def test_only_its_people_keep_out_of_a_soft_freeze_ahead(cast: Cast, going: int) -> None:
    freeze = frozen(cast)
    there = {"initiative_id": going, "freeze_id": freeze, "kept": True}
    for who in (cast.vera, cast.mona):
        with refused(NotAllowed):
            planning.keep_out_of_freeze(actor=who, **there)
    hard = frozen(cast, FreezeKind.HARD)
    with refused(RuleBroken):
        planning.keep_out_of_freeze(actor=cast.igor, initiative_id=going, freeze_id=hard, kept=True)
    planning.keep_out_of_freeze(actor=cast.igor, **there)
    with nothing_written():
        planning.keep_out_of_freeze(actor=cast.igor, **there)


def test_a_freeze_that_goes_meanwhile_is_said(cast: Cast, going: int) -> None:
    freeze = frozen(cast)
    one = start(cast.alice, going)
    move(cast.alice, going, one, soft(freeze, kept=True))
    cancel_freeze(actor=cast.igor, freeze_id=freeze)
    plan = queries.plan_now(cast.alice, going)
    told = queries.what_moved_since(plan, seen(cast.alice, going, one).made_of)
    assert told == ["The freezes of the year have changed."]
    there = seen(cast.alice, going, one)
    assert queries.as_levers(plan, there.levers) == ()
    assert plans.freezes_ahead(going, TUESDAY, plan.facts.calendar) == []


def test_the_page_moves_freezes_and_says_what_each_is(cast: Cast, going: int) -> None:
    freeze = frozen(cast)
    pk = start(cast.alice, going)
    url = seen(cast.alice, going, pk).url
    alice = as_person(cast.alice)
    told = words(alice.get(url))
    assert "Nothing is launched in the soft freeze Stocktaking" in told
    assert "Now both sides' go passes it." in told
    kept = {"day": "2026-05-06", "inside": [parts(going)["R1"]], "keep": [freeze]}
    tried = {"frozen_from": "2026-06-01", "frozen_to": "2026-06-05"}
    page = alice.post(f"{url}levers/", {**kept, **tried}, follow=True)
    assert "As if there were a freeze from 1 Jun to 5 Jun" in words(page)
    assert 'value="2026-06-05"' in page.content.decode()
    there = seen(cast.alice, going, pk).levers
    assert [(one.about, one.number) for one in there] == [(-1, 5), (freeze, 1)]
    wrong = {**kept, "frozen_from": "2026-06-05", "frozen_to": "2026-06-01"}
    answer = alice.post(f"{url}levers/", wrong)
    assert answer.status_code == 422
    assert "The last day is before the first" in words(answer)
    alice.post(f"{url}levers/", {"day": "2026-05-06", "inside": [parts(going)["R1"]]})
    assert seen(cast.alice, going, pk).levers == ()
