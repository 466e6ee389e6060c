"""What an assessment must have found before Brief, and what a hold keeps from any stage."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from tandem.accounts.rules import Lane
from tandem.assessment.models import (
    Consult,
    DataCheck,
    Feasibility,
    Hold,
    Touch,
    TouchesNothing,
)
from tandem.assessment.rules import Authority, Ruling, Standing, TouchState, Word
from tandem.assessment.rules.consulting import ConsultState
from tandem.core.prepared import numbers, prepared
from tandem.core.words import Sentence, say
from tandem.initiatives.rules import Condition, Stage


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one initiative."""

    id: int
    states: frozenset[TouchState] = frozenset()
    nothing: bool = False
    said: Standing | None = None
    personal: bool | None = None
    holds: tuple[tuple[Authority, str, date], ...] = ()


@prepared
def _touches() -> QuerySet[Touch, tuple[int, str]]:
    found = Touch.objects.filter(initiative_id__in=numbers("initiatives"))
    return found.values_list("initiative_id", "state")


@prepared
def _nothing() -> QuerySet[TouchesNothing, tuple[int]]:
    found = TouchesNothing.objects.filter(initiative_id__in=numbers("initiatives"), ended_at=None)
    return found.values_list("initiative_id")


@prepared
def _words() -> QuerySet[Feasibility, tuple[int, str, str, bool | None, str]]:
    found = Feasibility.objects.filter(initiative_id__in=numbers("initiatives"), replaced_at=None)
    return found.values_list("initiative_id", "word", "alternative", "accepted", "ruling")


@prepared
def _checks() -> QuerySet[DataCheck, tuple[int, bool]]:
    found = DataCheck.objects.filter(initiative_id__in=numbers("initiatives"), replaced_at=None)
    return found.values_list("initiative_id", "personal")


@prepared
def _holds() -> QuerySet[Hold, tuple[int, str, str, date]]:
    found = Hold.objects.filter(initiative_id__in=numbers("initiatives"), lifted_at=None)
    return found.order_by("pk").values_list("initiative_id", "kind", "lifts", "look_again_on")


def facts(ids: Collection[int]) -> dict[int, Facts]:
    """The facts of many initiatives, in a fixed number of queries."""
    states: dict[int, set[TouchState]] = {pk: set() for pk in ids}
    for pk, state in _touches(initiatives=ids):
        states[pk].add(TouchState(state))
    nothing = {pk for (pk,) in _nothing(initiatives=ids)}
    said = {
        pk: Standing(Word(word), bool(other), accepted, Ruling(ruling) if ruling else None)
        for pk, word, other, accepted, ruling in _words(initiatives=ids)
    }
    personal = dict(_checks(initiatives=ids))
    holds = _standing_holds(ids)
    return {
        pk: Facts(
            pk, frozenset(states[pk]), pk in nothing, said.get(pk), personal.get(pk), holds[pk]
        )
        for pk in ids
    }


def hold_facts(ids: Collection[int]) -> dict[int, Facts]:
    """Of initiatives that aren't being assessed only whether they are on hold: one query."""
    holds = _standing_holds(ids)
    return {pk: Facts(pk, holds=holds[pk]) for pk in ids}


def _standing_holds(ids: Collection[int]) -> dict[int, tuple[tuple[Authority, str, date], ...]]:
    holds: dict[int, tuple[tuple[Authority, str, date], ...]] = dict.fromkeys(ids, ())
    for pk, kind, lifts, again in _holds(initiatives=ids):
        holds[pk] += ((Authority(kind), lifts, again),)
    return holds


def holds_before(_stage: Stage, known: Facts) -> list[Condition]:
    """A hold keeps an initiative from every next stage; no sponsor can pass it."""
    return [
        Condition(
            key=f"hold_{kind.value}",
            what=say("The hold is lifted: {authority}", authority=kind.label),
            met=False,
            detail=say("It would be lifted by: {lifts}", lifts=lifts),
            lane=None,
            remedy=say("Look at the hold"),
            url=f"/initiatives/{known.id}/assess/#holds",
            turn_kinds=("hold.look_again", "hold.decide"),
            passable=False,
        )
        for kind, lifts, _again in known.holds
    ]


@dataclass(frozen=True, slots=True)
class ConsultFacts:
    """Of one initiative: systems that IT confirmed, those that were asked about, what is open."""

    id: int
    confirmed: frozenset[int] = frozenset()
    asked: frozenset[int] = frozenset()
    open: frozenset[str] = frozenset()
    assumed: int = 0


@prepared
def _confirmed() -> QuerySet[Touch, tuple[int, int]]:
    found = Touch.objects.filter(initiative_id__in=numbers("initiatives"))
    return found.filter(state=TouchState.CONFIRMED.value).values_list("initiative_id", "system_id")


@prepared
def _consults() -> QuerySet[Consult, tuple[int, int, str, str]]:
    found = Consult.objects.filter(initiative_id__in=numbers("initiatives"))
    found = found.exclude(state=ConsultState.WITHDRAWN.value).order_by("pk")
    return found.values_list("initiative_id", "system_id", "state", "system__name")


