"""The light paths as people walk them: chosen, agreed to, begun, ended."""

from datetime import date
from decimal import Decimal

import pytest
from tests.cast import Cast, answer, happened, hide, name_owners, pair, waits
from tests.refusals import nothing_written, refused

from tandem.accounts.rules import Actor, Lane
from tandem.activity.models import Turn
from tandem.assessment import services as assessment
from tandem.briefs.queries import whole as brief_whole
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.initiatives import services as ideas
from tandem.initiatives.models import Initiative
from tandem.initiatives.queries import InitiativeRow, queue_seen_by, whole
from tandem.initiatives.rules import InitiativeKind, PathLimit, Question, Stage, Terms, Track
from tandem.stages import queries, services
from tandem.stages.conditions import gates
from tandem.systems.rules import DataClass, Entry
from tandem.systems.services import add_system

TWO_DAYS = Terms(days=Decimal(2))
TEST = Terms(days=Decimal(5), share=5, budget=300)


def choose(actor: Actor, idea: int, track: Track, terms: Terms | None = None, **more: int) -> int:
    return services.choose_path(
        actor=actor, initiative_id=idea, track=track, terms=terms, **more
    ).pk


def say(actor: Actor, idea: int, choice: int, *, yes: bool = True, note: str = "") -> object:
    return services.say_to_path(
        actor=actor, initiative_id=idea, choice_id=choice, agrees=yes, note=note
    )


def track_of(idea: int) -> Track:
    return Track(Initiative.objects.get(pk=idea).track)


def start(actor: Actor, idea: int, stage: Stage) -> None:
    services.start_stage(actor=actor, initiative_id=idea, stage=stage)


@pytest.fixture
def shop(cast: Cast) -> int:
    """A system that IT knows; it holds nothing about persons."""
    return add_system(actor=cast.igor, entry=Entry("Shop")).pk


@pytest.fixture
def small(cast: Cast, paired_idea: int, shop: int) -> int:
    """An idea with owners that changes the shop."""
    name_owners(cast, paired_idea)
    assessment.declare_touch(actor=cast.igor, initiative_id=paired_idea, system_id=shop)
    return paired_idea


def test_a_small_change_is_in_force_once_it_has_said_yes_and_goes_straight_to_plan(
    cast: Cast, small: int
) -> None:
    done = len(happened(small))
    choice = choose(cast.alice, small, Track.SMALL_CHANGE, TWO_DAYS)
    assert track_of(small) is Track.STANDARD, "The path before goes on until then."
    assert ("path.check", "it") in waits(small)
    with refused(NotAllowed):
        say(cast.mona, small, choice)
    say(cast.ivan, small, choice)
    assert track_of(small) is Track.SMALL_CHANGE
    assert ("path.check", "it") not in waits(small)
    assert happened(small, since=done) == ["path.chosen", "path.agreed", "path.started"]
    start(cast.alice, small, Stage.PLAN)
    assert small in queue_seen_by(cast.alice), "Whoever begins with it has taken it up."


def test_what_it_chooses_itself_it_needn_t_be_asked_about(cast: Cast, small: int) -> None:
    choose(cast.igor, small, Track.SMALL_CHANGE, TWO_DAYS)
    assert track_of(small) is Track.SMALL_CHANGE


def test_a_no_says_why_and_the_path_before_goes_on(cast: Cast, small: int) -> None:
    choice = choose(cast.alice, small, Track.SMALL_CHANGE, TWO_DAYS)
    with refused(BadInput):
        say(cast.igor, small, choice, yes=False)
    say(cast.igor, small, choice, yes=False, note="The interface takes a week.")
    assert track_of(small) is Track.STANDARD
    with refused(RuleBroken):
        say(cast.igor, small, choice)


def test_small_changes_of_one_system_add_up_within_30_days(
    cast: Cast, small: int, shop: int
) -> None:
    choose(cast.igor, small, Track.SMALL_CHANGE, TWO_DAYS)
    other = ideas.write_idea(actor=cast.igor, sentence="Another word on the button").pk
    assessment.declare_touch(actor=cast.igor, initiative_id=other, system_id=shop)
    with refused(RuleBroken) as caught:
        choose(cast.igor, other, Track.SMALL_CHANGE, TWO_DAYS)
    assert "1 of 3 are left" in caught.value.reason
    choose(cast.igor, other, Track.SMALL_CHANGE, Terms(days=Decimal(1)))


def test_a_small_change_that_outgrows_its_path_is_stopped_before_plan(
    cast: Cast, small: int
) -> None:
    choose(cast.igor, small, Track.SMALL_CHANGE, TWO_DAYS)
    assessment.check_data(
        actor=cast.igor,
        initiative_id=small,
        personal=True,
        classes=[DataClass.PAYMENT],
        text="Cards are kept.",
    )
    [missing] = gates({small: Stage.IDEA})[small].missing
    assert missing.key == "path"
    with refused(RuleBroken):
        start(cast.alice, small, Stage.PLAN)
    choose(cast.alice, small, Track.STANDARD)
    assert track_of(small) is Track.STANDARD


@pytest.mark.parametrize("name", ["mona", "ivan", "charlie", "rita", "ada", "vera"])
def test_who_isn_t_on_it_chooses_no_path(cast: Cast, small: int, name: str) -> None:
    with refused(NotAllowed):
        choose(getattr(cast, name), small, Track.STANDARD)


def test_a_hidden_idea_has_no_path_for_others(cast: Cast, small: int) -> None:
    hide(small)
    with refused(NotFound):
        choose(cast.ivan, small, Track.STANDARD)


def run_experiment(cast: Cast, idea: int) -> None:
    answer(cast.alice, idea, Question.MEASURE)
    choice = choose(cast.alice, idea, Track.EXPERIMENT, TEST)
    say(cast.ivan, idea, choice)
    start(cast.alice, idea, Stage.BUILD)


