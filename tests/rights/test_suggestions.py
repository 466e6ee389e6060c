"""What one side decides, the others suggest; whoever decides takes it over or says why not."""

import pytest
from tests.cast import SENTENCE, Cast, happened, hide, waits
from tests.refusals import refused

from tandem.accounts.rules import Actor
from tandem.activity.models import Subject
from tandem.activity.queries import subject_visible_to, turns_waiting_for
from tandem.activity.services import rename_subject
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken, Stale
from tandem.core.words import say
from tandem.rights import queries, registry, services
from tandem.rights.registry import Target
from tandem.rights.rules import Decider, Matter, Settlement, text_digest

pytestmark = pytest.mark.django_db

NOTE = "test.note"
SUGGESTED = "Let customers choose their delivery day and hour"


def _find(actor: Actor, subject_id: int, target: str) -> Target:
    """The subject's title, decided by whoever decides the matter that `target` names."""
    seen = subject_visible_to(actor, subject_id)
    return Target(Matter(target), "The title", seen.title, seen.url)


def _write(_actor: Actor, subject_id: int, _target: str, text: str, before: str) -> None:
    title = Subject.objects.get(pk=subject_id).title
    if title != before:
        raise Stale(say("It has changed."), mine=text, theirs=title, version=0)
    rename_subject(subject_id, text)


@pytest.fixture(autouse=True)
def note(monkeypatch: pytest.MonkeyPatch) -> None:
    """Something that can be suggested, without the context it would belong to."""
    kind = registry.ProposalKind(NOTE, _find, _write)
    monkeypatch.setitem(registry._known, NOTE, kind)


def suggest(actor: Actor, subject: int, text: str = SUGGESTED, matter: str = "goal") -> int:
    return services.suggest_change(
        actor=actor, subject_id=subject, kind=NOTE, target=matter, text=text, why="Clearer."
    ).pk


def title(subject: int) -> str:
    return Subject.objects.get(pk=subject).title


def accept(actor: Actor, proposal: int, before: str = SENTENCE) -> None:
    services.accept_proposal(actor=actor, proposal_id=proposal, seen=text_digest(before))


def test_a_suggestion_changes_nothing_and_waits_for_whoever_decides(
    cast: Cast, paired_idea: int
) -> None:
    made = suggest(cast.igor, paired_idea)
    assert title(paired_idea) == SENTENCE
    assert ("proposal.decide", "marketing") in waits(paired_idea)
    assert happened(paired_idea)[-1] == "proposal.made"
    row = queries.proposal_visible_to(cast.rita, made)
    assert (row.before, row.text, row.made_by.id, row.is_open) == (
        SENTENCE,
        SUGGESTED,
        cast.igor.me,
        True,
    )


def test_taken_over_it_becomes_the_text(cast: Cast, paired_idea: int) -> None:
    accept(cast.alice, suggest(cast.igor, paired_idea))
    assert title(paired_idea) == SUGGESTED
    assert ("proposal.decide", "marketing") not in waits(paired_idea)
    assert happened(paired_idea)[-1] == "proposal.accepted"


def test_declined_it_says_why(cast: Cast, paired_idea: int) -> None:
    made = suggest(cast.igor, paired_idea)
    row = services.decline_proposal(actor=cast.alice, proposal_id=made, answer="Hours come later.")
    assert (title(paired_idea), row.outcome, row.answer) == (
        SENTENCE,
        Settlement.DECLINED,
        "Hours come later.",
    )
    assert ("proposal.decide", "marketing") not in waits(paired_idea)


def test_declining_needs_a_reason(cast: Cast, paired_idea: int) -> None:
    made = suggest(cast.igor, paired_idea)
    with refused(BadInput):
        services.decline_proposal(actor=cast.alice, proposal_id=made, answer=" ")


def test_its_author_takes_it_back_and_nobody_else(cast: Cast, paired_idea: int) -> None:
    made = suggest(cast.igor, paired_idea)
    with refused(NotAllowed):
        services.withdraw_proposal(actor=cast.alice, proposal_id=made)
    row = services.withdraw_proposal(actor=cast.igor, proposal_id=made)
    assert row.outcome is Settlement.WITHDRAWN
    with refused(RuleBroken):
        accept(cast.alice, made)


@pytest.mark.parametrize("name", ["igor", "mona", "charlie", "rita", "ada", "vera"])
def test_only_people_of_the_deciding_side_on_it_decide(
    cast: Cast, paired_idea: int, name: str
) -> None:
    made = suggest(cast.igor, paired_idea)
    with refused(NotAllowed):
        accept(getattr(cast, name), made)
    with refused(NotAllowed):
        services.decline_proposal(
            actor=getattr(cast, name), proposal_id=made, answer="Not for me to say."
        )


def test_the_sponsor_decides_the_budget(cast: Cast, paired_idea: int) -> None:
    made = suggest(cast.alice, paired_idea, matter="budget")
    assert "proposal.decide_as_sponsor" in {turn.kind for turn in turns_waiting_for(cast.vera)}
    with refused(NotAllowed):
        accept(cast.alice, made)
    accept(cast.vera, made)
    assert title(paired_idea) == SUGGESTED
    assert "proposal.decide_as_sponsor" not in {turn.kind for turn in turns_waiting_for(cast.vera)}


