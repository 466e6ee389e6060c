"""Templates of work: made, looked at, changed, retired; used on an initiative, and taken back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.activity.permissions import standing_on
from tandem.activity.queries import roots_held
from tandem.core.forms import attempt, carry_out, new_form_key
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.initiatives.events import INITIATIVE
from tandem.initiatives.queries import heading_visible_to
from tandem.patterns import permissions, queries, services
from tandem.patterns.forms import KeepWorkForm, LaunchForm, PieceForm, TemplateForm, UseOnForm
from tandem.patterns.queries import WorkTemplateRow
from tandem.work.rules import WorkKind

INVALID, CONFLICT = 422, 409


@require_GET
def work_template(request: ActorRequest, template_id: int) -> HttpResponse:
    """What a template of work holds, and the way to where it is used."""
    row = queries.work_template(request.actor, template_id)
    homes = roots_held(request.actor, (INITIATIVE,)) if request.actor.may_write else []
    form = UseOnForm(homes, request.GET if "on" in request.GET else None)
    if form.is_bound and form.is_valid():
        return see_other(request, _use_url(int(form.cleaned_data["on"]), template_id))
    said = queries.said_fields(row.pieces)
    context = {"row": row, "said": said, "form": form, "homes": homes}
    status = INVALID if form.errors else 200
    return show(request, "patterns/work_template.html", context, status=status)


def _use_url(initiative_id: int, template_id: int) -> str:
    return resolve_url("use_work_template", initiative_id, template_id)


@require_http_methods(["GET", "POST"])
def make_work_template(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """What would be kept of an initiative's work, and under which name."""
    row = heading_visible_to(request.actor, initiative_id)
    usual = {"launch": queries.launch_of(initiative_id)}
    form = KeepWorkForm(request.POST if request.method == "POST" else None, initial=usual)
    if request.method == "POST" and form.is_valid():
        made = carry_out(
            form,
            lambda: services.make_work_template(
                actor=request.actor,
                initiative_id=initiative_id,
                name=form.cleaned_data["name"],
                description=form.cleaned_data["description"],
                launch_day=form.cleaned_data["launch"],
            ),
        )
        if made:
            messages.success(request, _("Made. Whoever sees this initiative may use it now."))
            return see_other(request, resolve_url("work_template", made.pk))
    kept = queries.work_to_keep(request.actor, initiative_id)
    context = {
        "row": row,
        "kept": kept,
        "said": queries.said_fields(kept.pieces),
        "form": form,
    }
    may = permissions.can_make_template(request.actor, standing_on(request.actor, initiative_id))
    status = INVALID if form.errors else 200 if may else 403
    return show(request, "patterns/keep_work.html", context, status=status)


@require_http_methods(["GET", "POST"])
def edit_work_template(request: ActorRequest, template_id: int) -> HttpResponse:
    """Its name and what it is good for; a save that comes too late shows both."""
    row = queries.work_template(request.actor, template_id)
    seen = {"name": row.name, "description": row.description, "version": row.version}
    form = TemplateForm(request.POST if request.method == "POST" else None, initial=seen)
    done, stale = attempt(
        form,
        lambda: services.edit_work_template(
            actor=request.actor,
            template_id=template_id,
            name=form.cleaned_data["name"],
            description=form.cleaned_data["description"],
            version=form.cleaned_data["version"] or 0,
        ),
    )
    if done:
        messages.success(request, _("Saved."))
        return see_other(request, row.url)
    context = {
        "row": row,
        "form": form,
        "action": resolve_url("edit_work_template", template_id),
        "stale": stale,
        "version": stale.version if stale else form["version"].value() or "",
    }
    status = CONFLICT if stale else INVALID if form.errors else 200 if row.may_change else 403
    return show(request, "patterns/edit_template.html", context, status=status)


@require_POST
def retire_work_template(request: ActorRequest, template_id: int) -> HttpResponse:
    """Nobody uses it any more."""
    services.retire_work_template(actor=request.actor, template_id=template_id)
    messages.success(request, _("Retired. The work that was added from it stays as it is."))
    return see_other(request, resolve_url("templates"))


@require_http_methods(["GET", "POST"])
def new_piece(request: ActorRequest, template_id: int) -> HttpResponse:
    """One more piece of a template."""
    row = queries.work_template(request.actor, template_id)
    form = PieceForm(
        row.pieces,
        request.POST if request.method == "POST" else None,
        own=queries.fields_to_fill(_kind(request, WorkKind.TASK)),
    )
    done, _stale = attempt(
        form,
        lambda: services.add_piece(
            actor=request.actor, template_id=template_id, changes=form.changes
        ),
    )
    if done:
        messages.success(request, _("Added to the template."))
        return see_other(request, row.url)
    return _piece(request, row, form, resolve_url("new_piece", template_id))


@require_http_methods(["GET", "POST"])
def edit_piece(request: ActorRequest, template_id: int, piece_key: int) -> HttpResponse:
    """What a piece of a template says; a save that comes too late shows both."""
    row = queries.work_template(request.actor, template_id)
    piece = row.piece(piece_key)
    form = PieceForm(
        [one for one in row.pieces if one.key != piece_key],
        request.POST if request.method == "POST" else None,
        initial=PieceForm.said_by(piece, row.version),
        own=queries.fields_to_fill(_kind(request, piece.kind)),
        said=queries.said_fields([piece]).get(piece_key, ()),
    )
    done, stale = attempt(
        form,
        lambda: services.edit_piece(
            actor=request.actor,
            template_id=template_id,
            key=piece_key,
            changes=form.changes,
            version=form.cleaned_data["version"] or 0,
        ),
    )
    if done:
        messages.success(request, _("Saved."))
        return see_other(request, row.url)
    context = {"piece": piece, "stale": stale, "version": stale.version if stale else None}
    return _piece(request, row, form, resolve_url("edit_piece", template_id, piece_key), **context)


