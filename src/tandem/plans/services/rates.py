"""The company's currency, and what days cost."""

import re
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, QuerySet

from tandem.accounts.queries import team_by_id
from tandem.accounts.rules import Actor
from tandem.activity.services import company_subject, lock_subject, record_event
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed
from tandem.core.words import say
from tandem.plans import events, permissions
from tandem.plans.models import Currency, DayRate
from tandem.plans.services import state

_CODE = re.compile(r"[A-Z]{3}")


@transaction.atomic
def set_currency(*, actor: Actor, code: str) -> Currency:
    """Say in which currency the company counts: three letters. No amount is changed."""
    company = _locked(actor)
    wanted = code.strip().upper()
    if not _CODE.fullmatch(wanted):
        raise BadInput(say("Write its three letters, for example EUR or CHF."), field="code")
    standing = Currency.objects.first() or Currency(code="")
    if standing.code == wanted:
        return standing
    standing.code, standing.set_by_id, standing.set_at = wanted, actor.me, clock.now()
    standing.save()
    record_event(events.CURRENCY_SET, actor=actor, subject_id=company, code=wanted.lower())
    return standing


@transaction.atomic
def set_day_rate(*, actor: Actor, amount: Decimal | None, team_id: int | None = None) -> None:
    """Say what a working day of a team costs, or of everybody else; None: no rate of its own."""
    company = _locked(actor)
    if team_id is not None:
        team_by_id(team_id)
    kept = None if amount is None else state.money(amount, field="amount")
    standing = _standing(team_id).first()
    if (standing.amount if standing else None) == kept:
        return
    _standing(team_id).update(replaced_at=clock.now())
    if kept is not None:
        DayRate.objects.create(team_id=team_id, amount=kept, set_by_id=actor.me)
    record_event(events.RATE_SET, actor=actor, subject_id=company, team_id=team_id)


def _standing(team_id: int | None) -> QuerySet[DayRate]:
    of_whom = Q(team=None) if team_id is None else Q(team_id=team_id)
    return DayRate.objects.filter(of_whom, replaced_at=None)


def _locked(actor: Actor) -> int:
    if not permissions.can_set_rates(actor):
        raise NotAllowed(say("Administrators set currency and rates."))
    company = company_subject()
    lock_subject(company)
    return company
