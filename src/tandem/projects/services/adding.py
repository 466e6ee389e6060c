"""IT projects are added, changed, joined, hidden and opened."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from tandem.accounts.rules import Actor, Lane
from tandem.accounts.services import lock_person
from tandem.activity.permissions import standing_on
from tandem.activity.queries import is_restricted
from tandem.activity.rules import SubjectRole
from tandem.activity.services import (
    end_access,
    give_access,
    make_findable,
    make_subject,
    notify,
    record_event,
    rename_subject,
    salted_digest,
    set_restricted,
)
from tandem.core.errors import NotAllowed, Stale
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.projects import events, permissions, rules
from tandem.projects.models import ItProject
from tandem.projects.services import state

PURPOSE = "purpose"
"""The part that a purpose is to the search."""


@transaction.atomic
def add_project(  # noqa: PLR0913 - an IT project has these parts
    *,
    actor: Actor,
    title: str,
    starts_on: date,
    ends_on: date,
    lead_id: int,
    purpose: str = "",
    team_id: int | None = None,
    systems: Collection[int] = (),
    form_key: str | None = None,
) -> ItProject:
    """Add work of IT alone. Its lead, its team and whoever adds it take part."""
    state.writers_only(actor)
    if form_key:
        lock_person(actor.me)
        if made := ItProject.objects.filter(added_by_id=actor.me, form_key=form_key).first():
            return made
    title, purpose = _texts(title, purpose)
    state.checked_dates(starts_on, ends_on)
    touched = state.checked_systems(systems)
    project = ItProject.objects.create(
        subject_id=make_subject(events.IT_PROJECT, title),
        purpose=purpose,
        team_id=state.checked_team(team_id),
        lead_id=state.checked_lead(lead_id),
        starts_on=starts_on,
        ends_on=ends_on,
        added_by_id=actor.me,
        form_key=form_key or None,
    )
    project.systems.set(touched)
    make_findable(project.pk, PURPOSE, purpose)
    give_access(project.pk, lead_id, SubjectRole.IT_OWNER, Lane.IT)
    if Lane.IT in actor.lanes:
        give_access(project.pk, actor.me, SubjectRole.MEMBER, Lane.IT)
    state.let_team_in(project.pk, team_id)
    record_event(
        events.ADDED,
        actor=actor,
        subject_id=project.pk,
        text=salted_digest(project.pk, f"{title}\n{purpose}"),
    )
    notify([lead_id], events.YOU_LEAD, actor=actor, subject_id=project.pk)
    return project


@transaction.atomic
def edit_project(  # noqa: PLR0913 - an IT project has these parts
    *,
    actor: Actor,
    project_id: int,
    title: str,
    purpose: str,
    lead_id: int,
    team_id: int | None,
    systems: Collection[int],
    version: int,
) -> ItProject:
    """Change what it says, who leads it, which team does it, which systems it touches."""
    project = state.to_write(actor, project_id)
    title, purpose = _texts(title, purpose)
    touched = set(state.checked_systems(systems))
    state.checked_lead(lead_id, project.lead_id)
    if team_id != project.team_id:
        state.checked_team(team_id)
    wanted = (title, purpose, lead_id, team_id, touched)
    before = set(project.systems.values_list("pk", flat=True))
    if wanted == (
        *(project.subject.title, project.purpose, project.lead_id, project.team_id),
        before,
    ):
        return project
    if project.version != version:
        raise Stale(
            say("Somebody changed this since you opened it. Here are both."),
            mine=f"{title}\n\n{purpose}".strip(),
            theirs=f"{project.subject.title}\n\n{project.purpose}".strip(),
            version=project.version,
        )
    _save(actor, project, title=title, purpose=purpose, lead_id=lead_id, team_id=team_id)
    project.systems.set(touched)
    return project


def _save(
    actor: Actor, project: ItProject, *, title: str, purpose: str, lead_id: int, team_id: int | None
) -> None:
    if title != project.subject.title:
        rename_subject(project.pk, title)
        project.subject.title = title
    make_findable(project.pk, PURPOSE, purpose)
    if lead_id != project.lead_id:
        end_access(project.pk, SubjectRole.IT_OWNER)
        give_access(project.pk, lead_id, SubjectRole.IT_OWNER, Lane.IT)
        record_event(events.LEAD_NAMED, actor=actor, subject_id=project.pk, person=lead_id)
        notify([lead_id], events.YOU_LEAD, actor=actor, subject_id=project.pk)
    if team_id != project.team_id:
        state.let_team_in(project.pk, team_id)
    project.purpose, project.lead_id, project.team_id = purpose, lead_id, team_id
    project.version += 1
    project.save(update_fields=["purpose", "lead", "team", "version"])
    record_event(
        events.EDITED,
        actor=actor,
        subject_id=project.pk,
        text=salted_digest(project.pk, f"{title}\n{purpose}"),
    )


@transaction.atomic
def join_project(*, actor: Actor, project_id: int) -> None:
    """Take part in it, for IT. Twice is once."""
    project = state.locked(actor, project_id)
    if not (actor.may_write and Lane.IT in actor.lanes):
        raise NotAllowed(say("IT's people take part in IT projects."))
    if standing_on(actor, project.pk).sides:
        return
    give_access(project.pk, actor.me, SubjectRole.MEMBER, Lane.IT)
    record_event(events.JOINED, actor=actor, subject_id=project.pk, person=actor.me)


@transaction.atomic
def restrict_project(*, actor: Actor, project_id: int) -> None:
    """Let only its people and the sponsor know of it, everywhere, from now on."""
    _set_sight(actor, project_id, restricted=True)


@transaction.atomic
def open_project(*, actor: Actor, project_id: int) -> None:
    """Let everybody in the workspace read it again."""
    _set_sight(actor, project_id, restricted=False)


def _set_sight(actor: Actor, project_id: int, *, restricted: bool) -> None:
    project = state.locked(actor, project_id)
    if not permissions.can_hide(actor, standing_on(actor, project.pk)):
        raise NotAllowed(say("Who leads it decides who may see it."))
    if is_restricted(project.pk) == restricted:
        return
    set_restricted(project.pk, restricted=restricted)
    kind = events.HIDDEN if restricted else events.SHOWN
    record_event(kind, actor=actor, subject_id=project.pk)


def _texts(title: str, purpose: str) -> tuple[str, str]:
    title = " ".join(typed(title, limit=rules.TITLE_LIMIT, field="title").split())
    return title, typed(purpose, limit=rules.PURPOSE_LIMIT, field="purpose", required=False)
