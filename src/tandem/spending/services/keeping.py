"""Cost codes, and what other currencies are worth."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.services import company_subject, lock_subject, record_event
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.spending import events, permissions, rules
from tandem.spending.models import CostCode, CurrencyRate


@transaction.atomic
def add_cost_code(*, actor: Actor, code: str, name: str) -> CostCode:
    """Add a code, or open one again and call it anew. Twice is once."""
    company = _locked(actor)
    kept = code.strip()
    if reason := rules.why_not_code(kept):
        raise BadInput(reason, field="code")
    text = " ".join(typed(name, limit=rules.NAME_LIMIT, field="name").split())
    standing = CostCode.objects.filter(code=kept).first() or CostCode(
        code=kept, added_by_id=actor.me, name=""
    )
    if standing.name == text and standing.closed_at is None:
        return standing
    standing.name, standing.closed_at = text, None
    standing.save()
    record_event(events.CODE_ADDED, actor=actor, subject_id=company, code_id=standing.pk)
    return standing


@transaction.atomic
def close_cost_code(*, actor: Actor, code_id: int) -> CostCode:
    """Offer it no longer. What bears it keeps it. Twice is once."""
    company = _locked(actor)
    found = CostCode.objects.filter(pk=code_id).first()
    if found is None:
        raise NotFound
    if found.closed_at is None:
        found.closed_at = clock.now()
        found.save(update_fields=["closed_at"])
        record_event(events.CODE_CLOSED, actor=actor, subject_id=company, code_id=found.pk)
    return found


@transaction.atomic
def set_currency_rates(*, actor: Actor, rates: Iterable[tuple[str, date, Decimal]]) -> int:
    """Say what one of a currency is worth in the company's, from a month on; how many are new."""
    company = _locked(actor)
    changed = 0
    for code, month, rate in rates:
        changed += _set(actor, code.strip().upper(), month, rate)
    if changed:
        record_event(events.RATES_SET, actor=actor, subject_id=company, count=changed)
    return changed


def _set(actor: Actor, code: str, month: date, rate: Decimal) -> bool:
    if reason := rules.why_not_currency(code):
        raise BadInput(reason, field="code")
    if reason := rules.why_not_rate(rate):
        raise BadInput(reason, field="rate")
    kept, first = rate.quantize(Decimal("0.000001")), rules.first_of(month)
    if not kept:
        raise BadInput(say("That is too little to count with."), field="rate")
    standing = CurrencyRate.objects.filter(code=code, month=first).first()
    if standing is not None and standing.rate == kept:
        return False
    CurrencyRate.objects.update_or_create(
        code=code,
        month=first,
        defaults={"rate": kept, "set_by_id": actor.me, "set_at": clock.now()},
    )
    return True


def _locked(actor: Actor) -> int:
    if not permissions.can_keep_codes(actor):
        raise NotAllowed(say("Administrators keep cost codes and rates."))
    company = company_subject()
    lock_subject(company)
    return company
