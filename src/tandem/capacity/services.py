"""Reserving hours for small changes; keeping count of capacity, so that no page has to."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from tandem.accounts.queries import leads_team, present_day
from tandem.accounts.rules import Actor
from tandem.activity.services import company_subject, lock_subject, record_event
from tandem.capacity import events, permissions, queries, rules
from tandem.capacity.models import CapacityLook, Reserve
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed
from tandem.core.words import say
from tandem.initiatives.queries import stages_of
from tandem.initiatives.rules import Stage
from tandem.work.queries import homes_with_open_work


@transaction.atomic
def reserve_hours(*, actor: Actor, team_id: int, hours: Decimal, since: date) -> Reserve:
    """Let a team of IT keep so many hours a week for small changes, from a day's week on.

    What was before that week stays as it was, and so does what was set for later weeks.
    """
    lock_subject(company_subject())
    known = queries.team_reserve(actor, team_id)
    if not permissions.can_reserve(actor, leads=leads_team(actor.me, team_id)):
        raise NotAllowed(
            say(
                "Whoever leads the team, its liaison with Marketing or an administrator "
                "says how many hours it keeps."
            )
        )
    since = rules.monday_of(since)
    bad = rules.why_not_reserve(
        hours, since, lane=known.team.lane, has=known.ordinary, today=present_day()
    )
    if bad:
        raise BadInput(bad[1], field=bad[0])
    of_week = Reserve.objects.filter(team_id=team_id, since=since).order_by("-pk").first()
    if of_week and of_week.hours == hours:
        return of_week
    made = Reserve.objects.create(team_id=team_id, hours=hours, since=since, set_by_id=actor.me)
    record_event(
        events.RESERVED,
        actor=actor,
        subject_id=company_subject(),
        team=team_id,
        minutes=int(hours * 60),
        since=since.isoformat(),
    )
    return made


@transaction.atomic
def count_capacity() -> int:
    """Count anew for everything that stands before Build; how many changed."""
    stages = stages_of(homes_with_open_work())
    wanted = {pk for pk, stage in stages.items() if stage is Stage.PLAN}
    now = queries.looks_now(wanted) if wanted else {}
    kept = queries.looks_kept(list(CapacityLook.objects.values_list("initiative", flat=True)))
    changed = {pk: look for pk, look in now.items() if kept.get(pk) != look}
    CapacityLook.objects.filter(initiative__in=set(kept) - set(now) | set(changed)).delete()
    CapacityLook.objects.bulk_create(
        CapacityLook(
            initiative_id=pk,
            looked_at=clock.now(),
            until=look.until,
            dated=look.dated,
            teams=[list(one) for one in look.teams],
        )
        for pk, look in sorted(changed.items())
    )
    return len(changed)
