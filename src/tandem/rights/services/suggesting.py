"""Suggesting changes and settling them."""

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.queries import kinds_open_on
from tandem.activity.services import close_turns, lock_subject, open_turn, record_event
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, RuleBroken, Stale
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.rights import events, queries, registry, rules
from tandem.rights.models import Proposal
from tandem.rights.queries import Place, ProposalRow
from tandem.rights.rules import Decider, Settlement


@transaction.atomic
def suggest_change(
    *, actor: Actor, subject_id: int, kind: str, target: str, text: str, why: str = ""
) -> Proposal:
    """Suggest another text for something that others decide.

    What only tidies (see `rules.only_tidies`) is applied at once and can be undone. For all else
    the deciding side gets a turn.
    """
    place = queries.place_of(actor, subject_id)
    lock_subject(subject_id)
    found = queries.target_of(actor, subject_id, kind, target)
    text = typed(text, limit=rules.TEXT_LIMIT, field="text")
    why = typed(why, limit=rules.WHY_LIMIT, field="why", required=False)
    decides = place.decides(actor, found.matter)
    if reason := rules.why_not_suggest(
        may_write=actor.may_write, decides=decides, same=text == found.text
    ):
        if actor.may_write and not decides:
            raise BadInput(reason, field="text")
        raise NotAllowed(reason)
    made = Proposal.objects.create(
        subject_id=subject_id,
        kind=kind,
        target=target,
        matter=found.matter.value,
        before=found.text,
        text=text,
        why=why,
        made_by_id=actor.me,
    )
    if found.text and rules.only_tidies(found.text, text):
        _write(actor, made, text, found.text)
        _settle(made, actor, Settlement.TIDIED)
        record_event(events.TIDIED, actor=actor, subject_id=subject_id, proposal=made.pk)
        return made
    record_event(
        events.SUGGESTED,
        actor=actor,
        subject_id=subject_id,
        matter=found.matter.value,
        proposal=made.pk,
    )
    _settle_turns(place, actor)
    return made


@transaction.atomic
def accept_proposal(*, actor: Actor, proposal_id: int, seen: str) -> ProposalRow:
    """Take a suggestion over: the text becomes what was suggested, in the decider's name.

    `seen` names the present text that the decider had before them (`rules.text_digest`); Stale if
    it has changed since.
    """
    row, place, made = _locked(actor, proposal_id)
    _decider_only(actor, place, row)
    found = queries.target_of(actor, row.subject_id, row.kind, row.target)
    if rules.text_digest(found.text) != seen:
        raise Stale(
            say("The text has changed since you opened this. Look at all three before you decide."),
            mine=row.text,
            theirs=found.text,
            version=0,
        )
    _write(actor, made, row.text, found.text)
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
    _decider_only(actor, place, row)
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
    if not (place.standing.sides or row.made_by.id == actor.me) or not actor.may_write:
        raise NotAllowed(say("Take part in this initiative first; then you can undo this."))
    _write(actor, made, row.before, row.text)
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


def _decider_only(actor: Actor, place: Place, row: ProposalRow) -> None:
    if not place.decides(actor, row.matter):
        who = queries.decision_rights().decider(row.matter).label
        raise NotAllowed(say("{who} decides this. You can wait, or talk to them.", who=who))


def _write(actor: Actor, made: Proposal, text: str, before: str) -> None:
    kind = registry.proposal_named(made.kind)
    assert kind is not None  # noqa: S101 - `target_of` has found it
    kind.write(actor, made.subject_id, made.target, text, before)


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
