"""Today, the list of ideas and work, and an initiative's first and last tab."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.accounts import queries as accounts
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Lane
from tandem.activity import registry
from tandem.activity.permissions import standing_on
from tandem.activity.queries import history_of, is_restricted, subject_visible_to
from tandem.activity.search import Found, found_by_words
from tandem.attachments.permissions import can_attach as may_attach
from tandem.attachments.queries import attached_to, newest_of
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.core.htmx import see_other
from tandem.core.listed_files import KINDS, Cell, as_file, kind_asked
from tandem.core.pages import show
from tandem.core.words import say
from tandem.goals.permissions import can_link
from tandem.goals.queries import open_objectives, served_by
from tandem.imports.queries import origin_of
from tandem.initiatives import queries as initiatives
from tandem.initiatives.permissions import can_choose_partners
from tandem.initiatives.rules import (
    PATH,
    Column,
    InitiativeKind,
    Layout,
    ListAsked,
    Order,
    Stage,
    Track,
)
from tandem.intake.queries import asked_on
from tandem.lists import queries as saved
from tandem.lists.rules import Listed
from tandem.pages import queries
from tandem.pages.rules import as_table, in_order
from tandem.patterns.permissions import can_make_template
from tandem.patterns.queries import begun_from
from tandem.plans.queries import promised_or_wished
from tandem.stages.forms import StageForm
from tandem.stages.services import start_stage
from tandem.talk import permissions as talking
from tandem.talk import queries as said
from tandem.talk.forms import CommentForm
from tandem.talk.views.comments import PAGE as TALK_PAGE
from tandem.talk.views.comments import before_from
from tandem.upkeep.queries import steps_to_remind_of
from tandem.year.queries import what_stands_on

HISTORY_PAGE = 50
WORDS_LIMIT = 200
BACK_LIMIT = 4_000
FOUND, FOUND_IN_FILE = 30, 500
PEOPLE_FOUND = 5


@require_GET
def today(request: ActorRequest) -> HttpResponse:
    """What waits for you, with the verb as a button."""
    agenda = queries.today(request.actor)
    # The navigation's count is what this page lists: it needn't be asked for again.
    request.open_turns = len(agenda.mine) + len(agenda.to_join)
    context = {"agenda": agenda, "steps": steps_to_remind_of(request.actor)}
    return show(request, "pages/today.html", context)


_KINDS = {
    "lanes": [(one.value, one.label) for one in Lane],
    "tracks": [(one.value, one.label) for one in Track],
    "kinds": [(one.value, one.label) for one in InitiativeKind],
    "orders": [(one.value, one.label) for one in Order],
    "columns": [(one.value, one.label) for one in Column],
}


@require_GET
def ideas(request: ActorRequest) -> HttpResponse:
    """Ideas and work, as a list or a board; whatever is asked of it stands in the address.

    Where nothing is asked, it opens with the view that the reader chose.
    """
    views = saved.views_for(request.actor, Listed.IDEAS)
    if not request.GET and (chosen := next((one for one in views if one.chosen), None)):
        return see_other(request, chosen.list_url)
    asked = ListAsked.read(request.GET.dict(), tuple(request.GET.getlist("columns")))
    choosing = "filters" in request.GET
    context: dict[str, object] = {
        "asked": asked,
        "views": views,
        "view": next((one for one in views if one.id == asked.view), None),
        "gone": saved.what_is_gone(request.actor, asked),
        "counts": initiatives.count_by_stage(request.actor),
        "stages": [*PATH[:5], Stage.PARKED, Stage.DECLINED, Stage.CLOSED],
        "choosing": choosing,
        "choices": queries.choices(request.actor) if choosing else None,
        "kinds": _KINDS,
    }
    if asked.layout is Layout.BOARD:
        context["board"] = queries.board(request.actor, asked)
        return show(request, "pages/board.html", context)
    context["found"] = queries.listed(request.actor, asked, request.GET.get("after"))
    return show(request, "pages/ideas.html", context)


@require_GET
def export_ideas(request: ActorRequest, kind: str) -> HttpResponse:
    """The list as it is asked for, whole, as a file for spreadsheets or programs."""
    asked = ListAsked.read(request.GET.dict(), tuple(request.GET.getlist("columns")))
    if kind not in KINDS:
        raise NotFound
    found = queries.exported(request.actor, asked)
    address = request.build_absolute_uri
    table = as_table(found.rows, found.sides, asked.columns, found.worked_out, address)
    return as_file("ideas-and-work", kind, *table)


@require_POST
def move_card(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Start the stage in whose column a card was put; else say what it needs first.

    The same step as the button on its own page, by the same service.
    """
    form = StageForm(request.POST)
    row = initiatives.heading_visible_to(request.actor, initiative_id)
    back = ListAsked.of_query(request.POST.get("back", "")[:BACK_LIMIT])
    if not form.is_valid():
        raise BadInput(say("There is no such stage."), field="stage")
    stage = Stage(form.cleaned_data["stage"])
    try:
        start_stage(actor=request.actor, initiative_id=initiative_id, stage=stage)
    except (NotAllowed, RuleBroken) as refused:
        context = {
            "row": row,
            "wanted": stage,
            "reason": refused.reason,
            "gate": queries.gate_of(row),
            "sides": standing_on(request.actor, initiative_id).sides,
            "back": back,
        }
        return show(request, "pages/not_yet.html", context, status=refused.status)
    messages.success(
        request,
        _("“{idea}” moved on to {stage}.").format(idea=row.sentence, stage=stage.label),
    )
    board = back.but(layout=Layout.BOARD)
    return see_other(request, f"{resolve_url('ideas')}?{board}#card-{initiative_id}")


