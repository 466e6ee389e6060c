"""Suggesting changes and settling them."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.queries import kinds_open_on
from tandem.activity.services import close_turns, lock_subject, open_turn, record_event
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken, Stale
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.rights import events, queries, registry, rules
from tandem.rights.models import Proposal
from tandem.rights.queries import Place, ProposalRow
from tandem.rights.registry import ProposalKind, Target
from tandem.rights.rules import Decider, Fields, Matter, Settlement


@transaction.atomic
def suggest_change(
    *,
    actor: Actor,
    subject_id: int,
    kind: str,
    target: str,
    text: str = "",
    fields: Fields | None = None,
    why: str = "",
) -> Proposal:
    """Suggest another text for something that others decide; of a part of a brief, other `fields`,
    each by its name.

    What only tidies (see `rules.only_tidies`) is applied at once and can be undone. For all else
    the deciding side gets a turn.
    """
    place = queries.place_of(actor, subject_id)
    lock_subject(subject_id)
    found = queries.target_of(actor, subject_id, kind, target)
    wanted = _wanted(found, kind, text, fields)
    why = typed(why, limit=rules.WHY_LIMIT, field="why", required=False)
    matter = _matter_of(actor, place, found, wanted)
    made = Proposal.objects.create(
        subject_id=subject_id,
        kind=kind,
        target=target,
        matter=matter.value,
        before=found.text,
        text=wanted.text,
        fields_before=dict(found.fields),
        fields_after=dict(wanted.fields),
        why=why,
        made_by_id=actor.me,
    )
    if _tidies(actor, made, found):
        _write(actor, made, found)
        _settle(made, actor, Settlement.TIDIED)
        record_event(events.TIDIED, actor=actor, subject_id=subject_id, proposal=made.pk)
        return made
    record_event(
        events.SUGGESTED, actor=actor, subject_id=subject_id, matter=matter.value, proposal=made.pk
    )
    _settle_turns(place, actor)
    return made


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What somebody would have instead, and what that decides; nothing where it is the same."""

    text: str
    fields: Fields
    matters: Collection[Matter]


def _wanted(found: Target, kind: str, text: str, fields: Fields | None) -> _Wanted:
    part = _kind(kind).part
    if part is None:
        text = typed(text, limit=rules.TEXT_LIMIT, field="text")
        return _Wanted(text, {}, {found.matter} if text != found.text else set())
    after = part.clean(found.fields, {"text": text} if fields is None else fields)
    return _Wanted(part.words(after), after, part.touches(found.fields, after))


def _matter_of(actor: Actor, place: Place, found: Target, wanted: _Wanted) -> Matter:
    """Under which decision right it falls; raises where it can't be suggested."""
    matters = [matter for matter in Matter if matter in wanted.matters]
    mine = [matter for matter in matters or [found.matter] if place.decides(actor, matter)]
    if reason := rules.why_not_suggest(
        takes_part=actor.may_take_part, decides=bool(mine), same=not matters
    ):
        if actor.may_take_part and not mine:
            raise BadInput(reason, field="text")
        raise NotAllowed(reason)
    rights = queries.decision_rights()
    if reason := rules.why_not_by_one({rights.decider(matter) for matter in matters}):
        raise BadInput(reason, field="text")
    return matters[0]


def _tidies(actor: Actor, made: Proposal, found: Target) -> bool:
    part = _kind(made.kind).part
    if part is None:
        return bool(found.text) and rules.only_tidies(found.text, made.text)
    return part.tidies(actor, made.subject_id, made.target, made.fields_after)


@transaction.atomic
def accept_proposal(*, actor: Actor, proposal_id: int, seen: str) -> ProposalRow:
    """Take a suggestion over: the text becomes what was suggested, in the decider's name.

    `seen` names the present text that the decider had before them (`rules.text_digest`); Stale if
    it has changed since. Of a part of a brief only what was suggested changes; where both sides
    have signed it, it waits as any change of the decider's own does.
    """
    row, place, made = _locked(actor, proposal_id)
    _decider_only(actor, place, [row.matter])
    found = queries.target_of(actor, row.subject_id, row.kind, row.target)
    if rules.text_digest(found.text) != seen:
        raise Stale(
            say("The text has changed since you opened this. Look at all three before you decide."),
            mine=row.text,
            theirs=found.text,
            version=0,
        )
    if part := _kind(row.kind).part:
        after = rules.merged(found.fields, row.fields_before, row.fields_after)
        _decider_only(actor, place, part.touches(found.fields, after))
    _write(actor, made, found)
    _settle(made, actor, Settlement.ACCEPTED)
    record_event(
        events.ACCEPTED,
        actor=actor,
        subject_id=row.subject_id,
        proposal=row.id,
        person=row.made_by.id,
    )
    _settle_turns(place, actor)
    return queries.proposal_visible_to(actor, proposal_id)


@transaction.atomic
def decline_proposal(*, actor: Actor, proposal_id: int, answer: str) -> ProposalRow:
    """Leave the text as it is and say why."""
    row, place, made = _locked(actor, proposal_id)
    _decider_only(actor, place, [row.matter])
    made.answer = typed(answer, limit=rules.WHY_LIMIT, field="answer")
    _settle(made, actor, Settlement.DECLINED)
    record_event(
        events.DECLINED,
        actor=actor,
        subject_id=row.subject_id,
        proposal=row.id,
        person=row.made_by.id,
    )
    _settle_turns(place, actor)
    return queries.proposal_visible_to(actor, proposal_id)


