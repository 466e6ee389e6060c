"""The path of an initiative: which are open, what forbids the others, and who says yes."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.accounts.requests import ActorRequest
from tandem.activity.permissions import standing_on
from tandem.activity.queries import settings_changed
from tandem.core.errors import BadInput
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import say
from tandem.initiatives import permissions
from tandem.initiatives import queries as ideas
from tandem.initiatives.rules import PathLimit, Stage, Track, what_lightest_takes
from tandem.stages import queries, services
from tandem.stages.events import PATH_LIMIT_CHANGED
from tandem.stages.forms import EndForm, PathForm, PathLimitForm, PathWordForm, forms_of_paths

INVALID = 422


@require_http_methods(["GET", "POST"])
def path(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """All five paths, and how far the one that was chosen has come."""
    whole = ideas.whole(request.actor, initiative_id)
    signed = queries.earlier_briefs(request.actor)
    approvers = queries.approvers_for(request.actor, initiative_id)
    chosen = request.POST.get("track", "")
    forms = forms_of_paths(signed, approvers, chosen, request.POST)
    if request.method == "POST":
        if chosen not in forms:
            raise BadInput(say("Choose a path."), field="track")
        if _choose(request, initiative_id, forms[chosen]):
            messages.success(request, _("Chosen. Who has to say yes is asked now."))
            return see_other(request, f"/initiatives/{initiative_id}/path/")
    return _page(request, whole, {"forms": forms, "chosen": chosen})


def _choose(request: ActorRequest, initiative_id: int, form: PathForm) -> bool:
    if not form.is_valid():
        return False
    chosen = carry_out(
        form,
        lambda: services.choose_path(
            actor=request.actor,
            initiative_id=initiative_id,
            track=form.track,
            terms=form.terms,
            repeats=form.cleaned_data.get("repeats"),
        ),
    )
    return chosen is not None


@require_http_methods(["POST"])
def path_word(request: ActorRequest, initiative_id: int, choice_id: int) -> HttpResponse:
    """Yes or no to the path that waits."""
    return _say(
        request,
        initiative_id,
        PathWordForm(request.POST),
        "word_form",
        lambda data: services.say_to_path(
            actor=request.actor,
            initiative_id=initiative_id,
            choice_id=choice_id,
            agrees=data["agrees"] == "yes",
            note=data["note"],
        ),
    )


@require_http_methods(["POST"])
def end_experiment(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Promote or stop."""
    return _say(
        request,
        initiative_id,
        EndForm(request.POST),
        "end_form",
        lambda data: services.end_experiment(
            actor=request.actor,
            initiative_id=initiative_id,
            promote=data["how"] == "promote",
            learned=data["learned"],
        ),
    )


@require_http_methods(["POST"])
def full_check(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """The full check after an emergency is done."""
    services.finish_full_check(actor=request.actor, initiative_id=initiative_id)
    messages.success(request, _("Saved."))
    return see_other(request, f"/initiatives/{initiative_id}/path/")


@require_http_methods(["GET", "POST"])
def path_limits(request: ActorRequest) -> HttpResponse:
    """How much each light path allows."""
    form = PathLimitForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        carry_out(form, lambda: _set_limit(request, form))
        if not form.errors:
            messages.success(request, _("Saved."))
            return see_other(request, "/paths/")
    context = {
        "tracks": list(Track),
        "limits": queries.limits_in_force(),
        "may": permissions.can_set_limits(request.actor),
        "changed": settings_changed(PATH_LIMIT_CHANGED),
        "form": form,
    }
    status = 403 if form.non_field_errors() else INVALID if form.errors else 200
    return show(request, "stages/paths.html", context, status=status)


def _set_limit(request: ActorRequest, form: PathLimitForm) -> None:
    services.set_path_limit(
        actor=request.actor,
        limit=PathLimit(form.cleaned_data["limit"]),
        amount=form.cleaned_data["amount"],
    )


def _say(
    request: ActorRequest,
    initiative_id: int,
    form: Any,
    name: str,
    act: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    whole = ideas.whole(request.actor, initiative_id)
    if form.is_valid() and carry_out(form, lambda: act(form.cleaned_data)):
        messages.success(request, _("Saved."))
        return see_other(request, f"/initiatives/{initiative_id}/path/")
    signed = queries.earlier_briefs(request.actor)
    approvers = queries.approvers_for(request.actor, initiative_id)
    forms = forms_of_paths(signed, approvers, "", None)
    return _page(request, whole, {"forms": forms, "chosen": "", name: form})


def _page(
    request: ActorRequest, whole: ideas.InitiativeWhole, more: dict[str, Any]
) -> HttpResponse:
    row, actor = whole.row, request.actor
    alike = [one.id for one in ideas.similar_ideas(actor, row.sentence, itself=row.id)]
    seen = queries.path_seen(actor, row, alike)
    standing = standing_on(actor, row.id)
    waiting = seen.waiting
    context = {
        "row": row,
        "seen": seen,
        "takes": what_lightest_takes(seen.lightest, seen.known.limits),
        "has_brief": row.stage not in {Stage.IDEA, Stage.ASSESS},
        "may": permissions.can_choose_path(standing),
        "may_speak": waiting is not None
        and any(
            permissions.can_speak_on_path(
                actor, standing, waiting.track, lane, approver=waiting.terms.approver
            )
            for lane in (*waiting.waits_for, *([] if waiting.waits_for else [None]))
        ),
        "may_end": row.stage is Stage.BUILD and permissions.can_start_stage(standing),
        "may_check": permissions.can_finish_check(standing),
        "word_form": PathWordForm(),
        "end_form": EndForm(),
        **more,
    }
    wrong = [*more["forms"].values(), context["word_form"], context["end_form"]]
    status = INVALID if any(form.errors for form in wrong) else 200
    return show(request, "stages/path.html", context, status=status)
