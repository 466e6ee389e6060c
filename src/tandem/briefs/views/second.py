"""Who signs for a side, where one person answers for both."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.accounts.queries import names, people_who_act
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Lane
from tandem.activity.permissions import sponsor_of
from tandem.activity.queries import alone_on
from tandem.briefs import permissions, services
from tandem.briefs.forms import SecondSignerForm
from tandem.briefs.views.shared import INVALID
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.initiatives.queries import heading_visible_to


@require_http_methods(["GET", "POST"])
def second_signer(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Read who signs; the sponsor names them."""
    row = heading_visible_to(request.actor, initiative_id)
    alone, sponsor = alone_on(initiative_id), sponsor_of(initiative_id)
    taken = {sponsor, alone.owner if alone else None}
    people = [(pk, name) for pk, name in people_who_act() if pk not in taken]
    form = SecondSignerForm(
        request.POST if request.method == "POST" else None,
        people=people,
        initial={"person": alone and alone.second, "lane": (alone and alone.lane) or Lane.IT},
    )
    if form.is_valid() and carry_out(form, lambda: _name(request, initiative_id, form)):
        messages.success(request, _("Named. They are asked when the brief is ready to sign."))
        return see_other(request, resolve_url("second_signer", initiative_id))
    known = names([alone.owner, alone.second]) if alone else {}
    context = {
        "row": row,
        "alone": alone,
        "owner": known.get(alone.owner) if alone else None,
        "signer": known.get(alone.second or 0) if alone else None,
        "may": permissions.can_name_second(request.actor, sponsor=sponsor),
        "form": form,
    }
    status = INVALID if form.errors else 200
    return show(request, "briefs/second_signer.html", context, status=status)


def _name(request: ActorRequest, initiative_id: int, form: SecondSignerForm) -> bool:
    services.name_second_signer(
        actor=request.actor,
        initiative_id=initiative_id,
        lane=Lane(form.cleaned_data["lane"]),
        person_id=int(form.cleaned_data["person"]),
    )
    return True
