"""Writing ideas, answering their questions, taking part, naming owners."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.accounts.queries import active_people_of, in_short
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import standing_on
from tandem.core.errors import BadInput, NotFound
from tandem.core.forms import attempt, carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import say
from tandem.initiatives import permissions, queries, rules, services
from tandem.initiatives.forms import AnswerForm, EditIdeaForm, IdeaForm, JoinForm, OwnersForm
from tandem.initiatives.rules import Question, Stage
from tandem.rights.queries import decision_rights
from tandem.rights.rules import Matter

INVALID = 422


def _url(initiative_id: int) -> str:
    return f"/initiatives/{initiative_id}/"


@require_http_methods(["GET", "POST"])
def new_idea(request: ActorRequest) -> HttpResponse:
    """The one sentence. What is alike is shown while one types; before saving, what may be the
    same, once: whoever saves again has seen it.
    """
    form = IdeaForm(request.actor, request.POST if request.method == "POST" else None)
    may = permissions.can_write_ideas(request.actor)
    if request.method == "GET" and "sentence" in request.GET:
        alike = queries.similar_ideas(
            request.actor, request.GET["sentence"][: rules.SENTENCE_LIMIT]
        )
        return _new_idea(request, form, alike, may=may)
    if request.method == "POST" and form.is_valid():
        if may and (same := _perhaps_the_same(request.actor, form)):
            return _new_idea(request, form, same, may=may, ask=True)
        idea = carry_out(
            form,
            lambda: services.write_idea(
                actor=request.actor,
                sentence=form.cleaned_data["sentence"],
                wish_date=form.cleaned_data["wish_date"],
                kind=form.chosen_kind,
                lane=form.chosen_lane,
                form_key=form.cleaned_data["form_key"] or None,
            ),
        )
        if idea:
            messages.success(request, _("Saved. Your idea is open to both sides now."))
            return see_other(request, _url(idea.pk))
    return _new_idea(request, form, [], may=may)


def _new_idea(
    request: ActorRequest,
    form: IdeaForm,
    alike: list[queries.SimilarIdea],
    *,
    may: bool,
    ask: bool = False,
) -> HttpResponse:
    context = {"form": form, "may": may, "alike": alike, "ask": ask}
    status = INVALID if form.errors else 200 if may else 403
    return show(
        request, "initiatives/new_idea.html", context, parts=["similar_ideas"], status=status
    )


def _perhaps_the_same(actor: Actor, form: IdeaForm) -> list[queries.SimilarIdea]:
    """What the person should see before they save, if they haven't; not what this form wrote."""
    key = form.cleaned_data["form_key"]
    if form.cleaned_data["seen"] or (key and queries.idea_with_form_key(actor, key)):
        return []
    alike = queries.similar_ideas(actor, form.cleaned_data["sentence"])
    return alike if any(one.perhaps_the_same for one in alike) else []


