"""Decisions: all of them, writing one down, disagreeing, looking at it again."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.activity.permissions import standing_on
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.listed_files import Table, as_file, kind_asked
from tandem.core.pages import show
from tandem.core.pagination import page_of
from tandem.talk import permissions, queries, services
from tandem.talk.forms import CommentForm, DecisionForm, DissentForm, LookAgainForm
from tandem.talk.queries import DecisionRow
from tandem.talk.rules import first_line
from tandem.talk.views.shared import INVALID, comment_before, place_of

PAGE = 25


@require_GET
def decisions(request: ActorRequest) -> HttpResponse:
    """Newest first; those to be looked at again, by their day; those with dissent."""
    show_ = request.GET.get("show", "")
    root = request.GET.get("initiative", "")
    root_id = int(root) if root.isdecimal() and len(root) < 19 else None
    look_again = show_ == "look-again"
    listed = queries.decisions_listed(
        request.actor, root_id=root_id, look_again=look_again, disputed=show_ == "dissent"
    )
    order = ["look_again_on", "subject_id"] if look_again else ["-decided_at", "-subject_id"]
    if kind := kind_asked(request):
        rows = queries.decision_rows(list(listed.order_by(*order)))
        return as_file("decisions", kind, *_table(request, rows))
    page = page_of(
        listed,
        order=order,
        after=request.GET.get("after"),
        size=PAGE,
    )
    context = {
        "rows": queries.decision_rows(page.rows),
        "show": show_ if show_ in {"look-again", "dissent"} else "",
        "root_id": root_id,
        "following": page.following,
    }
    return show(request, "talk/decisions.html", context)


def _table(request: ActorRequest, rows: list[DecisionRow]) -> Table:
    heads = ["id", "decision", "choice", "why", "initiative", "page", "decided by", "decided on"]
    return [*heads, "look again on", "with dissent of"], [
        [
            *(row.id, row.title, row.choice, row.why, row.root_title),
            *(request.build_absolute_uri(row.url), row.by.name, row.at.date(), row.look_again_on),
            ", ".join(one.by.name for one in row.dissents),
        ]
        for row in rows
    ]


@require_http_methods(["GET", "POST"])
def new_decision(request: ActorRequest, subject_id: int) -> HttpResponse:
    """Write a decision down, perhaps from a comment."""
    place = place_of(request.actor, subject_id)
    comment = comment_before(request.actor, place, request.GET.get("comment"))
    seen = (
        {"title": first_line(comment.text), "why": comment.text, "comment": comment.id}
        if comment
        else {}
    )
    form = DecisionForm(request.POST) if request.method == "POST" else DecisionForm(initial=seen)
    if request.method == "POST" and form.is_valid():
        written = carry_out(form, lambda: _write(request, subject_id, form))
        if written:
            messages.success(request, _("Written down. Whoever disagrees can say so on it."))
            return see_other(request, f"/decisions/{written}/")
    may = permissions.can_decide(
        request.actor, standing_on(request.actor, place.root_id), sponsor_id=place.sponsor_id
    )
    context = {"place": place, "form": form, "may": may}
    return show(request, "talk/new_decision.html", context, status=INVALID if form.errors else 200)


def _write(request: ActorRequest, subject_id: int, form: DecisionForm) -> int:
    written = services.write_decision(
        actor=request.actor,
        subject_id=subject_id,
        title=form.cleaned_data["title"],
        options=form.listed,
        choice=form.cleaned_data["choice"],
        why=form.cleaned_data["why"],
        look_again_on=form.cleaned_data["look_again_on"],
        comment_id=form.cleaned_data["comment"],
    )
    return int(written.pk)


@require_GET
def decision(request: ActorRequest, decision_id: int) -> HttpResponse:
    """One decision, with its dissent and what was said about it."""
    return _page(request, decision_id, DissentForm(), LookAgainForm())


def _page(
    request: ActorRequest, decision_id: int, dissent_form: DissentForm, look_form: LookAgainForm
) -> HttpResponse:
    made = queries.decision_visible_to(request.actor, decision_id)
    row = queries.decision_rows([made])[0]
    place = place_of(request.actor, decision_id)
    context = {
        "row": row,
        "place": place,
        "thread": queries.thread(decision_id, below=False),
        "dissent_form": dissent_form,
        "look_form": look_form,
        "comment_form": CommentForm(),
        "may_speak": permissions.can_speak(request.actor),
        "may_dissent": permissions.can_dissent(request.actor),
        "dissents": any(one.by.id == request.actor.me for one in row.dissents),
        "may_look": permissions.can_look_again(
            request.actor,
            standing_on(request.actor, place.root_id),
            decided_by=row.by.id,
            sponsor_id=place.sponsor_id,
        ),
    }
    status = INVALID if dissent_form.errors or look_form.errors else 200
    return show(request, "talk/decision.html", context, status=status)


@require_POST
def dissent(request: ActorRequest, decision_id: int) -> HttpResponse:
    """Disagree, with the reason."""
    form = DissentForm(request.POST)
    if form.is_valid():
        done = carry_out(
            form,
            lambda: services.dissent(
                actor=request.actor, decision_id=decision_id, text=form.cleaned_data["text"]
            ),
        )
        if done:
            return see_other(request, f"/decisions/{decision_id}/")
    return _page(request, decision_id, form, LookAgainForm())


@require_POST
def end_dissent(request: ActorRequest, decision_id: int) -> HttpResponse:
    """No longer disagree."""
    services.end_dissent(actor=request.actor, decision_id=decision_id)
    return see_other(request, f"/decisions/{decision_id}/")


@require_POST
def look_again(request: ActorRequest, decision_id: int) -> HttpResponse:
    """It still holds."""
    form = LookAgainForm(request.POST)
    if form.is_valid():
        done = carry_out(
            form,
            lambda: services.look_at_decision_again(
                actor=request.actor,
                decision_id=decision_id,
                look_again_on=form.cleaned_data["look_again_on"],
            ),
        )
        if done:
            return see_other(request, f"/decisions/{decision_id}/")
    return _page(request, decision_id, DissentForm(), form)
