"""The page of a data-protection check, and the same as a file."""

from collections.abc import Callable

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.core import clock
from tandem.core.errors import Stale
from tandem.core.forms import attempt
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.initiatives import queries as initiatives
from tandem.initiatives.rules import Stage
from tandem.risk import forms, queries, services
from tandem.risk.rules.protection import TEXTS

INVALID, CONFLICT = 422, 409


@require_GET
def data_protection(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """How far the check has come, and what is said in it."""
    return _page(request, initiative_id)


def _page(
    request: ActorRequest,
    initiative_id: int,
    *,
    refused: dict[str, object] | None = None,
    stale: Stale | None = None,
) -> HttpResponse:
    whole = initiatives.whole(request.actor, initiative_id)
    seen = queries.protection_of(request.actor, whole)
    context = {
        "row": whole.row,
        "seen": seen,
        "stale": stale,
        "has_brief": whole.row.stage not in {Stage.IDEA, Stage.ASSESS},
        "write_form": forms.ProtectionForm(initial=_initial(seen)),
        "look_form": forms.ProtectionReviewForm(),
        **(refused or {}),
    }
    status = CONFLICT if stale else INVALID if refused else 200
    return show(request, "risk/protection.html", context, status=status)


def _initial(seen: queries.ProtectionSeen) -> dict[str, object]:
    """What was written; before, what is known speaks for some of it."""
    if seen.said is None:
        got = [f"{one.name} ({one.vendor})" if one.vendor else one.name for one in seen.systems]
        return {"criteria": [one.value for one in seen.known], "recipients": "\n".join(got)}
    texts = {name: getattr(seen.said, name) for name in TEXTS}
    return {
        **texts,
        "criteria": seen.said.codes,
        "basis": seen.said.basis.value,
        "replaces": seen.id,
    }


def _try(
    request: ActorRequest,
    initiative_id: int,
    name: str,
    form: django_forms.Form,
    act: Callable[[], object],
    said: str,
) -> HttpResponse:
    done, stale = attempt(form, act)
    if done:
        messages.success(request, said)
        return see_other(request, f"/initiatives/{initiative_id}/data-protection/")
    return _page(request, initiative_id, refused={name: form}, stale=stale)


@require_POST
def write_data_protection(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Say how personal data are used."""
    form = forms.ProtectionForm(request.POST)
    return _try(
        request,
        initiative_id,
        "write_form",
        form,
        lambda: services.write_data_protection(
            actor=request.actor,
            initiative_id=initiative_id,
            given=form.given(),
            replaces=form.cleaned_data["replaces"],
        ),
        _("Saved. Both sides see it."),
    )


@require_POST
def review_data_protection(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Say to a full assessment that it is fine, or send it back."""
    form = forms.ProtectionReviewForm(request.POST)
    return _try(
        request,
        initiative_id,
        "look_form",
        form,
        lambda: services.review_data_protection(
            actor=request.actor,
            initiative_id=initiative_id,
            seen=form.cleaned_data["seen"],
            fine=form.cleaned_data["fine"],
            text=form.cleaned_data["text"],
        ),
        _("Said. Both sides see it."),
    )


@require_GET
def data_protection_file(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """The check as a document to take away."""
    whole = initiatives.whole(request.actor, initiative_id)
    text = queries.protection_document(whole, queries.protection_of(request.actor, whole))
    response = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    name = f"data-protection-{initiative_id}-{clock.now():%Y-%m-%d}.md"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
