"""Templates of initiatives: listed, made, changed, retired, begun from, filled in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.core.forms import attempt, carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.initiatives.permissions import can_write_ideas
from tandem.initiatives.queries import heading_visible_to
from tandem.patterns import queries, services
from tandem.patterns.forms import BeginForm, TemplateForm

INVALID, CONFLICT = 422, 409


@require_GET
def templates(request: ActorRequest) -> HttpResponse:
    """All templates, for whoever is about to do something again."""
    context = {
        "rows": queries.templates(request.actor),
        "work": queries.work_templates(request.actor),
    }
    return show(request, "patterns/templates.html", context)


@require_http_methods(["GET", "POST"])
def template(request: ActorRequest, template_id: int) -> HttpResponse:
    """What a template holds, and the place to begin from it."""
    row = queries.template(request.actor, template_id)
    form = BeginForm(request.actor, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        idea = carry_out(
            form,
            lambda: services.start_from_template(
                actor=request.actor,
                template_id=template_id,
                sentence=form.cleaned_data["sentence"],
                wish_date=form.cleaned_data["wish_date"],
                lane=form.chosen_lane,
                form_key=form.cleaned_data["form_key"] or None,
            ),
        )
        if idea:
            messages.success(request, _("Saved, with what the template answers for your side."))
            return see_other(request, f"/initiatives/{idea.pk}/")
    context = {"row": row, "form": form, "may": can_write_ideas(request.actor)}
    status = INVALID if form.errors else 200
    return show(request, "patterns/template.html", context, status=status)


@require_http_methods(["GET", "POST"])
def make_template(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """What would be kept of an initiative, and under which name."""
    heading = heading_visible_to(request.actor, initiative_id)
    kept = queries.to_keep(request.actor, initiative_id)
    form = TemplateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = carry_out(
            form,
            lambda: services.make_template(
                actor=request.actor,
                initiative_id=initiative_id,
                name=form.cleaned_data["name"],
                description=form.cleaned_data["description"],
            ),
        )
        if made:
            messages.success(request, _("Made. Anybody may begin from it now."))
            return see_other(request, resolve_url("template", made.pk))
    context = {"row": heading, "kept": kept, "form": form}
    status = INVALID if form.errors else 200 if kept.may else 403
    return show(request, "patterns/make_template.html", context, status=status)


@require_http_methods(["GET", "POST"])
def edit_template(request: ActorRequest, template_id: int) -> HttpResponse:
    """Its name and what it is good for; a save that comes too late shows both."""
    row = queries.template(request.actor, template_id)
    seen = {"name": row.name, "description": row.description, "version": row.version}
    form = TemplateForm(request.POST if request.method == "POST" else None, initial=seen)
    done, stale = attempt(form, lambda: _edit(request, template_id, form))
    if done:
        messages.success(request, _("Saved."))
        return see_other(request, row.url)
    context = {
        "row": row,
        "form": form,
        "action": resolve_url("edit_template", template_id),
        "stale": stale,
        "version": stale.version if stale else form["version"].value() or "",
    }
    status = CONFLICT if stale else INVALID if form.errors else 200 if row.may_change else 403
    return show(request, "patterns/edit_template.html", context, status=status)


def _edit(request: ActorRequest, template_id: int, form: TemplateForm) -> object:
    return services.edit_template(
        actor=request.actor,
        template_id=template_id,
        name=form.cleaned_data["name"],
        description=form.cleaned_data["description"],
        version=form.cleaned_data["version"] or 0,
    )


@require_POST
def retire_template(request: ActorRequest, template_id: int) -> HttpResponse:
    """Nothing begins from it any more."""
    services.retire_template(actor=request.actor, template_id=template_id)
    messages.success(request, _("Retired. What began from it stays as it is."))
    return see_other(request, resolve_url("templates"))


@require_POST
def fill_from_template(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Fill in what one's side decides and nobody has written yet."""
    filled = services.fill_from_template(actor=request.actor, initiative_id=initiative_id)
    if filled:
        said = ngettext("{n} thing is filled in.", "{n} things are filled in.", filled)
        messages.success(request, said.format(n=filled))
    else:
        messages.info(request, _("Nothing of it is yours to fill in just now."))
    return see_other(request, f"/initiatives/{initiative_id}/")
