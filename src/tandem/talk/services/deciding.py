"""Writing a decision down, disagreeing with it, looking at it again."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from tandem.accounts.queries import present_day
from tandem.accounts.rules import Actor
from tandem.activity.permissions import standing_on
from tandem.activity.queries import SubjectSeen, subject_visible_to
from tandem.activity.services import (
    close_turns,
    lock_subject,
    open_turn,
    record_event,
    salted_digest,
)
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.talk import events, permissions, queries, rules
from tandem.talk.models import Decision, Dissent
from tandem.talk.rules import BecomesKind
from tandem.talk.services.state import (
    comment_to_turn,
    mark_comment,
    new_subject,
    place_to_speak,
    side_of,
)


@transaction.atomic
def write_decision(  # noqa: PLR0913 - a decision has these parts
    *,
    actor: Actor,
    subject_id: int,
    title: str,
    choice: str,
    why: str,
    options: Sequence[str] = (),
    look_again_on: date | None = None,
    comment_id: int | None = None,
) -> Decision:
    """Write down what was decided, out of what, and why; perhaps with a day to look at it again."""
    place = place_to_speak(actor, subject_id)
    comment = comment_to_turn(actor, place, comment_id)
    if not permissions.can_decide(
        actor, standing_on(actor, place.root_id), sponsor_id=place.sponsor_id
    ):
        raise NotAllowed(
            say("The owners and the sponsor write decisions down. You can say what you think.")
        )
    title = typed(title, limit=rules.TITLE_LIMIT, field="title")
    choice = typed(choice, limit=rules.OPTION_LIMIT, field="choice")
    why = typed(why, limit=rules.REASON_LIMIT, field="why")
    listed = _options(options, choice)
    if reason := rules.why_not_look_again(look_again_on, present_day()):
        raise BadInput(reason, field="look_again_on")
    decision = Decision.objects.create(
        subject_id=new_subject(events.DECISION, title, place),
        title=title,
        options=listed,
        choice=choice,
        why=why,
        decided_by_id=actor.me,
        lane=side_of(actor) or "",
        look_again_on=look_again_on,
    )
    mark_comment(comment, BecomesKind.DECISION, decision.pk)
    record_event(
        events.DECIDED,
        actor=actor,
        subject_id=decision.pk,
        text=salted_digest(decision.pk, "\n".join([title, choice, why, *listed])),
    )
    return decision


@transaction.atomic
def dissent(*, actor: Actor, decision_id: int, text: str) -> Dissent:
    """Put one's disagreement on a decision, or say it in other words."""
    decision, _ = _locked(actor, decision_id)
    if not permissions.can_dissent(actor):
        raise NotAllowed(say("You can read here. To take part, ask an administrator."))
    text = typed(text, limit=rules.REASON_LIMIT, field="text")
    standing = Dissent.objects.filter(decision=decision, person_id=actor.me).first()
    if standing and standing.text == text:
        return standing
    said, _ = Dissent.objects.update_or_create(
        decision=decision,
        person_id=actor.me,
        defaults={"text": text, "lane": side_of(actor) or "", "said_at": clock.now()},
    )
    record_event(
        events.DISSENTED,
        actor=actor,
        subject_id=decision.pk,
        text=salted_digest(decision.pk, text),
    )
    return said


@transaction.atomic
def end_dissent(*, actor: Actor, decision_id: int) -> Decision:
    """No longer disagree. The history keeps that one did."""
    decision, _ = _locked(actor, decision_id)
    ended, _ = Dissent.objects.filter(decision=decision, person_id=actor.me).delete()
    if not ended:
        raise NotAllowed(say("You haven't disagreed with this."))
    record_event(events.DISSENT_ENDED, actor=actor, subject_id=decision.pk)
    return decision


@transaction.atomic
def look_at_decision_again(
    *, actor: Actor, decision_id: int, look_again_on: date | None = None
) -> Decision:
    """Say that a decision still holds, perhaps until another day. Else write a new one down."""
    decision, place = _locked(actor, decision_id)
    if not permissions.can_look_again(
        actor,
        standing_on(actor, place.root_id),
        decided_by=decision.decided_by_id,
        sponsor_id=place.sponsor_id,
    ):
        raise NotAllowed(say("Whoever decided, the owners and the sponsor look at it again."))
    if reason := rules.why_not_look_again(look_again_on, present_day()):
        raise BadInput(reason, field="look_again_on")
    decision.looked_at, decision.looked_by_id = clock.now(), actor.me
    decision.look_again_on = look_again_on
    decision.save(update_fields=["looked_at", "looked_by", "look_again_on"])
    record_event(events.LOOKED_AT, actor=actor, subject_id=decision.pk)
    close_turns(events.LOOK_AGAIN, subject_id=decision.pk, actor=actor)
    return decision


@transaction.atomic
def ask_to_look_again(*, actor: Actor, decision_id: int) -> Decision:
    """Let a decision wait for whoever decided it, once its day has come: the clock does."""
    decision, _ = _locked(actor, decision_id)
    today = present_day()
    if decision.look_again_on is None or decision.look_again_on > today:
        raise RuleBroken(say("Its day hasn't come."))
    decision.look_again_on = None
    decision.save(update_fields=["look_again_on"])
    open_turn(
        events.LOOK_AGAIN, subject_id=decision.pk, actor=actor, person_id=decision.decided_by_id
    )
    record_event(events.LOOK_AGAIN_DUE, actor=actor, subject_id=decision.pk)
    return decision


def _options(options: Sequence[str], choice: str) -> list[str]:
    listed = [
        typed(option, limit=rules.OPTION_LIMIT, field="options", required=False)
        for option in options
    ]
    listed = list(dict.fromkeys(option for option in listed if option))
    if reason := rules.why_not_options(listed, choice):
        raise BadInput(reason, field="choice" if choice not in listed else "options")
    return listed


def _locked(actor: Actor, decision_id: int) -> tuple[Decision, SubjectSeen]:
    queries.decision_visible_to(actor, decision_id)
    lock_subject(decision_id)
    decision = queries.decision_visible_to(actor, decision_id)
    return decision, subject_visible_to(actor, decision_id)
