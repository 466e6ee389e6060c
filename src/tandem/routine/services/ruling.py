"""Making rules and stopping them; and what is done when one is started."""

from datetime import timedelta

from django.db import transaction

from tandem.accounts.queries import (
    acting_in,
    actor_by_id,
    administrators,
    duty_person,
    names,
    present_day,
    team_names,
)
from tandem.accounts.rules import CLOCK, Actor, Lane
from tandem.accounts.services import lock_person
from tandem.activity.queries import last_event, owners_on
from tandem.activity.services import company_subject, lock_subject, notify, record_event
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, Refused, RuleBroken, Stale
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.patterns.queries import launch_of, use_on, work_template
from tandem.patterns.services import use_work_template
from tandem.routine import events, queries, rules
from tandem.routine.models import AskedRule, EarlierRule, Rule, RuleRun, RulesRead
from tandem.routine.queries import Fact
from tandem.routine.rules import RuleAsked, RunOutcome, Then, To
from tandem.talk.services import give_task, write_comment
from tandem.work.services import SIDE_OF_ACTOR, add_work_item, assign_work_item


@transaction.atomic
def make_rule(
    *, actor: Actor, initiative_id: int, asked: RuleAsked, form_key: str | None = None
) -> Rule:
    """Let something be done when something happens on an initiative, from now on, with what the
    actor may do.
    """
    return _make(actor, initiative_id, asked, form_key)


@transaction.atomic
def make_rule_for_all(*, actor: Actor, asked: RuleAsked, form_key: str | None = None) -> Rule:
    """The same for all initiatives."""
    return _make(actor, None, asked, form_key)


def _make(actor: Actor, place_id: int | None, asked: RuleAsked, form_key: str | None) -> Rule:
    if not queries.may_rule(actor, place_id):
        raise NotAllowed(say("Owners make rules for their initiative, administrators for all."))
    if form_key:
        lock_person(actor.me)
        if known := Rule.objects.filter(made_by_id=actor.me, form_key=form_key).first():
            return known
    subject_id = place_id or company_subject()
    lock_subject(subject_id)
    if Rule.objects.filter(place_id=place_id, ended_at=None).count() >= rules.RULES_AT_MOST:
        raise RuleBroken(say("There are {n} rules here. Stop one first.", n=rules.RULES_AT_MOST))
    made = Rule.objects.create(
        place_id=place_id,
        made_by_id=actor.me,
        after_event=last_event(),
        form_key=form_key or None,
        **_cleaned(actor, asked),
    )
    record_event(events.RULE_MADE, actor=actor, subject_id=subject_id, rule=made.pk)
    return made


@transaction.atomic
def change_rule(*, actor: Actor, rule_id: int, asked: RuleAsked, version: int) -> Rule:
    """Let a rule say something else from now on, with what the actor may do; one that rests acts
    again. What happened before is for the rule as it was asked then. Twice is once.
    """
    one = _locked(actor, rule_id)
    if one.ended_at:
        raise RuleBroken(say("It was stopped. Make a new one."))
    columns = _cleaned(actor, asked)
    same = all(getattr(one, name) == value for name, value in columns.items())
    if same and one.resting_since is None:
        return one
    if one.version != version:
        raise Stale(
            say("Somebody changed this meanwhile. Here are both."),
            mine=f"{asked.name}\n{asked.words}\n{asked.text}".strip(),
            theirs=f"{one.name}\n{queries.asked_of(one).words}\n{one.text}".strip(),
            version=one.version,
        )
    _put_aside(one, actor)
    for name, value in columns.items():
        setattr(one, name, value)
    one.save()
    record_event(
        events.RULE_CHANGED,
        actor=actor,
        subject_id=_place(one),
        rule=one.pk,
        version=one.version,
    )
    return one


@transaction.atomic
def stop_rule(*, actor: Actor, rule_id: int) -> Rule:
    """Let a rule do nothing any more. What it did stays. Twice is once."""
    one = _locked(actor, rule_id)
    if one.ended_at is None:
        one.ended_at, one.ended_by_id = clock.now(), actor.me
        one.save(update_fields=["ended_at", "ended_by"])
        record_event(events.RULE_STOPPED, actor=actor, subject_id=_place(one), rule=one.pk)
    return one


