"""Two entries that turn out to be one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.accounts.requests import ActorRequest
from tandem.core.errors import BadInput
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import say
from tandem.systems import permissions, queries, services
from tandem.systems.forms.merging import MergeForm

INVALID = 422
OFFERED = 300


@require_http_methods(["GET", "POST"])
def merge_system(request: ActorRequest, system_id: int) -> HttpResponse:
    """Choose the entry that stays, and say that both were one."""
    row = queries.system_row(request.actor, system_id)
    form = MergeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        stays = carry_out(form, lambda: _merge(request, system_id, form))
        if stays:
            messages.success(request, _("They are one now."))
            return see_other(request, resolve_url("system", stays))
    may = permissions.can_keep_catalogue(request.actor) and row.retired_at is None
    others = queries.by_name(request.actor).exclude(pk=system_id)
    context = {
        "row": row,
        "form": form,
        "may": may,
        "others": list(others.values_list("name", flat=True)[:OFFERED]) if may else [],
    }
    status = INVALID if form.errors else 200 if may else 403
    return show(request, "systems/merge.html", context, status=status)


def _merge(request: ActorRequest, system_id: int, form: MergeForm) -> int:
    other = queries.same_name(" ".join(form.cleaned_data["other"].split()))
    if other is None:
        raise BadInput(
            say("No entry in use has this name. Choose one from the list."), field="other"
        )
    stays = services.merge_system(actor=request.actor, system_id=system_id, into_id=other.pk)
    pk: int = stays.pk
    return pk
