"""Who waits for an IT project, and for what it waits."""

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.permissions import standing_on
from tandem.activity.queries import SubjectSeen, subject_visible_to
from tandem.activity.services import company_subject, lock_subject, record_event
from tandem.core.circles import path_between
from tandem.core.errors import BadInput, NotAllowed, NotFound
from tandem.core.words import say
from tandem.initiatives.events import INITIATIVE
from tandem.projects import events, permissions, queries, rules
from tandem.projects.models import ProjectWait


@transaction.atomic
def let_wait(*, actor: Actor, waiting_id: int, on_id: int) -> ProjectWait:
    """Let an initiative wait for an IT project, or an IT project for either. Twice is once."""
    waiting, on = _ends(actor, waiting_id, on_id)
    # Of two people who close a circle from both ends, the second one sees what the first did.
    lock_subject(company_subject())
    lock_subject(waiting_id)
    waiting, on = _ends(actor, waiting_id, on_id)
    _may(actor, waiting)
    if standing := ProjectWait.objects.filter(waiting_id=waiting.id, on_id=on.id).first():
        return standing
    reason = rules.why_not_wait(
        same=waiting.id == on.id,
        with_project=events.IT_PROJECT in {waiting.kind, on.kind},
        count=ProjectWait.objects.filter(waiting_id=waiting.id).count(),
    )
    if reason:
        raise BadInput(reason, field="on")
    if path := path_between(waiting.id, on.id, queries.following()):
        raise BadInput(rules.circle(path, _titles(actor, path)), field="on")
    made = ProjectWait.objects.create(waiting_id=waiting.id, on_id=on.id, by_id=actor.me)
    record_event(events.WAITS, actor=actor, subject_id=waiting.id, on=on.id)
    return made


@transaction.atomic
def let_wait_no_more(*, actor: Actor, wait_id: int) -> None:
    """Let it no longer wait."""
    found = queries.wait_of(wait_id)
    waiting, _ = _ends(actor, found.waiting_id, found.on_id)
    lock_subject(waiting.id)
    found = queries.wait_of(wait_id)
    _may(actor, waiting)
    on = found.on_id
    found.delete()
    record_event(events.WAITS_NO_MORE, actor=actor, subject_id=waiting.id, on=on)


def _ends(actor: Actor, waiting_id: int, on_id: int) -> tuple[SubjectSeen, SubjectSeen]:
    """Both as the actor sees them; NotFound for what is neither an initiative nor an IT project."""
    found = subject_visible_to(actor, waiting_id), subject_visible_to(actor, on_id)
    if {one.kind for one in found} - {INITIATIVE, events.IT_PROJECT}:
        raise NotFound
    return found


def _may(actor: Actor, waiting: SubjectSeen) -> None:
    standing = standing_on(actor, waiting.id)
    if waiting.kind == INITIATIVE and permissions.can_link(actor, standing):
        return
    if not permissions.can_write_projects(actor):
        raise NotAllowed(say("IT's people say it, and the people who work on the initiative."))


def _titles(actor: Actor, ids: list[int]) -> dict[int, str]:
    """What these are called, as far as the actor may see them."""
    found = {}
    for pk in ids:
        try:
            found[pk] = subject_visible_to(actor, pk).title
        except NotFound:
            continue
    return found
