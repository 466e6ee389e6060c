"""“What if …?”: ask it of a use case, and answer it."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.activity.permissions import standing_on
from tandem.briefs import permissions, queries, services
from tandem.briefs.forms import AnswerWhatIfForm, AskWhatIfForm
from tandem.briefs.rules import WhatIfOutcome
from tandem.briefs.views.shared import INVALID, url_of
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.initiatives.queries import heading_visible_to


@require_http_methods(["GET", "POST"])
def what_ifs(request: ActorRequest, initiative_id: int, item_id: int) -> HttpResponse:
    """The cards of a use case; either side asks one more."""
    form = AskWhatIfForm(request.POST if request.method == "POST" else None)
    asked: object = None
    if form.is_valid():
        asked = carry_out(
            form,
            lambda: services.ask_what_if(
                actor=request.actor,
                initiative_id=initiative_id,
                item_id=item_id,
                question=form.cleaned_data["question"],
            ),
        )
    if asked:
        return see_other(request, request.path)
    return _page(request, initiative_id, item_id, ask=form)


@require_POST
def answer_what_if(
    request: ActorRequest, initiative_id: int, item_id: int, card_id: int
) -> HttpResponse:
    """Marketing: what becomes of it."""
    form = AnswerWhatIfForm(request.POST)
    said: object = None
    if form.is_valid():
        said = carry_out(
            form,
            lambda: services.answer_what_if(
                actor=request.actor,
                initiative_id=initiative_id,
                item_id=item_id,
                card_id=card_id,
                outcome=WhatIfOutcome(form.cleaned_data["outcome"]),
                words=form.cleaned_data["words"],
            ),
        )
    if said:
        return see_other(request, f"{url_of(initiative_id)}items/{item_id}/what-ifs/")
    return _page(request, initiative_id, item_id, answer=form, answered=card_id)


def _page(
    request: ActorRequest,
    initiative_id: int,
    item_id: int,
    *,
    ask: AskWhatIfForm | None = None,
    answer: AnswerWhatIfForm | None = None,
    answered: int = 0,
) -> HttpResponse:
    row = heading_visible_to(request.actor, initiative_id)
    whole = queries.whole(request.actor, initiative_id)
    standing = standing_on(request.actor, initiative_id)
    context = {
        "row": row,
        "brief": whole,
        "item": whole.item(item_id),
        "cards": queries.cards_of(request.actor, initiative_id, item_id),
        "ask": ask or AskWhatIfForm(),
        "answer": answer or AnswerWhatIfForm(),
        "answered": answered,
        "may_ask": permissions.can_ask_what_if(standing),
        "may_answer": permissions.can_answer_what_if(
            queries.decided(request.actor, initiative_id, standing)
        ),
    }
    failed = bool((ask and ask.errors) or answer)
    return show(request, "briefs/what_ifs.html", context, status=INVALID if failed else 200)
