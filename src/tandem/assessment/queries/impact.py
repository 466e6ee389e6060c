"""Reading how far an initiative reaches: directly, along flows of data, and whom it concerns."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet

from tandem.accounts.queries import Name
from tandem.accounts.rules import Actor
from tandem.activity.permissions import eyes_of, in_sight
from tandem.assessment.models import Touch
from tandem.assessment.queries.assessed import (
    Assessed,
    assessed,
    data_check,
    touches_nothing,
    touches_on,
    words_to_read,
)
from tandem.assessment.queries.landscape import landscape, probably_affected
from tandem.assessment.rules import TouchState
from tandem.assessment.rules.impact import Impact, Path, impact_of, touched_data
from tandem.assessment.rules.meaning import data_in
from tandem.core.prepared import number, numbers, prepared
from tandem.core.words import Sentence, say
from tandem.initiatives.queries import InitiativeWhole
from tandem.initiatives.rules import PATH, Stage
from tandem.systems import queries as systems
from tandem.systems.queries import SystemRow
from tandem.systems.rules import DataClass

SHOWN = 40
"""Of systems in one direction; a list of more is read by nobody."""
ELSEWHERE_SHOWN = 20
_UNDER_WAY = [stage.value for stage in PATH[:-1]]


class ImpactBasis(StrEnum):
    """From what it is known which systems are affected."""

    SAID = "said"
    PROBABLE = "probable"


@dataclass(frozen=True, slots=True)
class Affected:
    """A system that is affected directly, and why somebody or something says so."""

    system: SystemRow
    why: Sentence


@dataclass(frozen=True, slots=True)
class Along:
    """A system that is reached along flows: how far away, by which path, with which data."""

    system: SystemRow
    steps: int
    data: tuple[DataClass, ...]
    path: Path


@dataclass(frozen=True, slots=True)
class Concerned:
    """Somebody who answers for affected systems: those they own directly, and those downstream."""

    person: Name
    direct: tuple[str, ...]
    downstream: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another initiative that affects the same systems."""

    id: int
    sentence: str
    stage: Stage
    wish_date: date | None
    systems: tuple[str, ...]

    @property
    def url(self) -> str:
        return f"/initiatives/{self.id}/"


@dataclass(frozen=True, slots=True)
class ImpactSeen:
    """How far an initiative reaches; of each direction the nearest, and how many there are."""

    basis: ImpactBasis
    direct: list[Affected]
    downstream: list[Along]
    downstream_count: int
    upstream: list[Along]
    upstream_count: int
    people: list[Concerned]
    elsewhere: list[Elsewhere]


@prepared
def _elsewhere() -> QuerySet[Touch, tuple[int, str, str, date | None, int]]:
    found = Touch.objects.filter(
        in_sight("initiative__subject__"),
        system_id__in=numbers("systems"),
        initiative__stage__in=_UNDER_WAY,
    )
    found = found.exclude(initiative_id=number("initiative"))
    found = found.exclude(state=TouchState.REFUSED.value).order_by("-initiative_id", "pk")
    what = ("sentence", "stage", "wish_date")
    return found.values_list("initiative_id", *(f"initiative__{one}" for one in what), "system_id")


def impact_seen(actor: Actor, whole: InitiativeWhole, found: Assessed | None = None) -> ImpactSeen:
    """How far an initiative reaches that the caller may see; `found` is what they read of it.

    While nobody has named a system, those count that its words are about.
    """
    found = found or assessed(actor, whole)
    said = {one.system.id: _SAID[one.state] for one in found.touches if one.state in _SAID}
    believed = bool(said or found.nothing_by)
    reasons = said if believed else {one.system.id: one.why for one in found.suggested}
    told = () if believed or found.data else data_in(words_to_read(actor, whole))
    answered = found.data.classes if found.data else None
    seen = _seen(reasons, _reach(reasons, answered, told), believed=believed)
    touched = {one.system.id: one.system for one in seen.direct}
    return replace(seen, elsewhere=_others(actor, whole.row.id, touched))