def _kind(request: ActorRequest, usual: WorkKind) -> WorkKind:
    """The kind that a form says, whose fields it has."""
    said = request.POST.get("kind", "")
    return WorkKind(said) if said in set(WorkKind) else usual


def _piece(
    request: ActorRequest, row: WorkTemplateRow, form: PieceForm, action: str, **more: object
) -> HttpResponse:
    context = {"piece": None, "stale": None, "version": None, **more}
    version = context["version"] or form["version"].value() or ""
    context |= {"row": row, "form": form, "action": action, "version": version}
    invalid = INVALID if form.errors else 200 if row.may_change else 403
    status = CONFLICT if context["stale"] else invalid
    return show(request, "patterns/piece.html", context, status=status)


@require_POST
def remove_piece(request: ActorRequest, template_id: int, piece_key: int) -> HttpResponse:
    """Take a piece out of a template."""
    services.remove_piece(actor=request.actor, template_id=template_id, key=piece_key)
    messages.success(request, _("Taken out of the template."))
    return see_other(request, resolve_url("work_template", template_id))


@require_GET
def work_templates_for(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Which template to use on an initiative, and what was added from one before."""
    row = heading_visible_to(request.actor, initiative_id)
    standing = standing_on(request.actor, initiative_id)
    context = {
        "row": row,
        "templates": [
            one for one in queries.work_templates(request.actor) if one.retired_at is None
        ],
        "uses": queries.uses_on(request.actor, initiative_id),
        "may": permissions.can_use_work(request.actor, standing),
        "may_make": permissions.can_make_template(request.actor, standing),
    }
    return show(request, "patterns/work_templates_for.html", context)


@require_http_methods(["GET", "POST"])
def use_work_template(request: ActorRequest, initiative_id: int, template_id: int) -> HttpResponse:
    """What a template would add to an initiative, with its days; then all of it at once."""
    row = heading_visible_to(request.actor, initiative_id)
    usual = {"launch": queries.launch_of(initiative_id)}
    told = request.POST if request.method == "POST" else request.GET if request.GET else None
    form = LaunchForm(told, initial=usual)
    told_well = form.is_bound and form.is_valid()
    day = form.launch_day if told_well else None if form.is_bound else usual["launch"]
    off_closed = form.off_closed if told_well else True
    if request.method == "POST" and told_well:
        used = carry_out(
            form,
            lambda: services.use_work_template(
                actor=request.actor,
                template_id=template_id,
                initiative_id=initiative_id,
                launch_day=day,
                off_closed=off_closed,
                form_key=form.cleaned_data["form_key"] or None,
            ),
        )
        if used:
            _say_used(request, used.pk)
            return see_other(request, f"{row.url}work/")
    template = queries.work_template(request.actor, template_id)
    context = {
        "row": row,
        "template": template,
        "said": queries.said_fields(template.pieces),
        "found": queries.preview(
            request.actor, template_id, initiative_id, day, off_closed=off_closed
        ),
        "form": form,
        "off_closed": off_closed,
        "key": request.POST.get("form_key", "")[:36] or new_form_key(),
    }
    return show(request, "patterns/use_work.html", context, status=INVALID if form.errors else 200)


def _say_used(request: ActorRequest, use_id: int) -> None:
    use = queries.use_on(request.actor, use_id)
    count = len(use.made)
    said = ngettext("{n} piece of work is added.", "{n} pieces of work are added.", count)
    words = said.format(n=count)
    if use.left:
        more = ngettext(
            "{n} more is there for the other side to add.",
            "{n} more are there for the other side to add.",
            len(use.left),
        )
        words = f"{words} {more.format(n=len(use.left))}"
    messages.success(request, words, extra_tags=f"undo {resolve_url('take_back_use', use_id)}")


@require_POST
def add_rest_of_template(request: ActorRequest, use_id: int) -> HttpResponse:
    """Add the pieces that are one's own side's."""
    use = queries.use_on(request.actor, use_id)
    added = services.add_rest_of_template(actor=request.actor, use_id=use_id)
    if added:
        said = ngettext("{n} piece of work is added.", "{n} pieces of work are added.", added)
        messages.success(request, said.format(n=added))
    else:
        messages.info(request, _("Nothing of it is your side's."))
    return see_other(request, f"/initiatives/{use.initiative_id}/work/")


@require_POST
def take_back_use(request: ActorRequest, use_id: int) -> HttpResponse:
    """Drop again what was added, as far as nobody has begun it."""
    use = queries.use_on(request.actor, use_id)
    gone, stays = services.take_back_use(actor=request.actor, use_id=use_id)
    said = ngettext("{n} piece is taken back.", "{n} pieces are taken back.", gone)
    words = said.format(n=gone)
    if stays:
        more = ngettext(
            "{n} stays: somebody has begun it.", "{n} stay: somebody has begun them.", stays
        )
        words = f"{words} {more.format(n=stays)}"
    messages.success(request, words)
    return see_other(request, f"/initiatives/{use.initiative_id}/work/")
