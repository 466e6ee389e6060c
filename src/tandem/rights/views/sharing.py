"""Who sees an initiative, and who its sponsor is."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.accounts.queries import active_people, names
from tandem.accounts.requests import ActorRequest
from tandem.activity.queries import PersonOn, people_on, restricted_roots
from tandem.core.errors import NotAllowed
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import say
from tandem.rights import permissions, queries, services
from tandem.rights.forms import BreakInForm, SponsorForm

INVALID = 422


@require_http_methods(["GET", "POST"])
def access(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Who may know of an initiative, its sponsor, who broke in. Sending names another sponsor."""
    place = queries.place_of(request.actor, initiative_id)
    form = SponsorForm(
        request.POST if request.method == "POST" else None,
        initial={"sponsor": place.subject.sponsor_id},
        people=active_people(),
    )
    if request.method == "POST" and form.is_valid():
        named = carry_out(form, lambda: _name_sponsor(request, initiative_id, form))
        if named:
            return see_other(request, resolve_url("access", initiative_id))
    sponsor_id = place.subject.sponsor_id
    context = {
        "place": place,
        "people": _each_once(people_on([initiative_id])[initiative_id]),
        "sponsor": names([sponsor_id]).get(sponsor_id or 0),
        "break_ins": queries.break_ins_on(initiative_id),
        "form": form,
        "may_restrict": permissions.can_restrict(
            request.actor, place.standing, is_sponsor=place.is_sponsor
        ),
        "may_name": permissions.can_name_sponsor(request.actor, is_sponsor=place.is_sponsor),
    }
    return show(request, "rights/access.html", context, status=INVALID if form.errors else 200)


def _each_once(people: list[PersonOn]) -> list[PersonOn]:
    """An owner is a member as well; they are shown as what they answer for."""
    return list({(on.name.id, on.lane): on for on in reversed(people)}.values())[::-1]


def _name_sponsor(request: ActorRequest, initiative_id: int, form: SponsorForm) -> bool:
    services.name_sponsor(
        actor=request.actor,
        initiative_id=initiative_id,
        person_id=int(form.cleaned_data["sponsor"]),
    )
    return True


@require_POST
def restrict(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """For its people alone."""
    return _changed(request, initiative_id, services.restrict_initiative)


@require_POST
def open_again(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """For everybody."""
    return _changed(request, initiative_id, services.open_initiative)


def _changed(request: ActorRequest, initiative_id: int, act: Callable[..., None]) -> HttpResponse:
    act(actor=request.actor, initiative_id=initiative_id)
    return see_other(request, resolve_url("access", initiative_id))


@require_http_methods(["GET", "POST"])
def break_in(request: ActorRequest) -> HttpResponse:
    """Administrators: open one restricted initiative for some hours, with a reason."""
    if not permissions.can_break_in(request.actor):
        raise NotAllowed(say("Only an administrator can do this, and it is written down."))
    hidden = [pk for pk in restricted_roots() if not queries.sees(request.actor, pk)]
    form = BreakInForm(request.POST if request.method == "POST" else None, initiatives=hidden)
    if request.method == "POST" and form.is_valid():
        chosen = int(form.cleaned_data["initiative"])
        if carry_out(form, lambda: _break_in(request, chosen, form)):
            messages.success(request, _("Open for you for eight hours. Its people can see that."))
            return see_other(request, resolve_url("initiative", chosen))
    context = {"form": form, "hidden": hidden}
    return show(request, "rights/break_in.html", context, status=INVALID if form.errors else 200)


def _break_in(request: ActorRequest, initiative_id: int, form: BreakInForm) -> bool:
    services.break_in(
        actor=request.actor, initiative_id=initiative_id, reason=form.cleaned_data["reason"]
    )
    return True
