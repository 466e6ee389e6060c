"""Everything that changes vision and goals, and what serves them."""

from datetime import date

from django.db import transaction

from tandem.accounts.queries import active_people, present_day, workspace
from tandem.accounts.rules import Actor
from tandem.accounts.services import lock_person
from tandem.activity.permissions import standing_on
from tandem.activity.queries import subject_visible_to
from tandem.activity.services import (
    close_turns,
    lock_subject,
    make_subject,
    open_turn,
    record_event,
    rename_subject,
    salted_digest,
    set_goal_sponsor,
)
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken, Stale
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.goals import events, permissions, queries, rules
from tandem.goals.models import Endorsement, Objective, Serving, Vision
from tandem.goals.rules import ObjectiveState


@transaction.atomic
def write_vision(*, actor: Actor, year: int, text: str, version: int = 0) -> Vision:
    """Write a year's vision, or change it; `version` is the one the person began from."""
    _writers_only(actor)
    if reason := rules.why_not_year(year):
        raise BadInput(reason, field="year")
    text = typed(text, limit=rules.TEXT_LIMIT, field="text")
    vision = Vision.objects.select_for_update().filter(year=year).first()
    if vision and vision.text == text:
        return vision
    if vision and vision.version != version:
        raise _stale(text, vision.text, vision.version)
    if vision is None:
        title = say("Vision {year}", year=year)
        vision = Vision(subject_id=make_subject(events.VISION, title), year=year, version=0)
    vision.text, vision.version = text, vision.version + 1
    vision.written_by_id, vision.written_at = actor.me, clock.now()
    vision.save()
    _record(events.VISION_WRITTEN, actor, vision.pk, text)
    return vision


@transaction.atomic
def add_objective(
    *,
    actor: Actor,
    title: str,
    year: int,
    words: str = "",
    owner_id: int | None = None,
    sponsor_id: int | None = None,
    form_key: str | None = None,
) -> Objective:
    """Add a goal to a year. Its sponsor is that of whatever serves it and has none of its own."""
    _writers_only(actor)
    if form_key:
        lock_person(actor.me)
        if made := Objective.objects.filter(written_by_id=actor.me, form_key=form_key).first():
            return made
    title, words = _checked(title, words, year)
    _are_there({"owner": owner_id, "sponsor": sponsor_id}, set())
    added = Objective.objects.create(
        subject_id=make_subject(events.OBJECTIVE, title),
        title=title,
        words=words,
        year=year,
        owner_id=owner_id,
        sponsor_id=sponsor_id,
        written_by_id=actor.me,
        form_key=form_key or None,
    )
    _record(events.OBJECTIVE_ADDED, actor, added.pk, f"{title}\n{words}")
    return added


@transaction.atomic
def edit_objective(  # noqa: PLR0913 - a goal has these parts
    *,
    actor: Actor,
    objective_id: int,
    title: str,
    year: int,
    words: str,
    owner_id: int | None,
    sponsor_id: int | None,
    state: ObjectiveState,
    version: int,
) -> Objective:
    """Change a goal, or say what has become of it; its owner may, too."""
    goal = _locked(actor, objective_id)
    if not (actor.may_write and goal.owner_id == actor.me):
        _writers_only(actor)
    title, words = _checked(title, words, year)
    _are_there({"owner": owner_id, "sponsor": sponsor_id}, {goal.owner_id, goal.sponsor_id})
    wanted = (title, words, year, owner_id, sponsor_id, state.value)
    standing = (goal.title, goal.words, goal.year, goal.owner_id, goal.sponsor_id, goal.state)
    if wanted == standing:
        return goal
    if goal.version != version:
        raise _stale(f"{title}\n{words}", f"{goal.title}\n{goal.words}", goal.version)
    goal.title, goal.words, goal.year = title, words, year
    goal.owner_id, goal.sponsor_id, goal.state = owner_id, sponsor_id, state.value
    goal.version += 1
    goal.save()
    rename_subject(goal.pk, title)
    serving = Serving.objects.filter(objective_id=goal.pk, ended_at=None)
    set_goal_sponsor(list(serving.values_list("initiative_id", flat=True)), sponsor_id)
    _record(events.OBJECTIVE_EDITED, actor, goal.pk, f"{title}\n{words}")
    return goal


@transaction.atomic
def endorse_vision(*, actor: Actor, year: int, until: date) -> Endorsement:
    """Stand behind a year's vision until a day; then it waits to be renewed."""
    vision = Vision.objects.filter(year=year).first()
    if vision is None:
        raise NotFound
    return _endorse(actor, vision.pk, queries.sponsors_for(year=year), until)


