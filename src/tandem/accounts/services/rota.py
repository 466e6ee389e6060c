"""The rota: who answers for a side in which week."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from tandem.accounts import permissions, queries, rules
from tandem.accounts.models import Duty, Workspace
from tandem.accounts.rules import Actor, Lane
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.core.words import say


@transaction.atomic
def plan_duty(*, actor: Actor, lane: Lane, week: date, person_id: int | None) -> None:
    """Say who answers for a side in the week of this Monday; None: nobody is planned.

    What waits for the side waits for them as soon as the week begins.
    """
    if not permissions.can_plan_duty(actor):
        raise NotAllowed(say("Only an administrator plans who is on duty."))
    company = _locked_company()
    if reason := rules.why_not_plan_week(week, today=queries.present_day()):
        raise BadInput(reason, field="week")
    if person_id is None:
        Duty.objects.filter(lane=lane.value, week=week).delete()
        return
    if not queries.acting_for(lane).filter(pk=person_id).exists():
        raise BadInput(
            say("Choose somebody who belongs to {side}.", side=lane.label), field="person"
        )
    Duty.objects.update_or_create(
        lane=lane.value,
        week=week,
        defaults={
            "person_id": person_id,
            "starts_at": _midnight(week, company),
            "ends_at": _midnight(week + timedelta(days=7), company),
        },
    )


@transaction.atomic
def swap_duty(*, actor: Actor, lane: Lane, week: date, other: date) -> None:
    """Let two people take each other's week."""
    _locked_company()
    first = Duty.objects.select_for_update().filter(lane=lane.value, week=week).first()
    second = Duty.objects.select_for_update().filter(lane=lane.value, week=other).first()
    people = [one.person_id for one in (first, second) if one]
    if not permissions.can_swap_duty(actor, people):
        raise NotAllowed(say("Either of the two swaps their weeks, or an administrator."))
    reason = rules.why_not_swap(
        first=first is not None, second=second is not None, same=len(set(people)) == 1
    )
    if reason or first is None or second is None:
        raise RuleBroken(reason or say("Choose two weeks for which somebody is planned."))
    for day in (week, other):
        if reason := rules.why_not_plan_week(day, today=queries.present_day()):
            raise RuleBroken(reason)
    first.person_id, second.person_id = second.person_id, first.person_id
    first.save(update_fields=["person"])
    second.save(update_fields=["person"])


def _locked_company() -> Workspace:
    """Let these acts come one after another."""
    company = Workspace.objects.select_for_update(of=("self",)).first()
    if company is None:
        raise NotFound
    return company


def _midnight(day: date, company: Workspace) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(company.time_zone)).astimezone(UTC)
