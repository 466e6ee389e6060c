"""What an initiative affects, whether it can be done, and whether personal data flow."""

import pytest
from tests.cast import Cast, check_risk, happened, hide, waits
from tests.cast import answer as answer_question
from tests.refusals import nothing_written, refused

from tandem.accounts.rules import Actor, Lane
from tandem.activity.queries import open_turns_on
from tandem.assessment import queries, services
from tandem.assessment.models import Feasibility, TouchesNothing
from tandem.assessment.queries import Assessed
from tandem.assessment.rules import Authority, Ruling, TouchState, Word
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken, Stale
from tandem.initiatives.queries import whole
from tandem.initiatives.rules import Question, Stage
from tandem.initiatives.services import join_initiative
from tandem.stages.conditions import gates
from tandem.stages.services import start_stage
from tandem.systems import services as systems
from tandem.systems.registry import uses_of
from tandem.systems.rules import DataClass, Entry


@pytest.fixture
def shop(cast: Cast) -> int:
    return systems.add_system(
        actor=cast.igor, entry=Entry("Shop", data_classes=(DataClass.PAYMENT,))
    ).pk


def found(actor: Actor, initiative: int) -> Assessed:
    return queries.assessed(actor, whole(actor, initiative))


def missing(initiative: int, stage: Stage = Stage.ASSESS) -> list[str]:
    return [one.key for one in gates({initiative: stage})[initiative].missing]


def say(
    cast: Cast, initiative: int, word: Word, other: str = "", **more: int | None
) -> Feasibility:
    return services.say_feasibility(
        actor=cast.igor,
        initiative_id=initiative,
        word=word,
        text="Because.",
        alternative=other,
        **more,
    )


def answer(actor: Actor, initiative: int, text: str = "", *, accepted: bool) -> Feasibility:
    return services.answer_feasibility(
        actor=actor, initiative_id=initiative, accepted=accepted, text=text
    )


# Affected systems


def test_the_words_of_the_idea_suggest_systems(cast: Cast, assessed: int, shop: int) -> None:
    (one,) = found(cast.rita, assessed).suggested
    assert (one.system.name, one.why) == ("Shop", "“shop” stands in the text.")


def test_marketing_names_a_system_and_it_confirms(cast: Cast, assessed: int, shop: int) -> None:
    services.declare_touch(actor=cast.alice, initiative_id=assessed, system_id=shop)
    assert "systems" in missing(assessed)
    services.confirm_touch(actor=cast.igor, initiative_id=assessed, system_id=shop)
    assert "systems" not in missing(assessed)
    (touch,) = found(cast.rita, assessed).touches
    assert (touch.state, touch.named_for) == (TouchState.CONFIRMED, Lane.MARKETING)
    told = ["touch.declared", "touch.confirmed", "consult.asked_duty"]
    assert happened(assessed)[-3:] == told, "nobody owns the system: whoever is on duty is asked"
    assert [use.url for use in uses_of(cast.rita, shop)] == [f"/initiatives/{assessed}/"]


def test_what_it_names_is_confirmed_and_again_is_once(cast: Cast, assessed: int, shop: int) -> None:
    services.declare_touch(actor=cast.igor, initiative_id=assessed, system_id=shop)
    assert found(cast.rita, assessed).touches[0].state is TouchState.CONFIRMED
    with nothing_written():
        services.confirm_touch(actor=cast.igor, initiative_id=assessed, system_id=shop)
        services.declare_touch(actor=cast.alice, initiative_id=assessed, system_id=shop)


def test_what_it_refused_is_not_named_again(cast: Cast, assessed: int, shop: int) -> None:
    services.refuse_touch(actor=cast.igor, initiative_id=assessed, system_id=shop)
    assert found(cast.rita, assessed).suggested == []
    assert "systems" in missing(assessed)
    with refused(RuleBroken):
        services.declare_touch(actor=cast.alice, initiative_id=assessed, system_id=shop)


