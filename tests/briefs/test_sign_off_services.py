"""Sign-off through the services and the database, step by step beside the same plain model."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
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
from tests.cast import Cast, again, owned_by, sides_of, waits
from tests.depth import tries

from tandem.accounts import services as accounts
from tandem.accounts.rules import CLOCK, Lane
from tandem.activity import commands
from tandem.briefs import services
from tandem.briefs.models import ChangeRequest, Item, SignOff
from tandem.briefs.queries import ItemRow, whole
from tandem.briefs.rules import Effort, How, Section, Statement
from tandem.core.errors import BadInput, NotAllowed, RuleBroken
from tandem.initiatives import services as initiatives

PEOPLE = ("alice", "mona", "igor", "ivan")
people = st.sampled_from(PEOPLE)
sides = st.sampled_from(SIDES)
items = st.integers(0, 3)
words = st.sampled_from(["a", "b", "c"])
statements = st.sampled_from([(s.value, n) for s in Statement for n in ("", "but", "rather")])


class SignOffByServices(RuleBasedStateMachine):
    """Alice and Mona of Marketing, Igor and Ivan of IT; Mona and Ivan belong to both sides."""

    cast: Cast
    brief: int
    steps: int
    """Taken so far, in all runs."""

    def __init__(self) -> None:
        super().__init__()
        self.model = Model()
        self.names: dict[str, Content] = {}
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def teardown(self) -> None:
        """Check the record of all this, then take it back."""
        try:
            assert commands.verify() == 0
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    @initialize(heard=st.booleans())
    def let_everybody_in(self, *, heard: bool) -> None:
        boss = self.cast.vera
        for person in (self.cast.mona, self.cast.ivan):
            accounts.change_sides(actor=boss, person_id=person.me, lanes=list(Lane))
            for lane in Lane:
                initiatives.join_initiative(
                    actor=again(person), initiative_id=self.brief, lane=lane
                )
        self.actors = {name: again(getattr(self.cast, name)) for name in PEOPLE}
        for row in self.rows():
            self.model.write(row.changed_by.id, row.id, (row.text, False))
        if heard:
            self.be_heard()

    # The real one ----------------------------------------------------------------------------

    def rows(self) -> list[ItemRow]:
        return whole(CLOCK, self.brief).items

    def item(self, place: int) -> Item:
        found = list(Item.objects.filter(section__in=[Section.DATA, Section.MORE]).order_by("pk"))
        return found[min(place, len(found) - 1)]

    def attempt(self, act: Callable[[], object], *, allowed: bool) -> bool:
        """Do it; it must be refused exactly when the model says so."""
        if allowed:
            act()
            return True
        with pytest.raises((NotAllowed, RuleBroken, BadInput)):
            act()
        return False

    def holds(self, name: str, side: str) -> bool:
        return Lane(side) in sides_of(self.actors[name], self.brief)

    def owns(self, name: str, side: str) -> bool:
        return Lane(side) in owned_by(self.actors[name], self.brief)

    def signs(self, name: str, side: str) -> bool:
        """Whether they own the side, or are named to sign for it."""
        return self.owns(name, side) or self.model.second == (self.actors[name].me, side)

    # Steps -----------------------------------------------------------------------------------

    @precondition(lambda self: len(self.model.texts) < 7)
    @rule(name=people, text=words)
    def add(self, name: str, text: str) -> None:
        item = services.add_item(
            actor=self.actors[name], initiative_id=self.brief, section=Section.DATA, text=text
        )
        self.model.write(self.actors[name].me, item.pk, (text, False))

    @precondition(lambda self: len(self.model.texts) > 4)
    @rule(name=people, place=items, text=words, stale=st.integers(0, 9))
    def edit(self, name: str, place: int, text: str, stale: int) -> None:
        item = self.item(place)
        known, removed = self.model.texts[item.pk]
        base = item.revisions.count() - (stale == 0)
        same = (known, removed) == (text, False)
        must_wait = self.model.must_wait(item.pk)
        me = self.actors[name].me
        others = must_wait and self.model.waiting.get(item.pk, (me,))[0] != me
        done = self.attempt(
            lambda: services.edit_item(
                actor=self.actors[name],
                initiative_id=self.brief,
                item_id=item.pk,
                text=text,
                base=base,
            ),
            allowed=same or (stale > 0 and not removed and not others),
        )
        if done and same and self.model.waiting.get(item.pk, (0,))[0] == me:
            del self.model.waiting[item.pk]
        elif done and not same and must_wait:
            side = min(lane.value for lane in sides_of(self.actors[name], self.brief))
            waiting = self.model.waiting.get(item.pk)
            if waiting is None or waiting[2] != text:
                self.model.waiting[item.pk] = (me, side, text, False)
        elif done and not same:
            self.wrote(name, item.pk, (text, False))

    @precondition(lambda self: bool(self.model.waiting))
    @rule(name=people, place=items, how=st.sampled_from(["say", "small", "both", "withdraw"]))
    def settle(self, name: str, place: int, how: str) -> None:
        """What waits is estimated, applied either way, or withdrawn."""
        known = sorted(self.model.waiting)
        item = known[min(place, len(known) - 1)]
        writer, side, text, said = self.model.waiting[item]
        actor = self.actors[name]
        at = {"actor": actor, "initiative_id": self.brief}
        change = ChangeRequest.objects.get(item_id=item, outcome="").pk
        mine = actor.me == writer or self.owns(name, side)
        if how == "say":
            act = lambda: services.state_change_effort(  # noqa: E731
                **at, change_id=change, effort=Effort(Decimal(0), Decimal("0.1"))
            )
            if self.attempt(act, allowed=self.holds(name, "it")):
                self.model.waiting[item] = (writer, side, text, True)
        elif how == "withdraw":
            act = lambda: services.withdraw_change(**at, change_id=change)  # noqa: E731
            if self.attempt(act, allowed=mine):
                del self.model.waiting[item]
        else:
            way = How.ALLOWANCE if how == "small" else How.SIGNATURES
            act = lambda: services.apply_change(**at, change_id=change, how=way)  # noqa: E731
            if self.attempt(act, allowed=mine and (how == "both" or said)):
                del self.model.waiting[item]
                change_it = self.model.let_stand if how == "small" and said else self.model.write
                change_it(writer, item, (text, False))

    @precondition(lambda self: len(self.model.texts) > 4)
    @rule(name=people, place=items)
    def take_out_or_put_back(self, name: str, place: int) -> None:
        item = self.item(place)
        text, removed = self.model.texts[item.pk]
        act = services.restore_item if removed else services.remove_item
        done = self.attempt(
            lambda: act(
                actor=self.actors[name], initiative_id=self.brief, item_id=item.pk,
                base=item.revisions.count(),
            ),
            allowed=item.pk not in self.model.waiting,
        )  # fmt: skip
        if done:
            self.wrote(name, item.pk, (text, not removed))

    def wrote(self, name: str, item: int, text: Text) -> None:
        before = {side: self.model.unsigned(side) for side in SIDES}
        self.model.write(self.actors[name].me, item, text)
        for side in SIDES:
            assert self.model.unsigned(side) - before[side] <= {item}

    @rule(name=people)
    def ask(self, name: str) -> None:
        if self.attempt(
            lambda: services.ask_for_playback(actor=self.actors[name], initiative_id=self.brief),
            allowed=self.holds(name, "marketing") and self.model.may_ask(),
        ):
            self.model.ask()

    @rule(name=people, stale=st.integers(0, 9))
    def play_back(self, name: str, stale: int) -> None:
        shown = whole(CLOCK, self.brief)
        seen = shown.digest if stale else "of yesterday"
        text = f"Said the {len(self.names)}th time by {name}."
        said = shown.playback
        again_ = said is not None and (said.text, said.said_by.id) == (text, self.actors[name].me)
        if again_ and said and said.is_current and said.answered_at is None:
            return  # a double click; it has its own test
        if self.attempt(
            lambda: services.play_back(
                actor=self.actors[name], initiative_id=self.brief, text=text, seen=seen
            ),
            allowed=(self.holds(name, "it") or self.signs(name, "it"))
            and self.model.may_ask()
            and stale > 0,
        ):
            self.model.play_back(self.actors[name].me)

    @rule(name=people, yes=st.booleans())
    def answer(self, name: str, *, yes: bool) -> None:
        playback = whole(CLOCK, self.brief).playback
        if playback is None:
            return
        done = self.attempt(
            lambda: services.answer_playback(
                actor=self.actors[name], initiative_id=self.brief, playback_id=playback.id,
                confirmed=yes, answer="Quite." if yes else "Not quite.",
            ),
            allowed=self.signs(name, "marketing")
            and self.model.may_answer(self.actors[name].me),
        )  # fmt: skip
        if done:
            (self.model.confirm if yes else self.model.reject)()

    @rule()
    def be_heard(self) -> None:
        """Whoever may plays back and confirms, so that more of the steps come after it."""
        for name in PEOPLE:
            if self.holds(name, "it") and not self.owns(name, "marketing"):
                self.play_back(name, 1)
                break
        for name in PEOPLE:
            if self.signs(name, "marketing"):
                self.answer(name, yes=True)

    @rule(name=people, side=sides, said=statements, stale=st.integers(0, 9))
    def sign(self, name: str, side: str, said: tuple[str, str], stale: int) -> None:
        statement, note = said
        person = self.actors[name].me
        seen = whole(CLOCK, self.brief).digest if stale else "of yesterday"
        before = SignOff.objects.count()
        twice = self.signs(name, side) and self.model.said_already(person, side, statement, note)
        allowed = (
            self.signs(name, side)
            and stale > 0
            and self.model.may_sign(person, side, statement)
            and (statement == "agree" or bool(note))
        )
        self.attempt(
            lambda: services.sign_brief(
                actor=self.actors[name], initiative_id=self.brief, lane=Lane(side),
                statement=Statement(statement), seen=seen, note=note,
            ),
            allowed=allowed or twice,
        )  # fmt: skip
        if allowed and not twice:
            self.model.sign(person, side, statement, note)
        assert SignOff.objects.count() == before + (allowed and not twice)

    @rule(
        side=sides, said=st.sampled_from([("agree", ""), ("dissent", "but"), ("object", "rather")])
    )
    def owner_says(self, side: str, said: tuple[str, str]) -> None:
        """By whoever signs for the side, so that more of what is said counts."""
        for name in PEOPLE:
            if self.signs(name, side):
                self.sign(name, side, said, 1)

    @rule()
    def both_sign(self) -> None:
        for side in SIDES:
            self.owner_says(side, ("agree", ""))

    @rule(by=people, name=people, side=sides)
    def name_owner(self, by: str, name: str, side: str) -> None:
        """The sides change hands, each by its own people."""
        person = self.actors[name]
        allowed = Lane(side) in person.lanes and (self.owns(name, side) or self.holds(by, side))
        done = self.attempt(
            lambda: initiatives.name_owner(
                actor=self.actors[by],
                initiative_id=self.brief,
                lane=Lane(side),
                person_id=person.me,
            ),
            allowed=allowed,
        )
        if done:
            both = {who for who in PEOPLE if all(self.owns(who, one) for one in SIDES)}
            self.model.both = self.actors[both.pop()].me if both else None
            self.model.second = self.model.second if self.model.both else None

    @precondition(lambda self: self.model.both is not None)
    @rule(by=st.sampled_from(["vera", "alice"]), name=people, side=sides)
    def name_second_signer(self, by: str, name: str, side: str) -> None:
        """By the sponsor, where one person answers for both sides."""
        person = self.actors[name].me
        if self.attempt(
            lambda: services.name_second_signer(
                actor=getattr(self.cast, by),
                initiative_id=self.brief,
                lane=Lane(side),
                person_id=person,
            ),
            allowed=by == "vera" and person != self.model.both,
        ):
            self.model.second = (person, side)

    @rule(name=st.sampled_from(["mona", "ivan"]), side=sides, text=words)
    def cross_over(self, name: str, side: str, text: str) -> None:
        """Somebody of both sides signs for the one they own, takes the other, and tries again."""
        first = {"marketing": "alice", "it": "igor"}
        for owned in SIDES:
            if owned != side and self.owns(name, owned):
                self.be_heard()
                self.sign(name, owned, ("agree", ""), 1)
                self.name_owner(name, first[owned], owned)
        self.name_owner(name, name, side)
        if len(self.model.texts) < 7:
            self.add("alice", text)
        self.be_heard()
        self.sign(name, side, ("agree", ""), 1)

    # Always ----------------------------------------------------------------------------------

    @invariant()
    def agrees_with_the_model(self) -> None:
        shown = whole(CLOCK, self.brief)
        content = frozenset((i.id, (i.text, i.removed)) for i in shown.items)
        assert content == self.model.content()
        assert self.names.setdefault(shown.digest, content) == content
        assert [name for name, named in self.names.items() if named == content] == [shown.digest]
        for side in SIDES:
            assert shown.unsigned[Lane(side)] == self.model.unsigned(side)
        assert shown.signed == (bool(content) and not any(map(self.model.unsigned, SIDES)))
        self.model.check_promises()

    @invariant()
    def what_waits_is_what_should(self) -> None:
        type(self).steps += 1
        waiting = {turn for turn in waits(self.brief) if turn[0].startswith("brief.")}
        assert waiting == self.model.waits()
        second = ("initiative.sign_second", "") in waits(self.brief)
        assert second == self.model.second_waits()


@pytest.mark.slow
def test_sign_off_keeps_its_promises_through_the_services(cast: Cast, brief: int) -> None:
    SignOffByServices.cast = cast
    SignOffByServices.brief = brief
    SignOffByServices.steps = 0
    run_state_machine_as_test(
        SignOffByServices,
        settings=settings(
            max_examples=tries(9, deep=28),
            stateful_step_count=50,
            deadline=None,
            derandomize=True,
            database=None,
            # Making a failure smaller takes minutes here; the steps that led to it are printed.
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert SignOffByServices.steps >= tries(250, deep=1_000), "More examples, then."
