"""A decision says what was chosen, out of what, why; whoever disagrees says so on it."""

from datetime import date, timedelta

import pytest
from tests.cast import TUESDAY, Cast, happened, hide
from tests.refusals import nothing_written, refused

from tandem.accounts.rules import CLOCK, Actor, Lane
from tandem.activity.queries import open_turns_on
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.talk import queries, services
from tandem.talk.jobs import ask_for_due_looks
from tandem.talk.queries import DecisionRow

pytestmark = pytest.mark.usefixtures("tuesday")


def decide(
    actor: Actor,
    subject: int,
    *,
    options: tuple[str, ...] = ("All days", "Two days"),
    choice: str = "All days",
    look_again_on: date | None = None,
    comment: int | None = None,
) -> int:
    return services.write_decision(
        actor=actor,
        subject_id=subject,
        title="Which days",
        options=options,
        choice=choice,
        why="Fewer calls.",
        look_again_on=look_again_on,
        comment_id=comment,
    ).pk


def read(actor: Actor, decision: int) -> DecisionRow:
    return queries.decision_rows([queries.decision_visible_to(actor, decision)])[0]


@pytest.mark.parametrize("name", ["alice", "igor", "vera"])
def test_owners_and_the_sponsor_decide(cast: Cast, assessed: int, name: str) -> None:
    row = read(cast.rita, decide(getattr(cast, name), assessed))
    assert (row.title, row.choice, row.options) == (
        "Which days",
        "All days",
        ["All days", "Two days"],
    )
    assert row.by.id == getattr(cast, name).me
    assert happened(assessed)[-1] == "decision.written"


@pytest.mark.parametrize("name", ["mona", "ivan", "charlie", "rita", "ada"])
def test_others_do_not(cast: Cast, assessed: int, name: str) -> None:
    with refused(NotAllowed):
        decide(getattr(cast, name), assessed)


def test_what_is_hidden_is_not_found(cast: Cast, assessed: int) -> None:
    decision = decide(cast.alice, assessed)
    hide(assessed)
    with refused(NotFound):
        decide(cast.charlie, assessed)
    for pk in (decision, 10**9):
        with refused(NotFound):
            services.dissent(actor=cast.charlie, decision_id=pk, text="No.")
    assert not queries.decisions_listed(cast.charlie).exists()


def test_the_choice_is_one_of_the_options(cast: Cast, assessed: int) -> None:
    with refused(BadInput):
        decide(cast.alice, assessed, choice="Three days")
    with refused(BadInput):
        decide(cast.alice, assessed, options=tuple(f"Option {n}" for n in range(11)))
    assert read(cast.alice, decide(cast.alice, assessed, options=())).options == []


@pytest.mark.parametrize("name", ["igor", "mona", "charlie"])
def test_whoever_disagrees_says_so_on_it(cast: Cast, assessed: int, name: str) -> None:
    actor = getattr(cast, name)
    decision = decide(cast.alice, assessed)
    services.dissent(actor=actor, decision_id=decision, text="Two would do.")
    services.dissent(actor=actor, decision_id=decision, text="Three would do.")
    with nothing_written():
        services.dissent(actor=actor, decision_id=decision, text="Three would do.")
    assert [(one.by.id, one.text) for one in read(cast.rita, decision).dissents] == [
        (actor.me, "Three would do.")
    ]
    assert queries.decisions_listed(cast.rita, disputed=True).exists()
    services.end_dissent(actor=actor, decision_id=decision)
    assert not read(cast.rita, decision).dissents
    assert happened(assessed)[-1] == "decision.dissent_ended"
    with refused(NotAllowed):
        services.end_dissent(actor=actor, decision_id=decision)


def test_a_viewer_disagrees_in_silence(cast: Cast, assessed: int) -> None:
    decision = decide(cast.alice, assessed)
    with refused(NotAllowed):
        services.dissent(actor=cast.rita, decision_id=decision, text="No.")


def test_on_its_day_it_comes_back_to_who_decided(cast: Cast, assessed: int) -> None:
    decision = decide(cast.alice, assessed, look_again_on=date(2026, 4, 1))
    assert queries.decisions_listed(cast.rita, look_again=True).exists()
    with nothing_written():
        ask_for_due_looks()
    with refused(RuleBroken):
        services.ask_to_look_again(actor=CLOCK, decision_id=decision)
    with clock.at(TUESDAY + timedelta(days=22)):
        ask_for_due_looks()
        with nothing_written():
            ask_for_due_looks()
        turn = next(turn for turn in open_turns_on([assessed]) if turn.subject_id == decision)
        assert (turn.kind, turn.person and turn.person.id) == (
            "decision.look_again",
            cast.alice.me,
        )
        services.look_at_decision_again(
            actor=cast.igor, decision_id=decision, look_again_on=date(2026, 9, 1)
        )
        assert not [turn for turn in open_turns_on([assessed]) if turn.subject_id == decision]
    row = read(cast.rita, decision)
    assert (row.look_again_on, row.looked_by and row.looked_by.id) == (
        date(2026, 9, 1),
        cast.igor.me,
    )


@pytest.mark.parametrize("day", [date(2026, 3, 10), date(2026, 3, 9), date(2040, 1, 1)])
def test_the_day_is_after_today_and_within_reach(cast: Cast, assessed: int, day: date) -> None:
    with refused(BadInput):
        decide(cast.alice, assessed, look_again_on=day)
    decision = decide(cast.alice, assessed)
    with refused(BadInput):
        services.look_at_decision_again(actor=cast.alice, decision_id=decision, look_again_on=day)
    with refused(NotAllowed):
        services.look_at_decision_again(actor=cast.mona, decision_id=decision)


def test_a_comment_becomes_a_decision(cast: Cast, assessed: int) -> None:
    comment = services.write_comment(actor=cast.mona, subject_id=assessed, text="All days?").pk
    decision = decide(cast.igor, assessed, comment=comment)
    assert queries.comment_row(cast.rita, comment).became_url == f"/decisions/{decision}/"
    assert read(cast.rita, decision).lane is Lane.IT
