"""The catalogue as a grid: what is ticked is given the same at once."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import resolve_url
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tandem.accounts.requests import ActorRequest
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.pagination import page_of
from tandem.systems import permissions, queries, services
from tandem.systems.forms.several import SeveralForm
from tandem.systems.queries import Lacking

INVALID = 422
GRID_PAGE = 100


@require_http_methods(["GET", "POST"])
def systems_grid(request: ActorRequest) -> HttpResponse:
    """Entries with all that several can be given, and what to give them."""
    sent = request.method == "POST"
    form = SeveralForm(request.POST if sent else None)
    words = request.GET.get("q", "")[:200].replace("\0", "")
    asked = request.GET.get("lacking", "")
    lacking = Lacking(asked) if asked in {one.value for one in Lacking} else Lacking.NOTHING
    here = QueryDict(mutable=True)
    here.update({"q": words, "lacking": lacking.value})
    if sent and form.is_valid():
        done: list[int] = []
        carry_out(form, lambda: done.append(_change(request, form)))
        if done:
            said = ngettext("{n} entry changed.", "{n} entries changed.", done[0])
            messages.success(request, said.format(n=done[0]))
            return see_other(request, f"{resolve_url('systems_grid')}?{here.urlencode()}")
    found = page_of(
        queries.lacking(request.actor, lacking, words=words),
        order=["name", "subject_id"],
        after=request.GET.get("after"),
        size=GRID_PAGE,
    )
    context = {
        "form": form,
        "rows": queries.rows(found.rows),
        "chosen": set(request.POST.getlist("chosen")) if sent else set(),
        "words": words,
        "lacking": lacking,
        "here": here.urlencode(),
        "further": "after" in request.GET,
        "following": found.following,
        "keeps": permissions.can_keep_catalogue(request.actor),
    }
    status = INVALID if form.errors else 200
    return show(request, "systems/grid.html", context, status=status)


def _change(request: ActorRequest, form: SeveralForm) -> int:
    return services.edit_systems(
        actor=request.actor, system_ids=form.cleaned_data["chosen"], changes=form.changes
    )
