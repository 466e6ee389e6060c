"""A what-if is begun, moved, shared, carried over and removed by whoever tries it."""

import pytest
from tests import engine_fake
from tests.cast import Cast, happened, hide
from tests.refusals import nothing_written, refused
from tests.scenarios.making import (
    LATER,
    later,
    move,
    out,
    parts,
    person,
    piece,
    promise,
    seen,
    start,
)

from tandem.accounts.rules import Lane
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.engine.model.apart import NoAnswer
from tandem.engine.model.warm import Busy
from tandem.plans.promises import Failure
from tandem.plans.queries import asking
from tandem.scenarios import queries, services
from tandem.scenarios.rules import Lever, LeverKind
from tandem.work import services as work


@pytest.fixture(autouse=True)
def _on_tuesday(tuesday: None) -> None:
    """All of it happens then."""
    asking.forget_answers()


@pytest.fixture
def going(cast: Cast, planned: int) -> int:
    """Ten days of Igor's for R1, which is promised."""
    piece(cast.igor, planned, Lane.IT, "10", cast.igor, parts(planned)["R1"])
    promise(cast, planned)
    return planned


def of_it(initiative: int) -> list[str]:
    """What became of what-ifs there."""
    return [kind for kind in happened(initiative) if kind.startswith("scenario.")]


def levers(cast: Cast, initiative: int, scenario: int) -> list[tuple[str, int | None]]:
    return [(one.kind, one.number) for one in seen(cast.alice, initiative, scenario).levers]


def test_a_what_if_begins_as_the_plan_and_is_private(cast: Cast, going: int) -> None:
    one = start(cast.alice, going, "  A later\tday ", form_key="k")
    assert start(cast.alice, going, "Again", form_key="k") == one, "the same form is one what-if"
    found = seen(cast.alice, going, one)
    assert (found.name, found.levers, found.shared) == ("A later day", (), False)
    assert of_it(going) == ["scenario.made"]
    with refused(NotFound):
        move(cast.igor, going, one, later())


@pytest.mark.parametrize("who", ["rita", "charlie", "mona", "ada"])
def test_only_who_works_on_it_tries_something(cast: Cast, going: int, who: str) -> None:
    with refused(NotAllowed):
        start(getattr(cast, who), going)


def test_of_what_is_hidden_nothing_is_tried(cast: Cast, going: int) -> None:
    hide(going)
    with refused(NotFound):
        start(cast.mona, going)


def test_levers_are_kept_where_they_differ_from_the_plan(cast: Cast, going: int) -> None:
    one = start(cast.alice, going)
    both = (later(), person(cast.igor, 50), person(cast.alice, 100), Lever(LeverKind.FREEZE, 999))
    assert move(cast.alice, going, one, *both) == 2
    assert levers(cast, going, one) == [("date", None), ("person", 50)]
    with nothing_written():
        assert move(cast.alice, going, one, *both) == 0, "moved there already"
    assert move(cast.alice, going, one, later()) == 1, "the other goes back"
    assert of_it(going) == ["scenario.made", "scenario.moved", "scenario.moved"]


def test_a_must_is_left_out_with_a_reason(cast: Cast, going: int) -> None:
    one = start(cast.alice, going)
    must = parts(going)["R1"]
    with refused(BadInput):
        move(cast.alice, going, one, out(must))
    assert move(cast.alice, going, one, out(must, "Legal needs longer.")) == 1
    plan = queries.plan_now(cast.alice, going)
    answer = queries.answer_of(plan, seen(cast.alice, going, one).levers)
    assert [one.label for one in answer.leaving] == ["R1"]
    assert len(answer.left) == 1, "its work falls out with it"


def test_a_later_day_is_more_likely_and_half_the_time_less(cast: Cast, going: int) -> None:
    one = start(cast.alice, going)
    move(cast.alice, going, one, later())
    plan = queries.plan_now(cast.alice, going)
    now = queries.answer_of(plan, ()).now
    then = queries.answer_of(plan, seen(cast.alice, going, one).levers).then
    assert then.day == LATER
    assert now.safe == then.safe
    assert now.chance is not None
    assert then.chance is not None
    assert now.chance <= then.chance
    slow = queries.answer_of(plan, queries.as_levers(plan, [person(cast.igor, 50)])).then
    assert slow.safe is not None
    assert now.safe is not None
    assert now.safe < slow.safe


