"""What a brief must be before Plan, as pure conditions over facts."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet

from tandem.accounts.rules import Lane
from tandem.briefs import queries, rules
from tandem.briefs.models import Brief
from tandem.briefs.queries import PartNow
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
    uncovered: tuple[str, ...] = ()
    without_criteria: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    metric: str = ""
    metric_lacks: tuple[Sentence, ...] = ()
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
        musts = [part for part in standing if part.priority == Priority.MUST]
        use_cases = [part for part in standing if part.kind == ItemKind.USE_CASE]
        covered = rules.covered(part.fields for part in use_cases)
        metric, lacks = _best_metric(standing)
        found[initiative_id] = Facts(
            id=initiative_id,
            started=True,
            musts=len(musts),
            without_effort=tuple(part.label for part in musts if part.id not in efforts[brief_id]),
            use_cases=len(use_cases),
            uncovered=tuple(part.label for part in musts if part.label not in covered),
            without_criteria=tuple(
                part.label for part in use_cases if not part.fields.get("acceptance")
            ),
            unanswered=_unanswered(musts, use_cases),
            metric=metric,
            metric_lacks=lacks,
            playback_confirmed=brief_id in heard,
            unsigned=frozenset(
                lane
                for lane in Lane
                if not pairs or rules.unsigned_items(pairs, lane, signatures[brief_id])
            ),
        )
    return found


def _best_metric(parts: Iterable[PartNow]) -> tuple[str, tuple[Sentence, ...]]:
    """The metric that lacks the least, and what; no name where there is none."""
    metrics = [
        (tuple(rules.missing_of_metric(part.fields)), part.label)
        for part in parts
        if part.kind == ItemKind.METRIC
    ]
    lacks, label = min(metrics, key=lambda metric: len(metric[0]), default=((), ""))
    return label, lacks


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
        _use_cases(known, url),
        _metric(known, url),
    ]
    if known.unanswered:
        written.append(_what_ifs(known, url))
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


def _use_cases(known: Facts, url: str) -> Condition:
    if not known.use_cases or not known.musts:
        what = say("A use case: how it is used")
        return _part("use_cases", what, known, known.use_cases, "use_cases")
    missing = known.uncovered
    detail = say("A use case says for which requirements it is, and when it counts as working.")
    if missing and known.without_criteria:
        detail = say(
            "Still without: {items}. {use_cases} doesn't say yet when it counts as working.",
            items=", ".join(missing[:12]),
            use_cases=", ".join(known.without_criteria[:12]),
        )
    elif missing:
        detail = say("Still without: {items}.", items=", ".join(missing[:12]))
    new = "items/new/?" + urlencode([("section", "use_cases"), *(("covers", r) for r in missing)])
    unfinished = known.without_criteria
    return Condition(
        key="use_cases",
        what=say("For each must-have a use case that says when it counts as working"),
        met=not missing,
        detail=detail,
        lane=Lane.MARKETING,
        remedy=say("Write it"),
        url=f"{url}#{unfinished[0]}" if unfinished else url + new,
    )


def _unanswered(musts: Iterable[PartNow], use_cases: Iterable[PartNow]) -> tuple[str, ...]:
    """The use cases of must-haves of which a “what if” is open."""
    wanted = {part.label for part in musts}
    return tuple(
        part.label
        for part in use_cases
        if part.unanswered and wanted.intersection(rules.covers(part.fields))
    )


def _what_ifs(known: Facts, url: str) -> Condition:
    return Condition(
        key="what_ifs",
        what=say("An answer to each “what if …?”"),
        met=False,
        detail=say("Still without: {items}.", items=", ".join(known.unanswered[:12])),
        lane=Lane.MARKETING,
        remedy=say("Say what happens then"),
        url=f"{url}#{known.unanswered[0]}",
        turn_kinds=("brief.answer_what_if",),
    )


def _metric(known: Facts, url: str) -> Condition:
    if not known.metric:
        return _part("metrics", say("A metric: how we will know"), known, 0, "metrics")
    lacks = known.metric_lacks
    return Condition(
        key="metrics",
        what=say("A metric: how we will know"),
        met=not lacks,
        detail=say("{metric} still lacks: {items}.", metric=known.metric, items=", ".join(lacks))
        if lacks
        else say("A number, where it is read, its target and its day."),
        lane=Lane.MARKETING,
        remedy=say("Write it"),
        url=f"{url}#{known.metric}",
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
