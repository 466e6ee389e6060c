"""What was said, as pages and programs show it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from tandem.accounts.queries import Name, names
from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import visible_to
from tandem.activity.registry import url_of
from tandem.core.errors import NotFound
from tandem.core.prepared import moment, number, numbers, prepared
from tandem.talk.models import Comment, CommentReaction, EarlierText, Mention
from tandem.talk.rules import BecomesKind, Reaction

NEWEST = 2**63 - 1
"""Greater than any comment's id."""
LAST = datetime(9999, 1, 1, tzinfo=UTC)
"""Later than any comment."""
SEVERAL = 1000
"""Comments read of many subjects at once."""

_OUTCOME_URL = {
    BecomesKind.QUESTION: "/questions/{}/",
    BecomesKind.DECISION: "/decisions/{}/",
    BecomesKind.TASK: "/tasks/{}/",
}


class Spoken(NamedTuple):
    """A team that is spoken to."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A comment as a page shows it. Taken back, its text is empty."""

    id: int
    subject_id: int
    subject_title: str
    subject_url: str
    text: str
    by: Name
    lane: Lane | None
    at: datetime
    changed_at: datetime | None
    taken_back_at: datetime | None
    became: BecomesKind | None
    became_id: int | None
    reactions: Mapping[Reaction, list[Name]] = field(default_factory=dict)
    people: tuple[Name, ...] = ()
    """Whom it mentions."""
    sides: tuple[Lane, ...] = ()
    """Which sides it speaks to."""
    teams: tuple[Spoken, ...] = ()
    """Which teams."""
    brought_from: str = ""
    """Where it was said, if it came in with an import."""
    said_by: str = ""
    """By whom, as its file says, if not by whoever brought it."""

    @property
    def became_url(self) -> str | None:
        """The page of what it was turned into; a note has none of its own."""
        address = _OUTCOME_URL.get(self.became) if self.became else None
        return address.format(self.became_id) if address else None

    def reaction_of(self, person_id: int) -> Reaction | None:
        """The reaction of one person, if there is one."""
        for reaction, people in self.reactions.items():
            if any(person.id == person_id for person in people):
                return reaction
        return None


@dataclass(frozen=True, slots=True)
class Thread:
    """Some comments, oldest first; `older` is where the page before begins, if there is one.

    `brought` counts those that came in with pieces below it: they stay there.
    """

    rows: list[CommentRow]
    older: int | None
    brought: int = 0


@dataclass(frozen=True, slots=True)
class Earlier:
    """How a comment read until it was changed."""

    text: str
    written_at: datetime


_COLUMNS = (
    *("pk", "subject_id", "subject__title", "subject__kind", "subject__parent_id", "text"),
    *("written_by_id", "lane", "written_at", "changed_at", "taken_back_at"),
    *("became", "became_id", "brought_from", "said_by"),
)


@prepared
def _comments(below: bool, limit: int) -> QuerySet[Comment, tuple[Any, ...]]:  # noqa: FBT001 - a shape
    here = Q(subject_id=number("subject"))
    # The root is a place of its own; an "or" between two tables would read every comment.
    place = Q(subject__root_id=number("subject")) & (Q(brought_from="") | here) if below else here
    earlier = Q(written_at__lt=moment("at")) | Q(written_at=moment("at"), pk__lt=number("before"))
    found = Comment.objects.filter(place, earlier)
    return found.order_by("-written_at", "-pk").values_list(*_COLUMNS)[:limit]


@prepared
def _brought() -> QuerySet[Comment, tuple[int]]:
    found = Comment.objects.filter(subject__root_id=number("subject")).exclude(brought_from="")
    below = found.exclude(subject_id=number("subject")).values("subject__root_id")
    return below.annotate(many=Count("pk")).values_list("many")


@prepared
def _written() -> QuerySet[Comment, tuple[datetime]]:
    return Comment.objects.filter(pk=number("comment")).values_list("written_at")


@prepared
def _several() -> QuerySet[Comment, tuple[Any, ...]]:
    found = Comment.objects.filter(subject_id__in=numbers("subjects"))
    return found.order_by("written_at", "pk").values_list(*_COLUMNS)[:SEVERAL]


@prepared
def _reactions() -> QuerySet[CommentReaction, tuple[int, str, int]]:
    given = CommentReaction.objects.filter(comment_id__in=numbers("comments"))
    return given.order_by("pk").values_list("comment_id", "reaction", "person_id")


@prepared
def _mentions() -> QuerySet[Mention, tuple[Any, ...]]:
    made = Mention.objects.filter(comment_id__in=numbers("comments"))
    return made.order_by("pk").values_list(
        "comment_id", "person_id", "lane", "team_id", "team__name"
    )


