"""Something is moved on the roadmap, and with it what is chosen of whatever waits for it.

Who may, and what has to be said, is decided where it belongs: IT projects move by `projects`, a
promise by `plans`, a wish by `initiatives`. All of it or nothing.
"""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.queries import subject_visible_to
from tandem.core.errors import BadInput, NotFound
from tandem.core.words import say
from tandem.initiatives.events import INITIATIVE
from tandem.initiatives.services import wish_for_date
from tandem.plans.queries import promises_of
from tandem.plans.services import promise_date
from tandem.projects.queries import project_visible_to
from tandem.projects.services import move_project
from tandem.roadmap import queries


@transaction.atomic
def move_along(
    *,
    actor: Actor,
    project_id: int,
    starts_on: date,
    ends_on: date,
    reason: str,
    version: int,
    along: Collection[int] = (),
) -> int | None:
    """Move an IT project, and those of the IT projects that wait for it which are named in `along`,
    by as much as they would have to. The id of its own move; None where it stands there already.
    """
    pushed = {one.bar.id: one for one in queries.effects_of_project(
        actor, project_id, starts_on, ends_on
    ).pushed if one.movable}  # fmt: skip
    if set(along) - pushed.keys():
        raise BadInput(say("Choose what is moved along from the list."), field="along")
    move = move_project(
        actor=actor,
        project_id=project_id,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
        version=version,
    )
    for pk in along:
        shift = pushed[pk].shift
        move_project(
            actor=actor,
            project_id=pk,
            starts_on=shift.starts_on,
            ends_on=shift.ends_on,
            reason=reason,
            version=project_visible_to(actor, pk).version,
        )
    return move.pk if move else None


@transaction.atomic
def move_day(*, actor: Actor, initiative_id: int, day: date, reason: str, before: date) -> None:
    """Move the day of an initiative: the promised one with a reason, else the wished one.

    `before` is the day that the person saw.
    """
    place = subject_visible_to(actor, initiative_id)
    if place.kind != INITIATIVE:
        raise NotFound
    standing = next((one for one in promises_of(initiative_id) if one.replaced_at is None), None)
    if standing is None:
        wish_for_date(actor=actor, initiative_id=initiative_id, wish_date=day)
        return
    promise_date(
        actor=actor,
        initiative_id=initiative_id,
        day=day,
        why=reason,
        replaces=standing.id if standing.day == before else None,
    )
