"""Writing an idea, rewording it, taking part in it, naming who answers for it."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils.module_loading import import_string

from tandem.accounts.queries import active_people_of, present_day
from tandem.accounts.rules import Actor, Lane
from tandem.accounts.services import lock_person
from tandem.activity.permissions import sponsor_of, standing_on
from tandem.activity.queries import SIGNS, alone_on, people_on
from tandem.activity.registry import services_settled_with_owners
from tandem.activity.rules import SubjectRole
from tandem.activity.services import (
    close_turns,
    end_access,
    give_access,
    make_subject,
    open_turn,
    record_event,
)
from tandem.core.errors import BadInput, NotAllowed, Stale
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.initiatives import events, permissions, queries, rules
from tandem.initiatives.models import Initiative
from tandem.initiatives.rules import IdeaRow, InitiativeKind, Stage
from tandem.initiatives.services.state import (
    ask_the_sides,
    index_words,
    locked,
    only_of,
    set_sentence,
)
from tandem.rights.queries import decision_rights
from tandem.rights.rules import Matter


@transaction.atomic
def write_idea(
    *,
    actor: Actor,
    sentence: str,
    wish_date: date | None = None,
    kind: InitiativeKind = InitiativeKind.OTHER,
    lane: Lane | None = None,
    form_key: str | None = None,
) -> Initiative:
    """Write an idea down: one sentence and, if there is one, a date.

    `lane` is the side it is written for; left out, it is the author's only side, or none. The
    same `form_key` twice gives the first idea back (a double click).
    """
    if not permissions.can_write_ideas(actor):
        raise NotAllowed(say("You can read here. To add ideas, ask an administrator."))
    sentence = typed(sentence, limit=rules.SENTENCE_LIMIT, field="sentence")
    if form_key:
        lock_person(actor.me)
    if form_key and (written := queries.idea_with_form_key(actor, form_key)):
        if written.sentence == sentence:
            return written
        form_key = None  # the same form with other words, by the browser's Back: another idea
    side = _side_of(actor, lane)
    return new_idea(actor, sentence, wish_date, kind=kind, side=side, form_key=form_key)


def new_idea(  # noqa: PLR0913 - an idea has these parts
    actor: Actor,
    sentence: str,
    wish_date: date | None,
    *,
    kind: InitiativeKind,
    side: Lane | None,
    form_key: str | None = None,
    from_outside: bool = False,
    asked_by: int | None = None,
    quiet: bool = False,
) -> Initiative:
    """The idea itself, and what it asks of both sides. The act has asked whether it may.

    It is the idea of `asked_by` where somebody else brings it; `side` is theirs then. A `quiet`
    one asks nobody until somebody takes it up; it is to be sorted like the others.
    """
    sentence = typed(sentence, limit=rules.SENTENCE_LIMIT, field="sentence")
    if reason := rules.why_not_wish(wish_date, present_day()):
        raise BadInput(reason, field="wish_date")
    initiative = Initiative.objects.create(
        subject_id=make_subject(events.INITIATIVE, sentence),
        sentence=sentence,
        kind=kind.value,
        wish_date=wish_date,
        written_by_id=asked_by or actor.me,
        brought_by_id=actor.me if asked_by and asked_by != actor.me else None,
        written_for=side or "",
        form_key=form_key or None,
        from_outside=from_outside,
    )
    index_words(initiative)
    give_access(initiative.pk, initiative.written_by_id, SubjectRole.MEMBER, side)
    record_event(events.WRITTEN, actor=actor, subject_id=initiative.pk)
    if not quiet:
        ask_the_sides(initiative.pk, actor, there={side} if side else set())
    for asked in Lane:
        if asked is not side and not quiet:  # whose it is needn't be asked whether it is one
            open_turn(events.TRIAGE, subject_id=initiative.pk, actor=actor, lane=asked)
    return initiative


@transaction.atomic
def write_ideas(
    *, actor: Actor, rows: Sequence[IdeaRow], form_key: str | None = None
) -> list[Initiative]:
    """Write several ideas down, all of them or none: rows that were pasted from a spreadsheet.

    The same `form_key` twice writes them once. Raises BadInput naming the row that can't be taken.
    """
    if reason := rules.why_not_so_many_rows(len(rows)):
        raise BadInput(reason, field="text")
    written = []
    for number, row in enumerate(rows, start=1):
        try:
            idea = write_idea(
                actor=actor,
                sentence=row.sentence,
                wish_date=row.wish_date,
                kind=row.kind,
                lane=row.lane,
                form_key=f"{form_key[:30]}:{number}" if form_key else None,
            )
        except BadInput as refused:
            place = say("Row {number}: {reason}", number=number, reason=refused.reason)
            raise BadInput(place, field="text") from refused
        written.append(idea)
    return written


@transaction.atomic
def reword_idea(*, actor: Actor, initiative_id: int, sentence: str, before: str) -> Initiative:
    """Change the sentence. `before` is the sentence the person saw when they began."""
    initiative = locked(actor, initiative_id)
    _decider_only(actor, initiative, Matter.WORDING)
    sentence = typed(sentence, limit=rules.SENTENCE_LIMIT, field="sentence")
    if sentence == initiative.sentence:
        return initiative
    if before != initiative.sentence:
        raise Stale(
            say("The sentence has changed since you opened it. Here are both."),
            mine=sentence,
            theirs=initiative.sentence,
            version=0,
        )
    set_sentence(initiative, actor, sentence)
    return initiative


@transaction.atomic
def wish_for_date(*, actor: Actor, initiative_id: int, wish_date: date | None) -> Initiative:
    """Set, move or clear the date that Marketing wishes for."""
    initiative = locked(actor, initiative_id)
    _decider_only(actor, initiative, Matter.DATE)
    if wish_date == initiative.wish_date:
        return initiative  # a day that has come meanwhile may stay
    if reason := rules.why_not_wish(wish_date, present_day()):
        raise BadInput(reason, field="wish_date")
    initiative.wish_date = wish_date
    initiative.save(update_fields=["wish_date"])
    record_event(events.DATE_WISHED, actor=actor, subject_id=initiative.pk)
    return initiative


@transaction.atomic
def change_idea(
    *,
    actor: Actor,
    initiative_id: int,
    sentence: str,
    before: str,
    wish_date: date | None,
    date_before: date | None,
) -> Initiative:
    """Change sentence and date as one form shows them: both or neither.

    `before` and `date_before` are what the person saw. A date they left alone stays as it is now,
    whoever moved it meanwhile; one that both moved is refused as stale.
    """
    reword_idea(actor=actor, initiative_id=initiative_id, sentence=sentence, before=before)
    initiative = locked(actor, initiative_id)
    if wish_date in {date_before, initiative.wish_date}:
        return initiative
    if initiative.wish_date != date_before:
        raise Stale(
            say("The date has changed since you opened it. Here are both."),
            mine=str(wish_date or ""),
            theirs=str(initiative.wish_date or ""),
            version=0,
        )
    return wish_for_date(actor=actor, initiative_id=initiative_id, wish_date=wish_date)


@transaction.atomic
def join_initiative(*, actor: Actor, initiative_id: int, lane: Lane) -> Initiative:
    """Take part for a side. Joining twice is joining once."""
    initiative = locked(actor, initiative_id)
    if not permissions.can_join(actor, lane):
        raise NotAllowed(
            say("Only people who belong to {side} can take part for it.", side=lane.label)
        )
    if lane in standing_on(actor, initiative.pk).sides:
        return initiative
    let_in(initiative, actor, actor.me, lane)
    return initiative


@transaction.atomic
def name_owners(*, actor: Actor, initiative_id: int, owners: Mapping[Lane, int]) -> Initiative:
    """Name both at once, or neither."""
    initiative = locked(actor, initiative_id)
    for lane, person_id in owners.items():
        name_owner(actor=actor, initiative_id=initiative_id, lane=lane, person_id=person_id)
    return initiative


@transaction.atomic
def name_owner(*, actor: Actor, initiative_id: int, lane: Lane, person_id: int) -> Initiative:
    """Let one person answer for a side of this initiative. The one before stays a member."""
    initiative = locked(actor, initiative_id)
    if not permissions.can_name_owner(standing_on(actor, initiative.pk)):
        raise NotAllowed(say("Take part in this initiative first; then you can name its owners."))
    role = queries.OWNER_ROLE[lane]
    owners = {p.role: p.name for p in people_on([initiative.pk])[initiative.pk] if p.role.is_owner}
    other = owners.get(queries.OWNER_ROLE[lane.other])
    able = {person.id for person in active_people_of(lane)}
    if reason := rules.why_not_own(lane, holds=person_id in able):
        raise BadInput(reason, field=lane.value)
    if role in owners and owners[role].id == person_id:
        return initiative
    if role in owners and lane not in standing_on(actor, initiative.pk).sides:
        raise NotAllowed(say("{side} changes its own owner.", side=lane.label))
    end_access(initiative.pk, role)
    let_in(initiative, actor, person_id, lane)
    give_access(initiative.pk, person_id, role, lane)
    record_event(
        events.OWNER_NAMED, actor=actor, subject_id=initiative.pk, lane=lane.value, person=person_id
    )
    if other and Stage(initiative.stage) is Stage.IDEA:
        open_turn(events.NEXT_STAGE, subject_id=initiative.pk, actor=actor)
    _settle_second(initiative.pk, actor)
    for service in services_settled_with_owners():
        import_string(service)(initiative_id=initiative.pk, actor=actor)
    return initiative


def _settle_second(initiative_id: int, actor: Actor) -> None:
    """Where one person answers for both sides, the sponsor names who signs for one of them; where
    two do, nobody else signs.
    """
    alone = alone_on(initiative_id)
    sponsor = sponsor_of(initiative_id)
    if alone is None:
        for role in SIGNS:
            end_access(initiative_id, role)
        close_turns(events.SIGN_SECOND, subject_id=initiative_id, actor=actor)
    if alone and not alone.second and sponsor:
        open_turn(events.NAME_SECOND, subject_id=initiative_id, actor=actor, person_id=sponsor)
    else:
        close_turns(events.NAME_SECOND, subject_id=initiative_id, actor=actor)


@transaction.atomic
def bring_in(*, actor: Actor, initiative_id: int, person_id: int, lane: Lane) -> None:
    """Let somebody of a side take part, as its people agreed. Twice is once."""
    initiative = locked(actor, initiative_id)
    if lane not in standing_on(actor, initiative.pk).sides:
        raise NotAllowed(say("{side} says who of it takes part.", side=lane.label))
    if person_id not in {person.id for person in active_people_of(lane)}:
        raise NotAllowed(
            say("Only people who belong to {side} can take part for it.", side=lane.label)
        )
    let_in(initiative, actor, person_id, lane)


def _decider_only(actor: Actor, initiative: Initiative, matter: Matter) -> None:
    decider = decision_rights().decider(matter)
    may = permissions.can_reword(
        actor,
        standing_on(actor, initiative.pk),
        written_by=initiative.written_by_id,
        stage=Stage(initiative.stage),
        decides=decider.lane,
    )
    if not may:
        raise NotAllowed(
            say("{side} decides this. You can suggest a change instead.", side=decider.label)
        )


def _side_of(actor: Actor, lane: Lane | None) -> Lane | None:
    if lane is None:
        return only_of(actor.lanes)
    if lane not in actor.lanes:
        raise BadInput(say("Choose a side that is yours."), field="lane")
    return lane


def let_in(initiative: Initiative, actor: Actor, person_id: int, lane: Lane) -> None:
    """Let somebody take part for a side, inside an act. Twice is once."""
    on_it = people_on([initiative.pk])[initiative.pk]
    if any(person.name.id == person_id and person.lane is lane for person in on_it):
        return
    give_access(initiative.pk, person_id, SubjectRole.MEMBER, lane)
    record_event(
        events.JOINED, actor=actor, subject_id=initiative.pk, lane=lane.value, person=person_id
    )
    closed = close_turns(events.JOIN, subject_id=initiative.pk, actor=actor, lane=lane)
    if closed:
        open_turn(events.ANSWER, subject_id=initiative.pk, actor=actor, lane=lane)
