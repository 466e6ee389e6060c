"""Our tools: the register, its figures, declaring, answering, keeping."""

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
from tandem.plans.queries import currency
from tandem.systems.queries import entries_in_use
from tandem.tools import permissions, queries, services
from tandem.tools.forms import AnswerForm, ToolForm
from tandem.tools.queries import ToolsShown, ToolWhole

INVALID = 422
LIST_PAGE = 30
HISTORY_SHOWN = 20


@require_GET
def tools(request: ActorRequest) -> HttpResponse:
    """Every tool, by name; found by words, by department."""
    words = request.GET.get("q", "")[:200].replace("\0", "")
    asked = request.GET.get("show", "")
    shown = ToolsShown(asked) if asked in {one.value for one in ToolsShown} else ToolsShown.IN_USE
    places = queries.department_names()
    place = request.GET.get("department", "")
    department = int(place) if place.isdecimal() and int(place) in places else None
    listed = queries.listed(request.actor, words=words, shown=shown, department=department)
    if kind := kind_asked(request):
        return as_file("tools", kind, *_table(request, queries.rows(listed)))
    found = page_of(
        listed, order=["name", "subject_id"], after=request.GET.get("after"), size=LIST_PAGE
    )
    context = {
        "rows": queries.rows(found.rows),
        "words": words,
        "show": shown,
        "departments": places,
        "department": department,
        "currency": currency(),
        "further": "after" in request.GET,
        "following": found.following,
        "may_declare": permissions.can_declare_tool(request.actor),
        "may_look": permissions.can_look_through_files(request.actor),
    }
    return show(request, "tools/tools.html", context)


def _table(request: ActorRequest, rows: list[queries.ToolRow]) -> Table:
    heads = ["id", "name", "address", "vendor", "purpose", "department", "data", "data risk"]
    heads += ["cost", "every", "cost a month", "paid again on", "state", "page"]
    return heads, [
        [
            *(row.id, row.name, row.address, row.vendor, row.purpose.value),
            row.department.name if row.department else "",
            *(", ".join(one.value for one in row.data_classes), row.risk.value),
            *(row.cost, row.every.value, row.per_month, row.renews_on, row.state.value),
            request.build_absolute_uri(row.url),
        ]
        for row in rows
    ]


@require_GET
def tools_in_figures(request: ActorRequest) -> HttpResponse:
    """What tools cost by department, which may be doubles, what is paid again soon."""
    context = {"register": queries.register_of(request.actor), "currency": currency()}
    return show(request, "tools/figures.html", context)


@require_http_methods(["GET", "POST"])
def declare_tool(request: ActorRequest) -> HttpResponse:
    """Say in two minutes that a department uses a tool; the date of the answer is said at once."""
    may = permissions.can_declare_tool(request.actor)
    first = _first(request)
    form = ToolForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["form_key"] or None
        declared = carry_out(
            form,
            lambda: services.declare_tool(
                actor=request.actor, declared=form.declared, form_key=key
            ),
        )
        if declared:
            messages.success(request, _("Thank you. IT answers by the date you see here."))
            return see_other(request, resolve_url("tool", declared.pk))
    context = {"form": form, "may": may, "currency": currency()}
    status = INVALID if form.errors else 200 if may else 403
    return show(request, "tools/declare_tool.html", context, status=status)


def _first(request: ActorRequest) -> dict[str, object]:
    """One's own department; of a tool that was found, what is known of it."""
    asked = request.GET.get("found", "")
    first: dict[str, object] = {"department": queries.department_of(request.actor)}
    if asked.isdecimal() and int(asked) < 2**62:
        known = _as_form(queries.whole(request.actor, int(asked)))
        first |= {key: value for key, value in known.items() if value and key != "version"}
    return first


@require_GET
def tool(request: ActorRequest, tool_id: int) -> HttpResponse:
    """A tool: what for, with which data, what it costs, what IT said."""
    whole = queries.whole(request.actor, tool_id)
    context = {
        "whole": whole,
        "row": whole.row,
        "declared": whole.declared,
        "currency": currency(),
        "may_answer": permissions.can_answer_tool(request.actor),
        "may_keep": _may_keep(request, tool_id),
        "may_declare": permissions.can_declare_tool(request.actor),
        "paid": queries.paid_months(tool_id),
        "lines": history_of(tool_id, limit=HISTORY_SHOWN),
    }
    return show(request, "tools/tool.html", context)


def _may_keep(request: ActorRequest, tool_id: int) -> bool:
    return queries.may_keep(request.actor, queries.tool_visible_to(request.actor, tool_id))


@require_http_methods(["GET", "POST"])
def edit_tool(request: ActorRequest, tool_id: int) -> HttpResponse:
    """Change what is said of a tool; a save that comes too late shows both."""
    whole = queries.whole(request.actor, tool_id)
    form = ToolForm(request.POST if request.method == "POST" else None, initial=_as_form(whole))
    done, stale = attempt(
        form,
        lambda: services.edit_tool(
            actor=request.actor,
            tool_id=tool_id,
            declared=form.declared,
            version=form.cleaned_data["version"] or 0,
        ),
    )
    if done:
        messages.success(request, _("Saved."))
        return see_other(request, whole.row.url)
    context = {
        "form": form,
        "row": whole.row,
        "stale": stale,
        "currency": currency(),
        "version": stale.version if stale else form["version"].value() or "",
        "may": _may_keep(request, tool_id),
    }
    status = 409 if stale else INVALID if form.errors else 200
    return show(request, "tools/edit_tool.html", context, status=status)


def _as_form(whole: ToolWhole) -> dict[str, object]:
    said = whole.declared
    return {
        "name": said.name,
        "what_for": said.what_for,
        "purpose": said.purpose.value,
        "address": said.address,
        "vendor": said.vendor,
        "department": said.department,
        "missed_by": said.missed_by,
        "data_classes": [one.value for one in said.data_classes],
        "cost": said.cost,
        "every": said.every.value,
        "renews_on": said.renews_on,
        "version": whole.version,
    }


@require_http_methods(["GET", "POST"])
def answer_tool(request: ActorRequest, tool_id: int) -> HttpResponse:
    """What IT says: register, replace, retire, or leave with a reason."""
    whole = queries.whole(request.actor, tool_id)
    systems = sorted((one.name, str(one.id)) for one in entries_in_use())
    first = {"system": whole.system.id if whole.system else ""}
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        systems=[(pk, name) for name, pk in systems],
        initial=first,
    )
    done, _late = attempt(
        form,
        lambda: services.answer_tool(actor=request.actor, tool_id=tool_id, answer=form.answer),
    )
    if done:
        messages.success(request, _("Answered. Whoever declared it is told."))
        return see_other(request, whole.row.url)
    context = {
        "form": form,
        "whole": whole,
        "row": whole.row,
        "declared": whole.declared,
        "currency": currency(),
        "may": permissions.can_answer_tool(request.actor),
    }
    return show(request, "tools/answer.html", context, status=INVALID if form.errors else 200)


@require_POST
def keep_tool(request: ActorRequest, tool_id: int) -> HttpResponse:
    """Say that the tool is kept when it is paid again."""
    services.keep_tool(actor=request.actor, tool_id=tool_id)
    messages.success(request, _("It is kept. You are asked again before it is next paid."))
    return see_other(request, resolve_url("tool", tool_id))
