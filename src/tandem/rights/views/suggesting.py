"""What the others suggest."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.core.errors import BadInput, NotFound, Refused, Stale
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import say
from tandem.formats.word_difference import compare
from tandem.rights import queries, services
from tandem.rights.forms import AcceptForm, DeclineForm, SuggestionForm
from tandem.rights.queries import Place, ProposalRow
from tandem.rights.rules import Settlement, text_digest

INVALID, CONFLICT = 422, 409


def _list_url(subject_id: int) -> str:
    return resolve_url("proposals", subject_id)


@require_GET
def proposals(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """What was suggested on an initiative: what waits, or what was settled; all, mine, or what is
    for me to decide."""
    place = queries.place_of(request.actor, initiative_id)
    rows = queries.proposals_on(request.actor, initiative_id)
    decided = {row.id for row in rows if place.decides(request.actor, row.matter)}
    settled = request.GET.get("show") == "settled"
    whose = request.GET.get("whose", "")
    shown = [row for row in rows if row.is_open is not settled]
    context = {
        "place": place,
        "settled": settled,
        "whose": whose if whose in WHOSE else "",
        "open_count": sum(row.is_open for row in rows),
        "settled_count": sum(not row.is_open for row in rows),
        "rows": [row for row in shown if _is_meant(row, whose, request.actor.me, decided)],
        "mine_to_decide": {row.id for row in rows if row.is_open and row.id in decided},
    }
    return show(request, "rights/proposals.html", context)


WHOSE = ("mine", "side")


def _is_meant(row: ProposalRow, whose: str, me: int, decided: set[int]) -> bool:
    if whose == "mine":
        return row.made_by.id == me
    return whose != "side" or row.id in decided


@require_http_methods(["GET", "POST"])
def new_proposal(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Suggest another text for something that others decide."""
    place = queries.place_of(request.actor, initiative_id)
    asked = request.POST if request.method == "POST" else request.GET
    kind, target = asked.get("kind", ""), asked.get("target", "")
    found = queries.target_of(request.actor, initiative_id, kind, target)
    if found.fields:
        raise NotFound  # A part of a brief has a form of its own.
    form = SuggestionForm(
        request.POST if request.method == "POST" else None, initial={"text": found.text}
    )
    if request.method == "POST" and form.is_valid():
        made = carry_out(
            form,
            lambda: services.suggest_change(
                actor=request.actor,
                subject_id=initiative_id,
                kind=kind,
                target=target,
                text=form.cleaned_data["text"],
                why=form.cleaned_data["why"],
            ),
        )
        if made:
            if made.outcome == Settlement.TIDIED:
                messages.success(request, _("Applied at once: the meaning is the same."))
            else:
                messages.success(request, _("Sent. You will see here what becomes of it."))
            return see_other(request, _list_url(initiative_id))
    context = {
        "place": place,
        "found": found,
        "form": form,
        "decider": queries.decision_rights().decider(found.matter),
        "decides": place.decides(request.actor, found.matter),
        "kind": kind,
        "target": target,
    }
    return show(
        request, "rights/new_proposal.html", context, status=INVALID if form.errors else 200
    )


@require_GET
def proposal(request: ActorRequest, proposal_id: int) -> HttpResponse:
    """One suggestion beside the text as it is."""
    return _proposal_page(request, queries.proposal_visible_to(request.actor, proposal_id))


def _proposal_page(
    request: ActorRequest,
    row: ProposalRow,
    form: DeclineForm | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    place = queries.place_of(request.actor, row.subject_id)
    context = {
        "row": row,
        "place": place,
        "form": form or DeclineForm(),
        "refused": refused,
        **_standing(request, row, place),
    }
    status = CONFLICT if refused else INVALID if form else 200
    return show(request, "rights/proposal.html", context, status=status)


def _standing(request: ActorRequest, row: ProposalRow, place: Place) -> dict[str, object]:
    """The text as it is now; nothing where it is gone, or can't be changed any more."""
    try:
        found = queries.target_of(request.actor, row.subject_id, row.kind, row.target)
    except Refused as gone:
        runs = compare(row.before, row.text)
        return {"found": None, "gone": gone.reason, "decides": False, "seen": "", "runs": runs}
    runs = (
        compare(found.text, queries.suggested_now(row, found))
        if row.is_open
        else compare(row.before, row.text)
    )
    return {
        "found": found,
        "runs": runs,
        "moved": row.is_open and found.text != row.before,
        "gone": None,
        "decides": row.is_open and place.decides(request.actor, row.matter),
        "seen": text_digest(found.text),
    }


@require_POST
def accept_proposal(request: ActorRequest, proposal_id: int) -> HttpResponse:
    """Take it over."""
    row = queries.proposal_visible_to(request.actor, proposal_id)
    form = AcceptForm(request.POST)
    if not form.is_valid():
        raise BadInput(say("Open the suggestion again; this button was too old."), field="seen")
    try:
        services.accept_proposal(
            actor=request.actor, proposal_id=proposal_id, seen=form.cleaned_data["seen"]
        )
    except Stale as stale:
        return _proposal_page(request, row, refused=stale)
    messages.success(request, _("Taken over. {name} sees it.").format(name=row.made_by.name))
    if row.fields_after:  # What both sides have signed waits there now, to be weighed.
        found = queries.target_of(request.actor, row.subject_id, row.kind, row.target)
        return see_other(request, found.url)
    return see_other(request, _list_url(row.subject_id))


@require_POST
def decline_proposal(request: ActorRequest, proposal_id: int) -> HttpResponse:
    """Leave the text as it is and say why."""
    row = queries.proposal_visible_to(request.actor, proposal_id)
    form = DeclineForm(request.POST)
    if form.is_valid():
        declined = carry_out(
            form,
            lambda: services.decline_proposal(
                actor=request.actor, proposal_id=proposal_id, answer=form.cleaned_data["answer"]
            ),
        )
        if declined:
            return see_other(request, _list_url(row.subject_id))
    return _proposal_page(request, row, form)


def _settle(
    request: ActorRequest, proposal_id: int, act: Callable[..., ProposalRow]
) -> HttpResponse:
    row = act(actor=request.actor, proposal_id=proposal_id)
    return see_other(request, _list_url(row.subject_id))


@require_POST
def withdraw_proposal(request: ActorRequest, proposal_id: int) -> HttpResponse:
    """Take one's own back."""
    return _settle(request, proposal_id, services.withdraw_proposal)


@require_POST
def undo_tidying(request: ActorRequest, proposal_id: int) -> HttpResponse:
    """Put back what a cosmetic change replaced."""
    return _settle(request, proposal_id, services.undo_tidying)