@transaction.atomic
def endorse_objective(*, actor: Actor, objective_id: int, until: date) -> Endorsement:
    """Stand behind a goal until a day; then it waits to be renewed."""
    goal = _locked(actor, objective_id)
    return _endorse(actor, goal.pk, queries.sponsors_for(objective_id=goal.pk), until)


@transaction.atomic
def serve_objective(*, actor: Actor, initiative_id: int, objective_id: int | None) -> None:
    """Say which goal an initiative serves; None: no longer any."""
    subject_visible_to(actor, initiative_id)
    lock_subject(initiative_id)
    if subject_visible_to(actor, initiative_id).kind != "initiative":
        raise NotFound
    if not permissions.can_link(standing_on(actor, initiative_id)):
        raise NotAllowed(say("Marketing's people on this initiative say which goal it serves."))
    served = queries.served_by(initiative_id)
    if (served[0] if served else None) == objective_id:
        return
    if objective_id is not None:
        state = queries.objective(actor, objective_id).state
        if reason := rules.why_not_serve(state):
            raise RuleBroken(reason)
    Serving.objects.filter(initiative_id=initiative_id, ended_at=None).update(ended_at=clock.now())
    chosen = Objective.objects.filter(subject__id=objective_id) if objective_id else None
    sponsor_id = chosen.values_list("sponsor_id", flat=True).first() if chosen else None
    set_goal_sponsor([initiative_id], sponsor_id)
    if objective_id is None:
        record_event(events.UNLINKED, actor=actor, subject_id=initiative_id)
        return
    Serving.objects.create(
        initiative_id=initiative_id, objective_id=objective_id, linked_by_id=actor.me
    )
    record_event(events.LINKED, actor=actor, subject_id=initiative_id, objective=objective_id)


def _endorse(actor: Actor, subject_id: int, sponsors: set[int | None], until: date) -> Endorsement:
    lock_subject(subject_id)
    if not permissions.can_endorse(actor, sponsors):
        raise NotAllowed(say("The sponsors of this endorse it."))
    if reason := rules.why_not_endorse(until, present_day()):
        raise BadInput(reason, field="until")
    mine = Endorsement.objects.filter(
        subject_id=subject_id, endorsed_by_id=actor.me, replaced_at=None
    )
    standing = mine.first()
    if standing and standing.until == until:
        return standing
    mine.update(replaced_at=clock.now())
    made = Endorsement.objects.create(subject_id=subject_id, endorsed_by_id=actor.me, until=until)
    record_event(events.ENDORSED, actor=actor, subject_id=subject_id)
    close_turns(events.RENEW, subject_id=subject_id, actor=actor, person_id=actor.me)
    open_turn(events.RENEW, subject_id=subject_id, actor=actor, person_id=actor.me, until=until)
    return made


def _writers_only(actor: Actor) -> None:
    company = workspace()
    sponsor_id = company.sponsor_id if company else None
    if not permissions.can_write_goals(actor, sponsor_id=sponsor_id):
        raise NotAllowed(say("Marketing and the company's sponsor write vision and goals."))


def _locked(actor: Actor, objective_id: int) -> Objective:
    queries.objective(actor, objective_id)
    lock_subject(objective_id)
    return Objective.objects.get(pk=objective_id)


def _checked(title: str, words: str, year: int) -> tuple[str, str]:
    if reason := rules.why_not_year(year):
        raise BadInput(reason, field="year")
    title = " ".join(typed(title, limit=rules.TITLE_LIMIT, field="title").split())
    return title, typed(words, limit=rules.TEXT_LIMIT, field="words", required=False)


def _are_there(chosen: dict[str, int | None], standing: set[int | None]) -> None:
    """Whoever is chosen anew can sign in; who has left may stay until another is named."""
    wanted = {field: pk for field, pk in chosen.items() if pk and pk not in standing}
    active = {pk for pk, _ in active_people()} if wanted else set()
    for field, pk in wanted.items():
        if pk not in active:
            raise BadInput(say("Choose somebody from the list."), field=field)


def _stale(mine: str, theirs: str, version: int) -> Stale:
    return Stale(
        say("Somebody changed this since you opened it. Here are both."),
        mine=mine,
        theirs=theirs,
        version=version,
    )


def _record(kind: str, actor: Actor, subject_id: int, text: str) -> None:
    record_event(kind, actor=actor, subject_id=subject_id, text=salted_digest(subject_id, text))
