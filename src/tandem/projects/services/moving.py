"""Dates of IT projects are moved, with a reason, and they begin, end or stop."""

from datetime import date

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.queries import owners_on
from tandem.activity.services import notify, record_event
from tandem.core.errors import BadInput, NotFound, RuleBroken, Stale
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.projects import events, queries, rules
from tandem.projects.models import ItProject, ProjectMove, ProjectStep
from tandem.projects.registry import days_of
from tandem.projects.rules import ProjectState
from tandem.projects.services import state


@transaction.atomic
def move_project(
    *, actor: Actor, project_id: int, starts_on: date, ends_on: date, reason: str, version: int
) -> ProjectMove | None:
    """Move its dates and say why. Owners of initiatives whose own day is hit by it are told.

    The same dates again are no move. `version` is the one that the person read.
    """
    project = state.to_write(actor, project_id)
    if (project.starts_on, project.ends_on) == (starts_on, ends_on):
        return None
    state.checked_dates(starts_on, ends_on)
    why = typed(reason, limit=rules.REASON_LIMIT, field="reason", required=False)
    if refused := rules.why_not_move(ProjectState(project.state), why):
        over = ProjectState(project.state).is_over
        raise RuleBroken(refused) if over else BadInput(refused, field="reason")
    if project.version != version:
        raise Stale(
            say("Its dates or its words were changed since you looked. Here are both."),
            mine=f"{starts_on} – {ends_on}",
            theirs=f"{project.starts_on} – {project.ends_on}",
            version=project.version,
        )
    return _move(actor, project, starts_on, ends_on, why)


@transaction.atomic
def undo_project_move(*, actor: Actor, project_id: int, move_id: int) -> ProjectMove:
    """Put its dates back where they were before a move, as long as nothing moved them since."""
    project = state.to_write(actor, project_id)
    move = project.moves.filter(pk=move_id).first()
    if move is None:
        raise NotFound
    if (project.starts_on, project.ends_on) != (move.starts_on, move.ends_on):
        raise RuleBroken(say("It was moved again since. Move it to where it should be."))
    if ProjectMove.objects.filter(undoes=move).exists():
        raise RuleBroken(say("This move was taken back already."))
    before = (move.starts_before, move.ends_before)
    return _move(actor, project, *before, move.reason, undoes=move)


def _move(
    actor: Actor,
    project: ItProject,
    starts_on: date,
    ends_on: date,
    reason: str,
    undoes: ProjectMove | None = None,
) -> ProjectMove:
    days = (ends_on - project.ends_on).days
    move = ProjectMove.objects.create(
        project=project,
        starts_before=project.starts_on,
        ends_before=project.ends_on,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
        by_id=actor.me,
        undoes=undoes,
    )
    project.starts_on, project.ends_on, project.version = starts_on, ends_on, project.version + 1
    project.save(update_fields=["starts_on", "ends_on", "version"])
    if undoes:
        record_event(events.MOVE_UNDONE, actor=actor, subject_id=project.pk, move=undoes.pk)
    else:
        record_event(events.MOVED, actor=actor, subject_id=project.pk, days=days, move=move.pk)
    if days:
        _tell(actor, project, days)
    return move


def _tell(actor: Actor, project: ItProject, days: int) -> None:
    """Write it down where it is waited for; tell whoever owns a day that can't be kept now."""
    waiting = queries.waits_on(project.pk)
    meant, owners = days_of(waiting), owners_on(waiting)
    for initiative in waiting:
        record_event(
            events.AWAITED_MOVED,
            actor=actor,
            subject_id=initiative,
            project=project.pk,
            days=days,
        )
        own = meant.get(initiative)
        if days > 0 and own is not None and own < project.ends_on:
            people = [name.id for name in owners[initiative].values()]
            notify(people, events.DATE_IS_HIT, actor=actor, subject_id=initiative)


@transaction.atomic
def change_project_state(
    *, actor: Actor, project_id: int, after: ProjectState, reason: str = ""
) -> ItProject:
    """Say that it begins, is done, is planned again; or stops, and why."""
    project = state.to_write(actor, project_id)
    before = ProjectState(project.state)
    if before is after:
        return project
    why = typed(reason, limit=rules.REASON_LIMIT, field="reason", required=False)
    if refused := rules.why_not_become(before, after, why):
        raise BadInput(refused, field="reason")
    ProjectStep.objects.create(
        project=project, before=before.value, after=after.value, reason=why, by_id=actor.me
    )
    project.state = after.value
    project.version += 1
    project.save(update_fields=["state", "version"])
    told = {"before": before.value, "after": after.value}
    record_event(events.BECAME, actor=actor, subject_id=project.pk, **told)
    if after.is_over:
        _tell_end(actor, project, after)
    return project


def _tell_end(actor: Actor, project: ItProject, after: ProjectState) -> None:
    waiting = queries.waits_on(project.pk)
    owners = owners_on(waiting)
    for initiative in waiting:
        record_event(
            events.AWAITED_ENDED,
            actor=actor,
            subject_id=initiative,
            project=project.pk,
            after=after.value,
        )
        if after is ProjectState.STOPPED:
            people = [name.id for name in owners[initiative].values()]
            notify(people, events.AWAITED_STOPPED, actor=actor, subject_id=initiative)
