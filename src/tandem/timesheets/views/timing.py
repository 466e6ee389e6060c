"""The timer: started, stopped, and asked about when it was forgotten."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.core.addresses import inside
from tandem.core.errors import BadInput
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import say
from tandem.timesheets import queries, services
from tandem.timesheets.forms import KeepForm, OnForm
from tandem.timesheets.rules import in_hours
from tandem.timesheets.views.shared import INVALID


@require_GET
def timer(request: ActorRequest) -> HttpResponse:
    """The timer that runs, with what can be kept of it."""
    return _page(request, KeepForm())


def _page(request: ActorRequest, form: KeepForm) -> HttpResponse:
    found = queries.running(request.actor)
    if found and not form.is_bound:
        form = KeepForm(initial={"keep": in_hours(found.ran.offered)})
    others = [] if found else queries.occupations()
    context = {
        "running": found,
        "form": form,
        "clock": in_hours,
        "others": others,
        "back": inside(request.GET.get("back", "")),
        "then": request.GET.get("then", "")[:24],
    }
    return show(request, "timesheets/timer.html", context, status=INVALID if form.errors else 200)


@require_POST
def start_timer(request: ActorRequest) -> HttpResponse:
    """Begin to count on something; what ran before is written down."""
    form = OnForm(request.POST)
    if not form.is_valid():
        raise BadInput(say("Start it from a piece of work, an initiative or your sheet."))
    on = form.cleaned_data["on"]
    running = queries.running(request.actor)
    if running and running.ran.asks and running.thing.on != on:
        messages.warning(request, _("Your timer was still running. Say first what to keep of it."))
        return see_other(request, f"{resolve_url('timer')}?then={on.key}")
    services.start_timer(actor=request.actor, on=on)
    if running and running.thing.on != on:
        words = _("{hours} were written down on “{name}”.").format(
            hours=in_hours(running.ran.minutes), name=running.thing.name
        )
        messages.success(request, words)
    return see_other(request, inside(request.POST.get("back", "")) or resolve_url("hours"))


@require_POST
def stop_timer(request: ActorRequest) -> HttpResponse:
    """Stop, and write down what is kept; a forgotten one asks first."""
    found = queries.running(request.actor)
    if found is None:
        messages.info(request, _("No timer was running."))
        return see_other(request, inside(request.POST.get("back", "")) or resolve_url("hours"))
    says = "keep" in request.POST
    if not says and found.ran.asks:
        return see_other(request, resolve_url("timer"))
    form = KeepForm(request.POST)
    if form.is_valid():
        keep = form.cleaned_data["keep"] if says else None
        done: list[object] = []
        carry_out(
            form, lambda: done.append(services.stop_timer(actor=request.actor, keep=keep) or 0)
        )
        if done:
            _say(request, found, done[0])
            return _after(request)
    return _page(request, form)


def _say(request: ActorRequest, found: queries.Running, entry: object) -> None:
    if entry:
        words = _("Written down on “{name}”.").format(name=found.thing.name)
        messages.success(request, words)
    else:
        messages.info(request, _("The timer stopped. Nothing was written down."))


def _after(request: ActorRequest) -> HttpResponse:
    """Go on with what was to be started, if something was."""
    wanted = OnForm({"on": request.POST.get("then", "")})
    if request.POST.get("then") and wanted.is_valid():
        services.start_timer(actor=request.actor, on=wanted.cleaned_data["on"])
    return see_other(request, inside(request.POST.get("back", "")) or resolve_url("hours"))
