"""Looking at a check, accepting what remains of the risk, saying what waiting costs."""

from datetime import date

from django.db import transaction

from tandem.accounts.queries import present_day
from tandem.accounts.rules import Actor
from tandem.activity.permissions import sponsor_of, standing_on
from tandem.activity.services import close_turns, record_event, salted_digest
from tandem.assessment.queries import people_with
from tandem.assessment.rules import Authority
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, RuleBroken, Stale
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.rights.queries import matters_decided
from tandem.rights.rules import Matter
from tandem.risk import events, permissions, queries, rules
from tandem.risk.models import DelayCost, RiskAcceptance, RiskResult, RiskReview
from tandem.risk.rules import Tier
from tandem.risk.services import state


@transaction.atomic
def review_risk(
    *, actor: Actor, initiative_id: int, kind: Authority, seen: int, fine: bool, text: str = ""
) -> RiskReview:
    """Say that one has looked, for an authority: it is fine, or it goes back with the reason.
    `seen` is what was handed in, as the person read it.
    """
    heading = state.locked(actor, initiative_id)
    result = state.standing_result(initiative_id)
    people = queries.reviewer_of(kind, result).people if result else people_with(kind)
    if not permissions.can_review(actor, people):
        raise NotAllowed(say("Only who was asked looks at it: {kind}.", kind=kind.label))
    state.under_way(heading)
    standing = queries.standing_on_result(result)
    reason = rules.why_not_review(standing, kind)
    if reason or result is None:
        raise RuleBroken(reason or say("The answers haven't been handed in yet."))
    _was_read(result, seen)
    text = typed(text, limit=rules.TEXT_LIMIT, field="text", required=not fine)
    review = RiskReview.objects.create(
        result=result, kind=kind.value, fine=fine, text=text, said_by_id=actor.me
    )
    if not fine:
        state.end_result(initiative_id)
    record_event(
        events.LOOKED_AT if fine else events.SENT_BACK,
        actor=actor,
        subject_id=initiative_id,
        authority=kind.value,
        text=salted_digest(initiative_id, text),
    )
    state.settle_check(actor=actor, initiative_id=initiative_id)
    return review


@transaction.atomic
def accept_residual_risk(
    *, actor: Actor, initiative_id: int, seen: int, until: date, text: str
) -> RiskAcceptance:
    """Accept what remains of the risk until a day, as its named owner; then it comes back. `seen`
    is what was handed in, as the person read it.
    """
    heading = state.locked(actor, initiative_id)
    result = state.standing_result(initiative_id)
    owner_id = result.risk_owner_id if result else None
    authority = actor.me in people_with(Authority.RISK)
    if not authority or (result and not permissions.can_accept(actor, owner_id=owner_id)):
        raise NotAllowed(say("Only the named risk owner accepts what remains."))
    state.under_way(heading)
    reason = rules.why_not_accept(queries.standing_on_result(result))
    if reason or result is None:
        raise RuleBroken(reason or say("The answers haven't been handed in yet."))
    _was_read(result, seen)
    if reason := rules.why_not_until(until, present_day()):
        raise BadInput(reason, field="until")
    text = typed(text, limit=rules.TEXT_LIMIT, field="text")
    accepted = RiskAcceptance.objects.create(
        result=result, until=until, text=text, accepted_by_id=actor.me
    )
    record_event(
        events.ACCEPTED,
        actor=actor,
        subject_id=initiative_id,
        until=until.isoformat(),
        text=salted_digest(initiative_id, text),
    )
    for kind in (events.ACCEPT, events.LOOK_AGAIN):
        close_turns(kind, subject_id=initiative_id, actor=actor)
    state.settle_check(actor=actor, initiative_id=initiative_id)
    return accepted


def _was_read(result: RiskResult, seen: int) -> None:
    if result.pk != seen:
        raise RuleBroken(
            say("Other answers were handed in meanwhile. Please read them, then say it.")
        )


@transaction.atomic
def name_risk_owner(*, actor: Actor, initiative_id: int, person_id: int) -> RiskResult:
    """Say who accepts what remains: somebody whom an administrator named as a risk owner. What
    another accepted before is theirs to look at.
    """
    heading = state.locked(actor, initiative_id)
    on = standing_on(actor, initiative_id)
    answers = bool(matters_decided(actor, on, initiative_id, [Matter.RISK]))
    sponsor_id = sponsor_of(initiative_id)
    if not permissions.can_name_owner(actor, answers=answers, sponsor_id=sponsor_id):
        raise NotAllowed(say("Who answers the check names the risk owner, or the sponsor."))
    state.under_way(heading)
    result = state.standing_result(initiative_id)
    if result is None or result.tier != Tier.HIGH:
        raise RuleBroken(say("Nothing remains that a risk owner has to accept."))
    if person_id not in people_with(Authority.RISK):
        raise BadInput(say("Choose somebody from the list."), field="person")
    if result.risk_owner_id == person_id:
        return result
    result.risk_owner_id = person_id
    result.save(update_fields=["risk_owner"])
    record_event(events.OWNER_NAMED, actor=actor, subject_id=initiative_id, person=person_id)
    state.settle_check(actor=actor, initiative_id=initiative_id)
    return result


@transaction.atomic
def say_cost_of_delay(
    *,
    actor: Actor,
    initiative_id: int,
    per_week: int,
    why: str = "",
    replaces: int | None = None,
) -> DelayCost:
    """Say what a week of waiting costs, in whole units of the company's money."""
    heading = state.locked(actor, initiative_id)
    state.decides(actor, initiative_id, Matter.VALUE)
    state.under_way(heading)
    if reason := rules.why_not_cost(per_week):
        raise BadInput(reason, field="per_week")
    why = typed(why, limit=rules.TEXT_LIMIT, field="why", required=False)
    standing = queries.delay_on(initiative_id)
    if standing and (standing.per_week, standing.why) == (per_week, why):
        return standing
    if standing and standing.pk != replaces:
        raise Stale(
            say("Somebody said this meanwhile. Here are both."),
            mine=f"{per_week} {why}".strip(),
            theirs=f"{standing.per_week} {standing.why}".strip(),
            version=standing.pk,
        )
    DelayCost.objects.filter(initiative_id=initiative_id, replaced_at=None).update(
        replaced_at=clock.now()
    )
    said = DelayCost.objects.create(
        initiative_id=initiative_id, per_week=per_week, why=why, said_by_id=actor.me
    )
    record_event(
        events.DELAY_SAID,
        actor=actor,
        subject_id=initiative_id,
        text=salted_digest(initiative_id, f"{per_week}\n{why}"),
    )
    return said