def test_whoever_decides_it_changes_it_directly(cast: Cast, paired_idea: int) -> None:
    with refused(NotAllowed):
        suggest(cast.alice, paired_idea)


def test_a_viewer_suggests_nothing(cast: Cast, paired_idea: int) -> None:
    with refused(NotAllowed):
        suggest(cast.rita, paired_idea)


def test_somebody_without_a_side_suggests(cast: Cast, paired_idea: int) -> None:
    accept(cast.alice, suggest(cast.charlie, paired_idea))
    assert title(paired_idea) == SUGGESTED


def test_the_same_words_are_no_suggestion(cast: Cast, paired_idea: int) -> None:
    with refused(BadInput):
        suggest(cast.igor, paired_idea, SENTENCE)


def test_of_two_suggestions_the_second_still_waits(cast: Cast, paired_idea: int) -> None:
    first, second = suggest(cast.igor, paired_idea), suggest(cast.charlie, paired_idea, "A day")
    services.withdraw_proposal(actor=cast.igor, proposal_id=first)
    assert ("proposal.decide", "marketing") in waits(paired_idea)
    accept(cast.alice, second)
    assert ("proposal.decide", "marketing") not in waits(paired_idea)


def test_what_changed_meanwhile_is_looked_at_again(cast: Cast, paired_idea: int) -> None:
    made = suggest(cast.igor, paired_idea)
    Subject.objects.filter(pk=paired_idea).update(title="Something else")
    with refused(Stale) as caught:
        accept(cast.alice, made)
    assert isinstance(caught.value, Stale)
    assert (caught.value.mine, caught.value.theirs) == (SUGGESTED, "Something else")
    accept(cast.alice, made, "Something else")
    assert title(paired_idea) == SUGGESTED


def test_a_cosmetic_change_applies_at_once_and_can_be_undone(cast: Cast, paired_idea: int) -> None:
    made = suggest(cast.igor, paired_idea, SENTENCE.replace("delivery", "*delivery*"))
    assert title(paired_idea) != SENTENCE
    assert ("proposal.decide", "marketing") not in waits(paired_idea)
    assert happened(paired_idea)[-1] == "proposal.tidied"
    with refused(NotAllowed):
        services.undo_tidying(actor=cast.charlie, proposal_id=made)
    services.undo_tidying(actor=cast.alice, proposal_id=made)
    assert title(paired_idea) == SENTENCE
    with refused(RuleBroken):
        services.undo_tidying(actor=cast.alice, proposal_id=made)


def test_the_company_changes_who_decides(cast: Cast, paired_idea: int) -> None:
    made = suggest(cast.igor, paired_idea)
    services.change_decision_rights(actor=cast.ada, rights={Matter.GOAL: Decider.IT})
    assert queries.decision_rights().decider(Matter.GOAL) is Decider.IT
    with refused(NotAllowed):
        accept(cast.alice, made)
    accept(cast.igor, made)
    services.change_decision_rights(actor=cast.ada, rights={Matter.GOAL: Decider.MARKETING})
    assert queries.decision_rights().changed == {}


@pytest.mark.parametrize("name", ["alice", "igor", "rita", "charlie"])
def test_only_administrators_change_who_decides(cast: Cast, name: str) -> None:
    with refused(NotAllowed):
        services.change_decision_rights(
            actor=getattr(cast, name), rights={Matter.GOAL: Decider.EITHER}
        )


def test_what_either_side_decides_waits_for_both(cast: Cast, paired_idea: int) -> None:
    services.change_decision_rights(actor=cast.ada, rights={Matter.GOAL: Decider.EITHER})
    made = suggest(cast.charlie, paired_idea)
    for actor in (cast.alice, cast.igor):
        assert "proposal.decide_together" in {turn.kind for turn in turns_waiting_for(actor)}
    accept(cast.igor, made)
    assert ("proposal.decide_together", "") not in waits(paired_idea)


def test_on_a_restricted_initiative_suggestions_are_hidden_too(
    cast: Cast, paired_idea: int
) -> None:
    made = suggest(cast.igor, paired_idea)
    hide(paired_idea)
    with refused(NotFound):
        suggest(cast.charlie, paired_idea)
    for act in (
        lambda: queries.proposal_visible_to(cast.charlie, made),
        lambda: queries.place_of(cast.charlie, paired_idea),
        lambda: accept(cast.charlie, made),
    ):
        with refused(NotFound):
            act()
    assert queries.proposals_on(cast.charlie, paired_idea) == []
    assert len(queries.proposals_on(cast.alice, paired_idea)) == 1


@pytest.mark.parametrize("kind", ["nothing.known", ""])
def test_what_nobody_offers_is_not_found(cast: Cast, paired_idea: int, kind: str) -> None:
    with refused(NotFound):
        services.suggest_change(
            actor=cast.igor, subject_id=paired_idea, kind=kind, target="goal", text="x"
        )
