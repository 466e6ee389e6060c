"""Saying something, changing it, taking it back, and being polite about it."""

from django.db import transaction

from tandem.accounts.queries import people_of_teams
from tandem.accounts.rules import Actor
from tandem.accounts.services import lock_person
from tandem.activity.queries import SubjectSeen, people_on, subject_visible_to
from tandem.activity.services import (
    forget_text,
    lock_subject,
    make_findable,
    notify,
    record_event,
    salted_digest,
)
from tandem.core import clock
from tandem.core.errors import NotAllowed, RuleBroken, Stale
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.talk import events, permissions, queries, rules
from tandem.talk.models import Comment, CommentReaction, EarlierText, Mention
from tandem.talk.rules import Reaction
from tandem.talk.services.state import place_to_speak, side_of, spoken_to


@transaction.atomic
def write_comment(
    *, actor: Actor, subject_id: int, text: str, form_key: str | None = None
) -> Comment:
    """Say something about a subject. The same `form_key` twice gives the first comment back."""
    place = place_to_speak(actor, subject_id)
    text = typed(text, limit=rules.COMMENT_LIMIT, field="text")
    if form_key:
        lock_person(actor.me)
    if form_key and (written := queries.comment_with_form_key(actor, form_key)):
        if (written.text, written.subject_id) == (text, place.id):
            return written
        form_key = None  # the same form with other words, by the browser's Back: another comment
    comment = Comment.objects.create(
        subject_id=place.id,
        text=text,
        written_by_id=actor.me,
        lane=side_of(actor) or "",
        form_key=form_key or None,
    )
    record_event(
        events.COMMENTED,
        actor=actor,
        subject_id=place.id,
        comment=comment.pk,
        text=salted_digest(place.id, text),
    )
    make_findable(place.id, _part(comment), text)
    _mention(comment, place, actor)
    return comment


@transaction.atomic
def change_comment(*, actor: Actor, comment_id: int, text: str, before: str) -> Comment:
    """Change one's own comment; how it read before stays to be read.

    `before` is the text the person saw when they began.
    """
    comment, place = _own(actor, comment_id)
    if not permissions.can_change_comment(
        actor, written_by=comment.written_by_id, said_by=comment.said_by
    ):
        raise NotAllowed(say("Somebody said this elsewhere: it stays as they said it."))
    text = typed(text, limit=rules.COMMENT_LIMIT, field="text")
    if text == comment.text:
        return comment
    if before != comment.text:
        raise Stale(
            say("The comment has changed since you opened it. Here are both texts."),
            mine=text,
            theirs=comment.text,
            version=0,
        )
    EarlierText.objects.create(
        comment=comment, text=comment.text, written_at=comment.changed_at or comment.written_at
    )
    comment.text, comment.changed_at = text, clock.now()
    comment.save(update_fields=["text", "changed_at"])
    record_event(
        events.COMMENT_CHANGED,
        actor=actor,
        subject_id=place.id,
        comment=comment.pk,
        text=salted_digest(place.id, text),
    )
    make_findable(place.id, _part(comment), text)
    _mention(comment, place, actor)
    return comment


@transaction.atomic
def take_back_comment(*, actor: Actor, comment_id: int) -> Comment:
    """Erase one's own comment and how it read before; that it was there stays."""
    comment, place = _own(actor, comment_id)
    comment.text, comment.taken_back_at = "", clock.now()
    comment.save(update_fields=["text", "taken_back_at"])
    EarlierText.objects.filter(comment=comment).delete()
    Mention.objects.filter(comment=comment).delete()
    CommentReaction.objects.filter(comment=comment).delete()
    forget_text(place.id, _part(comment))
    record_event(events.COMMENT_TAKEN_BACK, actor=actor, subject_id=place.id, comment=comment.pk)
    return comment


@transaction.atomic
def react(*, actor: Actor, comment_id: int, reaction: Reaction | None) -> Comment:
    """Say thanks, agree or seen with a click; nothing takes it away again.

    A courtesy, not an answer: it closes nothing and is no part of the history.
    """
    comment = queries.comment_visible_to(actor, comment_id)
    place_to_speak(actor, comment.subject_id)
    if not permissions.can_react(actor, written_by=comment.written_by_id):
        raise NotAllowed(say("This is your own comment."))
    comment = queries.comment_visible_to(actor, comment_id)
    if reason := rules.why_not_change(taken_back=comment.taken_back_at is not None):
        raise RuleBroken(reason)
    mine = CommentReaction.objects.filter(comment=comment, person_id=actor.me)
    if reaction is None:
        mine.delete()
    elif not mine.filter(reaction=reaction.value).exists():
        CommentReaction.objects.update_or_create(
            comment=comment, person_id=actor.me, defaults={"reaction": reaction.value}
        )
    return comment


def _part(comment: Comment) -> str:
    """What the search index calls a comment's text."""
    return f"comment:{comment.pk}"


def _own(actor: Actor, comment_id: int) -> tuple[Comment, SubjectSeen]:
    """The comment, locked, of its author."""
    comment = queries.comment_visible_to(actor, comment_id)
    if not permissions.can_take_comment_back(actor, written_by=comment.written_by_id):
        raise NotAllowed(say("Only whoever wrote a comment changes it or takes it back."))
    place = subject_visible_to(actor, comment.subject_id)
    lock_subject(place.id)
    comment = queries.comment_visible_to(actor, comment_id)
    if reason := rules.why_not_change(taken_back=comment.taken_back_at is not None):
        raise RuleBroken(reason)
    return comment, place


def _mention(comment: Comment, place: SubjectSeen, actor: Actor) -> None:
    """Keep whom the text speaks to; who is new among them is told."""
    spoken = spoken_to(place, comment.text)
    kept = Mention.objects.filter(comment=comment)
    kept.filter(person__isnull=False).exclude(person_id__in=spoken.people).delete()
    kept.exclude(lane="").exclude(lane__in=spoken.sides).delete()
    kept.filter(team__isnull=False).exclude(team_id__in=spoken.teams).delete()
    for person_id in sorted(spoken.people):
        _, new = Mention.objects.get_or_create(comment=comment, person_id=person_id)
        if new and person_id != actor.me:
            _record(events.MENTIONED, comment, actor, person=person_id)
            notify([person_id], events.YOU_WERE_MENTIONED, actor=actor, subject_id=place.id)
    for lane in sorted(spoken.sides):
        _, new = Mention.objects.get_or_create(comment=comment, lane=lane.value)
        if new:
            _record(events.SIDE_MENTIONED, comment, actor, lane=lane.value)
            on_it = people_on([place.root_id])[place.root_id]
            theirs = {one.name.id for one in on_it if one.lane is lane}
            notify(theirs, events.SIDE_WAS_MENTIONED, actor=actor, subject_id=place.id)
    for team_id, people in sorted(people_of_teams(spoken.teams).items()):
        _, new = Mention.objects.get_or_create(comment=comment, team_id=team_id)
        if new:
            _record(events.TEAM_MENTIONED, comment, actor, team=team_id)
            notify(people, events.TEAM_WAS_MENTIONED, actor=actor, subject_id=place.id)


def _record(kind: str, comment: Comment, actor: Actor, **whom: int | str) -> None:
    record_event(kind, actor=actor, subject_id=comment.subject_id, comment=comment.pk, **whom)
