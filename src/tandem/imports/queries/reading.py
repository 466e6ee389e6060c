"""Imports as pages and programs show them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet

from tandem.accounts.queries import (
    Name,
    active_people,
    answer_days,
    answers_for,
    duty_people,
    names,
    people_who_act,
)
from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import people_who_see, standing_on, standings_on
from tandem.activity.queries import due_after, roots_held, subject_visible_to
from tandem.activity.registry import url_of
from tandem.core import clock
from tandem.core.errors import NotFound
from tandem.imports import permissions
from tandem.imports.models import Import, ImportFile
from tandem.imports.rules.mapping import Means, read_means
from tandem.imports.rules.quiet import Asks, asks_now, to_ask
from tandem.imports.rules.report import Report
from tandem.imports.rules.steps import AT_WORK, ImportFailure, ImportState
from tandem.initiatives.permissions import may_triage
from tandem.work.registry import home_kinds

HOMES_AT_MOST = 100
_AT_WORK = [state.value for state in AT_WORK]


@dataclass(frozen=True, slots=True)
class ImportRow:
    """An import as a line."""

    id: int
    home_id: int | None
    """What has the work; nothing where they are ideas."""
    home_title: str
    home_url: str
    by: Name
    made_at: datetime
    state: ImportState
    source: str
    files: tuple[str, ...]
    done: int
    total: int
    result: dict[str, int]
    failed: ImportFailure
    detail: str
    ended_at: datetime | None

    @property
    def url(self) -> str:
        return f"/imports/{self.id}/"


@dataclass(frozen=True)
class ImportWhole:
    """Everything about one import."""

    row: ImportRow
    found: dict[str, Any]
    means: Means
    report: Report
    outcome: Report
    lanes: frozenset[Lane | None]

    @cached_property
    def people(self) -> dict[int, Name]:
        """Of ours, those who are named in what means what."""
        return names(self.means.people.values())


@dataclass(frozen=True, slots=True)
class WouldAsk:
    """What taking ideas in would ask of people: by itself, and of all of them."""

    ideas: int
    things: int
    people: int
    quiet: int
    """New ideas that ask nobody by themselves."""
    all_things: int
    all_people: int
    first_due: datetime


def would_ask(it: ImportWhole) -> WouldAsk:
    """What a compared import of ideas would ask, and when the first of it would be due."""
    counts = it.report.counts
    asks = asks_now(it.means.asks, counts)
    ideas, things, people = to_ask(asks, counts)
    every, all_things, all_people = to_ask(Asks.ALL, counts)
    now = clock.now()
    due = min(due_after(now, answer_days(lane), person_id=None, lane=lane) for lane in Lane)
    return WouldAsk(ideas, things, people, every - ideas, all_things, all_people, due)


def may_put_aside(actor: Actor) -> bool:
    """Whether somebody says “not now” about ideas."""
    return may_triage(actor, answers_for(actor))


def who_sorts() -> list[Name]:
    """Whoever is on duty: they say what becomes of ideas."""
    on_duty = duty_people()
    return list(names(on_duty.values()).values())


def import_visible_to(actor: Actor, import_id: int) -> Import:
    """The import, for whoever uploaded it and may still add work there; NotFound for all others:
    a file may hold anything, until it is work that people see.
    """
    found = Import.objects.filter(pk=import_id, by_id=actor.me).select_related("home").first()
    if found is None:
        raise NotFound
    if found.home_id is None:
        if not permissions.can_import_ideas(actor):
            raise NotFound
        return found
    subject_visible_to(actor, found.home_id)
    if not permissions.can_import(actor, standing_on(actor, found.home_id)):
        raise NotFound
    return found


def imports_of(actor: Actor) -> list[ImportRow]:
    """One's own imports into what one still works on, newest first; the last fifty."""
    mine = Import.objects.filter(by_id=actor.me)
    rows = list(mine.select_related("home").order_by("-pk")[:50])
    seen = _seen(actor, {row.home_id for row in rows if row.home_id})
    ideas = permissions.can_import_ideas(actor)
    return rows_of([row for row in rows if (row.home_id in seen if row.home_id else ideas)])


def _seen(actor: Actor, home_ids: Collection[int]) -> set[int]:
    standings = standings_on(actor, home_ids)
    return {pk for pk in home_ids if permissions.can_import(actor, standings[pk])}


def rows_of(found: Collection[Import]) -> list[ImportRow]:
    """As lines, in two queries."""
    files: dict[int, list[str]] = {}
    listed = ImportFile.objects.filter(of__in=found).order_by("of_id", "position")
    for pk, name in listed.values_list("of_id", "name"):
        files.setdefault(pk, []).append(name)
    people = names(one.by_id for one in found)
    return [
        ImportRow(
            id=one.pk,
            home_id=one.home_id,
            home_title=one.home.title if one.home else "",
            home_url=url_of(one.home.kind, one.home.pk, None) if one.home else "/ideas/",
            by=people[one.by_id],
            made_at=one.made_at,
            state=ImportState(one.state),
            source=one.source,
            files=tuple(files.get(one.pk, ())),
            done=one.done,
            total=one.total,
            result=one.result.get("counts", {}),
            failed=ImportFailure(one.failed),
            detail=one.detail,
            ended_at=one.ended_at,
        )
        for one in found
    ]


def whole(actor: Actor, import_id: int) -> ImportWhole:
    """One import with all there is to see."""
    found = import_visible_to(actor, import_id)
    lanes: frozenset[Lane | None] = frozenset()
    if found.home_id:
        lanes = permissions.lanes_open(actor, standing_on(actor, found.home_id))
    return ImportWhole(
        row=rows_of([found])[0],
        found=found.found,
        means=read_means(found.means),
        report=Report.of_json(found.report),
        outcome=Report.of_json(found.result),
        lanes=lanes,
    )


def lanes_of(actor: Actor, home_id: int) -> frozenset[Lane | None]:
    """The sides that somebody takes work in for, there."""
    return permissions.lanes_open(actor, standing_on(actor, home_id))


def homes_to_import_to(actor: Actor) -> list[tuple[int, str]]:
    """(id, title) of what somebody takes part in and may take work into, newest first."""
    if not actor.may_write:
        return []
    held = roots_held(actor, home_kinds())
    may = _seen(actor, [pk for pk, _ in held])
    return [(pk, title) for pk, title in held if pk in may][:HOMES_AT_MOST]


def may_import_ideas(actor: Actor) -> bool:
    """Whether they may bring ideas."""
    return permissions.can_import_ideas(actor)


def people_to_name(home_id: int | None) -> list[tuple[int, str]]:
    """Everybody who can be said to be somebody of theirs: they see what it goes into."""
    if home_id is None:
        return people_who_act()
    seeing = people_who_see([home_id])[home_id]
    return [(pk, name) for pk, name in active_people() if pk in seeing]


def waiting() -> QuerySet[Import]:
    """Imports that wait for a worker, the oldest first."""
    free = Q(leased_until=None) | Q(leased_until__lte=clock.now())
    return Import.objects.filter(free, state__in=_AT_WORK).order_by("made_at", "pk")


def something_waits() -> bool:
    """Whether there is anything for a worker to do."""
    return waiting().exists()


def digests_spoken_of(digests: Collection[str]) -> set[str]:
    """Those of these files that an import still needs."""
    ended = [ImportState.UNDONE.value, ImportState.FAILED.value]
    held = ImportFile.objects.filter(digest__in=digests).exclude(of__state__in=ended)
    return set(held.values_list("digest", flat=True))
