"""Pages of imports: uploaded, mapped, compared, taken in, stopped, undone."""

from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Actor
from tandem.core import htmx
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.imports import queries, services
from tandem.imports.forms import (
    INTO_IDEAS,
    AsksForm,
    ConflictsForm,
    IdeasForm,
    MeansForm,
    UploadForm,
    WordsForm,
)
from tandem.imports.queries import ImportWhole
from tandem.imports.requests import receive, receive_ideas
from tandem.imports.rules.quiet import Asks
from tandem.imports.rules.steps import ImportState, why_not_map, why_not_start, why_not_undo

INVALID = 422


@require_http_methods(["GET", "POST"])
def imports(request: ActorRequest) -> HttpResponse:
    """One's imports, and the form for files."""
    homes = queries.homes_to_import_to(request.actor)
    form = UploadForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        homes=homes,
        ideas=queries.may_import_ideas(request.actor),
        initial={"home": request.GET.get("home", "")},
    )
    if request.method == "POST" and form.is_valid():
        made = carry_out(form, lambda: _upload(request, form))
        if made:
            return see_other(request, resolve_url("import", made))
    context = {
        "form": form,
        "homes": homes,
        "ideas": queries.may_import_ideas(request.actor),
        "rows": queries.imports_of(request.actor),
        "most": settings.TANDEM_MAX_BODY // (1024 * 1024),
    }
    return show(request, "imports/imports.html", context, status=INVALID if form.errors else 200)


def _upload(request: ActorRequest, form: UploadForm) -> int:
    given = form.cleaned_data
    if given["home"] == INTO_IDEAS:
        sent = receive_ideas(request.actor, given["file"])
        key = given["form_key"] or None
        return services.upload_ideas(actor=request.actor, files=sent, form_key=key).pk
    made = services.upload_export(
        actor=request.actor,
        home_id=given["home"],
        files=receive(request.actor, given["home"], given["file"]),
        form_key=given["form_key"] or None,
    )
    return made.pk


@require_GET
def one_import(request: ActorRequest, import_id: int) -> HttpResponse:
    """An import as it stands: what was found, how it compares, how far it is, what came of it.

    A page that waits asks again and again how far it is; when a step is through, it is shown anew.
    """
    answer = _page(request, import_id)
    if htmx.target(request) == "progress" and not _is_at_work(request, import_id):
        answer.headers["HX-Refresh"] = "true"
    return answer


def _is_at_work(request: ActorRequest, import_id: int) -> bool:
    return ImportState(queries.import_visible_to(request.actor, import_id).state).is_at_work


def _page(request: ActorRequest, import_id: int, form: WordsForm | None = None) -> HttpResponse:
    it = queries.whole(request.actor, import_id)
    stands = it.row.state
    may_map = bool(it.found) and why_not_map(stands) is None
    made = it.row.result.get("added", 0)
    context = {
        "it": it,
        "row": it.row,
        "form": (form or _form(request.actor, it)) if may_map else None,
        "people": queries.people_to_name(it.row.home_id) if may_map else [],
        "may_start": why_not_start(stands) is None,
        "may_undo": why_not_undo(stands, made) is None,
        "ideas": it.row.home_id is None,
        "sorters": queries.who_sorts() if it.row.home_id is None and may_map else [],
        "asking": queries.would_ask(it)
        if it.row.home_id is None and stands is ImportState.CHECKED
        else None,
        "compared": bool(it.report.counts) and stands is not ImportState.FOUND,
    }
    status = INVALID if form is not None else 200
    return show(request, "imports/import.html", context, parts=("progress",), status=status)


def _form(actor: Actor, it: ImportWhole, data: object = None) -> WordsForm:
    if it.row.home_id is None:
        return IdeasForm(
            data,
            found=it.found,
            means=it.means,
            people=queries.people_to_name(None),
            may_park=queries.may_put_aside(actor),
        )
    return MeansForm(
        data,  # type: ignore[arg-type]
        found=it.found,
        means=it.means,
        lanes=it.lanes,
        people=queries.people_to_name(it.row.home_id),
        own=queries.own_names(),
    )


@require_POST
def map_import(request: ActorRequest, import_id: int) -> HttpResponse:
    """Say what means what; then, with the other button, let it be compared."""
    it = queries.whole(request.actor, import_id)
    form = _form(request.actor, it, request.POST)
    if not form.is_valid():
        return _page(request, import_id, form)
    held = carry_out(
        form,
        lambda: services.map_import(actor=request.actor, import_id=import_id, means=form.chosen),
    )
    if not held:
        return _page(request, import_id, form)
    if "compare" in request.POST and held.state == ImportState.FOUND.value:
        services.compare_import(actor=request.actor, import_id=import_id)
    else:
        messages.success(request, _("Saved."))
    return see_other(request, it.row.url)


@require_POST
def compare_import(request: ActorRequest, import_id: int) -> HttpResponse:
    """Compare again, perhaps with a choice about what changed on both sides."""
    it = queries.whole(request.actor, import_id)
    conflicts = [str(line[0]) for line in it.report.conflicts]
    form = ConflictsForm(request.POST, keys=conflicts)
    if "theirs" in request.POST and form.is_valid():
        chosen = form.cleaned_data["keys"]
        means = it.means.with_changes(theirs_for=chosen)
        services.map_import(actor=request.actor, import_id=import_id, means=means)
    services.compare_import(actor=request.actor, import_id=import_id)
    return see_other(request, it.row.url)


def _done(
    request: ActorRequest, import_id: int, act: Callable[..., object], words: str
) -> HttpResponse:
    act(actor=request.actor, import_id=import_id)
    messages.success(request, words)
    return see_other(request, resolve_url("import", import_id))


@require_POST
def start_import(request: ActorRequest, import_id: int) -> HttpResponse:
    """Take it in, as it was compared; or go on with it."""
    form = AsksForm(request.POST)
    asks = Asks(form.cleaned_data["asks"]) if form.is_valid() else Asks.BY_ITSELF
    words = _("It begins in a moment. You can leave this page.")
    return _done(request, import_id, partial(services.start_import, asks=asks), words)


@require_POST
def stop_import(request: ActorRequest, import_id: int) -> HttpResponse:
    """Stop the step it is at."""
    return _done(request, import_id, services.stop_import, _("Stopped. What came in stays."))


@require_POST
def undo_import(request: ActorRequest, import_id: int) -> HttpResponse:
    """Drop what it added and nobody touched since."""
    words = _("What nobody touched since is being dropped.")
    return _done(request, import_id, services.undo_import, words)
