"""Answering what the check asks, and handing it in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.services import record_event, salted_digest
from tandem.assessment.queries import confirmed_systems, people_with
from tandem.assessment.rules import Authority
from tandem.core import clock
from tandem.core.errors import BadInput, RuleBroken, Stale
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.initiatives.queries import whole
from tandem.rights.rules import Matter
from tandem.risk import events, queries, rules
from tandem.risk.models import RiskAnswer, RiskCheck, RiskResult
from tandem.risk.rules import QuestionSet, Source, Tier
from tandem.risk.services import state


@dataclass(frozen=True, slots=True)
class Given:
    """An answer to a question: its place from 0, or -1 for “we don't know yet”, and a note.

    `replaces` is the answer the person read.
    """

    key: str
    place: int
    note: str = ""
    replaces: int | None = None


@transaction.atomic
def answer_risk(*, actor: Actor, initiative_id: int, answers: Sequence[Given]) -> RiskCheck:
    """Answer one question of the risk check or several. What was handed in has to be handed in
    again once an answer changed.
    """
    heading = state.locked(actor, initiative_id)
    state.decides(actor, initiative_id, Matter.RISK)
    state.under_way(heading)
    check = state.begun(initiative_id)
    asked = queries.questions_in(check.version)
    standing = queries.answers_on(initiative_id)
    if len({one.key for one in answers}) < len(answers):
        raise BadInput(say("Answer each question once."), field="answers")
    fresh = [new for one in answers if (new := _fresh(asked, one, standing.get(one.key)))]
    for one in fresh:
        _replace(one, standing.get(one.key))
    _save(actor, check, fresh, Source.PERSON)
    return check


@transaction.atomic
def take_over_known(*, actor: Actor, initiative_id: int, seen: str) -> int:
    """Answer what is known already as it is known; `seen` names what the person read. Says how many
    that were.
    """
    heading = state.locked(actor, initiative_id)
    state.decides(actor, initiative_id, Matter.RISK)
    state.under_way(heading)
    found = queries.risk_of(actor, whole(actor, initiative_id))
    if not found.known:
        return 0
    if found.known_digest != seen:
        raise RuleBroken(say("What is known has changed meanwhile. Please look at it again."))
    check = state.begun(initiative_id)
    for source in (Source.FACTS, Source.LAST_TIME):
        fresh = [
            Given(one.key, one.suggestion.place)
            for one in found.known
            if one.suggestion and one.suggestion.source is source
        ]
        _save(actor, check, fresh, source)
    return len(found.known)


@transaction.atomic
def hand_in_risk(
    *, actor: Actor, initiative_id: int, risk_owner_id: int | None = None
) -> RiskResult:
    """Say that the answers are right: the tier stands, and whoever has to look is asked.

    At the highest tier `risk_owner_id` accepts what remains; where there is only one risk owner,
    it is them.
    """
    heading = state.locked(actor, initiative_id)
    state.decides(actor, initiative_id, Matter.RISK)
    state.under_way(heading)
    if stands := state.standing_result(initiative_id):
        return stands
    check = state.begun(initiative_id)
    asked = queries.questions_in(check.version)
    answers = {key: one.place for key, one in queries.answers_on(initiative_id).items()}
    seen = rules.picture(asked, answers)
    owners = people_with(Authority.RISK) if seen.tier is Tier.HIGH else []
    owner_id = owners[0] if len(owners) == 1 and risk_owner_id is None else risk_owner_id
    if reason := rules.why_not_hand_in(
        open_questions=len(rules.unanswered(asked, answers)),
        tier=seen.tier,
        risk_owners=owners,
        owner_id=owner_id,
    ):
        raise RuleBroken(reason)
    reviews = rules.reviews_for(seen)
    for kind in reviews:
        if not queries.reviewer_for(kind, initiative_id, actor.me).people:
            raise RuleBroken(rules.nobody_else(kind))
    result = RiskResult.objects.create(
        check_of=check,
        tier=seen.tier.value,
        reviews=[one.value for one in reviews],
        systems=sorted(confirmed_systems(initiative_id)),
        risk_owner_id=owner_id if seen.tier is Tier.HIGH else None,
        handed_in_by_id=actor.me,
    )
    record_event(
        events.HANDED_IN,
        actor=actor,
        subject_id=initiative_id,
        tier=seen.tier.code,
        version=check.version,
        digest=salted_digest(initiative_id, _content(answers)),
    )
    state.settle_check(actor=actor, initiative_id=initiative_id)
    return result


def _content(answers: Mapping[str, int]) -> str:
    return "\n".join(f"{key}={place}" for key, place in sorted(answers.items()))


def _fresh(asked: QuestionSet, given: Given, standing: RiskAnswer | None) -> Given | None:
    """The answer as it can be kept; nothing where it stands already."""
    question = asked.by_key.get(given.key)
    if question is None:
        raise BadInput(say("The check doesn't ask “{key}”.", key=given.key[:40]), field="answers")
    if reason := rules.why_not_place(given.place, len(question.answers)):
        raise BadInput(reason, field=f"place-{given.key}")
    field = f"note-{given.key}"
    note = typed(given.note, limit=rules.TEXT_LIMIT, field=field, required=False)
    if standing and (standing.place, standing.note) == (given.place, note):
        return None
    if standing and standing.pk != given.replaces and _as_read(standing, given, note):
        return None
    return Given(given.key, given.place, note, given.replaces)


def _as_read(standing: RiskAnswer, given: Given, note: str) -> bool:
    """Whether the person left it as they read it, while somebody else answered anew."""
    read = RiskAnswer.objects.filter(check_of_id=standing.check_of_id, key=given.key)
    return read.filter(pk=given.replaces or 0, place=given.place, note=note).exists()


def _replace(given: Given, standing: RiskAnswer | None) -> None:
    if standing is None:
        return
    if standing.pk != given.replaces:
        raise Stale(
            say("Somebody answered this meanwhile. Here are both texts."),
            mine=given.note,
            theirs=standing.note,
            version=standing.pk,
        )
    standing.replaced_at = clock.now()
    standing.save(update_fields=["replaced_at"])


def _save(actor: Actor, check: RiskCheck, fresh: Sequence[Given], source: Source) -> None:
    if not fresh:
        return
    RiskAnswer.objects.bulk_create(
        RiskAnswer(
            check_of=check,
            key=one.key,
            place=one.place,
            note=one.note,
            source=source.value,
            answered_by_id=actor.me,
        )
        for one in fresh
    )
    state.end_result(check.pk)
    said = "\n".join(f"{one.key}={one.place} {one.note}" for one in fresh)
    record_event(
        events.ANSWERED,
        actor=actor,
        subject_id=check.pk,
        count=len(fresh),
        text=salted_digest(check.pk, said),
    )
    state.settle_check(actor=actor, initiative_id=check.pk)
