"""Comments for programs."""

from typing import Annotated, Any

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

CommentId = Annotated[PathId, Path(description="The comment's id.")]


def _shown(row: queries.CommentRow) -> dict[str, Any]:
    given = [{"reaction": reaction, "people": people} for reaction, people in row.reactions.items()]
    fields = shapes.Comment.model_fields.keys() - {"reactions"}
    return {**{name: getattr(row, name) for name in fields}, "reactions": given}


def _one(actor: Actor, comment_id: int) -> dict[str, Any]:
    return _shown(queries.comment_row(actor, comment_id))


@router.get(
    "/subjects/{subject_id}/comments",
    response=shapes.CommentPage,
    operation_id="list_comments",
    summary="What was said, newest first",
)
def list_comments(
    request: ActorRequest, subject_id: SubjectId, asked: Query[PageAsked]
) -> ListPage:
    """On the subject and on everything below it."""
    subject_visible_to(request.actor, subject_id)
    return page_of_query(
        queries.comments_listed(request.actor, subject_id),
        asked,
        order=["-id"],
        read=lambda found: [_shown(row) for row in queries.read_comments(list(found))],
    )


@router.post(
    "/subjects/{subject_id}/comments",
    response={201: shapes.Comment},
    operation_id="write_comment",
    summary="Say something",
)
def write_comment(
    request: ActorRequest, subject_id: SubjectId, comment: shapes.NewComment
) -> dict[str, Any]:
    """Everybody but viewers may, on what they see."""
    written = services.write_comment(
        actor=request.actor,
        subject_id=subject_id,
        text=comment.text,
    )
    return _one(request.actor, written.pk)


@router.get(
    "/subjects/{subject_id}/names",
    response=list[shapes.OfferedName],
    operation_id="offer_names",
    summary="Whom one may speak to with “@”",
)
def offer_names(
    request: ActorRequest, subject_id: SubjectId, asked: Query[shapes.NamesAsked]
) -> list[queries.Offered]:
    """Eight at most, of those who may see the subject; who is on it comes first."""
    return queries.names_offered(request.actor, subject_id, asked.begins or "")


@router.get(
    "/comments/{comment_id}",
    response=shapes.CommentWhole,
    operation_id="read_comment",
    summary="One comment, and how it read before",
)
def read_comment(request: ActorRequest, comment_id: CommentId) -> dict[str, Any]:
    """Whoever sees the comment reads its older texts, too."""
    shown = _one(request.actor, comment_id)
    return {**shown, "earlier": queries.earlier_texts(comment_id)}


@router.patch(
    "/comments/{comment_id}",
    response=shapes.Comment,
    operation_id="change_comment",
    summary="Change your comment",
)
def change_comment(
    request: ActorRequest, comment_id: CommentId, change: shapes.ChangedComment
) -> dict[str, Any]:
    """Its author alone. How it read before stays to be read."""
    services.change_comment(
        actor=request.actor, comment_id=comment_id, text=change.text, before=change.before
    )
    return _one(request.actor, comment_id)


@router.delete(
    "/comments/{comment_id}",
    response=shapes.Comment,
    operation_id="take_back_comment",
    summary="Take your comment back",
)
def take_back_comment(request: ActorRequest, comment_id: CommentId) -> dict[str, Any]:
    """Its text is erased, the earlier ones too; that it was there stays."""
    services.take_back_comment(actor=request.actor, comment_id=comment_id)
    return _one(request.actor, comment_id)


@router.put(
    "/comments/{comment_id}/reaction",
    response=shapes.Comment,
    operation_id="react_to_comment",
    summary="Say thanks, agree or seen",
)
def react_to_comment(
    request: ActorRequest, comment_id: CommentId, reaction: shapes.NewReaction
) -> dict[str, Any]:
    """One reaction a person, about others' comments. It never counts as an answer."""
    services.react(actor=request.actor, comment_id=comment_id, reaction=reaction.reaction)
    return _one(request.actor, comment_id)
