"""Lines of a budget, and what was spent, as somebody types them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.db import transaction

from tandem.accounts.queries import present_day
from tandem.accounts.rules import Actor
from tandem.activity.permissions import sponsor_of, standing_on
from tandem.activity.services import lock_subject, record_event, salted_digest
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.initiatives.queries import heading_visible_to
from tandem.plans.queries import currency
from tandem.plans.rules import MOST_MONEY, MoneyKind
from tandem.spending import events, permissions, queries, rules
from tandem.spending.models import Actual, BudgetLine, CostCode


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line of a budget, in the company's currency."""

    part: MoneyKind
    name: str
    amount: Decimal
    code: str = ""
    month: date | None = None
    channel: str = ""


@dataclass(frozen=True, slots=True)
class NewActual:
    """Money that was spent; below zero it came back. Without a currency it is the company's."""

    part: MoneyKind
    day: date
    amount: Decimal
    text: str
    currency: str = ""
    code: str = ""
    line_id: int | None = None


@transaction.atomic
def add_budget_line(*, actor: Actor, initiative_id: int, line: NewLine) -> BudgetLine:
    """Plan a line of the budget: what for, how much, perhaps in which month and channel."""
    keeper(actor, initiative_id)
    if len(queries.lines_of([initiative_id])) >= rules.LINES_AT_MOST:
        raise RuleBroken(say("A budget has {most} lines at most.", most=rules.LINES_AT_MOST))
    made = BudgetLine.objects.create(
        initiative_id=initiative_id,
        part=line.part.value,
        name=" ".join(typed(line.name, limit=rules.NAME_LIMIT, field="name").split()),
        amount=_money(line.amount, lowest=Decimal(0)),
        cost_code=code_called(line.code),
        month=rules.first_of(line.month) if line.month else None,
        channel=" ".join(
            typed(line.channel, limit=rules.CHANNEL_LIMIT, field="channel", required=False).split()
        ),
        added_by_id=actor.me,
    )
    said = salted_digest(initiative_id, f"{made.name}/{made.amount}")
    record_event(
        events.LINE_ADDED, actor=actor, subject_id=initiative_id, line_id=made.pk, text=said
    )
    return made


@transaction.atomic
def remove_budget_line(*, actor: Actor, initiative_id: int, line_id: int) -> BudgetLine:
    """Take a line out. What was spent on it stays, without a line."""
    keeper(actor, initiative_id)
    line = queries.line_of(initiative_id, line_id)
    line.removed_at = clock.now()
    line.save(update_fields=["removed_at"])
    record_event(events.LINE_REMOVED, actor=actor, subject_id=initiative_id, line_id=line.pk)
    return line


@transaction.atomic
def note_actual(*, actor: Actor, initiative_id: int, actual: NewActual) -> Actual:
    """Note what was spent, when, for what, in the currency it was paid in."""
    keeper(actor, initiative_id)
    if actual.day > present_day():
        raise BadInput(say("That day is still to come. What is planned is a line."), field="day")
    paid = (actual.currency or currency()).strip().upper()
    if reason := rules.why_not_currency(paid):
        raise BadInput(reason, field="currency")
    line = queries.line_of(initiative_id, actual.line_id) if actual.line_id else None
    made = Actual.objects.create(
        initiative_id=initiative_id,
        part=line.part if line else actual.part.value,
        line=line,
        cost_code=code_called(actual.code) or (line.cost_code if line else None),
        day=actual.day,
        amount=_money(actual.amount, lowest=-MOST_MONEY),
        currency_code=paid,
        text=" ".join(typed(actual.text, limit=rules.TEXT_LIMIT, field="text").split()),
        noted_by_id=actor.me,
    )
    said = salted_digest(initiative_id, f"{made.text}/{made.amount}/{paid}")
    record_event(events.NOTED, actor=actor, subject_id=initiative_id, actual_id=made.pk, text=said)
    return made


@transaction.atomic
def remove_actual(*, actor: Actor, initiative_id: int, actual_id: int) -> Actual:
    """Take it out again: it was noted by mistake, or belongs elsewhere."""
    keeper(actor, initiative_id)
    actual = queries.actual_of(initiative_id, actual_id)
    actual.removed_at = clock.now()
    actual.save(update_fields=["removed_at"])
    record_event(events.REMOVED, actor=actor, subject_id=initiative_id, actual_id=actual.pk)
    return actual


def keeper(actor: Actor, initiative_id: int) -> None:
    """Lock the initiative for whoever may say what is planned and spent on it."""
    heading_visible_to(actor, initiative_id)
    lock_subject(initiative_id)
    sponsor = sponsor_of(initiative_id) == actor.me
    standing = standing_on(actor, initiative_id)
    if not permissions.can_keep_spending(actor, standing, sponsor=sponsor):
        raise NotAllowed(say("Its people of either side and its sponsor keep its money."))


def code_called(code: str) -> CostCode | None:
    """The cost code of this name; none for none. Raises BadInput for one that isn't there."""
    if not code.strip():
        return None
    found = queries.code_by_name(code.strip())
    if found is None:
        raise BadInput(say("There is no such cost code, or it was closed."), field="code")
    return found


def _money(amount: Decimal, *, lowest: Decimal) -> Decimal:
    try:
        kept = amount.quantize(rules.CENT)
    except InvalidOperation as error:
        raise BadInput(say("Write a number."), field="amount") from error
    if not kept.is_finite() or not lowest <= kept <= MOST_MONEY:
        raise BadInput(say("Write an amount up to {most}.", most=f"{MOST_MONEY:,}"), field="amount")
    return kept
