"""The systems catalogue: find, add, read, edit, confirm, retire."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.activity.queries import history_of
from tandem.core.forms import attempt, carry_out
from tandem.core.htmx import see_other
from tandem.core.listed_files import Table, as_file, kind_asked
from tandem.core.pages import show
from tandem.core.pagination import page_of
from tandem.systems import permissions, queries, services
from tandem.systems.forms.entry import SystemForm
from tandem.systems.queries import Shown, SystemWhole
from tandem.systems.registry import uses_of
from tandem.systems.views.flows import may_add_flow

INVALID = 422
LIST_PAGE = 30
HISTORY_SHOWN = 20


@require_GET
def systems(request: ActorRequest) -> HttpResponse:
    """Every entry, by name; found by words."""
    words = request.GET.get("q", "")[:200].replace("\0", "")
    asked = request.GET.get("show", "")
    shown = Shown(asked) if asked in {one.value for one in Shown} else Shown.ACTIVE
    listed = queries.by_name(request.actor, words=words, shown=shown)
    if kind := kind_asked(request):
        rows = queries.rows(list(listed.order_by("name", "subject_id")))
        return as_file("systems", kind, *_table(request, rows))
    found = page_of(
        listed,
        order=["name", "subject_id"],
        after=request.GET.get("after"),
        size=LIST_PAGE,
    )
    context = {
        "rows": queries.rows(found.rows),
        "words": words,
        "show": shown,
        "further": "after" in request.GET,
        "following": found.following,
        "may_add": permissions.can_add_system(request.actor),
        "may_begin": not found.rows
        and permissions.can_add_system(request.actor)
        and queries.how_many() == 0,
        "keeps": permissions.can_keep_catalogue(request.actor),
    }
    return show(request, "systems/systems.html", context)


def _table(request: ActorRequest, rows: list[queries.SystemRow]) -> Table:
    heads = ["id", "name", "kind", "other names", "vendor", "owner in IT", "owner in the business"]
    heads += ["criticality", "data", "lifecycle", "target", "confirmed on", "stale", "page"]
    return heads, [
        [
            *(row.id, row.name, row.kind.value, ", ".join(row.aliases), row.vendor),
            row.it_owner.name if row.it_owner else "",
            row.business_owner.name if row.business_owner else "",
            *(row.criticality.value, ", ".join(one.value for one in row.data_classes)),
            *(row.lifecycle.value, row.target.value),
            row.confirmed_at.date() if row.confirmed_at else None,
            *(row.stale, request.build_absolute_uri(row.url)),
        ]
        for row in rows
    ]


@require_http_methods(["GET", "POST"])
def new_system(request: ActorRequest) -> HttpResponse:
    """Add an entry."""
    form = SystemForm(request.POST if request.method == "POST" else None)
    may = permissions.can_add_system(request.actor)
    if request.method == "POST" and form.is_valid():
        added = carry_out(
            form,
            lambda: services.add_system(
                actor=request.actor,
                entry=form.entry,
                form_key=form.cleaned_data["form_key"] or None,
            ),
        )
        if added:
            messages.success(
                request,
                _("Added.") if added.confirmed_at else _("Added. IT is asked to confirm it."),
            )
            return see_other(request, resolve_url("system", added.pk))
    context = {
        "form": form,
        "may": may,
        "keeps": permissions.can_keep_catalogue(request.actor),
    }
    status = INVALID if form.errors else 200 if may else 403
    return show(request, "systems/new_system.html", context, status=status)


@require_GET
def system(request: ActorRequest, system_id: int) -> HttpResponse:
    """An entry: what it is, whose, with which data, where it goes, where it is used."""
    whole = queries.whole(request.actor, system_id)
    context = {
        "whole": whole,
        "row": whole.row,
        "entry": whole.entry,
        "keeps": permissions.can_keep_catalogue(request.actor),
        "may_confirm": permissions.can_confirm_system(request.actor, it_owner=whole.entry.it_owner),
        "may_edit": _may_edit(request, whole),
        "flows": queries.flows_of(request.actor, system_id),
        "may_add_flow": may_add_flow(request, retired=whole.row.retired_at is not None),
        "sources": queries.sources_of(system_id),
        "uses": uses_of(request.actor, system_id),
        "lines": history_of(system_id, limit=HISTORY_SHOWN),
    }
    return show(request, "systems/system.html", context)


def _may_edit(request: ActorRequest, whole: SystemWhole) -> bool:
    return whole.row.retired_at is None and permissions.can_edit_system(
        request.actor, added_by=whole.added_by.id, confirmed=whole.row.confirmed_at is not None
    )


@require_http_methods(["GET", "POST"])
def edit_system(request: ActorRequest, system_id: int) -> HttpResponse:
    """Change an entry; a save that comes too late shows both."""
    whole = queries.whole(request.actor, system_id)
    initial = _as_form(whole)
    form = SystemForm(request.POST if request.method == "POST" else None, initial=initial)
    done, stale = attempt(form, lambda: _save(request, system_id, form))
    if done:
        messages.success(request, _("Saved."))
        return see_other(request, whole.row.url)
    context = {
        "form": form,
        "row": whole.row,
        "stale": stale,
        "version": stale.version if stale else form["version"].value() or "",
        "may": _may_edit(request, whole),
    }
    status = 409 if stale else INVALID if form.errors else 200
    return show(request, "systems/edit_system.html", context, status=status)


def _save(request: ActorRequest, system_id: int, form: SystemForm) -> object:
    return services.edit_system(
        actor=request.actor,
        system_id=system_id,
        entry=form.entry,
        version=form.cleaned_data["version"] or 0,
    )


def _as_form(whole: SystemWhole) -> dict[str, object]:
    entry, row = whole.entry, whole.row
    return {
        "name": entry.name,
        "kind": entry.kind.value,
        "aliases": "\n".join(entry.aliases),
        "vendor": entry.vendor,
        "it_owner": entry.it_owner,
        "it_owner_name": row.it_owner.name if row.it_owner else "",
        "business_owner": entry.business_owner,
        "business_owner_name": row.business_owner.name if row.business_owner else "",
        "criticality": entry.criticality.value,
        "data_classes": [one.value for one in entry.data_classes],
        "support_hours": entry.support_hours,
        "support_team": entry.support_team,
        "yearly_cost": entry.yearly_cost,
        "renews_on": entry.renews_on,
        "lifecycle": entry.lifecycle.value,
        "target": entry.target.value,
        "replaced_by": entry.replaced_by,
        "target_means": entry.target_means,
        "version": whole.version,
    }


_Act = Callable[[ActorRequest, int], str]


def _act(act: _Act) -> Callable[[ActorRequest, int], HttpResponse]:
    """Something done to an entry with one button; `act` returns what is said afterwards."""

    @require_POST
    @wraps(act)
    def acting(request: ActorRequest, system_id: int) -> HttpResponse:
        messages.success(request, act(request, system_id))
        return see_other(request, resolve_url("system", system_id))

    return acting


@_act
def confirm_system(request: ActorRequest, system_id: int) -> str:
    """Say that the entry is still right."""
    services.confirm_system(actor=request.actor, system_id=system_id)
    return _("Thank you. The entry counts as right from today.")


@_act
def retire_system(request: ActorRequest, system_id: int) -> str:
    """Take the entry out of use."""
    services.retire_system(actor=request.actor, system_id=system_id)
    return _("Retired. It stays readable and can be brought back.")


@_act
def restore_system(request: ActorRequest, system_id: int) -> str:
    """Bring a retired entry back."""
    services.restore_system(actor=request.actor, system_id=system_id)
    return _("It is in use again.")
