"""Answering about a system from a mail, without signing in: one link, one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from tandem.accounts.queries import workspace
from tandem.accounts.requests import open_to_visitors
from tandem.assessment import queries, services
from tandem.assessment.forms import ASK_FIRST, FromMailForm
from tandem.assessment.queries import AskedFromMail
from tandem.assessment.rules.consulting import ConsultState
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import discreet, show
from tandem.core.words import Sentence, say

GONE, INVALID, MISSING = 410, 422, 404


@open_to_visitors
@require_http_methods(["GET", "POST"])
def answer_from_mail(request: HttpRequest, secret: str) -> HttpResponse:
    """Opening the link changes nothing, however often and by whatever; the button answers."""
    found = queries.asked_from_mail(secret)
    if found is None:
        reason = say("There is no such link. Perhaps a part of it got lost when it was copied.")
        return _ended(request, reason, MISSING)
    if isinstance(found, Sentence):
        return _ended(request, found, GONE)
    if hasattr(request, "actor"):
        return discreet(redirect("consult", found.consult.pk))
    form = FromMailForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not found.answered and form.is_valid():
        asked = form.cleaned_data["answer"] == ASK_FIRST
        if carry_out(form, lambda: _say(found, form)):
            return discreet(see_other(request, f"{request.path}?asked" if asked else request.path))
    return _page(request, found, form)


def _say(found: AskedFromMail, form: FromMailForm) -> object:
    answer, text = form.cleaned_data["answer"], form.cleaned_data["text"]
    consult_id = found.consult.pk
    if answer == ASK_FIRST:
        return services.ask_about_consult(actor=found.actor, consult_id=consult_id, text=text)
    return services.answer_consult(
        actor=found.actor, consult_id=consult_id, answer=ConsultState(answer), text=text
    )


def _page(request: HttpRequest, found: AskedFromMail, form: FromMailForm) -> HttpResponse:
    row = queries.consult_rows([found.consult])[0]
    context = {
        "row": row,
        "name": found.actor.name,
        "company": workspace(),
        "sentence": queries.shared_with_consulted(row.initiative_id).sentence,
        "form": None if found.answered else form,
        "asked": "asked" in request.GET and not form.is_bound,
    }
    status = INVALID if form.errors and not found.answered else 200
    return discreet(show(request, "assessment/from_mail.html", context, status=status))


def _ended(request: HttpRequest, reason: Sentence, status: int) -> HttpResponse:
    context = {"reason": reason}
    return discreet(show(request, "assessment/from_mail_ended.html", context, status=status))
