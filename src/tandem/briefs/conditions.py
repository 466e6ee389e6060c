"""What a brief must be before Plan, as pure conditions over facts."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from tandem.accounts.rules import Lane
from tandem.briefs import queries, rules
from tandem.briefs.models import Brief
from tandem.briefs.rules import ItemKind, Priority
from tandem.core.prepared import numbers, prepared
from tandem.core.words import Sentence, say
from tandem.initiatives.rules import Condition, Stage


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one initiative's brief."""

    id: int
    started: bool = False
    musts: int = 0
    without_effort: tuple[str, ...] = ()
    use_cases: int = 0
    metrics: int = 0
    playback_confirmed: bool = False
    unsigned: frozenset[Lane] = frozenset(Lane)


@prepared
def _started() -> QuerySet[Brief, tuple[int, int]]:
    briefs = Brief.objects.filter(initiative_id__in=numbers("initiatives"))
    return briefs.values_list("pk", "initiative_id")


def facts(ids: Collection[int]) -> dict[int, Facts]:
    """The facts of many initiatives, in a fixed number of queries."""
    briefs = dict(_started(initiatives=ids))
    parts = queries.present_parts(briefs)
    efforts = queries.efforts_of(briefs)
    signatures = queries.signatures_of(briefs)
    heard = queries.confirmed_among(briefs)
    found = {pk: Facts(id=pk) for pk in ids}
    for brief_id, initiative_id in briefs.items():
        pairs = queries.present_pairs(parts[brief_id], signatures[brief_id])
        standing = [part for part in parts[brief_id] if not part.removed]
        found[initiative_id] = Facts(
            id=initiative_id,
            started=True,
            musts=sum(part.priority == Priority.MUST for part in standing),
            without_effort=tuple(
                ItemKind(part.kind).short_name(part.number)
                for part in standing
                if part.priority == Priority.MUST and part.id not in efforts[brief_id]
            ),
            use_cases=sum(part.kind == ItemKind.USE_CASE for part in standing),
            metrics=sum(part.kind == ItemKind.METRIC for part in standing),
            playback_confirmed=brief_id in heard,
            unsigned=frozenset(
                lane
                for lane in Lane
                if not pairs or rules.unsigned_items(pairs, lane, signatures[brief_id])
            ),
        )
    return found


def before(stage: Stage, known: Facts) -> list[Condition]:
    """The conditions of the gate into `stage`."""
    if stage is not Stage.PLAN:
        return []
    url = f"/initiatives/{known.id}/brief/"
    written = [
        Condition(
            key="started",
            what=say("A brief"),
            met=known.started,
            detail=say("From a document you have, or section by section."),
            lane=Lane.MARKETING,
            remedy=say("Start the brief"),
            url=url,
        ),
        _part("musts", say("At least one must-have"), known, known.musts, "requirements"),
        _part("use_cases", say("A use case: how it is used"), known, known.use_cases, "use_cases"),
        _part("metrics", say("A metric: how we will know"), known, known.metrics, "metrics"),
    ]
    if known.musts:
        written.append(_effort(known, url))
    return [*written, _playback(known, url), *(_signature(known, lane, url) for lane in Lane)]


def _part(key: str, what: Sentence, known: Facts, count: int, section: str) -> Condition:
    return Condition(
        key=key,
        what=what,
        met=count > 0,
        detail=rules.Section(section).hint,
        lane=Lane.MARKETING,
        remedy=say("Write it"),
        url=f"/initiatives/{known.id}/brief/items/new/?section={section}"
        if known.started
        else f"/initiatives/{known.id}/brief/",
    )


def _effort(known: Facts, url: str) -> Condition:
    missing = known.without_effort
    return Condition(
        key="effort",
        what=say("IT's rough effort in days for each must-have"),
        met=not missing,
        detail=say("Still without: {items}.", items=", ".join(missing[:12]))
        if missing
        else say("A range; the middle counts."),
        lane=Lane.IT,
        remedy=say("Say how many days"),
        url=f"{url}#{missing[0]}" if missing else url,
    )


def _playback(known: Facts, url: str) -> Condition:
    return Condition(
        key="playback",
        what=say("IT's playback, confirmed by Marketing"),
        met=known.playback_confirmed,
        detail=say("IT says in two sentences what it understood; then signing opens."),
        lane=None if known.playback_confirmed else Lane.IT,
        remedy=say("Open the brief"),
        url=f"{url}#playback",
        turn_kinds=("brief.play_back", "brief.confirm"),
    )


def _signature(known: Facts, lane: Lane, url: str) -> Condition:
    return Condition(
        key=f"signed_{lane.value}",
        what=say("The signature of {side}", side=lane.label),
        met=lane not in known.unsigned,
        detail=say("One signature from each side, on exactly the same content."),
        lane=lane,
        remedy=say("Read and sign"),
        url=f"{url}#sign",
        turn_kinds=("brief.sign",),
    )
