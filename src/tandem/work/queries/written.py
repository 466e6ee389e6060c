"""Work as it was written down, without who does it: what a template of it keeps."""

from collections.abc import Collection
from dataclasses import dataclass

from tandem.work.models import Assignment, Check, Dependency, SkillAsked, WorkItem
from tandem.work.queries.planning import work_to_plan
from tandem.work.queries.rows import WorkRow
from tandem.work.queries.whole import descriptions_of
from tandem.work.rules import DependencyKind, WorkState


@dataclass(frozen=True, slots=True)
class WrittenWait:
    """It waits for another piece of the same home."""

    on: int
    kind: DependencyKind
    lag: int


@dataclass(frozen=True, slots=True)
class WrittenWork:
    """A piece of work with every text of it."""

    row: WorkRow
    description: str
    skills: tuple[str, ...]
    checks: tuple[str, ...]
    waits: tuple[WrittenWait, ...]


def work_as_written(home_id: int) -> list[WrittenWork]:
    """All work of a home but what was dropped, in its order. The caller has checked sight."""
    rows = work_to_plan(home_id)
    ids = [row.id for row in rows]
    texts = descriptions_of(ids)
    skills: dict[int, list[str]] = {}
    asked = SkillAsked.objects.filter(item_id__in=ids).order_by("name")
    for pk, name in asked.values_list("item_id", "name"):
        skills.setdefault(pk, []).append(name)
    checks: dict[int, list[str]] = {}
    for pk, text in Check.objects.filter(item_id__in=ids).values_list("item_id", "text"):
        checks.setdefault(pk, []).append(text)
    waits: dict[int, list[WrittenWait]] = {}
    inside = Dependency.objects.filter(waiting_id__in=ids, on_id__in=ids).order_by("pk")
    for pk, on, kind, lag in inside.values_list("waiting_id", "on_id", "kind", "lag"):
        waits.setdefault(pk, []).append(WrittenWait(on, DependencyKind(kind), lag))
    return [
        WrittenWork(
            row,
            texts.get(row.id, ""),
            tuple(skills.get(row.id, ())),
            tuple(checks.get(row.id, ())),
            tuple(waits.get(row.id, ())),
        )
        for row in rows
    ]


def untouched(item_ids: Collection[int]) -> list[int]:
    """Those among them that nobody has begun, changed, been given or ticked since they were added,
    by their ids.
    """
    found = WorkItem.objects.filter(
        pk__in=item_ids, state=WorkState.TO_DO.value, version=1, blocked=False
    )
    begun = Check.objects.filter(item_id__in=item_ids, done_at__isnull=False)
    given = Assignment.objects.filter(item_id__in=item_ids)
    found = found.exclude(pk__in=begun.values("item_id")).exclude(pk__in=given.values("item_id"))
    return sorted(found.values_list("pk", flat=True))
