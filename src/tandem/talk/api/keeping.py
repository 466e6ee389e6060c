"""Idea notes and to-dos for programs."""

from typing import Annotated

from ninja import Path, Query, Router

from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Actor
from tandem.activity.queries import subject_visible_to
from tandem.core.api_pages import ListPage, PageAsked, page_of_query
from tandem.core.api_shapes import PathId
from tandem.talk import queries, services
from tandem.talk.api import shapes
from tandem.talk.api.shapes import SubjectId

router = Router(tags=["Talk"])

NoteId = Annotated[PathId, Path(description="The note's id.")]
TaskId = Annotated[PathId, Path(description="The to-do's id.")]


def _task(actor: Actor, task_id: int) -> queries.TaskRow:
    return queries.task_rows([queries.task_visible_to(actor, task_id)])[0]


@router.get(
    "/subjects/{subject_id}/notes",
    response=shapes.NotePage,
    operation_id="list_notes",
    summary="Idea notes, newest first",
)
def list_notes(request: ActorRequest, subject_id: SubjectId, asked: Query[PageAsked]) -> ListPage:
    """Those that are kept on the subject and below it."""
    subject_visible_to(request.actor, subject_id)
    found = queries.notes_listed(request.actor, subject_id)
    return page_of_query(found, asked, order=["-id"], read=queries.note_rows)


@router.post(
    "/subjects/{subject_id}/notes",
    response={201: shapes.Note},
    operation_id="keep_note",
    summary="Keep a note",
)
def keep_note(
    request: ActorRequest, subject_id: SubjectId, note: shapes.NewNote
) -> queries.NoteRow:
    """Everybody but viewers may, on what they see."""
    kept = services.keep_note(
        actor=request.actor, subject_id=subject_id, text=note.text, comment_id=note.comment_id
    )
    return queries.note_rows([kept])[0]


@router.delete(
    "/notes/{note_id}",
    response=shapes.Note,
    operation_id="take_off_note",
    summary="Take a note off",
)
def take_off_note(request: ActorRequest, note_id: NoteId) -> queries.NoteRow:
    """Whoever kept it, or an owner. Twice is once."""
    taken = services.take_off_note(actor=request.actor, note_id=note_id)
    return queries.note_rows([taken])[0]


@router.get(
    "/subjects/{subject_id}/tasks",
    response=shapes.TaskPage,
    operation_id="list_tasks",
    summary="To-dos, by their day",
)
def list_tasks(request: ActorRequest, subject_id: SubjectId, asked: Query[PageAsked]) -> ListPage:
    """Those on the subject and below it, done ones too."""
    subject_visible_to(request.actor, subject_id)
    found = queries.tasks_listed(request.actor, subject_id)
    return page_of_query(found, asked, order=["until", "subject_id"], read=queries.task_rows)


@router.post(
    "/subjects/{subject_id}/tasks",
    response={201: shapes.Task},
    operation_id="give_task",
    summary="Give somebody a to-do",
)
def give_task(
    request: ActorRequest, subject_id: SubjectId, task: shapes.NewTask
) -> queries.TaskRow:
    """Everybody but viewers may. It stands on that person's Today page."""
    given = services.give_task(
        actor=request.actor,
        subject_id=subject_id,
        text=task.text,
        person_id=task.person_id,
        until=task.until,
        comment_id=task.comment_id,
    )
    return _task(request.actor, given.pk)


@router.get("/tasks/{task_id}", response=shapes.Task, operation_id="read_task", summary="One to-do")
def read_task(request: ActorRequest, task_id: TaskId) -> queries.TaskRow:
    """What, who, until when."""
    return _task(request.actor, task_id)


@router.post(
    "/tasks/{task_id}/done",
    response=shapes.Task,
    operation_id="finish_task",
    summary="Tick a to-do off",
)
def finish_task(request: ActorRequest, task_id: TaskId) -> queries.TaskRow:
    """Whose it is, or whoever gave it. Twice is once."""
    services.finish_task(actor=request.actor, task_id=task_id)
    return _task(request.actor, task_id)


@router.delete(
    "/tasks/{task_id}/done",
    response=shapes.Task,
    operation_id="reopen_task",
    summary="Open a to-do again",
)
def reopen_task(request: ActorRequest, task_id: TaskId) -> queries.TaskRow:
    """Whose it is, or whoever gave it. Twice is once."""
    services.reopen_task(actor=request.actor, task_id=task_id)
    return _task(request.actor, task_id)
