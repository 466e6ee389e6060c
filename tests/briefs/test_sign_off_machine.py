"""The rules of sign-off against a plain model, in every order Hypothesis can think of."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.briefs.sign_off_model import SIDES, Content, Model, Text

from tandem.accounts.rules import Lane
from tandem.briefs import rules
from tandem.briefs.rules import ItemKind, OneForBoth, Section, Signature, Statement, Written

PEOPLE = [1, 2, 3]
"""Anybody may hold any side here: the rules alone must keep one person from signing for both."""

people = st.sampled_from(PEOPLE)
sides = st.sampled_from(SIDES)
items = st.integers(1, 3)
words = st.sampled_from(["", "a", "b", "c"])
statements = st.sampled_from([statement.value for statement in Statement])
START = datetime(2026, 3, 10, tzinfo=UTC)


class SignOff(RuleBasedStateMachine):
    """The rules, put together as the services do, step by step beside the model."""

    def __init__(self) -> None:
        super().__init__()
        self.model = Model()
        self.digests: dict[int, str] = {}
        self.removed: set[int] = set()
        self.changes: list[Written] = []
        self.signatures: list[Signature] = []
        self.said: dict[int, str] = {}
        self.heard: dict[int, str] | None = None
        self.confirmed = False
        self.names: dict[str, Content] = {}

    # The real one ----------------------------------------------------------------------------

    def pairs(self) -> dict[int, str]:
        once_signed = {item for signature in self.signatures for item in signature.pairs}
        return {
            item: digest
            for item, digest in self.digests.items()
            if item not in self.removed or item in once_signed
        }

    def save(self, person: int, item: int, text: Text) -> None:
        before = {side: self.model.unsigned(side) for side in SIDES}
        content = rules.Content(ItemKind.TEXT, Section.MORE, "", text[0], None, removed=text[1])
        digest = rules.item_digest(content)
        self.changes.append(Written(item, len(self.changes) + 1, digest, person))
        self.digests[item] = digest
        (self.removed.add if text[1] else self.removed.discard)(item)
        self.model.write(person, item, text)
        for side in SIDES:
            lost = self.model.unsigned(side) - before[side]
            assert lost <= {item}, "A change took a signature from another item."

    # Steps -----------------------------------------------------------------------------------

    @initialize(person=people, text=words)
    def first_item(self, person: int, text: str) -> None:
        self.save(person, 1, (text, False))

    @precondition(lambda self: len(self.digests) < 3)
    @rule(person=people, text=words)
    def add(self, person: int, text: str) -> None:
        self.save(person, len(self.digests) + 1, (text, False))

    @rule(person=people, item=items, text=words)
    def edit(self, person: int, item: int, text: str) -> None:
        item = min(item, len(self.digests))
        if self.model.texts[item] != (text, False):
            self.save(person, item, (text, False))

    @rule(person=people, item=items)
    def take_out_or_put_back(self, person: int, item: int) -> None:
        item = min(item, len(self.digests))
        text, removed = self.model.texts[item]
        self.save(person, item, (text, not removed))

    @rule(person=people)
    def play_back(self, person: int) -> None:
        pairs = self.pairs()
        assert (rules.why_not_play_back(pairs) is None) == self.model.may_ask()
        if pairs:
            self.said = pairs
            self.model.play_back(person)

    @rule(person=people, yes=st.booleans())
    def answer(self, person: int, *, yes: bool) -> None:
        reason = rules.why_not_confirm(
            is_latest=True,
            answered=not self.model.waits_for_answer,
            said_by=self.model.said_by,
            person_id=person,
        )
        assert (reason is None) == self.model.may_answer(person)
        if reason is None and yes:
            self.heard, self.confirmed = self.said, True
            self.model.confirm()
        elif reason is None:
            self.confirmed = False
            self.model.reject()

    @rule(speaker=people, owner=people)
    def be_heard(self, speaker: int, owner: int) -> None:
        """Both at once, so that more of the steps come after it."""
        self.play_back(speaker)
        self.answer(owner, yes=True)

    @rule(person=people, side=sides)
    def name_second_signer(self, person: int, side: str) -> None:
        """Person 1 answers for both sides from here on; the sponsor names somebody else to sign."""
        alone, owner = self.model.both is not None, 1
        reason = rules.why_not_second(
            alone=True, acts=True, owns=person == owner, is_sponsor=person == 3
        )
        assert (reason is None) == (person == 2)
        self.model.both = owner
        if reason is None and alone:  # at first nobody is named, and nobody may sign
            self.model.second = (person, side)

    @rule()
    def two_owners_again(self) -> None:
        self.model.both = self.model.second = None

    def one_for_both(self) -> OneForBoth | None:
        if self.model.both is None:
            return None
        person, side = self.model.second or (None, None)
        return OneForBoth(person, Lane(side) if side else None)

    @rule(person=people, side=sides, statement=statements)
    def sign(self, person: int, side: str, statement: str) -> None:
        pairs = self.pairs()
        signs = Statement(statement).signs
        alone = rules.why_not_sign_alone(Lane(side), person, self.one_for_both())
        reason = alone or rules.why_not_sign(
            Lane(side),
            person,
            pairs,
            self.signatures,
            playback_confirmed=self.confirmed,
            changed_unheard=rules.changed_unheard(person, self.changes, self.heard or {})
            if signs
            else (),
        )
        assert (reason is None) == self.model.may_sign(person, side, statement), reason
        if reason is None:
            at = START + timedelta(minutes=len(self.signatures))
            if signs:
                self.signatures.append(Signature(Lane(side), person, str(person), at, pairs))
            self.model.sign(person, side, statement, "")
            assert not signs or not self.model.unsigned(side)

    # Always ----------------------------------------------------------------------------------

    @invariant()
    def agrees_with_the_model(self) -> None:
        pairs = self.pairs()
        assert set(pairs) == {item for item, _ in self.model.content()}
        for side in SIDES:
            unsigned = rules.unsigned_items(pairs, Lane(side), self.signatures)
            assert unsigned == self.model.unsigned(side)
        nothing_open = not any(self.model.unsigned(side) for side in SIDES)
        assert rules.is_signed(pairs, self.signatures) == (bool(pairs) and nothing_open)
        self.model.check_promises()

    @invariant()
    def a_content_has_one_name_and_a_name_one_content(self) -> None:
        content = self.model.content()
        name = rules.content_digest(self.pairs())
        assert self.names.setdefault(name, content) == content
        assert [known for known, named in self.names.items() if named == content] == [name]


def run(examples: int) -> None:
    run_state_machine_as_test(
        SignOff,
        settings=settings(
            max_examples=examples,
            stateful_step_count=50,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_sign_off_keeps_its_promises_for_a_thousand_steps() -> None:
    run(20)


@pytest.mark.deep
def test_sign_off_keeps_its_promises_for_ten_thousand_steps() -> None:
    run(240)
