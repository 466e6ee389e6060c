"""Budgets and the scope that fits them. Plain Python: no Django, no database."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cache, cached_property

from tandem.briefs.rules import Effort, Priority
from tandem.core.words import Sentence, say
from tandem.engine.scope import Item, Scope, ScopeQuestion, chance_within, choose_quickly
from tandem.initiatives.rules import Stage

TEXT_LIMIT = 2_000
MOST_MONEY = Decimal("999999999.99")
MOST_DAYS = Decimal("9999.9")
WORTHS = (1, 2, 3, 4, 5)
"""What a requirement can be worth; five is the most."""
USUAL_CURRENCY = "EUR"
CURVE = (0.5, 0.75, 1.0, 1.25, 1.5)
"""At which shares of the budget its worth is shown."""
MONEY, DAYS = "money", "days"


class MoneyKind(StrEnum):
    """What money is for. They are never added up: what runs comes every year."""

    BUILD = "build"
    MEDIA = "media"
    RUN = "run"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            MoneyKind.BUILD: say("Building it"),
            MoneyKind.MEDIA: say("Media"),
            MoneyKind.RUN: say("Running it, a year"),
        }[self]


class ListState(StrEnum):
    """How far the list of what will be built has come."""

    NONE = "none"
    HANDED_OVER = "handed_over"
    ACCEPTED = "accepted"
    SENT_BACK = "sent_back"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            ListState.NONE: say("not handed over yet"),
            ListState.HANDED_OVER: say("waits for Marketing"),
            ListState.ACCEPTED: say("accepted by Marketing"),
            ListState.SENT_BACK: say("sent back to IT"),
        }[self]


_USUAL_WORTH = {Priority.MUST: 5, Priority.SHOULD: 3, Priority.COULD: 1}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A requirement that may be built: what it is worth, takes and needs first.

    `effort` is IT's range in working days, None until it is said; `spend` is money beside that.
    """

    id: int
    label: str
    title: str
    priority: Priority
    effort: Effort | None = None
    spend: Decimal = Decimal(0)
    worth: int | None = None
    """What Marketing said; until then what its priority suggests counts."""
    needs: tuple[int, ...] = ()

    @property
    def counts(self) -> int:
        return self.worth or _USUAL_WORTH.get(self.priority, 1)

    @property
    def must(self) -> bool:
        return self.priority is Priority.MUST

    @property
    def days(self) -> Decimal:
        """The middle of IT's range."""
        return self.effort.middle if self.effort else Decimal(0)

    def price(self, rate: Decimal) -> Decimal:
        """What it costs at so much a day, in whole cents."""
        return cents(self.days * rate + self.spend)


@dataclass(frozen=True, slots=True)
class NextOne:
    """Something that doesn't fit: what comes with it, what it is worth, what more it takes."""

    brings: tuple[int, ...]
    worth: int
    money: Decimal
    days: Decimal


@dataclass(frozen=True, slots=True)
class Fit:
    """What fits: the ids inside, what they take, and what lies beside them.

    `musts_fit` is false where the must-haves alone are too much; `short_of` then says how much,
    and `or_without` which of them could wait.
    """

    inside: frozenset[int]
    money: Decimal
    days: Decimal
    chance: float
    proved: bool
    gap: float
    curve: tuple[tuple[Decimal, int], ...]
    next_ones: tuple[NextOne, ...]
    musts_fit: bool = True
    short_of: tuple[tuple[str, Decimal], ...] = ()
    or_without: tuple[int, ...] = ()


@dataclass(frozen=True)
class ScopeFacts:
    """All that the scope of an initiative depends on; money in the workspace's currency.

    `wanted` leaves out what won't be built. Without a limit of days, money alone decides.
    """

    wanted: tuple[Wanted, ...]
    budget: Decimal
    rate: Decimal
    most_days: Decimal | None = None

    @cached_property
    def estimated(self) -> tuple[Wanted, ...]:
        """What can be weighed: what has no effort yet has no price."""
        return tuple(one for one in self.wanted if one.effort)

    @cached_property
    def digest(self) -> str:
        """Names all of it: who hands a list over says by it what they looked at."""
        said = [
            (one.id, one.priority.value, str(one.effort), str(one.spend), one.counts, one.needs)
            for one in self.wanted
        ]
        frame = [str(self.budget), str(self.rate), str(self.most_days)]
        return hashlib.sha256(json.dumps([said, frame]).encode()).hexdigest()[:16]

    def money_of(self, inside: Collection[int]) -> Decimal:
        return sum((one.price(self.rate) for one in self.wanted if one.id in inside), Decimal(0))

    def days_of(self, inside: Collection[int]) -> Decimal:
        return sum((one.days for one in self.wanted if one.id in inside), Decimal(0))

    def chance(self, inside: Collection[int]) -> float:
        """How likely these cost no more than the budget, as far as their ranges say."""
        chosen = [one for one in self.estimated if one.id in inside]
        ranges = [
            (float(one.effort.low * self.rate), float(one.effort.high * self.rate))
            for one in chosen
            if one.effort and self.rate
        ]
        sure = float(sum((one.spend for one in chosen), Decimal(0)))
        return chance_within(ranges, float(self.budget), sure=sure)


