"""The brief: read it, write it, play it back, sign it."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Lane
from tandem.activity.permissions import standing_on
from tandem.activity.queries import kinds_open_on
from tandem.briefs import permissions, queries, rules, services
from tandem.briefs.events import PLAY_BACK
from tandem.briefs.forms import (
    BaseForm,
    ItemForm,
    PlaybackAnswerForm,
    PlaybackForm,
    SectionForm,
    SignForm,
    StartForm,
)
from tandem.briefs.rules import Section, Statement
from tandem.core.errors import BadInput, Stale
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import say
from tandem.formats.brief_markdown import read_brief
from tandem.initiatives.queries import Heading, heading_visible_to
from tandem.initiatives.rules import Stage

INVALID = 422


def _url(initiative_id: int) -> str:
    return f"/initiatives/{initiative_id}/brief/"


@require_http_methods(["GET", "POST"])
def brief(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """The brief; until there is one, the way to start it."""
    row = heading_visible_to(request.actor, initiative_id)
    found = queries.whole_if_started(request.actor, initiative_id)
    if request.method == "GET" and found:
        return show(request, "briefs/brief.html", _around(request, row, found))
    form = StartForm(request.POST, request.FILES) if request.method == "POST" else StartForm()
    if request.method == "POST" and form.is_valid():
        started = carry_out(
            form,
            lambda: services.start_brief(
                actor=request.actor,
                initiative_id=initiative_id,
                document=form.text,
                form_key=form.cleaned_data["form_key"],
            ),
        )
        if started:
            for note in read_brief(form.text).notes:
                messages.info(request, note)
            return see_other(request, _url(initiative_id))
    assessed = row.stage not in {Stage.IDEA, Stage.ASSESS}
    context = {
        "form": form,
        "row": row,
        "may": permissions.can_start_brief(standing_on(request.actor, initiative_id)),
        "why_not": rules.why_not_start(assessed=assessed, started=found is not None),
    }
    return show(request, "briefs/start.html", context, status=INVALID if form.errors else 200)


def _context(request: ActorRequest, initiative_id: int) -> dict[str, object]:
    """What every page of a started brief shows."""
    row = heading_visible_to(request.actor, initiative_id)
    return _around(request, row, queries.whole(request.actor, initiative_id))


def _around(request: ActorRequest, row: Heading, found: queries.BriefWhole) -> dict[str, object]:
    standing = standing_on(request.actor, row.id)
    return {
        "brief": found,
        "row": row,
        "sections": list(Section),
        "lanes": list(Lane),
        "sides": standing.sides,
        "owned": standing.owned,
        "editable": {
            section
            for section in Section
            if standing.sides and not rules.why_not_edit(section, standing.sides)
        },
        "asked": (PLAY_BACK, Lane.IT) in kinds_open_on(found.id),
        "signing": [lane for lane in Lane if lane in standing.owned and found.unsigned[lane]],
    }


@require_http_methods(["GET", "POST"])
def new_item(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Add a part to a section."""
    chosen = SectionForm(request.GET if request.method == "GET" else request.POST)
    if not chosen.is_valid():
        raise BadInput(say("Choose a section of the brief."), field="section")
    section = Section(chosen.cleaned_data["section"])
    form = ItemForm(request.POST if request.method == "POST" else None)
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
                form_key=form.cleaned_data["form_key"] or None,
            ),
        )
        if added:
            return see_other(request, f"{_url(initiative_id)}#{added}")
    context = _context(request, initiative_id) | {
        "form": form,
        "section_of": section,
        "item": None,
        "stale": None,
    }
    return show(request, "briefs/item.html", context, status=INVALID if form.errors else 200)


@require_http_methods(["GET", "POST"])
def item(request: ActorRequest, initiative_id: int, item_id: int) -> HttpResponse:
    """Change one part. A stale save shows both texts and keeps what was typed."""
    form = ItemForm(request.POST) if request.method == "POST" else None
    stale = None
    if form and form.is_valid():
        try:
            saved = carry_out(form, lambda: _save_item(request, initiative_id, item_id, form))
        except Stale as refused:
            stale, saved = refused, None
        if saved:
            return see_other(request, f"{_url(initiative_id)}#{saved}")
    row = heading_visible_to(request.actor, initiative_id)
    whole = queries.whole(request.actor, initiative_id)
    found = whole.item(item_id)
    context = _around(request, row, whole) | {
        "form": form or ItemForm(initial=_seen(found)),
        "section_of": found.section,
        "item": found,
        "stale": stale,
    }
    status = 409 if stale else INVALID if form else 200
    return show(request, "briefs/item.html", context, status=status)


