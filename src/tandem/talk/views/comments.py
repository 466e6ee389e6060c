"""The one box: say something, change it, take it back, be polite about it."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.activity.queries import SubjectSeen
from tandem.core.errors import BadInput
from tandem.core.forms import attempt, carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import say
from tandem.talk import permissions, queries, services
from tandem.talk.forms import ChangedCommentForm, CommentForm, ReactionForm
from tandem.talk.rules import Reaction
from tandem.talk.views.shared import INVALID, after, place_of, talk_of

PAGE = 30


@require_http_methods(["GET", "POST"])
def talk(request: ActorRequest, subject_id: int) -> HttpResponse:
    """What was said about one subject and below it, and the box."""
    place = place_of(request.actor, subject_id)
    form = CommentForm(request.POST if request.method == "POST" else None)
    may = permissions.can_speak(request.actor)
    if request.method == "POST" and form.is_valid():
        comment = carry_out(
            form,
            lambda: services.write_comment(
                actor=request.actor,
                subject_id=subject_id,
                text=form.cleaned_data["text"],
                form_key=form.cleaned_data["form_key"] or None,
            ),
        )
        if comment:
            address = after(place, form.cleaned_data["back"]).partition("#")[0]
            return see_other(request, f"{address}#comment-{comment.pk}")
    status = INVALID if form.errors else 200
    return show(request, "talk/talk.html", _thread(request, place, form, may=may), status=status)


def _thread(
    request: ActorRequest, place: SubjectSeen, form: CommentForm, *, may: bool
) -> dict[str, object]:
    return {
        "place": place,
        "thread": queries.thread(
            place.id,
            below=place.id == place.root_id,
            before=before_from(request.GET.get("before")),
            limit=PAGE,
        ),
        "form": form,
        "may": may,
        "whole": talk_of(place),
    }


def before_from(text: str | None) -> int | None:
    """The comment before which a page begins, as an address names it."""
    if text is None:
        return None
    if not (text.isdecimal() and len(text) < 19):
        raise BadInput(say("This page of the talk can't be found. Start again at the newest."))
    return int(text)


@require_http_methods(["GET", "POST"])
def comment(request: ActorRequest, comment_id: int) -> HttpResponse:
    """One comment: how it read before, and for its author the form to change it."""
    row = queries.comment_row(request.actor, comment_id)
    place = place_of(request.actor, row.subject_id)
    seen = {"text": row.text, "before": row.text}
    form = (
        ChangedCommentForm(request.POST)
        if request.method == "POST"
        else ChangedCommentForm(initial=seen)
    )
    done, stale = attempt(form, lambda: _change(request, comment_id, form))
    if done:
        return see_other(request, f"{talk_of(place)}#comment-{comment_id}")
    context = {
        "row": row,
        "place": place,
        "form": form,
        "stale": stale,
        "whole": talk_of(place),
        "earlier": queries.earlier_texts(comment_id),
        "may": row.taken_back_at is None
        and permissions.can_take_comment_back(request.actor, written_by=row.by.id),
    }
    status = 409 if stale else INVALID if form.errors else 200
    return show(request, "talk/comment.html", context, status=status)


def _change(request: ActorRequest, comment_id: int, form: ChangedCommentForm) -> object:
    return services.change_comment(
        actor=request.actor,
        comment_id=comment_id,
        text=form.cleaned_data["text"],
        before=form.cleaned_data["before"],
    )


@require_POST
def take_back(request: ActorRequest, comment_id: int) -> HttpResponse:
    """Erase one's own comment."""
    taken = services.take_back_comment(actor=request.actor, comment_id=comment_id)
    messages.success(request, _("Taken back. Its text is gone for everybody."))
    place = place_of(request.actor, taken.subject_id)
    return see_other(request, f"{talk_of(place)}#comment-{comment_id}")


@require_POST
def react(request: ActorRequest, comment_id: int) -> HttpResponse:
    """Say thanks, agree or seen; the same again takes it away."""
    form = ReactionForm(request.POST)
    if not form.is_valid():
        raise BadInput(say("Choose one of the buttons."), field="reaction")
    chosen = form.cleaned_data["reaction"]
    comment = services.react(
        actor=request.actor,
        comment_id=comment_id,
        reaction=Reaction(chosen) if chosen else None,
    )
    place = place_of(request.actor, comment.subject_id)
    return see_other(request, f"{talk_of(place)}#comment-{comment_id}")
