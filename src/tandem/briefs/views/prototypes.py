"""Prototypes: a picture or a PDF file as a part of the brief, and newer versions of it."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.accounts.requests import ActorRequest
from tandem.briefs import queries, services
from tandem.briefs.forms import PrototypeForm, PrototypeVersionForm
from tandem.briefs.requests import receive
from tandem.briefs.views.shared import INVALID, page_of, url_of
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show


@require_http_methods(["GET", "POST"])
def new_prototype(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Add a prototype."""
    form = PrototypeForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        added = carry_out(
            form,
            lambda: services.add_prototype(
                actor=request.actor,
                initiative_id=initiative_id,
                file=receive(request.actor, initiative_id, form.cleaned_data["file"].chunks()),
                about=form.about,
                form_key=form.cleaned_data["form_key"] or None,
            ),
        )
        if added:
            return see_other(request, f"{url_of(initiative_id)}#{added}")
    return _page(request, initiative_id, form, None)


@require_http_methods(["GET", "POST"])
def new_prototype_version(request: ActorRequest, initiative_id: int, item_id: int) -> HttpResponse:
    """Bring a newer version of what a part shows."""
    item = queries.item_of(request.actor, initiative_id, item_id)
    form = PrototypeVersionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        saved = carry_out(
            form,
            lambda: services.add_prototype_version(
                actor=request.actor,
                initiative_id=initiative_id,
                item_id=item_id,
                file=receive(request.actor, initiative_id, form.cleaned_data["file"].chunks()),
                about=form.about,
                form_key=form.cleaned_data["form_key"] or None,
            ),
        )
        if saved:
            waiting = queries.waiting_changes(saved.brief_id).get(saved.pk)
            if waiting:
                messages.info(request, _("It waits beside the signed version until both sign it."))
            end = f"changes/{waiting}/" if waiting else f"#{saved}"
            return see_other(request, url_of(initiative_id) + end)
    return _page(request, initiative_id, form, item)


def _page(
    request: ActorRequest,
    initiative_id: int,
    form: PrototypeForm | PrototypeVersionForm,
    item: queries.ItemRow | None,
) -> HttpResponse:
    context = page_of(request, initiative_id) | {"form": form, "item": item}
    status = INVALID if form.errors or (request.method == "POST") else 200
    return show(request, "briefs/prototype.html", context, status=status)