@transaction.atomic
def take_over_rule(*, actor: Actor, rule_id: int) -> Rule:
    """Let a rule act from now on with what the actor may do, also one that rests. Twice is once."""
    one = _locked(actor, rule_id)
    if one.ended_at:
        raise RuleBroken(say("It was stopped. Make a new one."))
    if one.resting_since or one.made_by_id != actor.me:
        _put_aside(one, actor)
        one.save()
        record_event(events.RULE_TAKEN_OVER, actor=actor, subject_id=_place(one), rule=one.pk)
    return one


@transaction.atomic
def run_rule(*, rule_id: int, fact: Fact) -> RunOutcome | None:
    """Do once what a rule says about something that happened, as it was asked then; nothing where
    that was done, or the rule does nothing any more. Called by the clock.
    """
    rule = Rule.objects.select_for_update(of=("self",)).get(pk=rule_id)
    one = None if rule.ended_at or rule.resting_since else queries.asked_when(rule, fact.event_id)
    if one is None or not rules.starts(queries.asked_of(one), fact.happening):
        return None
    if RuleRun.objects.filter(rule=rule, event_id=fact.event_id).exists():
        return None
    outcome, made, item = _done(one, rule, fact)
    RuleRun.objects.create(
        rule=rule,
        event_id=fact.event_id,
        root_id=fact.root_id,
        outcome=outcome.value,
        made=made,
        item_id=item,
        version=one.version,
    )
    told = events.RULE_RAN if outcome is RunOutcome.DONE else events.RULE_DID_NOTHING
    record_event(
        told,
        actor=CLOCK,
        subject_id=fact.root_id,
        rule=rule.pk,
        outcome=outcome.value,
        made=made,
        person=one.made_by_id,
    )
    if outcome is RunOutcome.GONE and one.made_by_id == rule.made_by_id:
        _rest(rule)
    return outcome


@transaction.atomic
def note_rules_read(*, upto: int) -> None:
    """Note up to which event the rules have looked. For the clock."""
    RulesRead.objects.update_or_create(pk=1, defaults={"event": upto})


def _done(one: AskedRule, rule: Rule, fact: Fact) -> tuple[RunOutcome, int, int | None]:
    asked = queries.asked_of(one)
    try:
        actor = actor_by_id(one.made_by_id)
    except NotFound:
        return RunOutcome.GONE, 0, None
    if not _still_may(actor, rule):
        return RunOutcome.GONE, 0, None
    if queries.runs_lately(rule.pk) >= rules.RUNS_AN_HOUR:
        return RunOutcome.TOO_MANY, 0, None
    try:
        with transaction.atomic():
            return _act(actor, asked, fact.root_id)
    except Refused:
        return RunOutcome.REFUSED, 0, None


def _still_may(actor: Actor, one: Rule) -> bool:
    """Whether whoever made it may still make rules there."""
    try:
        return queries.may_rule(actor, one.place_id)
    except NotFound:
        return False


def _act(actor: Actor, asked: RuleAsked, root_id: int) -> tuple[RunOutcome, int, int | None]:
    if asked.then is Then.TEMPLATE:
        use = use_work_template(
            actor=actor,
            template_id=asked.template_id or 0,
            initiative_id=root_id,
            launch_day=launch_of(root_id),
        )
        made = use_on(actor, use.pk).made
        return RunOutcome.DONE, len(made), made[0].id if made else None
    people = _whom(asked, root_id)
    if not people:
        return RunOutcome.NOBODY, 0, None
    if asked.then is Then.TELL:
        write_comment(actor=actor, subject_id=root_id, text=_spoken(asked, people))
        return RunOutcome.DONE, 1, None
    if asked.then is Then.TASK:
        until = present_day() + timedelta(days=asked.days)
        give_task(
            actor=actor, subject_id=root_id, text=asked.text, person_id=people[0], until=until
        )
        return RunOutcome.DONE, 1, None
    lane = asked.to and (asked.to.owner_of or asked.to.duty_of)
    item = add_work_item(actor=actor, home_id=root_id, title=asked.text, lane=lane or SIDE_OF_ACTOR)
    assign_work_item(actor=actor, work_id=item.pk, person_id=people[0])
    return RunOutcome.DONE, 1, item.pk


