"""What acts of this context share, inside their transaction."""

from collections.abc import Collection
from datetime import date

from django.db.models import Max

from tandem.accounts.rules import Actor, Lane
from tandem.activity.services import (
    close_turns,
    lock_subject,
    open_turn,
    record_event,
    rename_subject,
    salted_digest,
)
from tandem.core import clock
from tandem.initiatives import events, queries
from tandem.initiatives.models import IdeaWord, Initiative, Outcome, StageLimit
from tandem.initiatives.rules import PATH, PLACES, Stage, Track, Verdict, stems_of

_OF_AN_IDEA = (
    *(events.NEXT_STAGE, events.JOIN, events.ANSWER, events.TRIAGE, events.SECOND_NO),
    *(events.SAY_MORE, events.LOOK_AGAIN),
)


def locked(actor: Actor, initiative_id: int) -> Initiative:
    """Lock it, seen through the actor's eyes: hidden and missing are the same.

    Its subject is locked, and first, since every act ends by recording an event there: two acts
    that took the rows in different order would wait for each other for ever.
    """
    queries.initiative_visible_to(actor, initiative_id)
    lock_subject(initiative_id)
    return queries.initiative_visible_to(actor, initiative_id)


def only_of(lanes: Collection[Lane]) -> Lane | None:
    """The only side, or none. Who holds both is counted for Marketing where it matters which."""
    if len(lanes) > 1:
        return Lane.MARKETING
    return next(iter(lanes), None)


def record_stage(*, actor: Actor, initiative_id: int, stage: Stage) -> None:
    """Write the stage. Only `stages` calls this, inside its transaction.

    What waited for the stage before waits no longer; on the path, what the new one asks is asked.
    """
    initiative = locked(actor, initiative_id)
    before = initiative.stage
    initiative.stage = stage.value
    initiative.save(update_fields=["stage"])
    record_event(
        events.MOVED, actor=actor, subject_id=initiative.pk, before=before, after=stage.value
    )
    begins = Stage(before) is Stage.IDEA and stage in PATH and stage is not Stage.CLOSED
    if begins and initiative.rank is None:
        enter_queue(initiative, actor)  # whoever begins with it has taken it up
    for kind in _OF_AN_IDEA:
        close_turns(kind, subject_id=initiative.pk, actor=actor)


def record_track(initiative_id: int, track: Track) -> None:
    """Write the path. Only `stages` calls this, inside its transaction."""
    Initiative.objects.filter(pk=initiative_id).update(track=track.value)


def record_outcome(
    initiative: Initiative,
    actor: Actor,
    verdict: Verdict,
    *,
    reason: str = "",
    until: date | None = None,
    same_as: int | None = None,
) -> Outcome:
    """Write what was said about an idea; what was said before stands no longer."""
    end_outcome(initiative.pk)
    for kind in (events.TRIAGE, events.SECOND_NO, events.SAY_MORE, events.LOOK_AGAIN):
        close_turns(kind, subject_id=initiative.pk, actor=actor)
    return Outcome.objects.create(
        initiative=initiative,
        verdict=verdict.value,
        stood=initiative.stage,
        lane=only_of(actor.lanes) or "",
        reason=reason,
        until=until,
        same_as_id=same_as,
        decided_by_id=actor.person_id,
    )


def end_outcome(initiative_id: int) -> None:
    """What was last said about an idea stands no longer."""
    standing = Outcome.objects.filter(initiative_id=initiative_id, ended_at=None)
    standing.update(ended_at=clock.now())


def ask_both(kind: str, initiative_id: int, actor: Actor) -> None:
    """Let something wait for both sides."""
    for lane in Lane:
        open_turn(kind, subject_id=initiative_id, actor=actor, lane=lane)


def ask_the_sides(initiative_id: int, actor: Actor, *, there: Collection[Lane]) -> None:
    """Ask each side for its part: who is `there` to answer a question, the other to take part."""
    for lane in Lane:
        kind = events.ANSWER if lane in there else events.JOIN
        open_turn(kind, subject_id=initiative_id, actor=actor, lane=lane)


def set_sentence(initiative: Initiative, actor: Actor, sentence: str) -> None:
    """Write another sentence; it is found by its words and called by it everywhere."""
    initiative.sentence = sentence
    initiative.save(update_fields=["sentence"])
    rename_subject(initiative.pk, sentence)
    index_words(initiative)
    record_event(
        events.REWORDED,
        actor=actor,
        subject_id=initiative.pk,
        text=salted_digest(initiative.pk, sentence),
    )


def index_words(initiative: Initiative) -> None:
    """Let others find it by the words of its sentence."""
    wanted = set(stems_of(initiative.sentence))
    words = IdeaWord.objects.filter(initiative=initiative)
    known = set(words.values_list("word", flat=True))
    if gone := known - wanted:
        words.filter(word__in=gone).delete()
    IdeaWord.objects.bulk_create(
        IdeaWord(initiative=initiative, word=word) for word in sorted(wanted - known)
    )


def lock_places(stage: Stage) -> None:
    """Let those who start a stage come one after another, at the row of its limit: two in the same
    second would each still see the last place.
    """
    StageLimit.objects.get_or_create(pk=stage.value, defaults={"places": PLACES[stage]})
    StageLimit.objects.select_for_update().get(pk=stage.value)


def enter_queue(initiative: Initiative, actor: Actor) -> None:
    """Take it up: it stands last in the queue from now on."""
    record_outcome(initiative, actor, Verdict.TAKEN_UP)
    last = Initiative.objects.aggregate(last=Max("rank"))["last"]
    initiative.rank = (last or 0) + 1
    initiative.save(update_fields=["rank"])


def leave_queue(initiative: Initiative) -> None:
    """Give its place in the queue up."""
    initiative.rank = None
    initiative.save(update_fields=["rank"])
