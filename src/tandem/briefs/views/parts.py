"""The brief: read it, write it, play it back, sign it."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.activity.permissions import standing_on
from tandem.activity.queries import people_on
from tandem.briefs import permissions, queries, rules, services
from tandem.briefs.forms import (
    BaseForm,
    ItemForm,
    SectionForm,
    StartForm,
)
from tandem.briefs.rules import Fields, Section, Shape
from tandem.briefs.services.suggested import ITEM
from tandem.briefs.views.shared import INVALID, around, url_of
from tandem.core.errors import BadInput, Stale
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import say
from tandem.formats.brief_markdown import read_brief
from tandem.goals.queries import served_by
from tandem.initiatives.queries import AnswerGiven, heading_visible_to
from tandem.initiatives.queries import whole as idea
from tandem.initiatives.rules import Question, Stage
from tandem.rights.queries import waiting_of_kind
from tandem.talk import queries as talk
from tandem.talk.forms import CommentForm
from tandem.talk.permissions import can_speak

TALK_SHOWN = 3
"""Comments beside a brief; its own page of talk shows them all."""


@require_http_methods(["GET", "POST"])
def brief(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """The brief; until there is one, the way to start it."""
    row = heading_visible_to(request.actor, initiative_id)
    found = queries.whole_if_started(request.actor, initiative_id)
    if request.method == "GET" and found:
        said = talk.thread(found.id, below=False, limit=TALK_SHOWN)
        spoken = {"thread": said, "talk_form": CommentForm(), "may_speak": can_speak(request.actor)}
        spoken["prototypes"] = queries.prototypes_of(found.id, found.items)
        spoken["suggestions"] = waiting_of_kind(row.id, ITEM)
        more = {**spoken, "offered": _offered(request, found), "goal": served_by(initiative_id)}
        return show(request, "briefs/brief.html", {**around(request, row, found), **more})
    form = StartForm(request.POST, request.FILES) if request.method == "POST" else StartForm()
    if request.method == "POST" and form.is_valid():
        started = carry_out(
            form,
            lambda: services.start_brief(
                actor=request.actor,
                initiative_id=initiative_id,
                document=form.text,
                with_answers=form.cleaned_data["with_answers"],
                form_key=form.cleaned_data["form_key"],
            ),
        )
        if started:
            for note in (*form.notes, *read_brief(form.text).notes):
                messages.info(request, note)
            return see_other(request, url_of(initiative_id))
    assessed = row.stage not in {Stage.IDEA, Stage.ASSESS}
    context = {
        "form": form,
        "row": row,
        "may": permissions.can_start_brief(standing_on(request.actor, initiative_id)),
        "why_not": rules.why_not_start(assessed=assessed, started=found is not None),
        "answers": list(idea(request.actor, initiative_id).answers.values()),
    }
    return show(request, "briefs/start.html", context, status=INVALID if form.errors else 200)


def _offered(request: ActorRequest, found: queries.BriefWhole) -> dict[Section, AnswerGiven]:
    """What was answered about the idea, for each section in which nothing stands yet."""
    empty = [question for question in Question if not found.section(rules.place_of(question))]
    answers = idea(request.actor, found.initiative_id).answers if empty else {}
    return {
        rules.place_of(question): given for question, given in answers.items() if question in empty
    }


@require_http_methods(["GET", "POST"])
def new_item(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Add a part to a section."""
    chosen = SectionForm(request.GET if request.method == "GET" else request.POST)
    if not chosen.is_valid():
        raise BadInput(say("Choose a section of the brief."), field="section")
    section = Section(chosen.cleaned_data["section"])
    form = ItemForm(
        request.POST if request.method == "POST" else None,
        initial={"section": section.value} | _asked_for(request, initiative_id),
    )
    if request.method == "POST" and form.is_valid():
        added = carry_out(
            form,
            lambda: services.add_item(
                actor=request.actor,
                initiative_id=initiative_id,
                section=section,
                title=form.cleaned_data["title"],
                text=form.cleaned_data["text"],
                priority=form.chosen_priority,
                fields=form.carried,
                form_key=form.cleaned_data["form_key"] or None,
            ),
        )
        if added:
            return see_other(request, f"{url_of(initiative_id)}#{added}")
    row = heading_visible_to(request.actor, initiative_id)
    whole = queries.whole(request.actor, initiative_id)
    context = around(request, row, whole)
    form.keep_to(context["decided"], new=True)
    form.offer(whole.requirements())
    offer_people(form, initiative_id)
    context |= {
        "form": form,
        "section_of": section,
        "change_waiting": None,
        "me": request.actor.me,
        "item": None,
        "stale": None,
    }
    return show(request, "briefs/item.html", context, status=INVALID if form.errors else 200)


