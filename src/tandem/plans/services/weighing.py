"""What requirements are worth and cost, and how many days there are."""

from collections.abc import Collection, Mapping
from decimal import Decimal

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.permissions import standing_on
from tandem.activity.services import record_event, salted_digest
from tandem.briefs.queries import requirements_of
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound
from tandem.core.words import Sentence, say
from tandem.plans import events, queries, rules
from tandem.plans.models import DaysLimit, Spend, Worth
from tandem.plans.services import state
from tandem.rights.queries import matters_decided
from tandem.rights.rules import Matter


@transaction.atomic
def say_worths(*, actor: Actor, initiative_id: int, worths: Mapping[int, int]) -> int:
    """Say what requirements are worth, one to five; how many changed."""
    state.locked_for_scope(actor, initiative_id)
    _may(actor, initiative_id, Matter.VALUE, say("Who decides worth says it: usually Marketing."))
    _known(initiative_id, worths)
    if any(points not in rules.WORTHS for points in worths.values()):
        raise BadInput(say("Say it from 1 to 5."), field="worth")
    standing = {one.item_id: one for one in Worth.objects.filter(item__in=worths, replaced_at=None)}
    changed = {
        item: points
        for item, points in worths.items()
        if item not in standing or standing[item].points != points
    }
    Worth.objects.filter(item__in=changed, replaced_at=None).update(replaced_at=clock.now())
    Worth.objects.bulk_create(
        Worth(item_id=item, points=points, said_by_id=actor.me) for item, points in changed.items()
    )
    _record(events.WORTH_SAID, actor, initiative_id, changed)
    return len(changed)


@transaction.atomic
def say_spends(*, actor: Actor, initiative_id: int, spends: Mapping[int, Decimal]) -> int:
    """Say what requirements cost beside people's days; how many changed."""
    state.locked_for_scope(actor, initiative_id)
    _may(actor, initiative_id, Matter.ESTIMATE, say("Who estimates says it: usually IT."))
    _known(initiative_id, spends)
    kept = {item: state.money(amount, field="spend") for item, amount in spends.items()}
    rows = Spend.objects.filter(item__in=kept, replaced_at=None)
    standing = dict(rows.values_list("item_id", "amount"))
    changed = {
        item: amount for item, amount in kept.items() if amount != standing.get(item, Decimal(0))
    }
    Spend.objects.filter(item__in=changed, replaced_at=None).update(replaced_at=clock.now())
    Spend.objects.bulk_create(
        Spend(item_id=item, amount=amount, said_by_id=actor.me) for item, amount in changed.items()
    )
    _record(events.SPEND_SAID, actor, initiative_id, changed)
    return len(changed)


@transaction.atomic
def limit_days(*, actor: Actor, initiative_id: int, days: Decimal | None) -> None:
    """Say how many working days IT has for it; None: money alone decides."""
    state.locked_for_scope(actor, initiative_id)
    _may(actor, initiative_id, Matter.ESTIMATE, say("Who estimates says it: usually IT."))
    kept = None if days is None else state.days(days, field="days", most=rules.MOST_DAYS)
    if kept == queries.days_limit(initiative_id):
        return
    standing = DaysLimit.objects.filter(initiative_id=initiative_id, replaced_at=None)
    standing.update(replaced_at=clock.now())
    if kept is not None:
        DaysLimit.objects.create(initiative_id=initiative_id, days=kept, said_by_id=actor.me)
    record_event(events.DAYS_LIMITED, actor=actor, subject_id=initiative_id)


def _may(actor: Actor, initiative_id: int, matter: Matter, refusal: Sentence) -> None:
    standing = standing_on(actor, initiative_id)
    if not matters_decided(actor, standing, initiative_id, among=[matter]):
        raise NotAllowed(refusal)


def _known(initiative_id: int, items: Collection[int]) -> None:
    """Ids of another brief are as missing as those that never were."""
    theirs = requirements_of([initiative_id])[initiative_id]
    if not {one.id for one in theirs if not one.removed}.issuperset(items):
        raise NotFound


def _record(kind: str, actor: Actor, initiative_id: int, said: Mapping[int, object]) -> None:
    if said:
        text = salted_digest(initiative_id, str(sorted(said.items())))
        record_event(kind, actor=actor, subject_id=initiative_id, text=text)