@require_http_methods(["GET", "POST"])
def edit_idea(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Reword the sentence, move the wished date."""
    initiative = queries.initiative_visible_to(request.actor, initiative_id)
    seen = {
        "sentence": initiative.sentence,
        "wish_date": initiative.wish_date,
        "before": initiative.sentence,
        "date_before": initiative.wish_date,
    }
    form = EditIdeaForm(request.POST) if request.method == "POST" else EditIdeaForm(initial=seen)
    done, stale = attempt(form, lambda: _save_idea(request, initiative_id, form))
    if done:
        return see_other(request, _url(initiative_id))
    context = {
        "form": form,
        "initiative": initiative,
        "stale": stale,
        "may": permissions.can_reword(
            request.actor,
            standing_on(request.actor, initiative_id),
            written_by=initiative.written_by_id,
            stage=Stage(initiative.stage),
            decides=decision_rights().lane(Matter.WORDING),
        ),
    }
    status = 409 if stale else INVALID if form.errors else 200
    return show(request, "initiatives/edit_idea.html", context, status=status)


def _save_idea(request: ActorRequest, initiative_id: int, form: EditIdeaForm) -> object:
    return services.change_idea(
        actor=request.actor,
        initiative_id=initiative_id,
        sentence=form.cleaned_data["sentence"],
        before=form.cleaned_data["before"],
        wish_date=form.cleaned_data["wish_date"],
        date_before=form.cleaned_data["date_before"],
    )


@require_GET
def next_question(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Lead to the question that this person can answer next; to the overview if there is none."""
    whole = queries.whole(request.actor, initiative_id)
    following = rules.next_question(
        whole.answers,
        standing_on(request.actor, initiative_id).sides,
        whole.rights,
        has_date=whole.row.wish_date is not None,
        stage=whole.row.stage,
    )
    if following is None:
        return redirect(_url(initiative_id))
    return redirect("question", initiative_id, following.value)


@require_http_methods(["GET", "POST"])
def question(request: ActorRequest, initiative_id: int, key: str) -> HttpResponse:
    """One question, its standing answer, and the form to answer it."""
    if key not in {question.value for question in Question}:
        raise NotFound
    asked = Question(key)
    whole = queries.whole(request.actor, initiative_id)
    standing = whole.answers.get(asked)
    seen = (
        {
            "text": standing.text,
            "replaces": standing.id,
            "measure_first": standing.measure_first,
        }
        if standing
        else {}
    )
    form = AnswerForm(request.POST) if request.method == "POST" else AnswerForm(initial=seen)
    done, stale = attempt(form, lambda: _answer(request, initiative_id, asked, form))
    if done:
        return see_other(request, _url(initiative_id))
    standing_here = standing_on(request.actor, initiative_id)
    context = {
        "form": form,
        "whole": whole,
        "question": asked,
        "standing": standing,
        "stale": stale,
        "why_not": rules.why_not_decide(asked, standing_here.sides, whole.rights)
        or rules.why_not_answer(whole.row.stage),
        "may": permissions.can_answer(
            request.actor, standing_here, written_by=whole.row.written_by.id
        ),
    }
    status = 409 if stale else INVALID if form.errors else 200
    return show(request, "initiatives/question.html", context, status=status)


def _answer(request: ActorRequest, initiative_id: int, asked: Question, form: AnswerForm) -> object:
    return services.answer_question(
        actor=request.actor,
        initiative_id=initiative_id,
        question=asked,
        text=form.cleaned_data["text"],
        replaces=form.cleaned_data["replaces"],
        measure_first=form.cleaned_data["measure_first"],
    )


@require_http_methods(["GET", "POST"])
def owners(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Name the two owners, both at once or one."""
    whole = queries.whole(request.actor, initiative_id)
    form = OwnersForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        named = carry_out(
            form,
            lambda: services.name_owners(
                actor=request.actor, initiative_id=initiative_id, owners=form.chosen
            ),
        )
        if named:
            messages.success(request, _("Done. They see it on their Today page."))
            return see_other(request, _url(initiative_id))
    people = {lane: active_people_of(lane) for lane in Lane}
    context = {
        "form": form,
        "whole": whole,
        "people": people,
        "proposed": {
            lane: whole.row.written_by.id
            for lane in Lane
            if any(one.id == whole.row.written_by.id for one in people[lane])
        },
        "may": permissions.can_name_owner(standing_on(request.actor, initiative_id)),
        "lines": in_short([one.id for one in whole.row.owners.values()]),
    }
    return show(request, "initiatives/owners.html", context, status=INVALID if form.errors else 200)


@require_POST
def join(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Take part for a side."""
    form = JoinForm(request.POST)
    if not form.is_valid():
        raise BadInput(say("Choose Marketing or IT."), field="lane")
    services.join_initiative(
        actor=request.actor, initiative_id=initiative_id, lane=Lane(form.cleaned_data["lane"])
    )
    messages.success(request, _("You are in it now."))
    return see_other(request, f"{_url(initiative_id)}questions/")
