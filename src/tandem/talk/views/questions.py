"""Questions: all of them, asking one, answering it, accepting the answer or asking again."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.accounts.queries import InShort, in_short
from tandem.accounts.requests import ActorRequest
from tandem.activity.permissions import standing_on
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.listed_files import Table, as_file, kind_asked
from tandem.core.pages import show
from tandem.core.pagination import page_of
from tandem.talk import permissions, queries, services
from tandem.talk.events import ANSWER
from tandem.talk.forms import AgainForm, AnswerForm, CommentForm, QuestionForm
from tandem.talk.queries import QuestionList, QuestionRow
from tandem.talk.rules import QuestionState
from tandem.talk.views.shared import INVALID, comment_before, place_of, somebody

PAGE = 25


@require_GET
def questions(request: ActorRequest) -> HttpResponse:
    """To me, to my side, asked by me, all open, answered; perhaps of one initiative."""
    wanted = request.GET.get("show")
    which = QuestionList(wanted) if wanted in set(QuestionList) else _first(request)
    root = request.GET.get("initiative", "")
    root_id = int(root) if root.isdecimal() and len(root) < 19 else None
    order = ["due_at", "subject_id"]
    if which in {QuestionList.ANSWERED, QuestionList.ASKED}:
        order = ["-asked_at", "-subject_id"]
    listed = queries.questions_listed(request.actor, which, root_id=root_id)
    if kind := kind_asked(request):
        rows = queries.question_rows(list(listed.order_by(*order)))
        return as_file(f"questions-{which.value}", kind, *_table(request, rows))
    page = page_of(
        listed,
        order=order,
        after=request.GET.get("after"),
        size=PAGE,
    )
    context = {
        "rows": queries.question_rows(page.rows),
        "which": which,
        "lists": [
            one for one in QuestionList if one is not QuestionList.SIDE or request.actor.lanes
        ],
        "root_id": root_id,
        "following": page.following,
    }
    return show(request, "talk/questions.html", context)


def _table(request: ActorRequest, rows: list[QuestionRow]) -> Table:
    heads = ["id", "question", "initiative", "page", "asked by", "asked on", "to", "due", "state"]
    return [*heads, "may block"], [
        [
            *(row.id, row.text, row.root_title, request.build_absolute_uri(row.url)),
            *(row.by.name, row.asked_at.date(), _to(row), row.due_at, row.state.value, row.blocks),
        ]
        for row in rows
    ]


def _to(row: QuestionRow) -> str:
    if row.to_person:
        return row.to_person.name
    if row.to_team:
        return row.to_team.name
    return str(row.to_lane.label) if row.to_lane else ""


def _first(request: ActorRequest) -> QuestionList:
    return QuestionList.ME if request.actor.may_take_part else QuestionList.OPEN


@require_http_methods(["GET", "POST"])
def new_question(request: ActorRequest, subject_id: int) -> HttpResponse:
    """Ask something about a subject, perhaps from a comment."""
    place = place_of(request.actor, subject_id)
    comment = comment_before(request.actor, place, request.GET.get("comment"))
    seen = {"text": comment.text, "comment": comment.id} if comment else {}
    form = QuestionForm(request.POST) if request.method == "POST" else QuestionForm(initial=seen)
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["to"]
        asked = carry_out(
            form,
            lambda: services.ask_question(
                actor=request.actor,
                subject_id=subject_id,
                text=form.cleaned_data["text"],
                to_person=to.person,
                to_lane=to.lane,
                to_team=to.team,
                blocks=form.cleaned_data["blocks"],
                comment_id=form.cleaned_data["comment"],
            ),
        )
        if asked:
            messages.success(request, _("Asked. It stands on their Today page."))
            return see_other(request, f"/questions/{asked.pk}/")
    context = {
        "place": place,
        "form": form,
        "people": somebody(place),
        "may": permissions.can_speak(request.actor),
    }
    return show(request, "talk/new_question.html", context, status=INVALID if form.errors else 200)


@require_http_methods(["GET", "POST"])
def question(request: ActorRequest, question_id: int) -> HttpResponse:
    """One question with its answers; for whoever was asked the form to answer."""
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = carry_out(
            form,
            lambda: services.give_answer(
                actor=request.actor, question_id=question_id, text=form.cleaned_data["text"]
            ),
        )
        if given:
            messages.success(request, _("Answered. Whoever asked sees it."))
            return see_other(request, f"/questions/{question_id}/")
    return _page(request, question_id, form, AgainForm())


def _page(
    request: ActorRequest, question_id: int, form: AnswerForm, again: AgainForm
) -> HttpResponse:
    asked = queries.question_visible_to(request.actor, question_id)
    row = queries.question_rows([asked])[0]
    context = {
        "row": row,
        "place": place_of(request.actor, question_id),
        "answers": queries.answers_to(question_id),
        "thread": queries.thread(question_id, below=False),
        "form": form,
        "again": again,
        "comment_form": CommentForm(),
        "may_speak": permissions.can_speak(request.actor),
        "line": _line(request, row),
        **_rights(request, row),
    }
    status = INVALID if form.errors or again.errors else 200
    return show(request, "talk/question.html", context, status=status)


def _line(request: ActorRequest, row: QuestionRow) -> InShort | None:
    """How to work with the other one: with who was asked, or for them with who asks."""
    asked = row.to_person.id if row.to_person else None
    other = row.by.id if asked in {None, request.actor.me} else asked
    return in_short([other]).get(other) if other and other != request.actor.me else None


def _rights(request: ActorRequest, row: QuestionRow) -> dict[str, bool]:
    """Which buttons make sense for whoever looks."""
    actor, is_open = request.actor, row.state is QuestionState.OPEN
    answerable = is_open or row.state is QuestionState.ASSUMED
    asked = permissions.can_give_answer(
        actor,
        to_person=row.to_person.id if row.to_person else None,
        to_lane=row.to_lane,
        in_team=queries.is_in_team_asked(actor, row.to_team.id if row.to_team else None),
    )
    asked = asked or (is_open and queries.waits_for(actor, row.id, ANSWER))
    judges = permissions.can_judge_answer(actor, asked_by=row.by.id)
    withdraws = permissions.can_withdraw(actor, standing_on(actor, row.root_id), asked_by=row.by.id)
    return {
        "may_answer": answerable and asked,
        "may_accept": judges and row.state is QuestionState.ANSWERED,
        "may_ask_again": judges and row.state in {QuestionState.ANSWERED, QuestionState.ACCEPTED},
        "may_withdraw": is_open and withdraws,
    }


@require_POST
def accept_answer(request: ActorRequest, question_id: int) -> HttpResponse:
    """That answers it."""
    services.accept_answer(actor=request.actor, question_id=question_id)
    return see_other(request, f"/questions/{question_id}/")


@require_POST
def ask_again(request: ActorRequest, question_id: int) -> HttpResponse:
    """Say what is still missing."""
    form = AgainForm(request.POST)
    if form.is_valid():
        done = carry_out(
            form,
            lambda: services.ask_again(
                actor=request.actor,
                question_id=question_id,
                missing=form.cleaned_data["missing"],
            ),
        )
        if done:
            return see_other(request, f"/questions/{question_id}/")
    return _page(request, question_id, AnswerForm(), form)


@require_POST
def withdraw_question(request: ActorRequest, question_id: int) -> HttpResponse:
    """No longer ask."""
    services.withdraw_question(actor=request.actor, question_id=question_id)
    return see_other(request, f"/questions/{question_id}/")
