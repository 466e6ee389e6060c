"""Rewording an idea and moving its wished date: the author at first, then Marketing."""

from datetime import date, timedelta

import pytest
from tests.cast import SENTENCE, Cast, happened, hide
from tests.days import present_date
from tests.refusals import nothing_written, refused

from tandem.accounts.rules import Actor
from tandem.activity.models import Subject
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, Stale
from tandem.initiatives import services
from tandem.initiatives.models import Initiative

BETTER = "Let customers choose their delivery day and hour"


def reword(actor: Actor, idea: int, sentence: str = BETTER, before: str = SENTENCE) -> Initiative:
    return services.reword_idea(actor=actor, initiative_id=idea, sentence=sentence, before=before)


def wish(actor: Actor, idea: int, day: date | None) -> Initiative:
    return services.wish_for_date(actor=actor, initiative_id=idea, wish_date=day)


def soon(days: int = 30) -> date:
    return present_date() + timedelta(days=days)


def test_the_author_rewords_it_everywhere(cast: Cast, idea: int) -> None:
    reword(cast.alice, idea)
    assert Initiative.objects.get().sentence == BETTER
    assert Subject.objects.get(pk=idea).title == BETTER
    assert happened(idea, since=1) == ["initiative.reworded"]


def test_an_author_of_it_rewords_their_own_idea_while_it_is_one(cast: Cast) -> None:
    idea = services.write_idea(actor=cast.igor, sentence=SENTENCE)
    assert reword(cast.igor, idea.pk).sentence == BETTER


def test_later_marketing_decides_the_wording(cast: Cast, assessed: int) -> None:
    reword(cast.alice, assessed)
    with refused(NotAllowed):
        reword(cast.igor, assessed, "As IT would say it", BETTER)


@pytest.mark.parametrize("name", ["igor", "mona", "charlie", "rita", "ada", "vera"])
@pytest.mark.parametrize("change", [reword, lambda actor, idea: wish(actor, idea, soon())])
def test_others_are_refused(cast: Cast, paired_idea: int, name: str, change: object) -> None:
    with refused(NotAllowed):
        change(getattr(cast, name), paired_idea)  # type: ignore[operator]


@pytest.mark.parametrize("name", ["igor", "charlie", "rita", "ada"])
@pytest.mark.parametrize("change", [reword, lambda actor, idea: wish(actor, idea, soon())])
def test_a_restricted_idea_is_not_found(cast: Cast, idea: int, name: str, change: object) -> None:
    hide(idea)
    with refused(NotFound):
        change(getattr(cast, name), idea)  # type: ignore[operator]


def test_a_stale_sentence_keeps_both_texts(cast: Cast, idea: int) -> None:
    reword(cast.alice, idea)
    with refused(Stale) as caught:
        reword(cast.alice, idea, "Yet another wording", SENTENCE)
    assert isinstance(caught.value, Stale)
    assert (caught.value.mine, caught.value.theirs) == ("Yet another wording", BETTER)


def test_a_double_click_rewords_once(cast: Cast, idea: int) -> None:
    reword(cast.alice, idea)
    with nothing_written():
        reword(cast.alice, idea)


def test_the_same_sentence_is_no_change(cast: Cast, idea: int) -> None:
    with nothing_written():
        reword(cast.alice, idea, f" {SENTENCE} ")


@pytest.mark.parametrize("sentence", ["", "x" * 301, "NUL \0"])
def test_an_unusable_sentence_is_refused(cast: Cast, idea: int, sentence: str) -> None:
    with refused(BadInput):
        reword(cast.alice, idea, sentence)


def test_a_date_is_wished_for_moved_and_cleared(cast: Cast, idea: int) -> None:
    for day in (soon(), soon(60), None):
        assert wish(cast.alice, idea, day).wish_date == day
    assert happened(idea, since=1) == ["initiative.date_wished"] * 3


def test_the_same_date_is_no_change(cast: Cast, idea: int) -> None:
    wish(cast.alice, idea, soon())
    with nothing_written():
        wish(cast.alice, idea, soon())


def test_a_day_that_is_over_is_refused(cast: Cast, idea: int) -> None:
    with refused(BadInput):
        wish(cast.alice, idea, soon(-1))


def test_one_form_changes_both_or_neither(cast: Cast, idea: int) -> None:
    def change(day: date) -> None:
        services.change_idea(
            actor=cast.alice,
            initiative_id=idea,
            sentence=BETTER,
            before=SENTENCE,
            wish_date=day,
            date_before=None,
        )

    with refused(BadInput):
        change(soon(-1))
    change(soon())
    assert Initiative.objects.filter(sentence=BETTER, wish_date=soon()).exists()


def test_a_day_that_has_come_can_stay_when_the_sentence_changes(cast: Cast, idea: int) -> None:
    """Whoever only rewords doesn't have to invent a new date."""
    wish(cast.alice, idea, soon(5))
    with clock.at(clock.now() + timedelta(days=9)):
        services.change_idea(
            actor=cast.alice,
            initiative_id=idea,
            sentence=BETTER,
            before=SENTENCE,
            wish_date=soon(-4),
            date_before=soon(-4),
        )
    assert Initiative.objects.get().sentence == BETTER


def test_a_date_left_alone_stays_as_somebody_else_set_it(cast: Cast, idea: int) -> None:
    wish(cast.alice, idea, soon(5))
    wish(cast.alice, idea, soon(9))
    services.change_idea(
        actor=cast.alice,
        initiative_id=idea,
        sentence=BETTER,
        before=SENTENCE,
        wish_date=soon(5),
        date_before=soon(5),
    )
    assert Initiative.objects.get().wish_date == soon(9)


def test_a_date_that_both_moved_is_stale_and_changes_nothing(cast: Cast, idea: int) -> None:
    wish(cast.alice, idea, soon(5))
    wish(cast.alice, idea, soon(9))
    with refused(Stale):
        services.change_idea(
            actor=cast.alice,
            initiative_id=idea,
            sentence=BETTER,
            before=SENTENCE,
            wish_date=soon(7),
            date_before=soon(5),
        )
    assert Initiative.objects.get().sentence == SENTENCE


@pytest.mark.parametrize("idea_id", [0, -1, 999_999, 2**31, 2**63, 2**200])
def test_an_idea_that_does_not_exist_is_not_found(cast: Cast, idea_id: int) -> None:
    for change in (reword, lambda actor, idea: wish(actor, idea, soon())):
        with refused(NotFound):
            change(cast.alice, idea_id)
