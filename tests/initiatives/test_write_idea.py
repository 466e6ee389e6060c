"""An idea is one sentence and, if there is one, a date."""

from datetime import timedelta

import pytest
from tests.cast import SENTENCE, Cast, happened, waits
from tests.days import present_date
from tests.refusals import nothing_written, refused

from tandem.accounts import services as accounts
from tandem.accounts.queries import actor_by_id
from tandem.accounts.rules import CLOCK, Actor, Lane
from tandem.activity.queries import people_on
from tandem.core.errors import BadInput, NotAllowed
from tandem.initiatives import services
from tandem.initiatives.models import Initiative
from tandem.initiatives.rules import InitiativeKind, Stage

KEY = "3f1c2c52-6d9f-4c36-9f6e-8a8e2f0b1c77"


def write(actor: Actor, sentence: str = SENTENCE, **more: object) -> Initiative:
    return services.write_idea(actor=actor, sentence=sentence, **more)  # type: ignore[arg-type]


def test_a_member_of_a_side_writes_for_it_and_is_in_it(cast: Cast) -> None:
    day = present_date() + timedelta(days=60)
    idea = write(cast.alice, f"  {SENTENCE}\r\n", wish_date=day, kind=InitiativeKind.PRODUCT)
    kept = Initiative.objects.get()
    assert kept == idea
    assert (kept.sentence, kept.wish_date, kept.kind) == (SENTENCE, day, "product")
    assert (kept.stage, kept.written_for, kept.paired_at) == (Stage.IDEA, "marketing", None)
    [person] = people_on([idea.pk])[idea.pk]
    assert (person.name.id, person.lane) == (cast.alice.me, Lane.MARKETING)
    assert happened(idea.pk) == ["initiative.written"]


@pytest.mark.parametrize(
    ("name", "own", "other"), [("alice", "marketing", "it"), ("igor", "it", "marketing")]
)
def test_both_sides_are_asked_at_once(cast: Cast, name: str, own: str, other: str) -> None:
    idea = write(getattr(cast, name))
    assert waits(idea.pk) == {("initiative.answer", own), ("initiative.join", other)}


def test_somebody_of_no_side_writes_and_both_sides_are_asked_to_join(cast: Cast) -> None:
    idea = write(cast.charlie)
    assert idea.written_for == ""
    assert waits(idea.pk) == {("initiative.join", "marketing"), ("initiative.join", "it")}


def test_who_holds_both_sides_says_for_which(cast: Cast) -> None:
    accounts.change_sides(actor=cast.vera, person_id=cast.mona.me, lanes=list(Lane))
    mona = actor_by_id(cast.mona.me)
    assert write(mona, lane=Lane.IT).written_for == "it"
    assert write(mona, lane=Lane.MARKETING).written_for == "marketing"


def test_viewer_is_refused(cast: Cast) -> None:
    with refused(NotAllowed):
        write(cast.rita)


def test_the_clock_is_refused(cast: Cast) -> None:
    with refused(NotAllowed):
        write(CLOCK)


@pytest.mark.parametrize("lane", list(Lane))
def test_a_side_that_is_not_ones_own_is_refused(cast: Cast, lane: Lane) -> None:
    with refused(BadInput) as caught:
        write(cast.charlie, lane=lane)
    assert caught.value.field == "lane"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "sentence", ["", "   ", "\n\t", "x" * 301, "NUL \0 here", "half \ud83d emoji"]
)
def test_an_unusable_sentence_is_refused(cast: Cast, sentence: str) -> None:
    with refused(BadInput) as caught:
        write(cast.alice, sentence)
    assert caught.value.field == "sentence"  # type: ignore[attr-defined]


@pytest.mark.parametrize("days", [-1, -400, 366 * 7])
def test_a_day_that_is_over_or_far_away_is_refused(cast: Cast, days: int) -> None:
    with refused(BadInput) as caught:
        write(cast.alice, wish_date=present_date() + timedelta(days=days))
    assert caught.value.field == "wish_date"  # type: ignore[attr-defined]


@pytest.mark.parametrize("days", [0, 1, 365 * 4])
def test_a_day_from_today_on_may_be_wished_for(cast: Cast, days: int) -> None:
    assert write(cast.alice, wish_date=present_date() + timedelta(days=days)).wish_date


def test_a_double_click_writes_once(cast: Cast) -> None:
    first = write(cast.alice, form_key=KEY)
    with nothing_written():
        assert write(cast.alice, form_key=KEY) == first


def test_the_same_form_with_other_words_is_another_idea(cast: Cast) -> None:
    """The browser's Back brings the old key; nobody's second sentence may vanish for it."""
    first = write(cast.alice, form_key=KEY)
    second = write(cast.alice, sentence="Something else altogether", form_key=KEY)
    assert second != first


def test_two_peoples_forms_may_bear_the_same_key(cast: Cast) -> None:
    assert write(cast.alice, form_key=KEY) != write(cast.mona, form_key=KEY)


def test_without_a_form_two_ideas_may_say_the_same(cast: Cast) -> None:
    assert write(cast.alice) != write(cast.alice)


@pytest.mark.parametrize(
    "sentence",
    [
        "W" * 300,
        "שלחו מתנה לכל לקוח",
        "Give 👩‍👩‍👧‍👦 a discount 🎁",
        "<script>alert(1)</script> & co",
        "'; DROP TABLE initiatives_initiative; --",
        "{actor} {0} %s {% if %}",
    ],
)
def test_a_sentence_is_kept_as_it_was_typed(cast: Cast, sentence: str) -> None:
    assert write(cast.alice, sentence).sentence == sentence
    assert Initiative.objects.get().sentence == sentence