def test_nothing_is_an_answer_until_a_system_is_confirmed(
    cast: Cast, assessed: int, shop: int
) -> None:
    services.touch_nothing(actor=cast.igor, initiative_id=assessed)
    assert "systems" not in missing(assessed)
    with nothing_written():
        services.touch_nothing(actor=cast.igor, initiative_id=assessed)
    services.confirm_touch(actor=cast.igor, initiative_id=assessed, system_id=shop)
    assert TouchesNothing.objects.get().ended_at
    with refused(RuleBroken):
        services.touch_nothing(actor=cast.igor, initiative_id=assessed)


def test_a_retired_system_is_not_affected(cast: Cast, assessed: int, shop: int) -> None:
    systems.retire_system(actor=cast.igor, system_id=shop)
    with refused(RuleBroken):
        services.declare_touch(actor=cast.alice, initiative_id=assessed, system_id=shop)


@pytest.mark.parametrize("name", ["alice", "mona", "ivan", "rita", "charlie", "ada", "vera"])
def test_only_it_on_the_initiative_settles(cast: Cast, assessed: int, shop: int, name: str) -> None:
    actor = getattr(cast, name)
    for act in (services.confirm_touch, services.refuse_touch):
        with refused(NotAllowed):
            act(actor=actor, initiative_id=assessed, system_id=shop)
    with refused(NotAllowed):
        services.touch_nothing(actor=actor, initiative_id=assessed)
    with refused(NotAllowed):
        services.say_feasibility(
            actor=actor, initiative_id=assessed, word=Word.FEASIBLE, text="Yes."
        )


def test_a_restricted_initiative_is_not_found_and_used_nowhere(
    cast: Cast, assessed: int, shop: int
) -> None:
    services.confirm_touch(actor=cast.igor, initiative_id=assessed, system_id=shop)
    hide(assessed)
    assert uses_of(cast.rita, shop) == []
    assert len(uses_of(cast.alice, shop)) == 1
    with refused(NotFound):
        services.declare_touch(actor=cast.mona, initiative_id=assessed, system_id=shop)


# Feasibility


@pytest.mark.parametrize("word", [Word.FEASIBLE, Word.FEASIBLE_IF])
def test_a_yes_is_enough_and_answers_the_question_too(
    cast: Cast, assessed: int, word: Word
) -> None:
    said = say(cast, assessed, word, "ignored")
    assert said.alternative == ""
    assert "feasible" not in missing(assessed)
    assert whole(cast.rita, assessed).answers[Question.FEASIBLE].text == "Because."
    with nothing_written():
        say(cast, assessed, word)


def test_its_word_pairs_an_idea(cast: Cast, idea: int) -> None:
    join_initiative(actor=cast.igor, initiative_id=idea, lane=Lane.IT)
    answer_question(cast.alice, idea, Question.GOAL)
    say(cast, idea, Word.FEASIBLE)
    assert whole(cast.rita, idea).row.paired


def test_an_alternative_that_marketing_accepts_settles_it(cast: Cast, assessed: int) -> None:
    say(cast, assessed, Word.NOT_AS_ASKED, "Half of it.")
    assert ("assessment.answer", "marketing") in waits(assessed)
    assert "feasible" in missing(assessed)
    answer(cast.alice, assessed, accepted=True)
    assert "feasible" not in missing(assessed)
    assert ("assessment.answer", "marketing") not in waits(assessed)


@pytest.mark.parametrize(
    ("ruling", "open_still"),
    [(Ruling.AS_ASKED, False), (Ruling.ALTERNATIVE, False), (Ruling.NOT_NOW, True)],
)
def test_where_the_sides_differ_the_sponsor_decides(
    cast: Cast, assessed: int, ruling: Ruling, open_still: bool
) -> None:
    say(cast, assessed, Word.NOT_AS_ASKED, "Half of it.")
    answer(cast.alice, assessed, "Half is nothing.", accepted=False)
    turn = next(t for t in open_turns_on([assessed]) if t.kind == "assessment.rule")
    assert turn.person
    assert turn.person.id == cast.vera.me
    with refused(NotAllowed):
        services.rule_feasibility(
            actor=cast.alice, initiative_id=assessed, ruling=ruling, reason="Mine."
        )
    services.rule_feasibility(
        actor=cast.vera, initiative_id=assessed, ruling=ruling, reason="The season."
    )
    assert ("feasible" in missing(assessed)) is open_still
    assert happened(assessed)[-1] == "feasibility.ruled"
    assert "assessment.rule" not in {t.kind for t in open_turns_on([assessed])}


