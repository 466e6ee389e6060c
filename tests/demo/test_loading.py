"""The company is usable at once; the rest of its stories follow, each whole and only once."""

from datetime import UTC, datetime, timedelta

import pytest

from tandem.accounts.queries import demonstration_left, people_for_demonstration_sign_in
from tandem.activity.commands import verify
from tandem.activity.queries import open_turns_on
from tandem.core import clock
from tandem.core.errors import RuleBroken
from tandem.demo import load
from tandem.demo.people import cast
from tandem.initiatives.queries import newest_first
from tandem.initiatives.rules import Track

MONDAY = datetime(2026, 4, 20, 8, 30, tzinfo=UTC)

SHORT = "9 10:00 mona writes content: One more idea\n+ mona answers goal: Somebody smiles."
REFUSED = f"{SHORT}\n+ mona begins-brief"


@pytest.mark.once
@pytest.mark.django_db
def test_an_interrupted_load_goes_on_where_it_was_and_doubles_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first = load.stories()[: load.FIRST]
    texts = {name: load.story(name) for name in first} | {"x": SHORT, "y": REFUSED, "z": SHORT}
    monkeypatch.setattr(load, "stories", lambda: list(texts))
    monkeypatch.setattr(load, "story", texts.__getitem__)

    def ideas() -> list[str]:
        return [one.sentence for one in newest_first(cast().actor("vera"))]

    def stopped(**_: object) -> None:
        raise KeyboardInterrupt

    with clock.at(MONDAY):
        load.load_demonstration()
        load.plan_the_rest()
        assert (len(ideas()), demonstration_left()) == (3, 3)

        with monkeypatch.context() as meanwhile:
            meanwhile.setattr("tandem.initiatives.services.answer_question", stopped)
            with pytest.raises(KeyboardInterrupt):
                load.play_next_story()
        assert (len(ideas()), demonstration_left()) == (3, 3), "Half a story is none."

        played = [load.play_next_story() for _ in range(5)]
        assert played == [True, True, True, False, False]
        assert ideas().count("One more idea") == 2
        assert (len(ideas()), demonstration_left()) == (5, 0)
        assert "story y" in caplog.text, "What is refused is left out, and said."
        with pytest.raises(RuleBroken):
            load.load_demonstration()
        assert len(ideas()) == 5


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.django_db
def test_the_whole_company_is_there_in_every_state_and_its_record_holds() -> None:
    with clock.at(MONDAY):
        load.load_demonstration()
        load.plan_the_rest()
        while load.play_next_story():
            pass
        ideas = list(newest_first(cast().actor("ilse")))
        hidden = {one.pk for one in newest_first(cast().actor("edda"))} - {
            one.pk for one in newest_first(cast().actor("rita"))
        }
        open_kinds = {turn.kind for turn in open_turns_on([one.pk for one in ideas])}
        assert verify() == 0

    assert len(people_for_demonstration_sign_in()) >= 40
    own = len(load.stories()) - 2
    assert len(ideas) == own + 2, "Each its own but the clock's and revisions; two from a table."
    assert {one.stage for one in ideas} == {
        *("idea", "assess", "brief", "plan", "build", "parked", "declined", "closed")
    }
    assert {one.track for one in ideas} == set(Track)
    assert len(hidden) == 1
    assert min(one.written_at for one in ideas) < MONDAY - timedelta(days=240)
    assert max(one.written_at for one in ideas) <= MONDAY
    assert open_kinds >= {
        *("initiative.triage", "initiative.say_more", "initiative.second_no", "initiative.rank"),
        *("assessment.answer", "brief.confirm", "brief.sign", "brief.answer_what_if"),
        *("brief.state_effort", "question.answer", "hold.look_again"),
    }