def first_answer(actor: Actor, whole: InitiativeWhole) -> ImpactSeen:
    """The same as an idea is told at once, without what else is under way."""
    pk, check = whole.row.id, data_check(whole.row.id)
    states = {touch.system_id: TouchState(touch.state) for touch in touches_on(pk)}
    said = {system: _SAID[state] for system, state in states.items() if state in _SAID}
    believed = bool(said) or touches_nothing(pk) is not None
    text = "" if believed else words_to_read(actor, whole)
    probable = {} if believed else probably_affected(text)
    reasons = said or {system: why for system, why in probable.items() if system not in states}
    answered = [DataClass(code) for code in check.classes] if check else None
    return _seen(reasons, _reach(reasons, answered, data_in(text)), believed=believed)


def _seen(reasons: Mapping[int, Sentence], reach: Impact, *, believed: bool) -> ImpactSeen:
    down, up = reach.downstream.first(SHOWN), reach.upstream.first(SHOWN)
    wanted = [*reasons, *(one.system_id for one in [*down, *up])]
    rows = systems.rows_of(wanted) if wanted else {}
    return ImpactSeen(
        basis=ImpactBasis.SAID if believed else ImpactBasis.PROBABLE,
        direct=[Affected(rows[pk], why) for pk, why in reasons.items()],
        downstream=[Along(rows[one.system_id], one.steps, one.data, one.path) for one in down],
        downstream_count=len(reach.downstream),
        upstream=[Along(rows[one.system_id], one.steps, one.data, one.path) for one in up],
        upstream_count=len(reach.upstream),
        people=_people([rows[pk] for pk in reasons], [rows[one.system_id] for one in down]),
        elsewhere=[],
    )


_SAID = {
    TouchState.CONFIRMED: say("IT says so."),
    TouchState.DECLARED: say("Somebody named it; IT hasn't looked yet."),
}


def _reach(
    touched: Collection[int],
    answered: Collection[DataClass] | None,
    told: Collection[DataClass],
) -> Impact:
    """Which data count: of personal ones those that somebody answered for; while nobody has, those
    that words tell of; while they tell of none, all that a system holds.
    """
    around = landscape()
    if answered is None and told:
        return impact_of(dict.fromkeys(touched, told), around)
    return impact_of({pk: touched_data(around.data_of(pk), answered) for pk in touched}, around)


def _people(direct: Iterable[SystemRow], downstream: Iterable[SystemRow]) -> list[Concerned]:
    """Who owns them and is still there, whoever owns what is affected directly first."""
    known: dict[int, Name] = {}
    owned: dict[int, tuple[list[str], list[str]]] = {}
    for place, rows in enumerate((direct, downstream)):
        for row in rows:
            for owner in (row.it_owner, row.business_owner):
                if owner is not None and owner.active:
                    known[owner.id] = owner
                    names = owned.setdefault(owner.id, ([], []))[place]
                    names += [] if row.name in names else [row.name]
    return [Concerned(known[pk], tuple(near), tuple(far)) for pk, (near, far) in owned.items()]


def _others(actor: Actor, initiative_id: int, touched: Mapping[int, SystemRow]) -> list[Elsewhere]:
    """What else is under way on the same systems, as far as the reader may see it, newest first."""
    if not touched:
        return []
    found: dict[int, tuple[str, str, date | None, list[str]]] = {}
    asked = _elsewhere(systems=sorted(touched), initiative=initiative_id, **eyes_of(actor))
    for pk, sentence, stage, wish, system_id in asked:
        found.setdefault(pk, (sentence, stage, wish, []))[3].append(touched[system_id].name)
    return [
        Elsewhere(pk, sentence, Stage(stage), wish, tuple(sorted(names)))
        for pk, (sentence, stage, wish, names) in list(found.items())[:ELSEWHERE_SHOWN]
    ]


def count_elsewhere(actor: Actor, initiative_id: int, system_ids: Collection[int]) -> int:
    """How many other initiatives that the actor may see affect one of these systems."""
    asked = _elsewhere(systems=sorted(system_ids), initiative=initiative_id, **eyes_of(actor))
    return len({row[0] for row in asked})