def test_an_experiment_runs_after_its_ten_minute_check_and_is_promoted(
    cast: Cast, small: int
) -> None:
    run_experiment(cast, small)
    with refused(NotAllowed):
        services.end_experiment(
            actor=cast.mona, initiative_id=small, promote=True, learned="It works."
        )
    services.end_experiment(
        actor=cast.alice, initiative_id=small, promote=True, learned="It works."
    )
    assert track_of(small) is Track.STANDARD
    assert Stage(Initiative.objects.get(pk=small).stage) is Stage.ASSESS
    assert ("assessment.assess", "it") in waits(small)
    with refused(RuleBroken):
        services.end_experiment(
            actor=cast.alice, initiative_id=small, promote=False, learned="Once more."
        )


def test_an_experiment_is_stopped_with_what_it_taught(cast: Cast, small: int) -> None:
    run_experiment(cast, small)
    with refused(BadInput):
        services.end_experiment(actor=cast.igor, initiative_id=small, promote=False, learned=" ")
    services.end_experiment(
        actor=cast.igor, initiative_id=small, promote=False, learned="Nobody looked."
    )
    assert Stage(Initiative.objects.get(pk=small).stage) is Stage.CLOSED
    assert waits(small) == set()
    assert "experiment.stopped" in happened(small)


def test_an_emergency_needs_somebody_else_s_yes_and_the_full_check_follows(
    cast: Cast, small: int
) -> None:
    with refused(RuleBroken):
        choose(cast.alice, small, Track.EMERGENCY, Terms(reason="Lost.", approver=cast.alice.me))
    with refused(BadInput):
        choose(cast.alice, small, Track.EMERGENCY, Terms(reason="Lost.", approver=cast.rita.me))
    choice = choose(
        cast.alice, small, Track.EMERGENCY, Terms(reason="Lost.", approver=cast.vera.me)
    )
    with refused(NotAllowed):
        say(cast.igor, small, choice)
    say(cast.vera, small, choice)
    check = Turn.objects.get(kind="path.full_check", subject_id=small)
    assert (check.lane, check.days) == ("it", 5)
    start(cast.igor, small, Stage.BUILD)
    with refused(RuleBroken):
        services.finish_full_check(actor=cast.igor, initiative_id=small)
    for system in queries.path_seen(cast.igor, row_of(cast, small), []).known.systems:
        assessment.confirm_touch(actor=cast.igor, initiative_id=small, system_id=system)
    assessment.check_data(actor=cast.igor, initiative_id=small, personal=False)
    with refused(NotAllowed):
        services.finish_full_check(actor=cast.alice, initiative_id=small)
    services.finish_full_check(actor=cast.igor, initiative_id=small)
    assert ("path.full_check", "it") not in waits(small)
    assert happened(small)[-1] == "full_check.done"


def row_of(cast: Cast, idea: int) -> InitiativeRow:
    return whole(cast.igor, idea).row


def test_a_repeat_copies_the_signed_brief_with_its_dates_moved(
    cast: Cast, signed_brief: int
) -> None:
    month = ideas.write_idea(
        actor=cast.alice, sentence="The same again in June", kind=InitiativeKind.PRODUCT
    ).pk
    pair(cast, month)
    name_owners(cast, month)
    [snapshot] = queries.earlier_briefs(cast.alice)
    signed_on = queries.earlier_briefs(cast.alice)[snapshot].signed_on
    launch = date.fromordinal(signed_on.toordinal() + 31)
    terms = Terms(launch_on=launch)
    choice = choose(cast.alice, month, Track.REPEAT, terms, repeats=snapshot)
    seen = queries.path_seen(cast.igor, row_of(cast, month), []).waiting
    assert seen is not None
    assert ("M1", "2026-09-30", "2026-10-31") in seen.differs
    with refused(NotAllowed):
        say(cast.mona, month, choice)
    say(cast.alice, month, choice)
    assert track_of(month) is Track.STANDARD, "Both owners confirm it."
    say(cast.igor, month, choice)
    copy, source = brief_whole(cast.alice, month), brief_whole(cast.alice, signed_brief)
    assert [(one.label, one.title) for one in copy.items] == [
        (one.label, one.title) for one in source.items
    ]
    assert [one.fields["day"] for one in copy.items if one.label == "M1"] == ["2026-10-31"]
    assert {said.lane for said in copy.statements} == set(Lane)
    start(cast.igor, month, Stage.PLAN)
    with refused(RuleBroken):
        choose(cast.igor, month, Track.REPEAT, terms, repeats=snapshot)


def test_a_repeat_begins_from_a_signed_brief_alone(cast: Cast, brief: int) -> None:
    month = ideas.write_idea(actor=cast.alice, sentence="The same again in June").pk
    assert queries.earlier_briefs(cast.alice) == {}
    with refused(BadInput):
        choose(cast.alice, month, Track.REPEAT, Terms(), repeats=1)


def test_administrators_alone_move_the_limits(cast: Cast) -> None:
    with refused(NotAllowed):
        services.set_path_limit(actor=cast.igor, limit=PathLimit.SMALL_DAYS, amount=5)
    with refused(BadInput):
        services.set_path_limit(actor=cast.ada, limit=PathLimit.EXPERIMENT_SHARE, amount=101)
    services.set_path_limit(actor=cast.ada, limit=PathLimit.SMALL_DAYS, amount=5)
    assert queries.limits_in_force()[PathLimit.SMALL_DAYS] == 5
    with nothing_written():
        services.set_path_limit(actor=cast.ada, limit=PathLimit.SMALL_DAYS, amount=5)
