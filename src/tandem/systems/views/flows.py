"""Data flows: those of a system, and saying, changing, confirming and ending one."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.core.errors import BadInput
from tandem.core.forms import attempt, carry_out
from tandem.core.htmx import see_other
from tandem.core.listed_files import Table, as_file, kind_asked
from tandem.core.pages import show
from tandem.core.pagination import page_of
from tandem.core.words import say
from tandem.systems import permissions, queries, services
from tandem.systems.forms.flow import Direction, FlowForm, NewFlowForm
from tandem.systems.queries import FlowRow

INVALID = 422
LIST_PAGE = 50
OFFERED = 300


@require_GET
def system_flows(request: ActorRequest, system_id: int) -> HttpResponse:
    """Everything that flows into a system and out of it, or did."""
    row = queries.system_row(request.actor, system_id)
    ended = "ended" in request.GET
    listed = queries.flows_listed(request.actor, system_id=system_id, ended=ended)
    if kind := kind_asked(request):
        return as_file("data-flows", kind, *_table(request, queries.flow_rows(listed)))
    found = page_of(listed, order=["id"], after=request.GET.get("after"), size=LIST_PAGE)
    keeps = permissions.can_keep_catalogue(request.actor)
    context = {
        "row": row,
        "flows": queries.flow_rows(found.rows),
        "ended": ended,
        "following": found.following,
        "further": "after" in request.GET,
        "keeps": keeps,
        "may_add": may_add_flow(request, retired=row.retired_at is not None),
    }
    return show(request, "systems/flows.html", context)


def may_add_flow(request: ActorRequest, *, retired: bool) -> bool:
    """Whether somebody may say where the data of a system flows."""
    return not retired and permissions.can_add_system(request.actor)


def _table(request: ActorRequest, rows: list[FlowRow]) -> Table:
    heads = ["id", "from", "from id", "to", "to id", "data", "how", "note", "confirmed on"]
    heads += ["ended on", "page"]
    return heads, [
        [
            *(row.id, row.from_system.name, row.from_system.id),
            *(row.to_system.name, row.to_system.id),
            *(", ".join(one.value for one in row.data_classes), row.how.value, row.note),
            row.confirmed_at.date() if row.confirmed_at else None,
            row.retired_at.date() if row.retired_at else None,
            request.build_absolute_uri(row.url),
        ]
        for row in rows
    ]


@require_http_methods(["GET", "POST"])
def new_flow(request: ActorRequest, system_id: int) -> HttpResponse:
    """Say that data flows between this system and another."""
    row = queries.system_row(request.actor, system_id)
    asked = request.GET.get("direction", Direction.GIVES.value)
    form = NewFlowForm(
        request.POST if request.method == "POST" else None, initial={"direction": asked}
    )
    if form.is_valid():
        added = carry_out(form, lambda: _add(request, system_id, form))
        if added:
            said = _("Noted.") if added.confirmed_at else _("Noted. IT is asked to confirm it.")
            messages.success(request, said)
            return see_other(request, resolve_url("system_flows", system_id))
    may = may_add_flow(request, retired=row.retired_at is not None)
    others = queries.by_name(request.actor).exclude(pk=system_id)
    context = {
        "row": row,
        "form": form,
        "may": may,
        "keeps": permissions.can_keep_catalogue(request.actor),
        "others": list(others.values_list("name", flat=True)[:OFFERED]) if may else [],
    }
    status = INVALID if form.errors else 200 if may else 403
    return show(request, "systems/new_flow.html", context, status=status)


def _add(request: ActorRequest, system_id: int, form: NewFlowForm) -> FlowRow:
    other = queries.same_name(" ".join(form.cleaned_data["other"].split()))
    if other is None:
        raise BadInput(
            say("No entry in use has this name. Choose one from the list, or add it first."),
            field="other",
        )
    entry = form.entry_with(system_id, other.pk)
    return queries.flow_row_of(
        request.actor, services.add_flow(actor=request.actor, entry=entry).pk
    )


@require_http_methods(["GET", "POST"])
def flow(request: ActorRequest, flow_id: int) -> HttpResponse:
    """A flow: what is known of it, and the form to change it. A late save shows both."""
    row = queries.flow_row_of(request.actor, flow_id)
    initial = {
        "data_classes": [one.value for one in row.data_classes],
        "how": row.how.value,
        "note": row.note,
        "version": row.version,
    }
    form = FlowForm(request.POST if request.method == "POST" else None, initial=initial)
    done, stale = attempt(form, lambda: _save(request, row, form))
    if done:
        messages.success(request, _("Saved."))
        return see_other(request, resolve_url("flow", flow_id))
    context = {
        "flow": row,
        "form": form,
        "stale": stale,
        "version": stale.version if stale else form["version"].value() or "",
        "keeps": permissions.can_keep_catalogue(request.actor),
        "may": _may_change(request, row),
    }
    status = 409 if stale else INVALID if form.errors else 200
    return show(request, "systems/flow.html", context, status=status)


def _save(request: ActorRequest, row: FlowRow, form: FlowForm) -> object:
    return services.edit_flow(
        actor=request.actor,
        flow_id=row.id,
        entry=form.entry_between(row.from_system.id, row.to_system.id),
        version=form.cleaned_data["version"] or 0,
    )


def _may_change(request: ActorRequest, row: FlowRow) -> bool:
    return permissions.can_change_flow(
        request.actor, added_by=row.added_by.id, confirmed=row.confirmed_at is not None
    )


_Act = Callable[[ActorRequest, int], str]


def _act(act: _Act) -> Callable[[ActorRequest, int], HttpResponse]:
    """Something done to a flow with one button; `act` returns what is said afterwards."""

    @require_POST
    @wraps(act)
    def acting(request: ActorRequest, flow_id: int) -> HttpResponse:
        messages.success(request, act(request, flow_id))
        row = queries.flow_row_of(request.actor, flow_id)
        # Back to the system whose page was open, where it is one of the two.
        ends = {str(one.id): one.id for one in (row.from_system, row.to_system)}
        back = ends.get(request.POST.get("back", ""))
        return see_other(request, resolve_url("system", back) if back else row.url)

    return acting


@_act
def confirm_flow(request: ActorRequest, flow_id: int) -> str:
    """Say that the flow is right."""
    services.confirm_flow(actor=request.actor, flow_id=flow_id)
    return _("Thank you. The flow counts as right from today.")


@_act
def end_flow(request: ActorRequest, flow_id: int) -> str:
    """Say that data no longer flows so."""
    services.end_flow(actor=request.actor, flow_id=flow_id)
    return _("It has ended. It stays readable and can be brought back.")


@_act
def restore_flow(request: ActorRequest, flow_id: int) -> str:
    """Bring an ended flow back."""
    services.restore_flow(actor=request.actor, flow_id=flow_id)
    return _("Data flows so again.")
