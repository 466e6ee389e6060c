"""Questions about systems: reading one, answering it, asking back, and asking all who should be."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.assessment import queries, services
from tandem.assessment.forms import AskBackForm, ConsultForm
from tandem.assessment.rules.consulting import ConsultState, why_not_answer_consult
from tandem.core.errors import NotFound
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.initiatives.queries import heading_visible_to

INVALID = 422


@require_http_methods(["GET", "POST"])
def consult(request: ActorRequest, consult_id: int) -> HttpResponse:
    """What somebody is asked about a system of theirs, and for them the form to answer."""
    form = ConsultForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = carry_out(
            form,
            lambda: services.answer_consult(
                actor=request.actor,
                consult_id=consult_id,
                answer=ConsultState(form.cleaned_data["answer"]),
                text=form.cleaned_data["text"],
            ),
        )
        if given:
            messages.success(request, _("Thank you. Both sides see your answer."))
            return see_other(request, f"/consults/{consult_id}/")
    return _page(request, consult_id, form=form)


@require_POST
def ask_back(request: ActorRequest, consult_id: int) -> HttpResponse:
    """Ask something before answering."""
    form = AskBackForm(request.POST)
    if form.is_valid():
        asked = carry_out(
            form,
            lambda: services.ask_about_consult(
                actor=request.actor, consult_id=consult_id, text=form.cleaned_data["question"]
            ),
        )
        if asked:
            messages.success(request, _("Asked. Your own answer is still waited for."))
            return see_other(request, f"/questions/{asked}/")
    return _page(request, consult_id, question=form)


@require_POST
def ask_consults(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Ask the owners of confirmed systems who haven't been."""
    services.ask_consults(actor=request.actor, initiative_id=initiative_id)
    messages.success(request, _("The owners of these systems are asked now."))
    return see_other(request, f"/initiatives/{initiative_id}/assess/#systems")


def _page(
    request: ActorRequest,
    consult_id: int,
    *,
    form: ConsultForm | None = None,
    question: AskBackForm | None = None,
) -> HttpResponse:
    found = queries.consult_visible_to(request.actor, consult_id)
    row = queries.consult_rows([found])[0]
    refused = (form and form.errors) or (question and question.errors)
    context = {
        "row": row,
        "shared": queries.shared_with_consulted(row.initiative_id),
        "form": form or ConsultForm(),
        "question": question or AskBackForm(),
        "inside": _sees(request, row.initiative_id),
        "may_answer": why_not_answer_consult(row.state) is None
        and queries.may_answer_consult(request.actor, found),
    }
    return show(request, "assessment/consult.html", context, status=INVALID if refused else 200)


def _sees(request: ActorRequest, initiative_id: int) -> bool:
    """Whether the reader may go on to the initiative itself."""
    try:
        heading_visible_to(request.actor, initiative_id)
    except NotFound:
        return False
    return True