def thread(subject_id: int, *, below: bool, before: int | None = None, limit: int = 30) -> Thread:
    """The newest comments on a subject, with `below` also on all that belongs to it, but for what
    came in with work from other tools: that stays on its pieces.

    `before` is the id of the oldest comment already shown. The caller has checked sight.
    """
    written = _written.first(comment=before) if before else None
    found = _comments(
        below,
        limit + 1,
        subject=subject_id,
        before=before or NEWEST,
        at=written[0] if written else LAST,
    )
    shown = found[:limit]
    brought = _brought.first(subject=subject_id) if below and before is None else None
    return Thread(
        rows=rows_of(list(reversed(shown))),
        older=shown[-1][0] if len(found) > limit else None,
        brought=brought[0] if brought else 0,
    )


def threads_of(subject_ids: Collection[int]) -> dict[int, list[CommentRow]]:
    """What was said on several subjects, oldest first: {subject id: comments}.

    The first thousand of all together; each has its own page of talk. The caller has checked sight.
    """
    said: dict[int, list[CommentRow]] = {}
    for row in rows_of(_several(subjects=subject_ids)) if subject_ids else ():
        said.setdefault(row.subject_id, []).append(row)
    return said


def rows_of(found: Sequence[tuple[Any, ...]]) -> list[CommentRow]:
    """Rows of `_COLUMNS` as comments, with reactions and mentions, in three queries."""
    ids = [row[0] for row in found]
    reactions = _reactions(comments=ids) if ids else []
    mentions = _mentions(comments=ids) if ids else []
    known = names(
        [row[6] for row in found] + [row[2] for row in reactions] + [row[1] for row in mentions]
    )
    return [_row(row, known, reactions, mentions) for row in found]


def _row(
    row: tuple[Any, ...],
    known: Mapping[int, Name],
    reactions: Collection[tuple[int, str, int]],
    mentions: Collection[tuple[Any, ...]],
) -> CommentRow:
    pk, subject_id, title, kind, parent_id, text, by, lane, at, changed, back = row[:11]
    became, became_id, brought_from, said_by = row[11:]
    given: dict[Reaction, list[Name]] = {}
    for comment_id, reaction, person in reactions:
        if comment_id == pk:
            given.setdefault(Reaction(reaction), []).append(known[person])
    return CommentRow(
        id=pk,
        subject_id=subject_id,
        subject_title=title,
        subject_url=url_of(kind, subject_id, parent_id),
        text=text,
        by=known[by],
        lane=Lane(lane) if lane else None,
        at=at,
        changed_at=changed,
        taken_back_at=back,
        became=BecomesKind(became) if became else None,
        became_id=became_id,
        reactions=given,
        people=tuple(known[m[1]] for m in mentions if m[0] == pk and m[1] is not None),
        sides=tuple(Lane(m[2]) for m in mentions if m[0] == pk and m[2]),
        teams=tuple(Spoken(m[3], m[4]) for m in mentions if m[0] == pk and m[3]),
        brought_from=brought_from,
        said_by=said_by,
    )


def comments_visible_to(actor: Actor) -> QuerySet[Comment]:
    """What every comment is found in: those on subjects that one sees."""
    return Comment.objects.filter(visible_to(actor, "subject__"))


def comment_visible_to(actor: Actor, comment_id: int) -> Comment:
    """The comment, or NotFound whether it is missing or hidden."""
    found = comments_visible_to(actor).filter(id=comment_id).first()
    if found is None:
        raise NotFound
    return found


def comment_row(actor: Actor, comment_id: int) -> CommentRow:
    """One comment as pages show it, or NotFound."""
    found = comments_visible_to(actor).filter(id=comment_id).values_list(*_COLUMNS)
    rows = rows_of(list(found))
    if not rows:
        raise NotFound
    return rows[0]


def comments_listed(actor: Actor, subject_id: int) -> QuerySet[Comment]:
    """The comments on a subject and below it, for programs."""
    place = Q(subject_id=subject_id) | Q(subject__root_id=subject_id)
    return comments_visible_to(actor).filter(place)


def read_comments(found: Collection[Comment]) -> list[CommentRow]:
    """Comments of a query as rows, in their order."""
    ids = [comment.pk for comment in found]
    rows = Comment.objects.filter(pk__in=ids).values_list(*_COLUMNS)
    by_id = {row.id: row for row in rows_of(list(rows))}
    return [by_id[pk] for pk in ids]


def earlier_texts(comment_id: int) -> list[Earlier]:
    """How a comment read before, oldest first. The caller has checked sight."""
    found = EarlierText.objects.filter(comment_id=comment_id).order_by("pk")
    return [Earlier(*row) for row in found.values_list("text", "written_at")]


def comment_with_form_key(actor: Actor, form_key: str) -> Comment | None:
    """The comment that this person's form has already written, if it has."""
    return Comment.objects.filter(written_by_id=actor.me, form_key=form_key).first()