def _whom(asked: RuleAsked, root_id: int) -> list[int]:
    to = asked.to
    if to is To.PERSON:
        return [asked.person_id] if asked.person_id else []
    if to is To.TEAM:
        return acting_in(asked.team_id) if asked.team_id else []
    owned: Lane | None = to.owner_of if to else None
    if owned:
        owner = owners_on([root_id]).get(root_id, {}).get(owned)
        return [owner.id] if owner else []
    person = duty_person(to.duty_of) if to and to.duty_of else None
    return [person] if person else []


def _spoken(asked: RuleAsked, people: list[int]) -> str:
    """What is said to them, with the name or team that it is said to."""
    if asked.to is To.TEAM:
        return f"@{team_names()[asked.team_id or 0]} {asked.text}"
    return f"@{names(people)[people[0]].name} {asked.text}"


def _rest(one: Rule) -> None:
    """Let it rest, and tell the owners of where it acts, or for a rule of the whole workspace its
    administrators: any of them may go on with it.
    """
    one.resting_since = clock.now()
    one.save(update_fields=["resting_since"])
    place = _place(one)
    record_event(
        events.RULE_RESTS, actor=CLOCK, subject_id=place, rule=one.pk, person=one.made_by_id
    )
    owners = owners_on([place]).get(place, {}).values()
    people = {owner.id for owner in owners} if one.place_id else set(administrators())
    kind = events.A_RULE_RESTS if one.place_id else events.A_RULE_FOR_ALL_RESTS
    notify(people - {one.made_by_id}, kind, actor=CLOCK, subject_id=place)


def _put_aside(one: Rule, actor: Actor) -> None:
    """Keep it as it was asked until now, for what happened until now and for its history; from now
    on it acts as the actor. What happened while it rested is nothing for it.
    """
    upto = last_event()
    EarlierRule.objects.create(
        rule=one,
        until_event=0 if one.resting_since else upto,
        **{field.attname: getattr(one, field.attname) for field in AskedRule._meta.fields},
    )
    one.version += 1
    one.made_by_id, one.made_at, one.form_key = actor.me, clock.now(), None
    one.after_event, one.resting_since = upto, None


def _place(one: Rule) -> int:
    return one.place_id or company_subject()


def _locked(actor: Actor, rule_id: int) -> Rule:
    row = queries.rule_visible_to(actor, rule_id)
    if not row.may_change:
        raise NotAllowed(say("Owners make rules for their initiative, administrators for all."))
    return Rule.objects.select_for_update(of=("self",)).get(pk=rule_id)


def _cleaned(actor: Actor, asked: RuleAsked) -> dict[str, object]:
    """The columns of a rule; raises BadInput where it can't be so."""
    name = " ".join(typed(asked.name, limit=rules.NAME_LIMIT, field="name").split())
    text = " ".join(typed(asked.text, limit=rules.TEXT_LIMIT, field="text", required=False).split())
    if wrong := rules.why_not_rule(asked):
        raise BadInput(wrong[0], field=wrong[1])
    if asked.then is Then.TEMPLATE:
        try:
            work_template(actor, asked.template_id or 0)
        except NotFound as missing:
            raise BadInput(say("Choose a template."), field="template") from missing
    if asked.to is To.PERSON and (asked.person_id or 0) not in names([asked.person_id]):
        raise BadInput(say("Choose the person."), field="person")
    if asked.to is To.TEAM and asked.team_id not in team_names():
        raise BadInput(say("Choose the team."), field="team")
    return {
        "name": name,
        "when": asked.when.value,
        "then": asked.then.value,
        "stage": asked.stage or "",
        "work_kind": asked.work_kind or "",
        "kind": asked.kind or "",
        "lane": asked.lane or "",
        "track": asked.track or "",
        "template_id": asked.template_id if asked.then is Then.TEMPLATE else None,
        "text": text,
        "to": asked.to or "",
        "person_id": asked.person_id if asked.to is To.PERSON else None,
        "team_id": asked.team_id if asked.to is To.TEAM else None,
        "days": asked.days,
    }
