"""Rows pasted from a spreadsheet become ideas: looked at first, then written in one go."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tandem.accounts.queries import present_day
from tandem.accounts.requests import ActorRequest
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.formats.pasted_rows import cells_of
from tandem.initiatives import permissions, rules, services
from tandem.initiatives.forms import PasteForm
from tandem.initiatives.rules import IdeaRow, RowRead

INVALID = 422


@require_http_methods(["GET", "POST"])
def paste_ideas(request: ActorRequest) -> HttpResponse:
    """Show how the rows were understood; write them once all are good and the person says so."""
    form = PasteForm(request.actor, request.POST if request.method == "POST" else None)
    may = permissions.can_write_ideas(request.actor)
    rows: list[RowRead] = []
    if request.method == "POST" and form.is_valid():
        rows = rules.read_rows(cells_of(form.cleaned_data["text"]), present_day())
        if reason := rules.why_not_so_many_rows(len(rows)):
            form.add_error("text", reason)
        elif request.POST.get("step") == "write" and not any(one.wrong for one in rows):
            chosen = [
                IdeaRow(one.row.sentence, one.row.wish_date, one.row.kind, form.chosen_lane)
                for one in rows
            ]
            if carry_out(form, lambda: _write(request, chosen, form)):
                count = len(chosen)
                said = ngettext("{n} idea is written.", "{n} ideas are written.", count)
                messages.success(request, said.format(n=count))
                return see_other(request, "/ideas/")
    context = {"form": form, "may": may, "rows": rows}
    wrong = bool(form.errors) or any(one.wrong for one in rows)
    status = INVALID if wrong else 200 if may else 403
    return show(request, "initiatives/paste.html", context, status=status)


def _write(request: ActorRequest, rows: list[IdeaRow], form: PasteForm) -> bool:
    services.write_ideas(
        actor=request.actor, rows=rows, form_key=form.cleaned_data["form_key"] or None
    )
    return True
