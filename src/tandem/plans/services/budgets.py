"""Money for an initiative: asked for by its people, decided by whoever decides budgets."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.permissions import sponsor_of, standing_on
from tandem.activity.services import close_turns, open_turn, record_event, salted_digest
from tandem.core import clock
from tandem.core.errors import NotAllowed, RuleBroken, Stale
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.plans import events, permissions, rules
from tandem.plans.models import Budget
from tandem.plans.rules import MoneyKind
from tandem.plans.services import state
from tandem.rights.queries import matters_decided
from tandem.rights.rules import Matter

Amounts = Mapping[MoneyKind, Decimal]


@transaction.atomic
def ask_budget(*, actor: Actor, initiative_id: int, amounts: Amounts, why: str) -> Budget:
    """Ask for money and say what for. Asking again replaces what was asked for before."""
    heading = state.locked(actor, initiative_id)
    if not permissions.can_ask_budget(standing_on(actor, initiative_id)):
        raise NotAllowed(say("The people of either side on this initiative ask for its budget."))
    if reason := rules.why_not_plan_money(heading.stage):
        raise RuleBroken(reason)
    kept = _amounts(amounts)
    text = typed(why, limit=rules.TEXT_LIMIT, field="why")
    _replace(initiative_id, given=None)
    _replace(initiative_id, given=False)
    now = clock.now()
    asked = Budget.objects.create(
        initiative_id=initiative_id, **kept, why=text, asked_by_id=actor.me, asked_at=now
    )
    _record(events.BUDGET_ASKED, actor, asked)
    if sponsor_id := sponsor_of(initiative_id):
        open_turn(events.GIVE_BUDGET, subject_id=initiative_id, actor=actor, person_id=sponsor_id)
    return asked


@transaction.atomic
def give_budget(
    *,
    actor: Actor,
    initiative_id: int,
    amounts: Amounts,
    words: str = "",
    replaces: int | None = None,
) -> Budget:
    """Decide the budget: what was asked for, or other amounts.

    `replaces` is the given budget the person read; another one meanwhile is Stale.
    """
    _decider(actor, initiative_id)
    kept = _amounts(amounts)
    text = typed(words, limit=rules.TEXT_LIMIT, field="words", required=False)
    standing = Budget.objects.filter(
        initiative_id=initiative_id, given=True, replaced_at=None
    ).first()
    if standing and _same(standing, kept, text):
        return standing
    if standing and standing.pk != replaces:
        raise Stale(
            say("Somebody decided this budget meanwhile. Here are both amounts."),
            mine=rules.in_cents(kept["build"]),
            theirs=rules.in_cents(Decimal(standing.build)),
            version=standing.pk,
        )
    asked = Budget.objects.filter(initiative_id=initiative_id, given=None, replaced_at=None).first()
    _replace(initiative_id, given=True)
    _replace(initiative_id, given=False)
    budget = asked or Budget(initiative_id=initiative_id)
    for name, amount in kept.items():
        setattr(budget, name, amount)
    _decide(budget, actor, given=True, words=text)
    _record(events.BUDGET_GIVEN, actor, budget)
    close_turns(events.GIVE_BUDGET, subject_id=initiative_id, actor=actor)
    return budget


@transaction.atomic
def refuse_budget(*, actor: Actor, initiative_id: int, words: str) -> Budget:
    """Give no money for now, and say why. A budget that was given before stays."""
    _decider(actor, initiative_id)
    asked = Budget.objects.filter(initiative_id=initiative_id, given=None, replaced_at=None).first()
    if asked is None:
        raise RuleBroken(say("Nobody asks for a budget here at the moment."))
    text = typed(words, limit=rules.TEXT_LIMIT, field="words")
    _decide(asked, actor, given=False, words=text)
    _record(events.BUDGET_REFUSED, actor, asked)
    close_turns(events.GIVE_BUDGET, subject_id=initiative_id, actor=actor)
    return asked


def _decider(actor: Actor, initiative_id: int) -> None:
    heading = state.locked(actor, initiative_id)
    standing = standing_on(actor, initiative_id)
    if not matters_decided(actor, standing, initiative_id, among=[Matter.BUDGET]):
        raise NotAllowed(say("Whoever decides budgets here says it: usually the sponsor."))
    if reason := rules.why_not_plan_money(heading.stage):
        raise RuleBroken(reason)


def _amounts(amounts: Amounts) -> dict[str, Decimal]:
    return {
        kind.value: state.money(amounts.get(kind, Decimal(0)), field=f"for_{kind.value}")
        for kind in MoneyKind
    }


def _same(standing: Budget, kept: dict[str, Decimal], text: str) -> bool:
    return standing.words == text and all(
        getattr(standing, name) == amount for name, amount in kept.items()
    )


def _replace(initiative_id: int, *, given: bool | None) -> None:
    standing = Budget.objects.filter(initiative_id=initiative_id, given=given, replaced_at=None)
    standing.update(replaced_at=clock.now())


def _decide(budget: Budget, actor: Actor, *, given: bool, words: str) -> None:
    budget.given, budget.words = given, words
    budget.decided_by_id, budget.decided_at = actor.me, clock.now()
    budget.save()


def _record(kind: str, actor: Actor, budget: Budget) -> None:
    amounts = "/".join(str(getattr(budget, kind.value)) for kind in MoneyKind)
    record_event(
        kind,
        actor=actor,
        subject_id=budget.initiative_id,
        budget_id=budget.pk,
        text=salted_digest(budget.initiative_id, f"{amounts}\n{budget.why}\n{budget.words}"),
    )
