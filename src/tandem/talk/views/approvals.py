"""Approvals: who was asked for a yes on an initiative, asking somebody, reading and answering."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.accounts.queries import active_people
from tandem.accounts.requests import ActorRequest
from tandem.activity.permissions import standing_on
from tandem.activity.queries import owners_on
from tandem.core.errors import NotFound
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.talk import permissions, queries, services
from tandem.talk.forms import AskForYesForm, YesForm
from tandem.talk.queries import ApprovalRow
from tandem.talk.rules import ApprovalState
from tandem.talk.views.shared import INVALID, MOST_NAMES, place_of


@require_http_methods(["GET", "POST"])
def approvals(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Everybody who was asked for a yes; owners ask somebody else, or ask again."""
    place = place_of(request.actor, initiative_id)
    if place.kind != "initiative":
        raise NotFound
    standing = standing_on(request.actor, initiative_id)
    may_ask = permissions.can_ask_for_yes(request.actor, standing)
    invited = queries.guests_on(initiative_id) if may_ask else []
    guests = {one.invitation.name: one.person_id for one in invited if one.may_approve}
    if request.method == "POST":
        form = AskForYesForm(request.POST, guests=guests)
    else:
        form = AskForYesForm(initial={"to": request.GET.get("to", "")}, guests=guests)
    if request.method == "POST" and form.is_valid():
        asked = carry_out(
            form,
            lambda: services.ask_for_yes(
                actor=request.actor,
                initiative_id=initiative_id,
                person_id=form.cleaned_data["to"],
                words=form.cleaned_data["words"],
            ),
        )
        if asked:
            messages.success(request, _("Asked. They see the text as it is now, and answer here."))
            return see_other(request, f"/initiatives/{initiative_id}/approvals/")
    context = {
        "place": place,
        "rows": queries.approval_rows(queries.approvals_on(request.actor, initiative_id))[::-1],
        "form": form,
        "people": [*guests, *(name for _pk, name in active_people()[:MOST_NAMES])],
        "may_ask": may_ask,
        "owners": [] if may_ask else list(owners_on([initiative_id])[initiative_id].values()),
        "is_in_it": bool(standing.sides),
        "may_invite": permissions.can_invite(request.actor, standing),
    }
    return show(request, "talk/approvals.html", context, status=INVALID if form.errors else 200)


@require_http_methods(["GET", "POST"])
def approval(request: ActorRequest, approval_id: int) -> HttpResponse:
    """The exact text somebody is asked about, and for them the form to answer."""
    form = YesForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = carry_out(
            form,
            lambda: services.answer_approval(
                actor=request.actor,
                approval_id=approval_id,
                answer=ApprovalState(form.cleaned_data["answer"]),
                seen=form.cleaned_data["seen"],
                text=form.cleaned_data["text"],
            ),
        )
        if given:
            messages.success(request, _("Thank you. The owners see your answer."))
            return see_other(request, f"/approvals/{approval_id}/")
    found = queries.approval_visible_to(request.actor, approval_id)
    row = queries.approval_rows([found])[0]
    context = {
        "row": row,
        "document": found.shared.document,
        "form": form,
        "inside": _sees(request, row),
        **_rights(request, row),
    }
    return show(request, "talk/approval.html", context, status=INVALID if form.errors else 200)


def _sees(request: ActorRequest, row: ApprovalRow) -> bool:
    """Whether the reader may go on to the initiative itself."""
    try:
        place_of(request.actor, row.initiative_id)
    except NotFound:
        return False
    return True


def _rights(request: ActorRequest, row: ApprovalRow) -> dict[str, bool]:
    if row.state is not ApprovalState.OPEN:
        return {"may_answer": False, "may_withdraw": False}
    found = queries.approval_visible_to(request.actor, row.id)
    standing = standing_on(request.actor, row.initiative_id)
    return {
        "may_answer": queries.may_approve(request.actor, found),
        "may_withdraw": permissions.can_ask_for_yes(request.actor, standing),
    }


@require_POST
def withdraw_approval(request: ActorRequest, approval_id: int) -> HttpResponse:
    """No longer ask for it."""
    found = services.withdraw_approval(actor=request.actor, approval_id=approval_id)
    row = queries.approval_rows([found])[0]
    messages.success(request, _("Withdrawn. Nobody waits for it any more."))
    return see_other(request, f"/initiatives/{row.initiative_id}/approvals/")
