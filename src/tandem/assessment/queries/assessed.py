"""Reading what an initiative affects, whether it can be done, and which data flow."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from tandem.accounts.queries import Name, names
from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import visible_to
from tandem.activity.search import texts_below
from tandem.assessment.models import DataCheck, Feasibility, Touch, TouchesNothing
from tandem.assessment.queries.landscape import probably_affected
from tandem.assessment.rules import Ruling, Standing, TouchState, Word
from tandem.core.prepared import number, numbers, prepared
from tandem.core.words import Sentence
from tandem.initiatives.queries import InitiativeWhole
from tandem.initiatives.rules import Stage
from tandem.systems import queries as systems
from tandem.systems.queries import SystemRow
from tandem.systems.registry import Use
from tandem.systems.rules import DataClass

BRIEF = "brief"
"""The kind of subject that a brief is; it is written further up, and read here by its words."""


@dataclass(frozen=True, slots=True)
class Touched:
    """A system that somebody named, and what IT says to it."""

    system: SystemRow
    state: TouchState
    named_by: Name
    named_for: Lane
    settled_by: Name | None


@dataclass(frozen=True, slots=True)
class Suggested:
    """A system that the words of the idea name or are about, and which words those are."""

    system: SystemRow
    why: Sentence


@dataclass(frozen=True, slots=True)
class Said:
    """IT's word with what followed from it."""

    id: int
    word: Word
    text: str
    alternative: str
    by: Name
    at: datetime
    accepted: bool | None
    answer: str
    answered_by: Name | None
    answered_at: datetime | None
    ruling: Ruling | None
    reason: str
    ruled_by: Name | None
    ruled_at: datetime | None

    @property
    def standing(self) -> Standing:
        return Standing(self.word, bool(self.alternative), self.accepted, self.ruling)


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer to whether personal data flow."""

    id: int
    personal: bool
    classes: list[DataClass]
    text: str
    by: Name
    by_authority: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Assessed:
    """Everything the tab Assess shows but holds."""

    touches: list[Touched]
    suggested: list[Suggested]
    nothing_by: Name | None
    said: Said | None
    data: Checked | None

    @property
    def personal_in_systems(self) -> list[DataClass]:
        """Personal data that the confirmed systems hold."""
        held = {
            one
            for touch in self.touches
            if touch.state is TouchState.CONFIRMED
            for one in touch.system.data_classes
        }
        return [one for one in DataClass if one in held and one.is_personal]


@prepared
def _touches() -> QuerySet[Touch, Touch]:
    return Touch.objects.filter(initiative_id=number("initiative")).order_by("pk")


@prepared
def _nothing() -> QuerySet[TouchesNothing, TouchesNothing]:
    return TouchesNothing.objects.filter(initiative_id=number("initiative"), ended_at=None)


@prepared
def _words() -> QuerySet[Feasibility, Feasibility]:
    return Feasibility.objects.filter(initiative_id=number("initiative"), replaced_at=None)


@prepared
def _checks() -> QuerySet[DataCheck, DataCheck]:
    return DataCheck.objects.filter(initiative_id=number("initiative"), replaced_at=None)


@prepared
def _checks_of() -> QuerySet[DataCheck, tuple[int, list[str]]]:
    found = DataCheck.objects.filter(initiative_id__in=numbers("initiatives"), replaced_at=None)
    return found.values_list("initiative_id", "classes")


def touches_on(initiative_id: int) -> list[Touch]:
    """Every system that was named for it, refused ones too. The caller has checked sight."""
    return _touches(initiative=initiative_id)


def standing_word(initiative_id: int) -> Feasibility | None:
    """IT's word that holds now."""
    return _words.first(initiative=initiative_id)


def data_check(initiative_id: int) -> DataCheck | None:
    """The data-protection answer that holds now."""
    return _checks.first(initiative=initiative_id)


def data_flowing(ids: Collection[int]) -> dict[int, list[str]]:
    """Which data flow, by their codes, of those of which somebody has said it: one query."""
    return dict(_checks_of(initiatives=ids))


def touches_nothing(initiative_id: int) -> TouchesNothing | None:
    """That nothing is affected, as far as IT says so now."""
    return _nothing.first(initiative=initiative_id)