def _seen(found: queries.ItemRow) -> dict[str, object]:
    """What the form begins with."""
    return {
        "title": found.title,
        "text": found.text,
        "priority": found.priority.value if found.priority else "",
        "base": found.revision,
    }


def _save_item(request: ActorRequest, initiative_id: int, item_id: int, form: ItemForm) -> object:
    return services.edit_item(
        actor=request.actor,
        initiative_id=initiative_id,
        item_id=item_id,
        title=form.cleaned_data["title"],
        text=form.cleaned_data["text"],
        priority=form.chosen_priority,
        base=form.cleaned_data["base"] or 0,
    )


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
    return see_other(request, _url(initiative_id))


@require_POST
def restore_item(request: ActorRequest, initiative_id: int, item_id: int) -> HttpResponse:
    restored = services.restore_item(
        actor=request.actor, initiative_id=initiative_id, item_id=item_id, base=_base(request)
    )
    return see_other(request, f"{_url(initiative_id)}#{restored}")


@require_POST
def ask_for_playback(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Marketing: the brief is ready to be read."""
    services.ask_for_playback(actor=request.actor, initiative_id=initiative_id)
    messages.success(request, _("IT has been asked to say what it understood."))
    return see_other(request, _url(initiative_id))


@require_http_methods(["GET", "POST"])
def play_back(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """IT: what we understood."""
    form = PlaybackForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        said = carry_out(
            form,
            lambda: services.play_back(
                actor=request.actor,
                initiative_id=initiative_id,
                text=form.cleaned_data["text"],
                seen=form.cleaned_data["seen"],
            ),
        )
        if said:
            messages.success(request, _("Said. Marketing answers next."))
            return see_other(request, _url(initiative_id))
    row = heading_visible_to(request.actor, initiative_id)
    found = queries.whole(request.actor, initiative_id)
    context = _around(request, row, found) | {
        "form": form or PlaybackForm(initial={"seen": found.digest})
    }
    return show(request, "briefs/play_back.html", context, status=INVALID if form else 200)


@require_http_methods(["GET", "POST"])
def answer_playback(request: ActorRequest, initiative_id: int, playback_id: int) -> HttpResponse:
    """Marketing: yes, that is it; or what is different."""
    form = PlaybackAnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        answered = carry_out(
            form,
            lambda: services.answer_playback(
                actor=request.actor,
                initiative_id=initiative_id,
                playback_id=playback_id,
                confirmed=form.cleaned_data["confirmed"] == "yes",
                answer=form.cleaned_data["answer"],
            ),
        )
        if answered:
            return see_other(request, _url(initiative_id))
    context = _context(request, initiative_id) | {"form": form, "playback_id": playback_id}
    return show(request, "briefs/answer.html", context, status=INVALID if form.errors else 200)


@require_http_methods(["GET", "POST"])
def sign(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Read what is still unsigned, and sign exactly that content."""
    form = SignForm(request.POST if request.method == "POST" else None)
    signed: object = None
    if request.method == "POST" and form.is_valid():
        signed = carry_out(form, lambda: _sign(request, initiative_id, form))
    if signed:
        return see_other(request, _url(initiative_id))
    row = heading_visible_to(request.actor, initiative_id)
    found = queries.whole(request.actor, initiative_id)
    unheard = queries.changed_unheard(found.id, request.actor.me)
    context = _around(request, row, found) | {
        "form": form,
        "unheard": [part.label for part in found.items if part.id in unheard],
    }
    return show(request, "briefs/sign.html", context, status=INVALID if form.errors else 200)


def _sign(request: ActorRequest, initiative_id: int, form: SignForm) -> object:
    return services.sign_brief(
        actor=request.actor,
        initiative_id=initiative_id,
        lane=Lane(form.cleaned_data["lane"]),
        statement=Statement(form.cleaned_data["statement"]),
        seen=form.cleaned_data["seen"],
        note=form.cleaned_data["note"],
    )


@require_GET
def snapshot(request: ActorRequest, initiative_id: int, number: int) -> HttpResponse:
    """A past content, as it was signed or played back."""
    context = {
        "snapshot": queries.snapshot_of(request.actor, initiative_id, number),
        "brief": queries.whole(request.actor, initiative_id),
        "row": heading_visible_to(request.actor, initiative_id),
        "sections": list(Section),
        "lanes": list(Lane),
    }
    return show(request, "briefs/snapshot.html", context)
