"""Making, changing and retiring templates; beginning from one, and filling in what it holds."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import standing_on
from tandem.activity.services import lock_subject
from tandem.briefs.permissions import can_start_brief
from tandem.briefs.queries.content import brief_if_started
from tandem.briefs.services import add_item, start_brief
from tandem.core import clock
from tandem.core.errors import NotAllowed, NotFound, Refused, RuleBroken, Stale
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.initiatives.queries import initiative_visible_to
from tandem.initiatives.rules import Stage
from tandem.initiatives.services import answer_question, write_idea
from tandem.patterns import permissions, queries, rules
from tandem.patterns.models import Beginning, Pattern
from tandem.patterns.rules import PatternAnswer, PatternPart

if TYPE_CHECKING:
    from tandem.initiatives.models import Initiative


@transaction.atomic
def make_template(*, actor: Actor, initiative_id: int, name: str, description: str = "") -> Pattern:
    """Keep an initiative's kind, answers and brief as a template, its fields without names."""
    initiative_visible_to(actor, initiative_id)
    lock_subject(initiative_id)
    kept = queries.to_keep(actor, initiative_id)
    if not kept.may:
        raise NotAllowed(say("Its owners, or an administrator, make a template of it."))
    if kept.why_not:
        raise RuleBroken(kept.why_not)
    name, description = _named(name, description)
    known = Pattern.objects.filter(made_from_id=initiative_id, name=name, retired_at=None).first()
    if known:
        return known  # a double click
    return Pattern.objects.create(
        name=name,
        description=description,
        kind=kept.kind.value,
        launch_day=kept.launch_day,
        answers=[one.kept() for one in kept.answers],
        parts=[one.kept() for one in kept.parts],
        made_from_id=initiative_id,
        made_by_id=actor.me,
    )


@transaction.atomic
def edit_template(
    *, actor: Actor, template_id: int, name: str, description: str, version: int
) -> Pattern:
    """Call a template something else, or say otherwise what it is for."""
    pattern = _locked(actor, template_id)
    name, description = _named(name, description)
    if (pattern.name, pattern.description) == (name, description):
        return pattern
    if pattern.version != version:
        raise Stale(
            say("Somebody changed the template meanwhile. Here are both."),
            mine=f"{name}\n{description}",
            theirs=f"{pattern.name}\n{pattern.description}",
            version=pattern.version,
        )
    pattern.name, pattern.description = name, description
    pattern.version += 1
    pattern.save()
    return pattern


@transaction.atomic
def retire_template(*, actor: Actor, template_id: int) -> Pattern:
    """Let nothing begin from it any more. What began from it stays as it is. Twice is once."""
    pattern = _locked(actor, template_id)
    if pattern.retired_at is None:
        pattern.retired_at, pattern.retired_by_id = clock.now(), actor.me
        pattern.save(update_fields=["retired_at", "retired_by"])
    return pattern


@transaction.atomic
def start_from_template(
    *,
    actor: Actor,
    template_id: int,
    sentence: str,
    wish_date: date | None = None,
    lane: Lane | None = None,
    form_key: str | None = None,
) -> "Initiative":
    """Write an idea that begins with what a template holds: at once what its author may answer,
    the rest when it is time and by whoever decides it.
    """
    row = queries.template(actor, template_id)
    if reason := rules.why_not_start(retired=row.retired_at is not None):
        raise RuleBroken(reason)
    idea = write_idea(
        actor=actor,
        sentence=sentence,
        wish_date=wish_date,
        kind=row.kind,
        lane=lane,
        form_key=form_key,
    )
    if Beginning.objects.filter(initiative_id=idea.pk).exists():
        return idea
    keys = [one.key for one in row.answers] + [one.key for one in row.parts]
    begun = Beginning.objects.create(initiative_id=idea.pk, pattern_id=row.id, left=keys)
    _fill(actor, idea, begun)
    return idea


@transaction.atomic
def fill_from_template(*, actor: Actor, initiative_id: int) -> int:
    """Fill in what the actor's side decides and nobody has written yet; how much that was.

    Answers while they are asked, the brief once it is time for it.
    """
    initiative = initiative_visible_to(actor, initiative_id)
    lock_subject(initiative_id)
    begun = Beginning.objects.select_for_update().filter(initiative_id=initiative_id).first()
    if begun is None:
        raise NotFound
    if not permissions.can_fill(standing_on(actor, initiative_id)):
        raise NotAllowed(say("Take part in this idea first; then you can fill it in."))
    return _fill(actor, initiative, begun)


def _fill(actor: Actor, initiative: "Initiative", begun: Beginning) -> int:
    row = queries.template(actor, begun.pattern_id)
    launch, wish = row.launch_day, initiative.wish_date
    filled = [
        one.key
        for one in row.answers
        if one.key in begun.left and _done(_answer, actor, initiative, one.at(launch, wish))
    ]
    if _has_brief(actor, initiative):
        for part in row.parts:
            there = part.at(launch, wish, begun.named)
            if part.key in begun.left and _done(_write, actor, initiative, there, begun.named):
                filled.append(part.key)
    begun.left = rules.still_left(begun.left, filled)
    begun.save(update_fields=["left", "named"])
    return len(filled)


def _done(act: Callable[..., object], *told: Any) -> bool:
    """Whether it was done; what another side decides, or isn't asked now, is left for later."""
    try:
        act(*told)
    except Stale:
        return True  # Somebody has answered it already.
    except Refused:
        return False
    return True


def _answer(actor: Actor, initiative: "Initiative", one: PatternAnswer) -> None:
    answer_question(
        actor=actor,
        initiative_id=initiative.pk,
        question=one.question,
        text=one.text,
        measure_first=one.measure_first,
    )


def _has_brief(actor: Actor, initiative: "Initiative") -> bool:
    """Whether there is a brief; where it is time for one and the actor may, it is begun."""
    if brief_if_started(actor, initiative.pk):
        return True
    early = Stage(initiative.stage) in {Stage.IDEA, Stage.ASSESS}
    if early or not can_start_brief(standing_on(actor, initiative.pk)):
        return False
    start_brief(actor=actor, initiative_id=initiative.pk, with_answers=False)
    return True


def _write(
    actor: Actor, initiative: "Initiative", part: PatternPart, named: dict[str, str]
) -> None:
    item = add_item(
        actor=actor,
        initiative_id=initiative.pk,
        section=part.section,
        title=part.title,
        text=part.text,
        priority=part.priority,
        fields=part.fields,
    )
    named[part.label] = str(item)


def _locked(actor: Actor, template_id: int) -> Pattern:
    if not queries.template(actor, template_id).may_change:
        raise NotAllowed(say("Whoever made a template changes it, or an administrator."))
    return Pattern.objects.select_for_update().get(pk=template_id)


def _named(name: str, description: str) -> tuple[str, str]:
    return (
        typed(name, limit=rules.NAME_LIMIT, field="name"),
        typed(description, limit=rules.DESCRIPTION_LIMIT, field="description", required=False),
    )
