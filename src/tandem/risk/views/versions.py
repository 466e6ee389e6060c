"""Settings: what the risk check asks, and a new version of it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.core.errors import NotAllowed, NotFound
from tandem.core.forms import attempt, carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import say
from tandem.risk import forms, permissions, queries, services
from tandem.risk.rules import Dimension

INVALID = 422


@require_GET
def risk_questions(request: ActorRequest) -> HttpResponse:
    """What is asked, in every version; for administrators what is being written."""
    return _page(request)


def _page(request: ActorRequest, refused: dict[str, object] | None = None) -> HttpResponse:
    changes = permissions.can_change_questions(request.actor)
    draft = queries.question_draft() if changes else None
    present = queries.present_questions()
    asked = queries.draft_of_questions(draft) if draft else present
    limits = {"medium_from": asked.medium_from, "high_from": asked.high_from}
    same = present.same_questions(asked)
    context = {
        "changes": changes,
        "same": same,
        "changed": len(asked.questions) - len(same),
        "draft": draft,
        "present": present,
        "asked": asked,
        "versions": queries.list_question_versions(),
        "dimensions": list(Dimension),
        "limits_form": forms.LimitsForm(
            initial={**limits, "revision": draft.revision if draft else 1}
        ),
        **(refused or {}),
    }
    status = INVALID if refused else 200
    return show(request, "risk/questions.html", context, status=status)


def _administrators_only(request: ActorRequest) -> None:
    if not permissions.can_change_questions(request.actor):
        raise NotAllowed(say("Only an administrator changes what the risk check asks."))


def _home(request: ActorRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return see_other(request, resolve_url("risk_questions"))


@require_POST
def begin_question_version(request: ActorRequest) -> HttpResponse:
    """Begin a new version as a copy."""
    _administrators_only(request)
    form = forms.BeginForm(request.POST)
    done, _stale = attempt(
        form,
        lambda: services.begin_question_version(
            actor=request.actor, copies=form.cleaned_data["copies"]
        ),
    )
    if done:
        return _home(request, _("Begun. Nobody is asked it before you say so."))
    return _page(request, {"version_form": form})


@require_POST
def change_risk_limits(request: ActorRequest) -> HttpResponse:
    """From how many points on a dimension is medium, and high."""
    _administrators_only(request)
    form = forms.LimitsForm(request.POST)
    done, _stale = attempt(
        form,
        lambda: services.change_risk_limits(
            actor=request.actor,
            medium_from=form.cleaned_data["medium_from"] or 0,
            high_from=form.cleaned_data["high_from"] or 0,
            revision=form.cleaned_data["revision"],
        ),
    )
    if done:
        return _home(request, _("Saved in the new version."))
    return _page(request, {"limits_form": form})


@require_POST
def publish_question_version(request: ActorRequest) -> HttpResponse:
    """Let checks ask the new version from now on."""
    _administrators_only(request)
    form = forms.VersionForm(request.POST)
    done, _stale = attempt(
        form,
        lambda: services.publish_question_version(
            actor=request.actor, revision=form.cleaned_data["revision"]
        ),
    )
    if done:
        return _home(request, _("Asked from now on. Checks that have begun keep their questions."))
    return _page(request, {"version_form": form})


@require_POST
def drop_question_version(request: ActorRequest) -> HttpResponse:
    """Drop what is being written."""
    services.drop_question_version(actor=request.actor)
    return _home(request, _("Dropped. The questions stay as they are."))


@require_http_methods(["GET", "POST"])
def risk_question(request: ActorRequest, key: str) -> HttpResponse:
    """One question of the version that is being written."""
    _administrators_only(request)
    draft = queries.question_draft()
    question = queries.draft_of_questions(draft).by_key.get(key) if draft else None
    if draft is None or question is None:
        raise NotFound
    data = request.POST if request.method == "POST" else None
    form = forms.QuestionForm(question, draft.revision, data)
    if data is not None and form.is_valid():
        changed = carry_out(
            form,
            lambda: services.change_risk_question(
                actor=request.actor,
                question=form.given(),
                revision=form.cleaned_data["revision"],
            ),
        )
        if changed:
            return _home(request, _("Saved in the new version."))
    context = {"form": form, "question": question, "places": form.places}
    status = INVALID if form.errors else 200
    return show(request, "risk/question.html", context, status=status)