@require_GET
def search(request: ActorRequest) -> HttpResponse:
    """What holds the words, among all that the reader may see; people by their names."""
    words = request.GET.get("q", "")[:WORDS_LIMIT].replace("\0", "")
    kind = request.GET.get("kind", "")
    kind = kind if kind in registry.subject_kinds() else ""
    mine = bool(request.GET.get("mine"))
    found = found_by_words(
        request.actor,
        words,
        kinds=(kind,) if kind else (),
        mine=mine,
        limit=FOUND_IN_FILE if kind_asked(request) else FOUND,
    )
    context = {
        "words": words,
        "kind": kind,
        "mine": mine,
        "kinds": [(name, registry.label_of(name)) for name in in_order(registry.subject_kinds())],
        "found": found,
        "people": [
            accounts.name_of(person)
            for person in accounts.people_matching(request.actor, words)[:PEOPLE_FOUND]
        ]
        if words.strip() and not kind and not mine and not request.actor.is_partner
        else [],
    }
    if as_asked := kind_asked(request):
        return as_file("search", as_asked, *found_table(found, request))
    return show(request, "pages/search.html", context, parts=("found_now",))


def found_table(found: list[Found], request: ActorRequest) -> tuple[list[str], list[list[Cell]]]:
    """What was found, for a file."""
    address = request.build_absolute_uri
    rows: list[list[Cell]] = [
        [one.subject_id, str(one.label), one.title, address(one.url)] for one in found
    ]
    return ["id", "kind", "title", "page"], rows


@require_GET
def initiative(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """An initiative: where it stands, what is missing, who is in it."""
    found = queries.overview(request.actor, initiative_id)
    owners = [one.id for one in found.whole.row.owners.values() if one.id != request.actor.me]
    outside = found.whole.row.from_outside and request.actor.lanes
    context = {
        "asked": asked_on(initiative_id) if outside else None,
        "origin": origin_of(request.actor, initiative_id),
        "begun": begun_from(request.actor, initiative_id),
        "chooses_partners": any(
            can_choose_partners(request.actor, found.standing, lane) for lane in Lane
        ),
        "may_keep": can_make_template(request.actor, found.standing),
        "it": found,
        "whole": found.whole,
        "stages": PATH,
        "restricted": is_restricted(initiative_id),
        "goal": served_by(initiative_id),
        "goals": open_objectives(request.actor) if can_link(found.standing) else [],
        "may_link": can_link(found.standing),
        "promised": promised_or_wished(initiative_id, found.whole.row.wish_date),
        "stands": what_stands_on(request.actor, found.whole.row.wish_date)
        if found.whole.row.wish_date
        else [],
        "lines": accounts.in_short(owners) if found.standing.sides else {},
        "looks": newest_of(attached_to(initiative_id)),
        "may_attach": may_attach(request.actor),
        "lanes": list(Lane),
        "joinable": [
            lane
            for lane in Lane
            if request.actor.may_write
            and lane in request.actor.lanes
            and lane not in found.standing.sides
        ],
    }
    return show(request, "pages/initiative.html", context)


@require_GET
def history(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Everything that happened, newest first."""
    row = initiatives.heading_visible_to(request.actor, initiative_id)
    before = request.GET.get("before")
    if before is not None and not (before.isdecimal() and len(before) < 19):
        raise BadInput(say("This page of the history can't be found. Start again at the newest."))
    lines = history_of(initiative_id, int(before) if before else None, HISTORY_PAGE + 1)
    context = {
        "row": row,
        "lines": lines[:HISTORY_PAGE],
        "before": lines[HISTORY_PAGE - 1].number if len(lines) > HISTORY_PAGE else None,
        "has_brief": row.stage not in {Stage.IDEA, Stage.ASSESS},
    }
    return show(request, "pages/history.html", context)


@require_GET
def talk(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """What was said about it and below it, newest last, and what that led to."""
    row = initiatives.heading_visible_to(request.actor, initiative_id)
    before = before_from(request.GET.get("before"))
    standing = standing_on(request.actor, initiative_id)
    sponsor = subject_visible_to(request.actor, initiative_id).sponsor_id
    context = {
        "row": row,
        "thread": said.thread(initiative_id, below=True, before=before, limit=TALK_PAGE),
        "newest": before is None,
        "beside": said.beside(initiative_id),
        "form": CommentForm(),
        "may": talking.can_speak(request.actor),
        "may_decide": talking.can_decide(request.actor, standing, sponsor_id=sponsor),
        "owns": bool(standing.owned),
        "may_invite": talking.can_invite(request.actor, standing),
        "has_brief": row.stage not in {Stage.IDEA, Stage.ASSESS},
    }
    return show(request, "pages/talk.html", context)


@require_GET
def styleguide(request: ActorRequest) -> HttpResponse:
    """All components on one page, for whoever builds; in the demonstration and in development."""
    if not (settings.DEBUG or accounts.is_demonstration()):
        raise NotFound
    return show(request, "styleguide.html")
