"""Saved views: kept, shared, opened, changed, deleted."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.core.errors import BadInput
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import say
from tandem.initiatives.rules import ListAsked
from tandem.lists import queries, rules, services
from tandem.lists.forms import AskedForm, ChooseForm, ViewForm
from tandem.lists.rules import Asked, Listed, Sharing
from tandem.work.rules import WorkAsked

INVALID = 422


@require_GET
def saved_views(request: ActorRequest) -> HttpResponse:
    """All views that somebody finds: their own, and those shared with them."""
    return show(request, "lists/views.html", {"views": queries.views_for(request.actor)})


@require_GET
def open_view(request: ActorRequest, view_id: int) -> HttpResponse:
    """The list as a view asks for it; its address says all of it."""
    return see_other(request, queries.view_for(request.actor, view_id).list_url)


@require_http_methods(["GET", "POST"])
def save_view(request: ActorRequest) -> HttpResponse:
    """Save what the list shows now under a name. What it shows came along in the address."""
    asked = _asked(request)
    listed = rules.listed_by(asked)
    form = ViewForm(
        request.POST if request.method == "POST" else None,
        sharings=queries.sharings_of(request.actor),
        listed=listed,
        initial={
            "asked": asked.but(view=None),
            "of": listed.value,
            "shared": Sharing.OWN.value,
        },
    )
    if request.method == "POST" and form.is_valid():
        saved = carry_out(
            form,
            lambda: services.save_view(
                actor=request.actor,
                name=form.cleaned_data["name"],
                asked=asked,
                shared=Sharing(form.cleaned_data["shared"]),
                choose=form.cleaned_data.get("choose", False),
            ),
        )
        if saved:
            messages.success(request, _("Saved. You find it under Views."))
            return see_other(request, f"{_list(listed)}?{asked.but(view=saved.pk)}")
    context = {
        "form": form,
        "words": rules.in_words(asked),
        "back": f"{_list(listed)}?{asked.query or 'view=all'}",
    }
    status = INVALID if form.errors else 200
    return show(request, "lists/save_view.html", context, status=status)


def _asked(request: ActorRequest) -> Asked:
    if request.method == "POST":
        listed = Listed.WORK if request.POST.get("of") == Listed.WORK else Listed.IDEAS
        return listed.of_query(request.POST.get("asked", "")[: rules.ASKED_LIMIT])
    kind = WorkAsked if request.GET.get("of") == Listed.WORK else ListAsked
    return kind.read(request.GET.dict(), tuple(request.GET.getlist("columns")))


def _list(listed: Listed) -> str:
    """The page that such a view is a view of."""
    return resolve_url("ideas" if listed is Listed.IDEAS else "all_work")


@require_http_methods(["GET", "POST"])
def edit_view(request: ActorRequest, view_id: int) -> HttpResponse:
    """Rename a view of one's own, or share it otherwise."""
    row = queries.view_for(request.actor, view_id)
    form = ViewForm(
        request.POST if request.method == "POST" else None,
        sharings=queries.sharings_of(request.actor),
        saved=True,
        initial={"name": row.name, "shared": row.shared.value},
    )
    if request.method == "POST" and form.is_valid():
        changed = carry_out(
            form,
            lambda: services.change_view(
                actor=request.actor,
                view_id=view_id,
                name=form.cleaned_data["name"],
                shared=Sharing(form.cleaned_data["shared"]),
            ),
        )
        if changed:
            messages.success(request, _("Saved."))
            return see_other(request, resolve_url("saved_views"))
    status = INVALID if form.errors else 200
    return show(request, "lists/view.html", {"row": row, "form": form}, status=status)


@require_POST
def change_view(request: ActorRequest, view_id: int) -> HttpResponse:
    """Let a view of one's own ask for what the list shows now."""
    form = AskedForm(request.POST)
    if not form.is_valid():
        raise BadInput(say("That asks for too much at once. Leave some words out."), field="asked")
    listed = queries.view_for(request.actor, view_id).listed
    asked = listed.of_query(form.cleaned_data["asked"])
    changed = services.change_view(actor=request.actor, view_id=view_id, asked=asked)
    messages.success(request, _("The view shows this from now on."))
    return see_other(request, f"{_list(listed)}?{asked.but(view=changed.pk)}")


@require_POST
def choose_view(request: ActorRequest) -> HttpResponse:
    """Choose the view that the list opens with, or none."""
    form = ChooseForm(request.POST)
    if not form.is_valid():
        raise BadInput(say("Choose a view from the list."), field="view")
    services.choose_view(actor=request.actor, view_id=form.cleaned_data["view"])
    messages.success(request, _("Ideas & work opens like that for you from now on."))
    return see_other(request, resolve_url("saved_views"))


@require_POST
def delete_view(request: ActorRequest, view_id: int) -> HttpResponse:
    """Delete a view."""
    services.delete_view(actor=request.actor, view_id=view_id)
    messages.success(request, _("Deleted. What it showed is untouched."))
    return see_other(request, resolve_url("saved_views"))
