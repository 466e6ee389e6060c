"""What every change of a brief begins and ends with: the locked brief, and its turns settled."""

from dataclasses import dataclass

from django.db.models import F

from tandem.accounts.rules import Actor, Lane
from tandem.activity.services import close_turns, lock_subject, open_turn
from tandem.briefs import events, queries, rules
from tandem.briefs.models import Brief, Playback, Revision, SignOff, Snapshot
from tandem.briefs.rules import Pairs, Signature, Statement


@dataclass(frozen=True, slots=True)
class Present:
    """A brief's exact content now and the signatures that stand."""

    pairs: Pairs
    digest: str
    signatures: list[Signature]


def locked(actor: Actor, initiative_id: int) -> Brief:
    """The brief, seen through the actor's eyes and locked: hidden and missing are the same."""
    brief = queries.brief_visible_to(actor, initiative_id)
    lock_subject(brief.pk)
    return brief


def present(brief: Brief) -> Present:
    """Read a brief's exact content and its signatures, once the brief is locked."""
    signatures = queries.signatures_of([brief.pk])[brief.pk]
    pairs = queries.present_pairs(queries.present_items(brief.pk), signatures)
    return Present(pairs, rules.content_digest(pairs), signatures)


def snapshot_of_present(brief: Brief, now: Present) -> Snapshot:
    """The snapshot of the present content; the same content is the same snapshot."""
    standing = Snapshot.objects.filter(brief=brief, digest=now.digest).first()
    if standing:
        return standing
    snapshot = Snapshot.objects.create(
        brief=brief,
        number=Snapshot.objects.filter(brief=brief).count() + 1,
        digest=now.digest,
    )
    snapshot.revisions.set(Revision.objects.filter(item_id__in=now.pairs, item__current=F("pk")))
    return snapshot


def settle_turns(brief: Brief, actor: Actor) -> None:
    """Let wait what has to wait now, and nothing else: derived from the brief's state."""
    now = present(brief)
    playbacks = Playback.objects.filter(brief=brief).order_by("-pk")
    newest = playbacks.first()
    _keep(
        brief,
        actor,
        events.CONFIRM,
        Lane.MARKETING,
        open_now=bool(newest and not newest.answered_at),
    )
    heard = playbacks.filter(confirmed=True).exists()
    for lane in Lane:
        objected = _objects(brief, lane, now.digest)
        unsigned = bool(rules.unsigned_items(now.pairs, lane, now.signatures))
        _keep(brief, actor, events.SIGN, lane, open_now=heard and unsigned and not objected)
        _keep(brief, actor, events.REWORK, lane.other, open_now=objected)


def _keep(brief: Brief, actor: Actor, kind: str, lane: Lane, *, open_now: bool) -> None:
    if open_now:
        open_turn(kind, subject_id=brief.pk, actor=actor, lane=lane)
    else:
        close_turns(kind, subject_id=brief.pk, actor=actor, lane=lane)


def _objects(brief: Brief, lane: Lane, digest: str) -> bool:
    """True while a side's newest word on the present content is an objection."""
    newest = (
        SignOff.objects.filter(brief=brief, lane=lane.value, snapshot__digest=digest)
        .order_by("-pk")
        .first()
    )
    return newest is not None and newest.statement == Statement.OBJECT