def test_without_an_alternative_there_is_nothing_to_accept(cast: Cast, assessed: int) -> None:
    say(cast, assessed, Word.NOT_AS_ASKED)
    with refused(RuleBroken):
        answer(cast.alice, assessed, accepted=True)
    with refused(BadInput):
        answer(cast.alice, assessed, accepted=False)
    answer(cast.alice, assessed, "We need it.", accepted=False)
    with refused(RuleBroken):
        services.rule_feasibility(
            actor=cast.vera, initiative_id=assessed, ruling=Ruling.ALTERNATIVE, reason="Hm."
        )


def test_the_sponsor_decides_only_what_both_sides_brought(cast: Cast, assessed: int) -> None:
    for _ in range(2):
        with refused(RuleBroken):
            services.rule_feasibility(
                actor=cast.vera, initiative_id=assessed, ruling=Ruling.AS_ASKED, reason="So."
            )
        say(cast, assessed, Word.NOT_AS_ASKED, "Half of it.")


def test_a_late_word_shows_both(cast: Cast, assessed: int) -> None:
    first = say(cast, assessed, Word.NOT_AS_ASKED, "Half of it.")
    with refused(Stale):
        say(cast, assessed, Word.FEASIBLE)
    say(cast, assessed, Word.FEASIBLE, replaces=first.pk)
    assert "feasible" not in missing(assessed)
    assert Feasibility.objects.count() == 2


def test_it_is_over_once_the_brief_begins(cast: Cast, briefable: int) -> None:
    with refused(RuleBroken):
        say(cast, briefable, Word.FEASIBLE_IF)


# Data protection


def check(actor: Actor, initiative: int, *, personal: bool, **more: object) -> object:
    return services.check_data(
        actor=actor,
        initiative_id=initiative,
        personal=personal,
        **more,  # type: ignore[arg-type]
    )


def test_whether_personal_data_flow_is_answered_with_who_and_when(
    cast: Cast, assessed: int
) -> None:
    classes = [DataClass.BEHAVIOUR]
    with refused(BadInput):
        check(cast.igor, assessed, personal=True, text="By consent.")
    with refused(BadInput):
        check(cast.igor, assessed, personal=True, classes=classes)
    with refused(BadInput):
        check(cast.igor, assessed, personal=False, classes=classes)
    check(cast.igor, assessed, personal=True, classes=classes, text="By consent.")
    said = found(cast.rita, assessed).data
    assert said
    assert (said.by.id, said.classes, said.by_authority) == (cast.igor.me, classes, False)
    assert "data" not in missing(assessed)


def test_data_protection_answers_without_being_on_it(cast: Cast, assessed: int) -> None:
    with refused(NotAllowed):
        check(cast.charlie, assessed, personal=False)
    services.name_authority(
        actor=cast.ada, person_id=cast.charlie.me, kind=Authority.DATA_PROTECTION
    )
    check(cast.charlie, assessed, personal=False)
    with refused(Stale):
        check(cast.igor, assessed, personal=False, text="Checked again.")


def test_when_all_is_said_nothing_waits_for_it_and_brief_starts(cast: Cast, assessed: int) -> None:
    assert ("assessment.assess", "it") in waits(assessed)
    say(cast, assessed, Word.FEASIBLE)
    services.touch_nothing(actor=cast.igor, initiative_id=assessed)
    assert ("assessment.assess", "it") in waits(assessed)
    check(cast.igor, assessed, personal=False)
    assert ("assessment.assess", "it") not in waits(assessed)
    check_risk(cast, assessed)
    start_stage(actor=cast.alice, initiative_id=assessed, stage=Stage.BRIEF)
