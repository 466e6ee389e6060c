"""The data-protection check: writing it, looking at a full assessment, whose turn it is."""

from django.db import transaction

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import standing_on
from tandem.activity.queries import open_turns_on
from tandem.activity.services import close_turns, open_turn, record_event, salted_digest
from tandem.assessment.queries import authorities_of, data_check
from tandem.assessment.rules import Authority
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, RuleBroken, Stale
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.initiatives.queries import heading_visible_to, light_tracks
from tandem.initiatives.rules import Stage
from tandem.risk import events, permissions, queries, rules
from tandem.risk.models import DataProtection, ProtectionReview
from tandem.risk.rules import Processing, ProtectionStanding, ProtectionStep
from tandem.risk.rules.protection import TEXTS
from tandem.risk.services import state

_NOBODY: tuple[int, ...] = ()
_KINDS = (events.PROTECT, events.LOOK_AT_PROTECTION)


@transaction.atomic
def write_data_protection(
    *, actor: Actor, initiative_id: int, given: Processing, replaces: int | None = None
) -> DataProtection:
    """Say how personal data are used: why, on what ground, how long, who gets them, and which of
    the nine criteria are met; from two on a full assessment is due, and somebody looks at it.
    `replaces` is the text the person read.
    """
    heading = state.locked(actor, initiative_id)
    on = standing_on(actor, initiative_id)
    if not permissions.can_write_protection(actor, on, authorities_of(actor.me)):
        raise NotAllowed(say("The people on it write this, or who answers for data protection."))
    state.under_way(heading)
    standing = queries.protection_written(initiative_id)
    review = queries.protection_review(standing)
    now = queries.protection_standing(initiative_id, standing, review)
    if reason := rules.why_not_write(now):
        raise RuleBroken(reason)
    flowing = now.flowing or frozenset()
    given = _cleaned(given)
    if wrong := rules.why_not_processing(given, flowing):
        raise BadInput(wrong[1], field=wrong[0])
    if standing and not now.uncovered and queries.processing_of(standing) == given:
        return standing
    _replace(standing, replaces, given)
    looks = queries.reviewer_for(Authority.DATA_PROTECTION, initiative_id, actor.me)
    if given.full and not looks.people:
        raise RuleBroken(rules.nobody_else(Authority.DATA_PROTECTION))
    check = data_check(initiative_id)
    written = DataProtection.objects.create(
        initiative_id=initiative_id,
        classes=check.classes if check else [],
        criteria=given.codes,
        basis=given.basis.value,
        written_by_id=actor.me,
        **{name: getattr(given, name) for name in TEXTS},
    )
    record_event(
        events.PROTECTION_WRITTEN,
        actor=actor,
        subject_id=initiative_id,
        extent="full" if given.full else "short",
        criteria=len(given.criteria),
        text=salted_digest(initiative_id, _in_one(given)),
    )
    settle_protection(actor=actor, initiative_id=initiative_id)
    return written


@transaction.atomic
def review_data_protection(
    *, actor: Actor, initiative_id: int, seen: int, fine: bool, text: str = ""
) -> ProtectionReview:
    """Say to a full assessment that it is fine, or send it back with the reason. `seen` is the
    text that was read.
    """
    heading = state.locked(actor, initiative_id)
    written = queries.protection_written(initiative_id)
    review = queries.protection_review(written)
    people = queries.protection_reviewers(written)[0] if written else _NOBODY
    if not permissions.can_review(actor, people):
        raise NotAllowed(say("Only who answers for data protection says this, or the sponsor."))
    state.under_way(heading)
    now = queries.protection_standing(initiative_id, written, review)
    reason = rules.why_not_look(now)
    if reason or written is None:
        raise RuleBroken(reason or say("It has to be written first."))
    if written.pk != seen:
        raise RuleBroken(say("It was written anew meanwhile. Please read it again."))
    text = typed(text, limit=rules.TEXT_LIMIT, field="text", required=not fine)
    review = ProtectionReview.objects.create(of=written, fine=fine, text=text, said_by_id=actor.me)
    record_event(
        events.PROTECTION_FINE if fine else events.PROTECTION_SENT_BACK,
        actor=actor,
        subject_id=initiative_id,
        text=salted_digest(initiative_id, text),
    )
    settle_protection(actor=actor, initiative_id=initiative_id)
    return review


def settle_protection(*, actor: Actor, initiative_id: int, owed: bool = False) -> None:
    """Let the check wait for whoever's turn it is. It is asked for in Assess, on the standard path,
    once IT owes nothing else; a full assessment is looked at in any stage.
    """
    check = data_check(initiative_id)
    flowing = bool(check and rules.personal(check.classes))
    here = [turn for turn in open_turns_on([initiative_id]) if turn.kind in _KINDS]
    if not flowing and not here:
        return
    stage = heading_visible_to(actor, initiative_id).stage
    written = queries.protection_written(initiative_id)
    review = queries.protection_review(written)
    now = queries.protection_standing(initiative_id, written, review)
    step = now.step if rules.is_open(stage) else ProtectionStep.NOT_NEEDED
    if step is ProtectionStep.TO_WRITE and not owed and _is_asked(stage, initiative_id, now):
        open_turn(events.PROTECT, subject_id=initiative_id, actor=actor, lane=Lane.IT)
    elif any(turn.kind == events.PROTECT for turn in here):
        close_turns(events.PROTECT, subject_id=initiative_id, actor=actor)
    to_look = written is not None and step is ProtectionStep.TO_LOOK
    people = queries.protection_reviewers(written)[0] if written and to_look else _NOBODY
    state.Waits(actor, initiative_id, here).for_people(events.LOOK_AT_PROTECTION, people)


def _is_asked(stage: Stage, initiative_id: int, now: ProtectionStanding) -> bool:
    """In Assess on the standard path; later where what was written doesn't hold any more."""
    if stage is Stage.ASSESS:
        return not light_tracks([initiative_id])
    return now.written_for is not None


def _cleaned(given: Processing) -> Processing:
    return Processing(
        criteria=given.criteria,
        basis=given.basis,
        **{
            name: typed(getattr(given, name), limit=rules.TEXT_LIMIT, field=name, required=False)
            for name in TEXTS
        },
    )


def _in_one(given: Processing) -> str:
    """All that was typed, one after the other."""
    return "\n\n".join(text for name in TEXTS if (text := getattr(given, name)))


def _replace(standing: DataProtection | None, replaces: int | None, mine: Processing) -> None:
    if standing is None:
        return
    if standing.pk != replaces:
        raise Stale(
            say("Somebody wrote this meanwhile. Here are both texts."),
            mine=_in_one(mine),
            theirs=_in_one(queries.processing_of(standing)),
            version=standing.pk,
        )
    standing.replaced_at = clock.now()
    standing.save(update_fields=["replaced_at"])
