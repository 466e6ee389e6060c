"""What the pages of work share."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import Standing
from tandem.core.addresses import inside
from tandem.core.htmx import see_other
from tandem.initiatives.rules import Stage
from tandem.work import permissions, queries
from tandem.work.queries import Moved
from tandem.work.rules import WorkState

INVALID = 422
CONFLICT = 409


def own_sides(actor: Actor, standing: Standing) -> frozenset[Lane]:
    """The sides for which somebody adds work there."""
    return frozenset(lane for lane in Lane if permissions.can_work(actor, standing, lane))


def has_brief(stage: Stage) -> bool:
    """Whether the tab of the brief is shown."""
    return stage not in {Stage.IDEA, Stage.ASSESS}


def after_move(request: ActorRequest, moved: Moved, back: str, fallback: str) -> HttpResponse:
    """Say what moved, offer to undo it, and go back to where that was seen."""
    item, move = moved.item, moved.move
    state = WorkState(item.state)
    if move is not None:
        words = _("“{title}” stands in {state} now.").format(
            title=item.subject.title, state=state.label
        )
        limit = queries.limits_of(item.home_id).get(state)
        count = queries.work_of(item.home_id).counts.get(state, 0) if limit else 0
        undo = f"undo {resolve_url('undo_work_move', item.pk)}?move={move.pk}"
        messages.success(request, words, extra_tags=undo)
        if limit and count > limit:
            messages.warning(
                request,
                _("{state} holds {count} now, and {most} were agreed. Finish one first?").format(
                    state=state.label, count=count, most=limit
                ),
            )
    return see_other(request, inside(back) or fallback)


def came_from(request: ActorRequest) -> str:
    """The page whose message offered it, where the browser says so."""
    referer = request.headers.get("Referer", "")
    origin = request.build_absolute_uri("/")
    return "/" + referer.removeprefix(origin) if referer.startswith(origin) else ""


def initial_of(whole: queries.WorkWhole) -> dict[str, Any]:
    """What the form of an item begins with."""
    row = whole.row
    return {
        "title": row.title,
        "description": whole.description,
        "kind": row.kind.value,
        "lane": row.lane.value if row.lane else "shared",
        "starts_on": row.starts_on,
        "due_on": row.due_on,
        "parent": row.parent_id or "",
        "skills": ", ".join(whole.skills),
        "version": row.version,
    }
