"""Keeping what finished work teaches. For the clock alone."""

from django.db import transaction

from tandem.accounts.queries import present_day
from tandem.plans.models import Learned
from tandem.plans.problems.learning import Lesson, Taught


@transaction.atomic
def keep_learned(*, lesson: Lesson, taught: Taught) -> Learned:
    """From now on every forecast counts with it. Two workers on one day: the first one's stays."""
    kept, _ = Learned.objects.get_or_create(
        day=present_day(),
        defaults={
            "measure": lesson.measure.value,
            "cases": len(lesson.cases),
            "habits": taught["habits"],
            "score": taught["score"],
            "sides": lesson.sides,
        },
    )
    return kept