def cents(amount: Decimal) -> Decimal:
    """Rounded to whole cents, half up, as bills are."""
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def what_fits(facts: ScopeFacts) -> Fit:
    """The most worth under the budget, must-haves and what needs what kept."""
    question = _question(facts)
    scope = choose_quickly(question, curve=CURVE)
    if scope.best is None:
        return _too_much(facts, scope)
    inside = frozenset(int(one) for one in scope.best.items)
    return Fit(
        inside=inside,
        money=facts.money_of(inside),
        days=facts.days_of(inside),
        chance=facts.chance(inside),
        proved=scope.proved,
        gap=scope.gap,
        curve=tuple(
            (cents(facts.budget * Decimal(str(share))), round(worth))
            for share, worth in scope.curve
        ),
        next_ones=tuple(
            NextOne(
                tuple(int(item) for item in one.brings),
                round(one.value),
                cents(Decimal(str(dict(one.more).get(MONEY, 0)))),
                Decimal(str(round(dict(one.more).get(DAYS, 0), 2))),
            )
            for one in scope.next_items
        ),
    )


def _too_much(facts: ScopeFacts, scope: Scope) -> Fit:
    musts = frozenset(one.id for one in facts.estimated if one.must)
    raised = next((way.raise_by for way in scope.ways_out if way.raise_by), ())
    dropped = next((way.drop for way in scope.ways_out if way.drop), ())
    return Fit(
        inside=musts,
        money=facts.money_of(musts),
        days=facts.days_of(musts),
        chance=facts.chance(musts),
        proved=True,
        gap=0.0,
        curve=(),
        next_ones=(),
        musts_fit=False,
        short_of=tuple((name, cents(Decimal(str(by)))) for name, by in raised),
        or_without=tuple(int(one) for one in dropped),
    )


def _question(facts: ScopeFacts) -> ScopeQuestion:
    known = {one.id for one in facts.estimated}
    limits = [(MONEY, float(facts.budget))]
    if facts.most_days is not None:
        limits.append((DAYS, float(facts.most_days)))
    items = tuple(
        Item(
            str(one.id),
            tuple(
                (name, amount)
                for name, amount in (
                    (MONEY, float(one.price(facts.rate))),
                    (DAYS, float(one.days)),
                )
                if name in dict(limits)
            ),
            value=float(one.counts),
            must=one.must,
            requires=tuple(str(need) for need in one.needs if need in known),
        )
        for one in facts.estimated
    )
    return ScopeQuestion(items, tuple(limits))


# Why not ----------------------------------------------------------------------------------------


def why_not_plan_money(stage: Stage) -> Sentence | None:
    """What has ended needs no money any more."""
    if stage in {Stage.CLOSED, Stage.PARKED, Stage.DECLINED}:
        return say("This has ended: no money is planned for it.")
    return None


def why_not_choose_scope(stage: Stage, *, has_brief: bool) -> Sentence | None:
    """Scope is chosen from a brief, until it is built."""
    if not has_brief:
        return say("What could be built stands in the brief: start it first.")
    if stage not in {Stage.BRIEF, Stage.PLAN, Stage.BUILD}:
        return say("What is built is chosen between Brief and Launch.")
    return None


def why_not_hand_over(
    facts: ScopeFacts, inside: Collection[int], *, has_budget: bool
) -> Sentence | None:
    """What must be so before IT hands the list over."""
    if not has_budget:
        return say("There is no budget yet: the sponsor decides it first.")
    if not inside:
        return say("Choose at least one requirement.")
    unsaid = [one.label for one in facts.wanted if one.id in inside and not one.effort]
    if unsaid:
        return say("Say the effort first of: {items}.", items=", ".join(unsaid[:12]))
    missing = [one.label for one in facts.wanted if one.must and one.id not in inside]
    if missing:
        return say(
            "{items} must be in. To leave something out, Marketing makes it a should.",
            items=", ".join(missing[:12]),
        )
    return _why_not_together(facts, inside)


def _why_not_together(facts: ScopeFacts, inside: Collection[int]) -> Sentence | None:
    labels = {one.id: one.label for one in facts.wanted}
    for one in facts.wanted:
        needs = [labels[need] for need in one.needs if need in labels and need not in inside]
        if one.id in inside and needs:
            return say("{item} needs {needs} first.", item=one.label, needs=", ".join(needs))
    over = facts.money_of(inside) - facts.budget
    if over > 0:
        return say("That is {amount} more than the budget.", amount=in_cents(over))
    if facts.most_days is not None and facts.days_of(inside) > facts.most_days:
        more = facts.days_of(inside) - facts.most_days
        return say("That is {days} days more than IT has.", days=plain(more))
    return None


def why_not_answer_list(state: ListState) -> Sentence | None:
    """Only what waits for Marketing is answered."""
    return {
        ListState.NONE: say("IT hasn't handed a list over yet."),
        ListState.ACCEPTED: say("Marketing has accepted it already."),
        ListState.SENT_BACK: say("It was sent back: IT hands over another one."),
    }.get(state)


def what_moved_on(
    inside: Collection[int], wanted: Iterable[Wanted], removed: Mapping[int, str]
) -> Sentence | None:
    """What an accepted list no longer says; nothing where it holds."""
    new = [one.label for one in wanted if one.must and one.id not in inside]
    if new:
        return say("Since then a must-have: {items}.", items=", ".join(new[:12]))
    gone = [label for pk, label in removed.items() if pk in inside]
    if gone:
        return say("No longer in the brief: {items}.", items=", ".join(gone[:12]))
    return None


def plain(amount: Decimal) -> str:
    """A number as it is read: 1,240 or 2.5, without zeros at its end."""
    return f"{amount.normalize():,f}"


def in_cents(amount: Decimal) -> str:
    """An amount of money: 12,400, or 12,400.50 where there are cents."""
    return f"{amount:,.2f}".removesuffix(".00")
