"""Fields of one's own: which there are, and what stands in them on a piece of work."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.core.addresses import inside
from tandem.core.errors import BadInput, NotFound
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other, varies, wants_fragment
from tandem.core.pages import render_block, show
from tandem.core.words import say
from tandem.own_fields import permissions, queries, services
from tandem.own_fields.forms import FieldForm, NewFieldForm, StepForm, ValueForm
from tandem.own_fields.queries import FieldRow, ItemFields, Shown
from tandem.own_fields.rules import FieldStep, FieldType
from tandem.work.queries import WorkRow, item_visible_to, rows_by_id
from tandem.work.rules import WorkKind

INVALID = 422


@require_http_methods(["GET", "POST"])
def own_fields(request: ActorRequest) -> HttpResponse:
    """All fields by kind of work, and a form for one more."""
    form = NewFieldForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        kind, of = WorkKind(form.cleaned_data["kind"]), FieldType(form.cleaned_data["type"])
        if carry_out(
            form,
            lambda: services.add_field(actor=request.actor, kind=kind, type=of, **form.given()),
        ):
            messages.success(request, _("Added. It stands on every such piece of work now."))
            return see_other(request, request.path)
    fields = queries.fields_defined(retired=True)
    context = {
        "form": form,
        "kinds": [(kind, [one for one in fields if one.kind is kind]) for kind in WorkKind],
        "may": permissions.can_define(request.actor),
    }
    status = INVALID if form.errors else 200
    return show(request, "own_fields/fields.html", context, status=status)


@require_http_methods(["GET", "POST"])
def own_field(request: ActorRequest, field_id: int) -> HttpResponse:
    """Call one something else, or change its list."""
    one = queries.field_row(field_id)
    initial = {
        "name": one.name,
        "unit": one.unit,
        "required": one.required,
        "options": "\n".join(option.name for option in one.choices),
    }
    form = FieldForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given, actor = form.given(), request.actor
        done = carry_out(
            form, lambda: services.change_field(actor=actor, field_id=field_id, **given)
        )
        if done:
            messages.success(request, _("Saved."))
            return see_other(request, resolve_url("own_fields"))
    context = {"one": one, "form": form, "may": permissions.can_define(request.actor)}
    status = INVALID if form.errors else 200
    return show(request, "own_fields/field.html", context, status=status)


@require_POST
def retire_own_field(request: ActorRequest, field_id: int) -> HttpResponse:
    """Show it no more."""
    services.retire_field(actor=request.actor, field_id=field_id)
    messages.success(request, _("Retired. What stands in it is kept."))
    return see_other(request, resolve_url("own_fields"))


@require_POST
def bring_back_own_field(request: ActorRequest, field_id: int) -> HttpResponse:
    """Show it again."""
    services.bring_back_field(actor=request.actor, field_id=field_id)
    messages.success(request, _("It is there again, with what stood in it."))
    return see_other(request, resolve_url("own_fields"))


@require_POST
def move_own_field(request: ActorRequest, field_id: int) -> HttpResponse:
    """One place up or down."""
    form = StepForm(request.POST)
    if not form.is_valid():
        raise BadInput(say("There is no such place."), field="step")
    step = FieldStep(form.cleaned_data["step"])
    services.move_field(actor=request.actor, field_id=field_id, step=step)
    return see_other(request, f"{resolve_url('own_fields')}#field-{field_id}")


def own_fields_on(request: ActorRequest, row: WorkRow) -> ItemFields:
    """The fields of a piece of work, for the card on its page."""
    return queries.fields_of_item(request.actor, row)


@require_http_methods(["GET", "POST"])
def work_field(request: ActorRequest, work_id: int, field_id: int) -> HttpResponse:
    """Change what stands in a field: with HTMX where it stands, else as a small page. Where
    somebody else changed it meanwhile, what was typed stays.
    """
    row, shown = _read(request, work_id, field_id)
    may = work_id in queries.may_fill_in(request.actor, [row])
    sent = request.POST if request.method == "POST" else None
    form = ValueForm(sent, shown=shown)
    if sent is not None and form.is_valid():
        if carry_out(form, lambda: _save(request, work_id, field_id, form)):
            if not wants_fragment(request):
                messages.success(request, _("Saved."))
                return see_other(request, inside(form.cleaned_data["back"]) or row.url)
            return _answer(request, row, _read(request, work_id, field_id)[1], may=may)
        fresh = _read(request, work_id, field_id)[1]
        if may and fresh.seen != form.cleaned_data["seen"]:
            # They were told; what they save now is meant.
            form.data = {**_sent(request), "seen": fresh.seen}
    elif "shown" in request.GET:
        return _answer(request, row, shown, may=may)
    return _answer(request, row, shown, form, may=may)


def _sent(request: ActorRequest) -> dict[str, object]:
    lists = {name: request.POST.getlist(name) for name in request.POST}
    return {
        name: said if name == "value" and len(said) > 1 else said[-1]
        for name, said in lists.items()
    }


def _read(request: ActorRequest, work_id: int, field_id: int) -> tuple[WorkRow, Shown]:
    row = rows_by_id([item_visible_to(request.actor, work_id).pk])[0]
    one: FieldRow = queries.field_row(field_id)
    if one.retired or one.kind is not row.kind:
        raise NotFound
    return row, queries.shown_in([row], [one])[work_id][field_id]


def _save(request: ActorRequest, work_id: int, field_id: int, form: ValueForm) -> bool:
    services.fill_in(
        actor=request.actor,
        work_id=work_id,
        field_id=field_id,
        value=form.typed_value,
        seen=form.cleaned_data["seen"],
    )
    return True


def _answer(
    request: ActorRequest,
    row: WorkRow,
    shown: Shown,
    form: ValueForm | None = None,
    *,
    may: bool,
) -> HttpResponse:
    context = {
        "row": row,
        "shown": shown,
        "form": form,
        "may": may,
        "back": inside(request.GET.get("back", "")),
    }
    status = 403 if not may else INVALID if form is not None and form.errors else 200
    if not wants_fragment(request):
        return show(request, "own_fields/value.html", context, status=status)
    content = render_block(request, "own_fields/value.html", "cell", context)
    answer = HttpResponse(content, status=status)
    varies(answer)
    return answer