def consult_facts(ids: Collection[int]) -> dict[int, ConsultFacts]:
    """The same of many initiatives, in two queries."""
    confirmed: dict[int, set[int]] = {pk: set() for pk in ids}
    for pk, system_id in _confirmed(initiatives=ids):
        confirmed[pk].add(system_id)
    asked: dict[int, list[tuple[int, ConsultState, str]]] = {pk: [] for pk in ids}
    for pk, system_id, state, name in _consults(initiatives=ids):
        asked[pk].append((system_id, ConsultState(state), name))
    return {
        pk: ConsultFacts(
            pk,
            frozenset(confirmed[pk]),
            frozenset(system_id for system_id, _, _ in asked[pk]),
            frozenset(name for _, state, name in asked[pk] if not state.counts),
            sum(state is ConsultState.ASSUMED for _, state, _ in asked[pk]),
        )
        for pk in ids
    }


def consults_before(stage: Stage, known: ConsultFacts) -> list[Condition]:
    """That owners of affected systems were asked before Brief, and have answered before Plan; what
    nobody answered in the end stands as a marked assumption and holds nothing up.
    """
    if not known.confirmed:
        return []
    url = f"/initiatives/{known.id}/assess/#systems"
    if stage is Stage.BRIEF:
        return [_consults_asked(known, url)]
    return [_consults_answered(known, url)] if stage is Stage.PLAN else []


def _consults_asked(known: ConsultFacts, url: str) -> Condition:
    return Condition(
        key="consults_asked",
        what=say("The owners of affected systems, asked"),
        met=known.asked >= known.confirmed,
        detail=say("Whoever answers for a system says whether it is affected."),
        lane=Lane.IT,
        remedy=say("Ask them"),
        url=url,
    )


def _consults_answered(known: ConsultFacts, url: str) -> Condition:
    detail = say("What nobody answers stands as an assumption in the end.")
    if known.open:
        detail = say("Still open: {items}.", items=", ".join(sorted(known.open)[:12]))
    elif known.assumed:
        detail = say("Nobody answered about {count} of them: assumed.", count=known.assumed)
    return Condition(
        key="consults_answered",
        what=say("The owners of affected systems have answered"),
        met=known.asked >= known.confirmed and not known.open,
        detail=detail,
        lane=Lane.IT,
        remedy=say("See who is asked"),
        url=url,
        turn_kinds=("consult.answer",),
    )


def before(stage: Stage, known: Facts) -> list[Condition]:
    """The conditions of the gate into `stage`, but holds."""
    if stage is not Stage.BRIEF:
        return []
    url = f"/initiatives/{known.id}/assess/"
    return [_systems(known, url), _feasibility(known, url), _data(known, url)]


def _systems(known: Facts, url: str) -> Condition:
    named = known.nothing or TouchState.CONFIRMED in known.states
    return Condition(
        key="systems",
        what=say("Affected systems, confirmed by IT"),
        met=named and TouchState.DECLARED not in known.states,
        detail=say("“Nothing is affected” is an answer, too."),
        lane=Lane.IT,
        remedy=say("Say which"),
        url=f"{url}#systems",
        turn_kinds=("assessment.assess",),
    )


def _feasibility(known: Facts, url: str) -> Condition:
    said = known.said
    return Condition(
        key="feasible",
        what=say("IT's word on whether it can be done"),
        met=said is not None and said.settled,
        detail=_how_far(said),
        lane=_who_is_next(said),
        remedy=say("Say it") if said is None else say("Read it"),
        url=f"{url}#feasibility",
        turn_kinds=("assessment.assess", "assessment.answer", "assessment.rule"),
    )


def _how_far(said: Standing | None) -> Sentence:
    if said is None:
        return say("If not as asked: with an alternative that serves the goal.")
    if said.waits_for_marketing:
        return say("Not as asked; Marketing answers.")
    if said.waits_for_sponsor:
        return say("The two sides see it differently; the sponsor decides.")
    if said.ruling is Ruling.NOT_NOW:
        return say("The sponsor decided: not now. A new word of IT opens it again.")
    return said.word.label


def _who_is_next(said: Standing | None) -> Lane | None:
    if said is None or said.ruling is Ruling.NOT_NOW or said.settled:
        return Lane.IT
    return Lane.MARKETING if said.waits_for_marketing else None


def _data(known: Facts, url: str) -> Condition:
    return Condition(
        key="data",
        what=say("Data protection: not needed, no personal data flow")
        if known.personal is False
        else say("Data protection, where personal data flow"),
        met=known.personal is not None,
        detail=say("Do personal data flow, and which? Answered by IT or by data protection."),
        lane=Lane.IT,
        remedy=say("Answer"),
        url=f"{url}#data",
        turn_kinds=("assessment.assess",),
        passable=False,
    )
