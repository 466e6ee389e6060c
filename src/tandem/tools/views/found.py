"""What was found in files: sent, looked through, taken as tools or refused."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.core import htmx
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.tools import queries, services
from tandem.tools.forms import FindsForm, PaymentsForm, ReadingForm
from tandem.tools.requests import receive
from tandem.tools.rules import LookState, Reading

INVALID = 422


@require_http_methods(["GET", "POST"])
def found_tools(request: ActorRequest) -> HttpResponse:
    """What may be a tool and nobody has said anything about; ticked, it is one, or never one."""
    queries.may_look(request.actor)
    given = request.POST if request.method == "POST" else None
    form = FindsForm(given, tools=queries.tool_names(request.actor))
    if form.is_valid() and (done := carry_out(form, lambda: _say(request, form))):
        said = ngettext("{count} answered. Thank you.", "{count} answered. Thank you.", done)
        messages.success(request, said.format(count=done))
        return see_other(request, resolve_url("found_tools"))
    return _page(request, form=form)


def _say(request: ActorRequest, form: FindsForm) -> int:
    given = form.cleaned_data
    if given["answer"] == "known":
        one = given["chosen"][0]
        services.match_find(actor=request.actor, find_id=one, tool_id=given["tool"])
        return 1
    act = services.take_finds if given["answer"] == "tools" else services.refuse_finds
    return act(actor=request.actor, find_ids=given["chosen"])


def _page(
    request: ActorRequest, *, form: FindsForm | None = None, file: PaymentsForm | None = None
) -> HttpResponse:
    context = {
        "form": form or FindsForm(None, tools=queries.tool_names(request.actor)),
        "file": file or PaymentsForm(),
        "rows": queries.open_finds(request.actor),
        "chosen": form.cleaned_data.get("chosen", []) if form and form.is_bound else [],
        "looks": queries.looks(request.actor),
        "most": settings.TANDEM_MAX_BODY // (1024 * 1024),
    }
    wrong = bool(form and form.errors) or bool(file and file.errors)
    return show(request, "tools/found.html", context, status=INVALID if wrong else 200)


@require_POST
def send_payments(request: ActorRequest) -> HttpResponse:
    """Send a file; of payments it is asked then which column is what."""
    queries.may_look(request.actor)
    form = PaymentsForm(request.POST, request.FILES)
    if form.is_valid():
        sent = carry_out(
            form,
            lambda: services.send_payments(
                actor=request.actor, sent=receive(request.actor, form.cleaned_data["file"])
            ),
        )
        if sent:
            return see_other(request, resolve_url("file_look", sent.pk))
    return _page(request, file=form)


@require_http_methods(["GET", "POST"])
def file_look(request: ActorRequest, look_id: int) -> HttpResponse:
    """A file as it stands: which column is what, how far it is, what was found."""
    row = queries.look_of(request.actor, look_id)
    form = ReadingForm(
        request.POST if request.method == "POST" else None,
        headings=row.headings,
        reading=Reading(row.columns, row.turned),
    )
    if request.method == "POST" and form.is_valid():
        started = carry_out(
            form,
            lambda: services.start_looking(
                actor=request.actor, look_id=look_id, reading=form.reading
            ),
        )
        if started:
            messages.success(request, _("It begins in a moment. You can leave this page."))
            return see_other(request, row.url)
    context = {"row": row, "form": form, "working": row.state is LookState.WAITING}
    status = INVALID if form.errors else 200
    answer = show(request, "tools/file_look.html", context, parts=("progress",), status=status)
    if htmx.target(request) == "progress" and row.state is not LookState.WAITING:
        answer.headers["HX-Refresh"] = "true"
    return answer


@require_POST
def stop_looking(request: ActorRequest, look_id: int) -> HttpResponse:
    """Stop looking through a file."""
    services.stop_looking(actor=request.actor, look_id=look_id)
    messages.success(request, _("Stopped. Nothing of the file is kept."))
    return see_other(request, resolve_url("file_look", look_id))