def test_the_same_question_is_asked_once(
    cast: Cast, going: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def counting(engine: object, question: str, seconds: float) -> dict[str, object]:
        asked.append(question)
        return engine_fake.quick(engine, question, seconds)

    monkeypatch.setattr("tandem.engine.model.warm.Warm.ask", counting)
    plan = queries.plan_now(cast.alice, going)
    for percent in (50, 60, 50, 60):
        queries.answer_of(plan, queries.as_levers(plan, [person(cast.igor, percent)]))
    assert len(asked) == 3, "the plan itself, and two others"


@pytest.mark.parametrize(("error", "why"), [(Busy, Failure.BUSY), (NoAnswer, Failure.ENGINE)])
def test_the_last_good_answer_stays_where_none_comes(
    cast: Cast,
    going: int,
    monkeypatch: pytest.MonkeyPatch,
    error: type[Exception],
    why: Failure,
) -> None:
    one = start(cast.alice, going)
    move(cast.alice, going, one, person(cast.igor, 50))
    plan = queries.plan_now(cast.alice, going)
    answer = queries.answer_of(plan, seen(cast.alice, going, one).levers)
    services.keep_answer(actor=cast.alice, initiative_id=going, scenario_id=one, answer=answer)
    move(cast.alice, going, one, person(cast.igor, 40))

    def refuse(*_: object) -> None:
        raise error("no")

    monkeypatch.setattr("tandem.engine.model.warm.Warm.ask", refuse)
    there = seen(cast.alice, going, one)
    now = queries.answer_of(plan, there.levers, there.kept).then
    assert (now.failed, now.safe) == (why, answer.then.safe)
    assert now.made_at is not None


def test_its_people_see_it_once_it_is_shared(cast: Cast, going: int) -> None:
    one = start(cast.alice, going)
    for who in (cast.igor, cast.vera, cast.mona):
        assert queries.scenarios_of(who, queries.place_of(who, going)) == []
    services.share_scenario(actor=cast.alice, initiative_id=going, scenario_id=one)
    services.share_scenario(actor=cast.alice, initiative_id=going, scenario_id=one)
    for who, sees in ((cast.igor, 1), (cast.vera, 1), (cast.mona, 0), (cast.rita, 0)):
        assert len(queries.scenarios_of(who, queries.place_of(who, going))) == sees
    with refused(NotAllowed):
        move(cast.igor, going, one, later())
    copy = start(cast.igor, going, "My own", copy_of=one)
    assert of_it(going) == ["scenario.made", "scenario.shared", "scenario.made"]
    assert move(cast.igor, going, copy, later()) == 1


def test_what_moved_is_said_and_the_levers_are_carried_over(cast: Cast, going: int) -> None:
    one = start(cast.alice, going)
    move(cast.alice, going, one, later(), person(cast.igor, 50))
    first = queries.plan_now(cast.alice, going).facts.pieces[0].id
    second = piece(cast.igor, going, Lane.IT, "2", cast.igor)
    work.let_wait_for(actor=cast.igor, work_id=second, on_id=first)
    plan = queries.plan_now(cast.alice, going)
    told = queries.what_moved_since(plan, seen(cast.alice, going, one).made_of)
    assert [sentence.split(":")[0] for sentence in told] == [
        "New work",
        "What waits for what has changed.",
    ]
    assert services.carry_over(actor=cast.alice, initiative_id=going, scenario_id=one) == 2
    there = seen(cast.alice, going, one)
    assert queries.what_moved_since(plan, there.made_of) == []
    assert len(there.levers) == 2


def test_what_was_not_proposed_can_be_removed(cast: Cast, going: int) -> None:
    one = start(cast.alice, going)
    services.remove_scenario(actor=cast.alice, initiative_id=going, scenario_id=one)
    with refused(NotFound):
        services.rename_scenario(
            actor=cast.alice, initiative_id=going, scenario_id=one, name="Gone"
        )


def test_what_is_over_is_not_tried(cast: Cast, idea: int) -> None:
    from tandem.initiatives.models import Initiative

    Initiative.objects.filter(pk=idea).update(stage="parked")
    with refused(RuleBroken):
        start(cast.alice, idea)


def test_others_who_share_people_are_looked_at(cast: Cast, going: int) -> None:
    plan = queries.plan_now(cast.alice, going)
    found = queries.consequences_of(
        cast.alice, plan, queries.as_levers(plan, [person(cast.igor, 0)])
    )
    assert found.rows == ()
    assert found.team == (
        "Igor Ilic, who began it, has no time for it any more; 1 of their pieces of work fall to "
        "the others.",
    )
