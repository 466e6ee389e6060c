"""Suggesting a change of a part that others decide."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.accounts.requests import ActorRequest
from tandem.activity.permissions import standing_on
from tandem.briefs import queries, rules
from tandem.briefs.forms import SectionForm, SuggestPartForm
from tandem.briefs.rules import Priority, Section
from tandem.briefs.services.suggested import ITEM, NEW_ITEM
from tandem.briefs.views.parts import offer_people, seen
from tandem.briefs.views.shared import INVALID, around, url_of
from tandem.core.errors import BadInput
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import say
from tandem.initiatives.queries import heading_visible_to
from tandem.rights.rules import Settlement
from tandem.rights.services import suggest_change


def _is_about_what_stands(
    request: ActorRequest, initiative_id: int, item_id: int, form: SuggestPartForm
) -> bool:
    """Or what somebody else changed meanwhile would be suggested to be changed back."""
    now = queries.item_of(request.actor, initiative_id, item_id)
    if form.cleaned_data["base"] in {None, now.revision}:
        return True
    form.add_error(
        None,
        _("Somebody changed this part while you were writing. Below it stands as it is now."),
    )
    return False


@require_http_methods(["GET", "POST"])
def suggest_item(request: ActorRequest, initiative_id: int, item_id: int) -> HttpResponse:
    """How somebody would write a part that others decide; sending it changes nothing yet."""
    form = SuggestPartForm(request.POST) if request.method == "POST" else None
    if form:
        standing = standing_on(request.actor, initiative_id)
        decided = queries.written(request.actor, initiative_id, standing)
        form.keep_to(rules.MATTERS - decided)
    if form and form.is_valid() and _is_about_what_stands(request, initiative_id, item_id, form):
        made = carry_out(
            form,
            lambda: suggest_change(
                actor=request.actor,
                subject_id=initiative_id,
                kind=ITEM,
                target=str(item_id),
                fields=form.suggested,
                why=form.cleaned_data["why"],
            ),
        )
        if made and made.outcome == Settlement.TIDIED:
            messages.success(request, _("Applied at once: the meaning is the same."))
            return see_other(request, url_of(initiative_id))
        if made:
            messages.success(request, _("Sent. You will see here what becomes of it."))
            return see_other(request, resolve_url("proposals", initiative_id))
    row = heading_visible_to(request.actor, initiative_id)
    whole = queries.whole(request.actor, initiative_id)
    found = whole.item(item_id)
    context = around(request, row, whole)
    shown = form or SuggestPartForm(initial=seen(found))
    if not form:
        shown.keep_to(rules.MATTERS - context["decided"])
    shown.offer(whole.requirements(besides=item_id))
    offer_people(shown, initiative_id)
    context |= {"form": shown, "section_of": found.section, "item": found}
    return show(request, "briefs/suggest.html", context, status=INVALID if form else 200)


@require_http_methods(["GET", "POST"])
def suggest_new_item(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """A part that somebody would add where others decide; sending it changes nothing yet."""
    chosen = SectionForm(request.GET if request.method == "GET" else request.POST)
    if not chosen.is_valid():
        raise BadInput(say("Choose a section of the brief."), field="section")
    section = Section(chosen.cleaned_data["section"])
    form = SuggestPartForm(
        request.POST if request.method == "POST" else None,
        initial={"section": section.value, "priority": Priority.SHOULD.value},
    )
    decided = queries.written(
        request.actor, initiative_id, standing_on(request.actor, initiative_id)
    )
    form.keep_to(rules.MATTERS - decided, new=True)
    if request.method == "POST" and form.is_valid():
        made = carry_out(
            form,
            lambda: suggest_change(
                actor=request.actor,
                subject_id=initiative_id,
                kind=NEW_ITEM,
                target=section.value,
                fields=form.suggested,
                why=form.cleaned_data["why"],
            ),
        )
        if made:
            messages.success(request, _("Sent. You will see here what becomes of it."))
            return see_other(request, resolve_url("proposals", initiative_id))
    row = heading_visible_to(request.actor, initiative_id)
    whole = queries.whole(request.actor, initiative_id)
    context = around(request, row, whole)
    form.offer(whole.requirements())
    offer_people(form, initiative_id)
    context |= {"form": form, "section_of": section, "item": None}
    return show(request, "briefs/suggest.html", context, status=INVALID if form.errors else 200)
