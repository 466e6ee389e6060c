"""Reading saved views: those of one's own, and those that others share with one."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tandem.accounts.queries import Name, names, person_by_id
from tandem.accounts.rules import Actor
from tandem.assessment.queries import affects
from tandem.core.errors import NotFound
from tandem.core.prepared import number, prepared, texts
from tandem.core.words import Sentence, say
from tandem.goals.queries import objective, serves
from tandem.goals.rules import ObjectiveState
from tandem.initiatives.queries import asked_for
from tandem.initiatives.rules import ListAsked
from tandem.lists import rules
from tandem.lists.models import ChosenView, SavedView
from tandem.lists.permissions import can_change_view, can_delete_view, can_share_views
from tandem.lists.rules import Asked, Listed, Sharing
from tandem.systems.queries import system_visible_to


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A saved view as one person finds it."""

    id: int
    name: str
    listed: Listed
    asked: Asked
    shared: Sharing
    department: str
    """The department it is shared with; empty where it isn't."""
    owner: Name
    own: bool
    chosen: bool
    """Ideas & work opens with it for the reader."""
    may_change: bool
    may_delete: bool

    @property
    def url(self) -> str:
        """Its page, which leads to the list as it asks for it."""
        return f"/ideas/views/{self.id}/"

    @property
    def list_url(self) -> str:
        """The list itself."""
        page = "/ideas/" if self.listed is Listed.IDEAS else "/all-work/"
        return f"{page}?{self.asked.but(view=self.id)}"

    @property
    def query(self) -> str:
        """What it asks, as it stands in an address."""
        return self.asked.query

    @property
    def words(self) -> list[Sentence]:
        """What it shows, in words."""
        return rules.in_words(self.asked)

    @property
    def shared_with(self) -> Sentence:
        """Who finds it, in words."""
        if self.shared is Sharing.DEPARTMENT:
            return say("Everybody in {department}", department=self.department)
        return self.shared.label


def fitting(actor: Actor, asked: ListAsked) -> "QuerySet[Any]":
    """Everything visible that fits what is asked of a list, in no order yet."""
    found = asked_for(actor, asked)
    if asked.goal is not None:
        found = found.filter(serves(asked.goal))
    if asked.system is not None:
        found = found.filter(affects(asked.system))
    return found


@prepared
def _views() -> QuerySet[SavedView, tuple[int, int, str, str, str, str, str | None, bool]]:
    of_department = SavedView.objects.filter(pk=OuterRef("pk"), department__people=number("reader"))
    chosen = ChosenView.objects.filter(view=OuterRef("pk"), person_id=number("reader"))
    found = SavedView.objects.filter(
        Q(owner_id=number("reader"))
        | Q(shared__in=texts("shared"))
        | Q(Exists(of_department), shared=Sharing.DEPARTMENT.value)
    )
    return (
        found.annotate(is_chosen=Exists(chosen))
        .order_by("name", "pk")
        .values_list(
            *("pk", "owner_id", "name", "listed", "asked", "shared", "department__name"),
            "is_chosen",
        )
    )


def views_for(actor: Actor, listed: Listed | None = None) -> list[ViewRow]:
    """All views that the actor finds, perhaps of one list, by name: their own first."""
    open_to = [Sharing.EVERYBODY.value, *(lane.value for lane in actor.lanes)]
    rows = _views(reader=actor.me, shared=open_to) if actor.role else []
    if actor.is_partner:  # What others call their views is no business of theirs.
        rows = [row for row in rows if row[1] == actor.me]
    if listed is not None:
        rows = [row for row in rows if row[3] == listed.value]
    people = names(owner for _, owner, *_ in rows)
    found = [
        ViewRow(
            id=pk,
            name=name,
            listed=Listed(of),
            asked=Listed(of).of_query(asked),
            shared=Sharing(shared),
            department=department or "",
            owner=people[owner],
            own=owner == actor.me,
            chosen=chosen,
            may_change=can_change_view(actor, owner_id=owner),
            may_delete=can_delete_view(actor, owner_id=owner),
        )
        for pk, owner, name, of, asked, shared, department, chosen in rows
    ]
    return sorted(found, key=lambda row: not row.own)


def view_for(actor: Actor, view_id: int) -> ViewRow:
    """One view that the actor finds, or NotFound whether it is missing or another's."""
    for row in views_for(actor):
        if row.id == view_id:
            return row
    raise NotFound


def sharings_of(actor: Actor) -> tuple[Sharing, ...]:
    """With whom the actor may share a view."""
    may = can_share_views(actor)
    return rules.sharings(
        may_share=may,
        lanes=actor.lanes,
        has_department=may and department_of(actor) is not None,
    )


def department_of(actor: Actor) -> int | None:
    """The actor's department, if they have one."""
    return person_by_id(actor.me).department_id


def what_is_gone(actor: Actor, asked: ListAsked) -> list[Sentence]:
    """What a list asks for that is no longer there, in words. The list is shown all the same."""
    wanted = (
        (_owner_gone, asked.owner),
        (_goal_gone, asked.goal),
        (_system_gone, asked.system),
    )
    found = [gone(actor, pk) for gone, pk in wanted if pk is not None]
    return [one for one in found if one]


def _owner_gone(actor: Actor, person_id: int) -> Sentence | None:
    if actor.is_partner:  # Whoever left the company isn't theirs to know.
        return None
    try:
        owner = person_by_id(person_id)
    except NotFound:
        return say("The owner it asks for isn't there.")
    if owner.is_active:
        return None
    return say("{name} has left. What is shown still has their name on it.", name=owner.name)


def _goal_gone(actor: Actor, objective_id: int) -> Sentence | None:
    try:
        goal = objective(actor, objective_id)
    except NotFound:
        return say("The goal it asks for isn't there.")
    if goal.state is ObjectiveState.OPEN:
        return None
    return say("The goal “{goal}” is no longer on the way.", goal=goal.title)


def _system_gone(actor: Actor, system_id: int) -> Sentence | None:
    try:
        system = system_visible_to(actor, system_id)
    except NotFound:
        return say("The system it asks for isn't there.")
    if system.retired_at is None:
        return None
    return say("{system} is retired.", system=system.name)
