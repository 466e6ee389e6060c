"""Keeping count of capacity, so that no page has to. For the clock alone."""

from django.db import transaction

from tandem.capacity import queries
from tandem.capacity.models import CapacityLook
from tandem.core import clock
from tandem.initiatives.queries import stages_of
from tandem.initiatives.rules import Stage
from tandem.work.queries import homes_with_open_work


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
