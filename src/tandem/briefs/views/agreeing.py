"""Play the brief back, answer, sign; read it as it was."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Lane
from tandem.briefs import queries, services
from tandem.briefs.forms import (
    PlaybackAnswerForm,
    PlaybackForm,
    SignForm,
)
from tandem.briefs.rules import Section, Statement
from tandem.briefs.views.shared import INVALID, around, page_of, url_of
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.initiatives.queries import heading_visible_to


@require_POST
def ask_for_playback(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Marketing: the brief is ready to be read."""
    services.ask_for_playback(actor=request.actor, initiative_id=initiative_id)
    messages.success(request, _("IT has been asked to say what it understood."))
    return see_other(request, url_of(initiative_id))


@require_http_methods(["GET", "POST"])
def play_back(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """IT: what we understood."""
    form = PlaybackForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        said = carry_out(
            form,
            lambda: services.play_back(
                actor=request.actor,
                initiative_id=initiative_id,
                text=form.cleaned_data["text"],
                seen=form.cleaned_data["seen"],
            ),
        )
        if said:
            messages.success(request, _("Said. Marketing answers next."))
            return see_other(request, url_of(initiative_id))
    row = heading_visible_to(request.actor, initiative_id)
    found = queries.whole(request.actor, initiative_id)
    context = around(request, row, found) | {
        "form": form or PlaybackForm(initial={"seen": found.digest})
    }
    return show(request, "briefs/play_back.html", context, status=INVALID if form else 200)


@require_http_methods(["GET", "POST"])
def answer_playback(request: ActorRequest, initiative_id: int, playback_id: int) -> HttpResponse:
    """Marketing: yes, that is it; or what is different."""
    form = PlaybackAnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        answered = carry_out(
            form,
            lambda: services.answer_playback(
                actor=request.actor,
                initiative_id=initiative_id,
                playback_id=playback_id,
                confirmed=form.cleaned_data["confirmed"] == "yes",
                answer=form.cleaned_data["answer"],
            ),
        )
        if answered:
            return see_other(request, url_of(initiative_id))
    context = page_of(request, initiative_id) | {"form": form, "playback_id": playback_id}
    return show(request, "briefs/answer.html", context, status=INVALID if form.errors else 200)


@require_http_methods(["GET", "POST"])
def sign(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Read what is still unsigned, and sign exactly that content."""
    form = SignForm(request.POST if request.method == "POST" else None)
    signed: object = None
    if request.method == "POST" and form.is_valid():
        signed = carry_out(form, lambda: _sign(request, initiative_id, form))
    if signed:
        return see_other(request, url_of(initiative_id))
    row = heading_visible_to(request.actor, initiative_id)
    found = queries.whole(request.actor, initiative_id)
    unheard = queries.changed_unheard(found.id, request.actor.me)
    shared = around(request, row, found)
    context = shared | {
        "form": form,
        "unheard": [part.label for part in found.items if part.id in unheard],
        "since": _since(found, shared["signing"]),
    }
    return show(request, "briefs/sign.html", context, status=INVALID if form.errors else 200)


def _since(found: queries.BriefWhole, signing: object) -> dict[int, queries.PartDifference]:
    """What changed since the side that signs here last signed it."""
    lanes = signing if isinstance(signing, list) else []
    return queries.since_signed(found, lanes[0]) if lanes else {}


def _sign(request: ActorRequest, initiative_id: int, form: SignForm) -> object:
    return services.sign_brief(
        actor=request.actor,
        initiative_id=initiative_id,
        lane=Lane(form.cleaned_data["lane"]),
        statement=Statement(form.cleaned_data["statement"]),
        seen=form.cleaned_data["seen"],
        note=form.cleaned_data["note"],
    )


@require_GET
def snapshot(request: ActorRequest, initiative_id: int, number: int) -> HttpResponse:
    """A past content, as it was signed or played back."""
    context = {
        "snapshot": queries.snapshot_of(request.actor, initiative_id, number),
        "brief": queries.whole(request.actor, initiative_id),
        "row": heading_visible_to(request.actor, initiative_id),
        "sections": list(Section),
        "lanes": list(Lane),
    }
    return show(request, "briefs/snapshot.html", context)
