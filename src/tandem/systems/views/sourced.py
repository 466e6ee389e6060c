"""Other catalogues: a file is sent, looked at with its columns, taken in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.accounts.requests import ActorRequest
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.formats.catalogues import ROLES
from tandem.systems import permissions, queries, services
from tandem.systems.forms.sourced import ROLE_NAMES, CatalogueFileForm, TakeCatalogueForm
from tandem.systems.rules.sourced import Compared

INVALID = 422
SHOWN = 20


@require_http_methods(["GET", "POST"])
def catalogue_files(request: ActorRequest) -> HttpResponse:
    """Where entries come from, and the form for another file."""
    sent = request.method == "POST"
    form = CatalogueFileForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        initial={"source": request.GET.get("source", "")[:120]},
    )
    if sent and form.is_valid() and (kept := _upload(request, form)):
        return see_other(request, resolve_url("catalogue_file", kept))
    may = permissions.can_keep_catalogue(request.actor)
    context = {"form": form, "may": may, "sources": queries.sources()}
    status = INVALID if form.errors else 200 if may else 403
    return show(request, "systems/files.html", context, status=status)


def _upload(request: ActorRequest, form: CatalogueFileForm) -> int | None:
    file = form.cleaned_data["file"]
    data = file.read() if file else form.cleaned_data["pasted"].encode()
    if not data.strip():
        form.add_error("file", _("Choose a file, or paste its rows."))
        return None
    source = form.cleaned_data["source"]
    kept = carry_out(
        form, lambda: services.upload_catalogue(actor=request.actor, source=source, data=data)
    )
    return kept.pk if kept else None


@require_http_methods(["GET", "POST"])
def catalogue_file(request: ActorRequest, catalogue_file_id: int) -> HttpResponse:
    """What a file would bring, with its columns; then take it in."""
    file = queries.file_of(request.actor, catalogue_file_id)
    found = queries.read_text(file.content)
    suggested = {f"c_{role}": found.columns.get(role, "") for role in ROLES}
    sent = request.POST if request.method == "POST" else None
    form = TakeCatalogueForm(sent, headings=found.headings, initial={"whole": True, **suggested})
    columns, whole = dict(found.columns), True
    if sent is not None and form.is_valid():
        columns, whole = form.columns, form.cleaned_data["whole"]
        if "take" in sent and (
            done := carry_out(form, lambda: _take(request, catalogue_file_id, form))
        ):
            messages.success(request, _said(done))
            return see_other(request, resolve_url("catalogue_files"))
    it = queries.taking(request.actor, file.source_name, found, columns, whole=whole)
    context = {
        "file": file,
        "form": form,
        "it": it,
        "compared": it.compared,
        "shown": SHOWN,
        "role_names": ROLE_NAMES,
    }
    return show(request, "systems/file.html", context, status=INVALID if form.errors else 200)


def _take(request: ActorRequest, catalogue_file_id: int, form: TakeCatalogueForm) -> Compared:
    return services.take_in_catalogue(
        actor=request.actor,
        file_id=catalogue_file_id,
        columns=form.columns,
        whole=form.cleaned_data["whole"],
    )


def _said(done: Compared) -> str:
    told = _("Taken in: {new} new, {changed} changed, {same} as they were, {gone} no longer there.")
    same = done.same + len(done.joined)
    return told.format(new=len(done.new), changed=len(done.changed), same=same, gone=len(done.gone))
