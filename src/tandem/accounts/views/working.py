"""A person's own page of work: their hours and country, and how to work with them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tandem.accounts import permissions, queries, services
from tandem.accounts.forms import HowToWorkForm, WorkingTimeForm
from tandem.accounts.requests import ActorRequest
from tandem.core.errors import NotAllowed
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other, varies, wants_fragment
from tandem.core.pages import render_block, show
from tandem.core.words import say

INVALID = 422


@require_http_methods(["GET", "POST"])
def working_time(request: ActorRequest, person_id: int) -> HttpResponse:
    """Say when and where somebody works."""
    if not permissions.can_arrange_hours(request.actor, person_id):
        raise NotAllowed(say("People say this themselves, or an administrator does."))
    name = queries.name_of(queries.person_by_id(person_id))
    if request.method == "POST":
        form = WorkingTimeForm(request.POST)
        if form.is_valid() and carry_out(form, lambda: _keep(request, person_id, form)):
            messages.success(request, _("Saved. Due dates given before stay as they are."))
            return see_other(request, f"{resolve_url('person', person_id)}#work")
    else:
        form = WorkingTimeForm(initial=_standing(person_id))
    context = {"name": name, "form": form}
    return show(
        request, "accounts/working_time.html", context, status=INVALID if form.errors else 200
    )


def _standing(person_id: int) -> dict[str, object]:
    whole = queries.person_by_id(person_id)
    country, _dash, region = whole.country.partition("-")
    return {
        "time_zone": whole.time_zone,
        "country": country,
        "region": region,
        "days": list(whole.works_on),
        "opens_at": whole.opens_at,
        "closes_at": whole.closes_at,
    }


def _keep(request: ActorRequest, person_id: int, form: WorkingTimeForm) -> bool:
    given = form.cleaned_data
    services.change_working_time(
        actor=request.actor,
        person_id=person_id,
        time_zone=given["time_zone"],
        country=form.chosen_country,
        opens_at=given["opens_at"],
        closes_at=given["closes_at"],
        days=form.chosen_days,
    )
    return True


@require_http_methods(["GET", "POST"])
def how_to_work(request: ActorRequest) -> HttpResponse:
    """Say of oneself how to work with one."""
    me = request.actor.me
    if request.method == "POST":
        form = HowToWorkForm(request.POST)
        if form.is_valid() and carry_out(form, lambda: _write(request, form)):
            messages.success(request, _("Saved. Whoever asks you something sees it."))
            return see_other(request, f"{resolve_url('person', me)}#how")
    else:
        how = queries.how_to_work_with(me)
        form = HowToWorkForm(
            initial={
                "pace": how.pace or "",
                "nerve": how.nerve or "",
                "showing": how.showing or "",
                "text": how.text,
                "skills": ", ".join(queries.skills_of(me)),
            }
        )
    context = {"form": form, "me": me}
    return show(
        request, "accounts/how_to_work.html", context, status=INVALID if form.errors else 200
    )


def _write(request: ActorRequest, form: HowToWorkForm) -> bool:
    services.write_how_to_work(actor=request.actor, **form.chosen)
    return True


@require_GET
def in_short(request: ActorRequest) -> HttpResponse:
    """The line about somebody, below a field in which they are being chosen: by id or by name."""
    words = (request.GET.get("person") or request.GET.get("to") or "")[:200].replace("\0", "")
    found = queries.in_short(queries.person_meant(words))
    context = {"one": next(iter(found.values()), None)}
    if not wants_fragment(request):
        return show(request, "accounts/in_short.html", context)
    # Whichever field asks: a page may have several.
    answer = HttpResponse(render_block(request, "accounts/in_short.html", "in_short", context))
    varies(answer)
    return answer
