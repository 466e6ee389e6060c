"""Idea notes and plain to-dos."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.talk import permissions, queries, services
from tandem.talk.events import DO
from tandem.talk.forms import CommentForm, NoteForm, TaskForm
from tandem.talk.rules import first_line
from tandem.talk.views.shared import INVALID, comment_before, place_of, somebody, talk_of


@require_http_methods(["GET", "POST"])
def new_note(request: ActorRequest, subject_id: int) -> HttpResponse:
    """Keep a note, perhaps from a comment."""
    place = place_of(request.actor, subject_id)
    comment = comment_before(request.actor, place, request.GET.get("comment"))
    seen = {"text": comment.text, "comment": comment.id} if comment else {}
    form = NoteForm(request.POST) if request.method == "POST" else NoteForm(initial=seen)
    if request.method == "POST" and form.is_valid():
        kept = carry_out(
            form,
            lambda: services.keep_note(
                actor=request.actor,
                subject_id=subject_id,
                text=form.cleaned_data["text"],
                comment_id=form.cleaned_data["comment"],
            ),
        )
        if kept:
            return see_other(request, f"{talk_of(place)}#notes")
    context = {"place": place, "form": form, "may": permissions.can_speak(request.actor)}
    return show(request, "talk/new_note.html", context, status=INVALID if form.errors else 200)


@require_POST
def take_off_note(request: ActorRequest, note_id: int) -> HttpResponse:
    """Take a note off the list."""
    note = services.take_off_note(actor=request.actor, note_id=note_id)
    messages.success(request, _("Taken off."))
    return see_other(request, f"{talk_of(place_of(request.actor, note.subject_id))}#notes")


@require_http_methods(["GET", "POST"])
def new_task(request: ActorRequest, subject_id: int) -> HttpResponse:
    """Give somebody a to-do, perhaps from a comment."""
    place = place_of(request.actor, subject_id)
    comment = comment_before(request.actor, place, request.GET.get("comment"))
    seen = {"text": first_line(comment.text), "comment": comment.id} if comment else {}
    form = TaskForm(request.POST) if request.method == "POST" else TaskForm(initial=seen)
    if request.method == "POST" and form.is_valid():
        given = carry_out(
            form,
            lambda: services.give_task(
                actor=request.actor,
                subject_id=subject_id,
                text=form.cleaned_data["text"],
                person_id=form.cleaned_data["to"],
                until=form.cleaned_data["until"],
                comment_id=form.cleaned_data["comment"],
            ),
        )
        if given:
            messages.success(request, _("Given. It stands on their Today page."))
            return see_other(request, f"/tasks/{given.pk}/")
    context = {
        "place": place,
        "form": form,
        "people": somebody(place),
        "may": permissions.can_speak(request.actor),
    }
    return show(request, "talk/new_task.html", context, status=INVALID if form.errors else 200)


@require_GET
def task(request: ActorRequest, task_id: int) -> HttpResponse:
    """One to-do."""
    given = queries.task_visible_to(request.actor, task_id)
    row = queries.task_rows([given])[0]
    context = {
        "row": row,
        "place": place_of(request.actor, task_id),
        "thread": queries.thread(task_id, below=False),
        "comment_form": CommentForm(),
        "may_speak": permissions.can_speak(request.actor),
        "may": permissions.can_do_task(
            request.actor, person=row.person.id, given_by=row.given_by.id
        )
        or queries.waits_for(request.actor, task_id, DO),
    }
    return show(request, "talk/task.html", context)


@require_POST
def finish_task(request: ActorRequest, task_id: int) -> HttpResponse:
    """Done."""
    services.finish_task(actor=request.actor, task_id=task_id)
    return see_other(request, f"/tasks/{task_id}/")


@require_POST
def reopen_task(request: ActorRequest, task_id: int) -> HttpResponse:
    """Not done after all."""
    services.reopen_task(actor=request.actor, task_id=task_id)
    return see_other(request, f"/tasks/{task_id}/")
