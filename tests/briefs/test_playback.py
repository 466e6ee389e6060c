"""IT says what it understood; Marketing confirms it or says what is different."""

import pytest
from tests.cast import (
    Cast,
    again,
    bring_to_assess,
    bring_to_brief,
    content_of,
    happened,
    hide,
    pair,
    waits,
    write_brief,
    write_idea,
)
from tests.cast import play_back as say_it
from tests.refusals import nothing_written, refused

from tandem.accounts import services as accounts
from tandem.accounts.rules import Actor, Lane
from tandem.briefs import services
from tandem.briefs.models import Playback, Snapshot
from tandem.briefs.queries import whole
from tandem.briefs.rules import Section
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.initiatives import services as initiatives

PLAY_BACK, CONFIRM, SIGN = "brief.play_back", "brief.confirm", "brief.sign"
OUTSIDERS = ["mona", "ivan", "charlie", "rita", "ada", "vera"]


def ask(actor: Actor, initiative: int) -> None:
    services.ask_for_playback(actor=actor, initiative_id=initiative)


def play_back(
    actor: Actor, initiative: int, text: str = "A day is picked.", seen: str = ""
) -> Playback:
    seen = seen or content_of(actor, initiative)
    return services.play_back(actor=actor, initiative_id=initiative, text=text, seen=seen)


def confirm(actor: Actor, initiative: int, playback: int, answer: str = "") -> Playback:
    return services.answer_playback(
        actor=actor, initiative_id=initiative, playback_id=playback, confirmed=True, answer=answer
    )


def reject(
    actor: Actor, initiative: int, playback: int, answer: str = "Not for parcels."
) -> Playback:
    return services.answer_playback(
        actor=actor, initiative_id=initiative, playback_id=playback, confirmed=False, answer=answer
    )


def add(actor: Actor, initiative: int, text: str = "More.") -> int:
    return services.add_item(
        actor=actor, initiative_id=initiative, section=Section.MORE, text=text
    ).pk


def of_brief(initiative: int) -> set[tuple[str, str]]:
    return {turn for turn in waits(initiative) if turn[0].startswith("brief.")}


@pytest.fixture
def empty_brief(cast: Cast, briefable: int) -> int:
    services.start_brief(actor=cast.alice, initiative_id=briefable, with_answers=False)
    return briefable


# Asking ------------------------------------------------------------------------------------------


def test_marketing_asks_and_it_is_waited_for(cast: Cast, brief: int) -> None:
    ask(cast.alice, brief)
    assert of_brief(brief) == {(PLAY_BACK, "it")}
    assert happened(brief)[-1] == "playback.asked"


def test_asking_twice_is_asking_once(cast: Cast, brief: int) -> None:
    ask(cast.alice, brief)
    with nothing_written():
        ask(cast.alice, brief)


@pytest.mark.parametrize("name", ["igor", *OUTSIDERS])
def test_only_marketing_on_the_initiative_asks(cast: Cast, brief: int, name: str) -> None:
    with refused(NotAllowed):
        ask(getattr(cast, name), brief)


def test_an_empty_brief_is_not_asked_about(cast: Cast, empty_brief: int) -> None:
    with refused(RuleBroken):
        ask(cast.alice, empty_brief)


# Saying it ---------------------------------------------------------------------------------------


def test_it_says_what_it_understood_and_marketing_is_waited_for(cast: Cast, brief: int) -> None:
    ask(cast.alice, brief)
    said = play_back(cast.igor, brief)
    assert of_brief(brief) == {(CONFIRM, "marketing")}
    assert happened(brief)[-1] == "playback.said"
    shown = whole(cast.rita, brief).playback
    assert shown
    assert (shown.id, shown.text, shown.said_by.name) == (said.pk, "A day is picked.", "Igor Ilic")
    assert shown.is_current
    assert not shown.confirmed


def test_anybody_of_it_on_the_initiative_says_it(cast: Cast, brief: int) -> None:
    initiatives.join_initiative(actor=cast.ivan, initiative_id=brief, lane=Lane.IT)
    assert play_back(cast.ivan, brief).said_by_id == cast.ivan.me


@pytest.mark.parametrize("name", ["alice", *OUTSIDERS])
def test_nobody_else_says_it(cast: Cast, brief: int, name: str) -> None:
    with refused(NotAllowed):
        play_back(getattr(cast, name), brief)


def test_what_is_played_back_is_what_was_read(cast: Cast, brief: int) -> None:
    seen = content_of(cast.igor, brief)
    add(cast.alice, brief)
    for stale in (seen, "", "x", "f" * 64):
        with refused(RuleBroken):
            services.play_back(actor=cast.igor, initiative_id=brief, text="So it is.", seen=stale)


def test_an_empty_brief_is_not_played_back(cast: Cast, empty_brief: int) -> None:
    with refused(RuleBroken):
        play_back(cast.igor, empty_brief)


@pytest.mark.parametrize("text", ["", "  ", "x" * 2001, "\0"])
def test_an_unusable_playback_is_refused(cast: Cast, brief: int, text: str) -> None:
    with refused(BadInput):
        play_back(cast.igor, brief, text)