@transaction.atomic
def withdraw_proposal(*, actor: Actor, proposal_id: int) -> ProposalRow:
    """Take one's own suggestion back."""
    row, place, made = _locked(actor, proposal_id)
    if row.made_by.id != actor.me:
        raise NotAllowed(say("Only {name} can take this suggestion back.", name=row.made_by.name))
    _settle(made, actor, Settlement.WITHDRAWN)
    record_event(events.WITHDRAWN, actor=actor, subject_id=row.subject_id, proposal=row.id)
    _settle_turns(place, actor)
    return queries.proposal_visible_to(actor, proposal_id)


@transaction.atomic
def undo_tidying(*, actor: Actor, proposal_id: int) -> ProposalRow:
    """Put back the text that a cosmetic change replaced, if nobody has changed it since."""
    row = queries.proposal_visible_to(actor, proposal_id)
    place = queries.place_of(actor, row.subject_id)
    lock_subject(row.subject_id)
    made = Proposal.objects.select_for_update().get(pk=proposal_id)
    if made.outcome != Settlement.TIDIED:
        raise RuleBroken(say("There is nothing to undo here any more."))
    if not (place.standing.sides or row.made_by.id == actor.me) or not actor.may_take_part:
        raise NotAllowed(say("Take part in this initiative first; then you can undo this."))
    _write_back(actor, made)
    made.outcome = Settlement.UNDONE.value
    made.settled_by_id, made.settled_at = actor.me, clock.now()
    made.save(update_fields=["outcome", "settled_by", "settled_at"])
    record_event(
        events.UNDONE,
        actor=actor,
        subject_id=row.subject_id,
        proposal=row.id,
        person=row.made_by.id,
    )
    return queries.proposal_visible_to(actor, proposal_id)


def _locked(actor: Actor, proposal_id: int) -> tuple[ProposalRow, Place, Proposal]:
    """The open suggestion, its subject locked first: every act ends by recording an event there."""
    row = queries.proposal_visible_to(actor, proposal_id)
    lock_subject(row.subject_id)
    made = Proposal.objects.select_for_update().get(pk=proposal_id)
    if reason := rules.why_not_settle(open_still=made.settled_at is None):
        raise RuleBroken(reason)
    return row, queries.place_of(actor, row.subject_id), made


def _decider_only(actor: Actor, place: Place, matters: Collection[Matter]) -> None:
    for matter in matters:
        if not place.decides(actor, matter):
            who = queries.decision_rights().decider(matter).label
            raise NotAllowed(say("{who} decides this. You can wait, or talk to them.", who=who))


def _kind(name: str) -> ProposalKind:
    kind = registry.proposal_named(name)
    if kind is None:
        raise NotFound
    return kind


def _write(actor: Actor, made: Proposal, found: Target) -> None:
    kind = _kind(made.kind)
    if kind.part:
        after = rules.merged(found.fields, made.fields_before, made.fields_after)
        kind.part.put(actor, made.subject_id, made.target, after)
    elif kind.write:
        kind.write(actor, made.subject_id, made.target, made.text, found.text)


def _write_back(actor: Actor, made: Proposal) -> None:
    """The text before a cosmetic change, unless somebody has changed it since."""
    kind = _kind(made.kind)
    if kind.write:
        kind.write(actor, made.subject_id, made.target, made.before, made.text)
    if kind.part is None:
        return
    found = queries.target_of(actor, made.subject_id, made.kind, made.target)
    if not rules.still_stands(found.fields, made.fields_before, made.fields_after):
        raise Stale(
            say("The text has changed since. Here are both."),
            mine=made.before,
            theirs=found.text,
            version=0,
        )
    after = rules.merged(found.fields, made.fields_after, made.fields_before)
    kind.part.put(actor, made.subject_id, made.target, after)


def _settle(made: Proposal, actor: Actor, outcome: Settlement) -> None:
    made.outcome = outcome.value
    made.settled_by_id, made.settled_at = actor.me, clock.now()
    made.save(update_fields=["outcome", "settled_by", "settled_at", "answer"])


def _settle_turns(place: Place, actor: Actor) -> None:
    """Let wait what has to be decided, for whoever decides it; derived from what is open."""
    subject_id = place.subject.id
    rights = queries.decision_rights()
    deciders = {rights.decider(matter) for matter in queries.open_matters(subject_id)}
    wanted = {decider.lane for decider in deciders if decider.lane}
    _settle_turn(events.DECIDE_TOGETHER, place, actor, wanted=Decider.EITHER in deciders)
    sponsored = Decider.SPONSOR in deciders and place.subject.sponsor_id is not None
    _settle_turn(events.DECIDE_AS_SPONSOR, place, actor, wanted=sponsored)
    standing = {lane for kind, lane in kinds_open_on(subject_id) if kind == events.DECIDE}
    for lane in standing - wanted:
        close_turns(events.DECIDE, subject_id=subject_id, actor=actor, lane=lane)
    for lane in wanted - standing:
        open_turn(events.DECIDE, subject_id=subject_id, actor=actor, lane=lane)


def _settle_turn(kind: str, place: Place, actor: Actor, *, wanted: bool) -> None:
    """The turn of whoever is no one side: both, or the sponsor."""
    subject = place.subject
    person_id = subject.sponsor_id if kind == events.DECIDE_AS_SPONSOR else None
    if wanted:
        open_turn(kind, subject_id=subject.id, actor=actor, person_id=person_id)
    else:
        close_turns(kind, subject_id=subject.id, actor=actor)
