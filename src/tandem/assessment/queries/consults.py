"""Reading who was asked about affected systems, and what they said."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.module_loading import import_string

from tandem.accounts.queries import Name, names
from tandem.accounts.rules import Actor
from tandem.activity.permissions import visible_to
from tandem.activity.queries import owners_on, turns_waiting_for
from tandem.activity.rules import Step
from tandem.assessment import events
from tandem.assessment.models import Consult
from tandem.assessment.queries.assessed import touches_on
from tandem.assessment.queries.landscape import landscape
from tandem.assessment.rules import TouchState
from tandem.assessment.rules.consulting import ConsultState
from tandem.assessment.rules.impact import impact_of
from tandem.core.errors import NotFound
from tandem.core.prepared import number, prepared
from tandem.systems import queries as systems
from tandem.systems.queries import SystemRow
from tandem.talk.registry import SharedPart, shared_kind_named

INFORMED_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class ConsultRow:
    """A question about a system as lists show it; `person` is none where duty is asked."""

    id: int
    initiative_id: int
    system: SystemRow
    person: Name | None
    asked_at: datetime
    due_at: datetime | None
    state: ConsultState
    text: str
    closed_by: Name | None
    closed_at: datetime | None

    @property
    def url(self) -> str:
        return f"/consults/{self.id}/"


def consults_visible_to(actor: Actor) -> QuerySet[Consult]:
    """What every list of them starts from: of what one may see, and what one is asked."""
    return Consult.objects.filter(visible_to(actor, "subject__"))


def consult_visible_to(actor: Actor, consult_id: int) -> Consult:
    """It, or NotFound whether it is missing or hidden."""
    found = consults_visible_to(actor).filter(subject__id=consult_id).first()
    if found is None:
        raise NotFound
    return found


@prepared
def _on() -> QuerySet[Consult, Consult]:
    return Consult.objects.filter(initiative_id=number("initiative")).order_by("pk")


def consults_on(initiative_id: int) -> list[Consult]:
    """All of an initiative, withdrawn ones too. The caller has checked sight."""
    return _on(initiative=initiative_id)


def consult_rows(found: Iterable[Consult]) -> list[ConsultRow]:
    """With the systems and the names in them."""
    asked = list(found)
    if not asked:
        return []
    known = names(pk for one in asked for pk in (one.person_id, one.closed_by_id))
    rows = systems.rows_of(one.system_id for one in asked)
    return [
        ConsultRow(
            id=one.pk,
            initiative_id=one.initiative_id,
            system=rows[one.system_id],
            person=known.get(one.person_id or 0),
            asked_at=one.asked_at,
            due_at=one.due_at,
            state=ConsultState(one.state),
            text=one.text,
            closed_by=known.get(one.closed_by_id or 0),
            closed_at=one.closed_at,
        )
        for one in asked
    ]


def confirmed_systems(initiative_id: int) -> list[int]:
    """The systems that IT confirmed as affected. The caller has checked sight."""
    return [
        touch.system_id
        for touch in touches_on(initiative_id)
        if touch.state == TouchState.CONFIRMED.value
    ]


Asked = tuple[int | None, bool]
"""A person, none where nobody is there; and whether they need to be asked."""


def who_is_asked(initiative_id: int, system_ids: Collection[int]) -> dict[int, Asked]:
    """Whom to ask about each system, and whether that is needed: an owner of the initiative says
    it anyway.
    """
    rows = systems.rows_of(system_ids)
    own = {name.id for name in owners_on([initiative_id])[initiative_id].values()}
    asked = {pk: _who_answers_for(rows[pk]) for pk in system_ids}
    return {pk: (person, person not in own) for pk, person in asked.items()}


def _who_answers_for(row: SystemRow) -> int | None:
    """Its owner in IT, else in the business; nobody where neither is there any more: then it waits
    for whoever is on duty for IT.
    """
    owners = (row.it_owner, row.business_owner)
    return next((one.id for one in owners if one and one.active), None)


def owners_downstream(system_ids: Collection[int]) -> set[int]:
    """Who answers for what gets data from these systems; nobody who has left."""
    around = landscape()
    reach = impact_of({pk: around.data_of(pk) for pk in system_ids}, around).downstream
    rows = systems.rows_of(one.system_id for one in reach.first(INFORMED_AT_MOST))
    return {one for one in map(_who_answers_for, rows.values()) if one is not None}


_THEIRS = {None, Step.DEPUTY}
"""As what somebody may answer in another's place: it was passed on to them, or they stand in."""


def may_answer_consult(actor: Actor, consult: Consult) -> bool:
    """Whether `actor` may answer: asked by name, in the place of whom was, or on duty."""
    if not actor.may_write:
        return False
    if consult.person_id == actor.me:
        return True
    return any(
        turn.subject_id == consult.pk
        and turn.kind == events.ANSWER_CONSULT
        and (turn.asked_as in _THEIRS or consult.person_id is None)
        for turn in turns_waiting_for(actor, put_off=True)
    )


def shared_with_consulted(initiative_id: int) -> SharedPart:
    """What whoever is asked about a system reads of the initiative, even a restricted one."""
    kind = shared_kind_named("initiative")
    if kind is None:
        raise NotFound
    found: SharedPart = import_string(kind.read)(initiative_id)
    return found