def test_a_double_click_says_it_once(cast: Cast, brief: int) -> None:
    first = play_back(cast.igor, brief)
    with nothing_written():
        assert play_back(cast.igor, brief) == first


def test_the_same_content_is_the_same_snapshot(cast: Cast, brief: int) -> None:
    play_back(cast.igor, brief)
    item = add(cast.alice, brief)
    play_back(cast.igor, brief, "And more.")
    services.remove_item(actor=cast.alice, initiative_id=brief, item_id=item, base=1)
    play_back(cast.igor, brief, "And less again.")
    assert [p.snapshot.number for p in Playback.objects.order_by("pk")] == [1, 2, 1]
    assert Snapshot.objects.count() == 2


# Answering ---------------------------------------------------------------------------------------


def test_the_marketing_owner_confirms_and_signing_opens(cast: Cast, brief: int) -> None:
    confirm(cast.alice, brief, say_it(cast, brief), "Exactly.")
    assert of_brief(brief) == {(SIGN, "marketing"), (SIGN, "it")}
    assert happened(brief)[-1] == "playback.confirmed"
    shown = whole(cast.rita, brief)
    assert shown.playback_confirmed
    assert shown.playback
    assert (shown.playback.answer, shown.playback.answered_by) != ("", None)


def test_not_quite_it_and_it_is_waited_for_again(cast: Cast, brief: int) -> None:
    reject(cast.alice, brief, say_it(cast, brief))
    assert of_brief(brief) == {(PLAY_BACK, "it")}
    assert happened(brief)[-1] == "playback.rejected"
    assert not whole(cast.rita, brief).playback_confirmed


def test_saying_no_needs_words(cast: Cast, brief: int) -> None:
    playback = say_it(cast, brief)
    for words in ("", "  ", "\0", "x" * 2001):
        with refused(BadInput):
            reject(cast.alice, brief, playback, words)


@pytest.mark.parametrize("name", ["igor", *OUTSIDERS])
def test_nobody_but_the_owner_answers(cast: Cast, brief: int, name: str) -> None:
    playback = say_it(cast, brief)
    for act in (confirm, reject):
        with refused(NotAllowed):
            act(getattr(cast, name), brief, playback)


def test_a_member_of_marketing_who_owns_nothing_does_not_answer(cast: Cast, brief: int) -> None:
    initiatives.join_initiative(actor=cast.mona, initiative_id=brief, lane=Lane.MARKETING)
    playback = say_it(cast, brief)
    with refused(NotAllowed):
        confirm(cast.mona, brief, playback)


def test_an_answer_is_given_once(cast: Cast, brief: int) -> None:
    playback = say_it(cast, brief)
    confirm(cast.alice, brief, playback)
    for act in (confirm, reject):
        with refused(RuleBroken):
            act(cast.alice, brief, playback)


def test_an_older_playback_is_no_longer_answered(cast: Cast, brief: int) -> None:
    older = play_back(cast.igor, brief, "First try.").pk
    newer = play_back(cast.igor, brief, "Second try.").pk
    for act in (confirm, reject):
        with refused(RuleBroken):
            act(cast.alice, brief, older)
    confirm(cast.alice, brief, newer)


def test_nobody_confirms_what_they_said_themselves(cast: Cast, brief: int) -> None:
    accounts.change_sides(actor=cast.vera, person_id=cast.alice.me, lanes=list(Lane))
    alice = again(cast.alice)
    initiatives.join_initiative(actor=alice, initiative_id=brief, lane=Lane.IT)
    playback = play_back(alice, brief).pk
    with refused(RuleBroken):
        confirm(alice, brief, playback)


def test_a_playback_of_another_brief_is_not_found(cast: Cast, brief: int) -> None:
    other = write_idea(cast)
    for step in (pair, bring_to_assess, bring_to_brief, write_brief):
        step(cast, other)
    playback = say_it(cast, brief)
    for act in (confirm, reject):
        with refused(NotFound):
            act(cast.alice, other, playback)


@pytest.mark.parametrize("number", [0, -1, 10**9, 2**63, 2**99])
def test_a_playback_that_does_not_exist_is_not_found(cast: Cast, brief: int, number: int) -> None:
    with refused(NotFound):
        confirm(cast.alice, brief, number)


def test_what_was_confirmed_stays_confirmed_when_the_text_moves_on(
    cast: Cast, heard_brief: int
) -> None:
    add(cast.alice, heard_brief)
    shown = whole(cast.rita, heard_brief)
    assert shown.playback_confirmed
    assert shown.playback
    assert not shown.playback.is_current


def test_a_restricted_brief_is_not_found(cast: Cast, brief: int) -> None:
    playback = say_it(cast, brief)
    seen = content_of(cast.igor, brief)
    hide(brief)
    for actor in (cast.ivan, cast.mona, cast.charlie, cast.ada):
        for act in (
            lambda actor=actor: ask(actor, brief),
            lambda actor=actor: play_back(actor, brief, seen=seen),
            lambda actor=actor: confirm(actor, brief, playback),
        ):
            with refused(NotFound):
                act()