def words_to_read(actor: Actor, whole: InitiativeWhole) -> str:
    """What people have written about it, for finding systems in it: the idea, answers, the brief.

    Nothing for a partner: what words point to tells of a catalogue that isn't there for them.
    """
    if actor.is_partner:
        return ""
    early = whole.row.stage in {Stage.IDEA, Stage.ASSESS}
    brief = [] if early else texts_below(whole.row.id, BRIEF)
    return "\n".join(
        [whole.row.sentence, *(given.text for given in whole.answers.values()), *brief]
    )


def owed_by_it(initiative_id: int, stage: Stage) -> bool:
    """Whether something of the assessment waits for IT."""
    states = [touch.state for touch in _touches(initiative=initiative_id)]
    if TouchState.DECLARED.value in states:
        return stage is not Stage.IDEA
    if stage is not Stage.ASSESS:
        return False
    named = TouchState.CONFIRMED.value in states or touches_nothing(initiative_id) is not None
    said = standing_word(initiative_id) is not None and data_check(initiative_id) is not None
    return not (named and said)


def assessed(actor: Actor, whole: InitiativeWhole) -> Assessed:
    """What was found out about an initiative that the caller may see."""
    pk = whole.row.id
    touches, nothing = _touches(initiative=pk), touches_nothing(pk)
    said, data = standing_word(pk), data_check(pk)
    found = probably_affected(words_to_read(actor, whole))
    rows = systems.rows_of([*(touch.system_id for touch in touches), *found])
    known = names(_people(touches, nothing, said, data))
    settled = {touch.system_id for touch in touches}
    return Assessed(
        touches=[
            Touched(
                system=rows[touch.system_id],
                state=TouchState(touch.state),
                named_by=known[touch.named_by_id],
                named_for=Lane(touch.named_for),
                settled_by=known.get(touch.settled_by_id or 0),
            )
            for touch in touches
        ],
        suggested=[Suggested(rows[pk], why) for pk, why in found.items() if pk not in settled],
        nothing_by=known[nothing.said_by_id] if nothing else None,
        said=_said(said, known) if said else None,
        data=_checked(data, known) if data else None,
    )


def _people(
    touches: Iterable[Touch],
    nothing: TouchesNothing | None,
    said: Feasibility | None,
    data: DataCheck | None,
) -> list[int | None]:
    people: list[int | None] = []
    for touch in touches:
        people += [touch.named_by_id, touch.settled_by_id]
    if nothing:
        people.append(nothing.said_by_id)
    if said:
        people += [said.said_by_id, said.answered_by_id, said.ruled_by_id]
    if data:
        people.append(data.said_by_id)
    return people


def _said(row: Feasibility, known: dict[int, Name]) -> Said:
    return Said(
        id=row.pk,
        word=Word(row.word),
        text=row.text,
        alternative=row.alternative,
        by=known[row.said_by_id],
        at=row.said_at,
        accepted=row.accepted,
        answer=row.answer,
        answered_by=known.get(row.answered_by_id or 0),
        answered_at=row.answered_at,
        ruling=Ruling(row.ruling) if row.ruling else None,
        reason=row.reason,
        ruled_by=known.get(row.ruled_by_id or 0),
        ruled_at=row.ruled_at,
    )


def _checked(row: DataCheck, known: dict[int, Name]) -> Checked:
    return Checked(
        id=row.pk,
        personal=row.personal,
        classes=[DataClass(code) for code in row.classes],
        text=row.text,
        by=known[row.said_by_id],
        by_authority=row.by_authority,
        at=row.said_at,
    )


USES_SHOWN = 50


def uses_of_system(actor: Actor, system_id: int) -> list[Use]:
    """The initiatives that affect a system, as far as `actor` may see them, newest first."""
    touches = Touch.objects.filter(
        visible_to(actor, "initiative__subject__"), system_id=system_id
    ).exclude(state=TouchState.REFUSED.value)
    found = touches.order_by("-pk").values_list("initiative_id", "state", "initiative__sentence")
    return [
        Use(sentence, f"/initiatives/{pk}/", TouchState(state).label)
        for pk, state, sentence in found[:USES_SHOWN]
    ]