@require_http_methods(["GET", "POST"])
def item(request: ActorRequest, initiative_id: int, item_id: int) -> HttpResponse:
    """Change one part. A stale save shows both texts and keeps what was typed."""
    form = ItemForm(request.POST) if request.method == "POST" else None
    stale = None
    if form:
        standing = standing_on(request.actor, initiative_id)
        form.keep_to(queries.written(request.actor, initiative_id, standing))
    if form and form.is_valid():
        try:
            saved = carry_out(form, lambda: _save_item(request, initiative_id, item_id, form))
        except Stale as refused:
            stale, saved = refused, None
        if saved:
            return see_other(request, saved)
    row = heading_visible_to(request.actor, initiative_id)
    whole = queries.whole(request.actor, initiative_id)
    found = whole.item(item_id)
    waiting = (
        queries.change_of(request.actor, initiative_id, found.change_id)
        if found.change_id
        else None
    )
    context = around(request, row, whole)
    shown = form or ItemForm(initial=seen(found) | _waiting(waiting))
    if not form:
        shown.keep_to(context["decided"])
    shown.offer(whole.requirements(besides=item_id))
    offer_people(shown, initiative_id)
    context |= {
        "form": shown,
        "change_waiting": waiting,
        "me": request.actor.me,
        "section_of": found.section,
        "item": found,
        "stale": stale,
    }
    status = 409 if stale else INVALID if form else 200
    return show(request, "briefs/item.html", context, status=status)


def offer_people(form: ItemForm, initiative_id: int) -> None:
    """Whoever is on the initiative can be named as owing something."""
    if any(slot.shape is Shape.WHO for slot in form.slots):
        people = {on.name.id: on.name.name for on in people_on([initiative_id])[initiative_id]}
        form.offer_people((str(pk), name) for pk, name in people.items())


def seen(found: queries.ItemRow) -> dict[str, object]:
    """What the form begins with."""
    return {
        "title": found.title,
        "text": found.text,
        "priority": found.priority.value if found.priority else "",
        "base": found.revision,
        "section": found.section.value if found.kind is found.section.item_kind else "",
        **_typed(found.fields),
    }


def _typed(carried: Fields) -> dict[str, object]:
    """What a part carries as a form shows it: a list has a line for each. The answered cards of a
    use case stand in no form.
    """
    return {
        name: "\n".join(value) if isinstance(value, list) and name not in _CHOSEN else value
        for name, value in carried.items()
        if name != rules.WHAT_IFS
    }


_CHOSEN = {"covers", "depends_on"}


def _asked_for(request: ActorRequest, initiative_id: int) -> dict[str, object]:
    """A new use case may begin with the requirements that it shall cover, any other part with what
    was answered about the idea."""
    if "covers" in request.GET:
        return {"covers": request.GET.getlist("covers")}
    if request.GET.get("answer") not in set(Question):
        return {}
    question = Question(request.GET["answer"])
    given = idea(request.actor, initiative_id).answers.get(question)
    if given is None:
        return {}
    part = rules.from_answer(question, given.text, measure_first=given.measure_first)
    return {"title": part.title, "text": part.text, **part.fields}


def _waiting(change: queries.ChangeRead | None) -> dict[str, object]:
    """A waiting change is what its author goes on writing."""
    if change is None:
        return {}
    priority = change.after.priority
    return {
        "title": change.after.title,
        "text": change.after.text,
        "priority": priority.value if priority else "",
        **_typed(change.after.fields),
    }


def _save_item(request: ActorRequest, initiative_id: int, item_id: int, form: ItemForm) -> str:
    """Save it and say where one goes on: a change of a signed part waits on its own page."""
    given = form.cleaned_data
    title, text, priority = given.get("title", ""), given.get("text", ""), form.chosen_priority
    fields = form.carried
    if form.left_out:  # What others decide stays as it is; the service holds it to that.
        now = queries.item_of(request.actor, initiative_id, item_id)
        kept = {name: value for name, value in now.fields.items() if name in form.left_out}
        fields = {**kept, **(fields or {})}
        if "text" in form.left_out:
            title, text = now.title, now.text
        if "priority" in form.left_out:
            priority = now.priority
    saved = services.edit_item(
        actor=request.actor,
        initiative_id=initiative_id,
        item_id=item_id,
        title=title,
        text=text,
        priority=priority,
        fields=fields,
        base=form.cleaned_data["base"] or 0,
        effort=form.effort,
    )
    waiting = queries.waiting_changes(saved.brief_id).get(saved.pk)
    return url_of(initiative_id) + (f"changes/{waiting}/" if waiting else f"#{saved}")


def _base(request: ActorRequest) -> int:
    form = BaseForm(request.POST)
    if not form.is_valid():
        raise BadInput(say("Open the brief again; this button was too old."), field="base")
    return int(form.cleaned_data["base"])


@require_POST
def remove_item(request: ActorRequest, initiative_id: int, item_id: int) -> HttpResponse:
    removed = services.remove_item(
        actor=request.actor, initiative_id=initiative_id, item_id=item_id, base=_base(request)
    )
    messages.success(request, _("{item} is out of the brief.").format(item=removed))
    return see_other(request, url_of(initiative_id))


@require_POST
def restore_item(request: ActorRequest, initiative_id: int, item_id: int) -> HttpResponse:
    restored = services.restore_item(
        actor=request.actor, initiative_id=initiative_id, item_id=item_id, base=_base(request)
    )
    return see_other(request, f"{url_of(initiative_id)}#{restored}")
