"""Making, changing and retiring templates of work; adding what one holds, and taking it back."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial

from django.db import transaction

from tandem.accounts.queries import actor_by_id
from tandem.accounts.rules import SKILL_LIMIT, Actor
from tandem.accounts.services import lock_person
from tandem.activity.permissions import standing_on
from tandem.activity.services import lock_subject, record_event
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, Refused, RuleBroken, Stale
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.initiatives.queries import heading_visible_to
from tandem.own_fields.services import fill_in_new
from tandem.patterns import events, permissions, queries, rules
from tandem.patterns.models import WorkMade, WorkPattern, WorkUse
from tandem.patterns.rules import Laid, Piece, PieceChanges
from tandem.work.queries import untouched
from tandem.work.rules import CHECK_LIMIT, DESCRIPTION_LIMIT, TITLE_LIMIT, DependencyKind
from tandem.work.services import add_many, drop_many, let_wait_for, put_many_below


@transaction.atomic
def make_work_template(
    *,
    actor: Actor,
    initiative_id: int,
    name: str,
    description: str = "",
    launch_day: date | None = None,
) -> WorkPattern:
    """Keep an initiative's work as a template: nobody's, its days told from the launch."""
    heading_visible_to(actor, initiative_id)
    lock_subject(initiative_id)
    kept = queries.work_to_keep(actor, initiative_id, launch_day)
    if not kept.may:
        raise NotAllowed(say("Its owners, or an administrator, make a template of it."))
    if kept.why_not:
        raise RuleBroken(kept.why_not)
    name, description = _named(name, description)
    known = WorkPattern.objects.filter(
        made_from_id=initiative_id, name=name, retired_at=None
    ).first()
    if known:
        return known  # a double click
    made = WorkPattern.objects.create(
        name=name,
        description=description,
        launch_day=kept.launch_day,
        pieces=[one.kept() for one in kept.pieces],
        made_from_id=initiative_id,
        made_by_id=actor.me,
    )
    record_event(
        events.WORK_KEPT,
        actor=actor,
        subject_id=initiative_id,
        pattern=made.pk,
        count=len(kept.pieces),
    )
    return made


@transaction.atomic
def edit_work_template(
    *, actor: Actor, template_id: int, name: str, description: str, version: int
) -> WorkPattern:
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
    _save(actor, pattern)
    return pattern


@transaction.atomic
def add_piece(*, actor: Actor, template_id: int, changes: PieceChanges) -> int:
    """Put one more piece into a template; returns the key by which it is known there."""
    pattern = _locked(actor, template_id)
    pieces = [Piece.read(kept) for kept in pattern.pieces]
    if len(pieces) >= rules.PIECES_AT_MOST:
        raise RuleBroken(say("A template holds {most} pieces.", most=rules.PIECES_AT_MOST))
    key = max((one.key for one in pieces), default=0) + 1
    piece = _cleaned(Piece(key, ""), {"title": "", **changes}, pieces)
    pattern.pieces = [one.kept() for one in [*pieces, piece]]
    _save(actor, pattern)
    return key


@transaction.atomic
def edit_piece(
    *, actor: Actor, template_id: int, key: int, changes: PieceChanges, version: int | None = None
) -> WorkPattern:
    """Change what a piece of a template says; what `changes` doesn't name stays."""
    pattern = _locked(actor, template_id)
    pieces = [Piece.read(kept) for kept in pattern.pieces]
    before = next((one for one in pieces if one.key == key), None)
    if before is None:
        raise NotFound
    after = _cleaned(before, changes, pieces)
    if after == before:
        return pattern
    if version is not None and version != pattern.version:
        raise Stale(
            say("Somebody changed the template meanwhile. Here are both."),
            mine=f"{after.title}\n\n{after.description}".strip(),
            theirs=f"{before.title}\n\n{before.description}".strip(),
            version=pattern.version,
        )
    pattern.pieces = [(after if one.key == key else one).kept() for one in pieces]
    _save(actor, pattern)
    return pattern


@transaction.atomic
def remove_piece(*, actor: Actor, template_id: int, key: int) -> WorkPattern:
    """Take a piece out of a template; its parts stay, and what waited for it no longer does."""
    pattern = _locked(actor, template_id)
    pieces = [Piece.read(kept) for kept in pattern.pieces]
    left = rules.without(pieces, key)
    if len(left) == len(pieces):
        raise NotFound
    pattern.pieces = [one.kept() for one in left]
    _save(actor, pattern)
    return pattern


@transaction.atomic
def retire_work_template(*, actor: Actor, template_id: int) -> WorkPattern:
    """Let nobody use it any more. What was added from it stays. Twice is once."""
    pattern = _locked(actor, template_id)
    if pattern.retired_at is None:
        pattern.retired_at, pattern.retired_by_id = clock.now(), actor.me
        pattern.save(update_fields=["retired_at", "retired_by"])
        record_event(
            events.WORK_TEMPLATE_RETIRED,
            actor=actor,
            subject_id=pattern.made_from_id,
            pattern=pattern.pk,
        )
    return pattern


@transaction.atomic
def use_work_template(
    *,
    actor: Actor,
    template_id: int,
    initiative_id: int,
    launch_day: date | None = None,
    off_closed: bool = True,
    form_key: str | None = None,
) -> WorkUse:
    """Add what a template holds to an initiative's work, with its days for a launch: at once what
    the actor's side does, and what both do. The rest is there for the other side to add.
    """
    row = queries.work_template(actor, template_id)
    heading_visible_to(actor, initiative_id)
    if form_key:
        lock_person(actor.me)
        if known := WorkUse.objects.filter(by_id=actor.me, form_key=form_key).first():
            return known
    lock_subject(initiative_id)
    seen = queries.preview(actor, template_id, initiative_id, launch_day, off_closed=off_closed)
    if not seen.may:
        raise NotAllowed(say("Take part in it for your side first; then you add work here."))
    if seen.why_not:
        raise RuleBroken(seen.why_not)
    if not seen.yours:
        raise RuleBroken(say("All of it is the other side's work. One of them adds it."))
    use = WorkUse.objects.create(
        pattern_id=template_id,
        initiative_id=initiative_id,
        pieces=[one.kept() for one in row.pieces],
        launch_day=launch_day,
        off_closed=off_closed,
        by_id=actor.me,
        form_key=form_key or None,
    )
    _add(actor, use, [line.laid for line in seen.lines if line.yours])
    return use


@transaction.atomic
def add_rest_of_template(*, actor: Actor, use_id: int) -> int:
    """Add the pieces of a used template that are the actor's side's; how many. Twice is once."""
    use = _use(actor, use_id)
    if not permissions.can_use_work(actor, standing_on(actor, use.initiative_id)):
        raise NotAllowed(say("Take part in it for your side first; then you add work here."))
    if use.undone_at:
        raise RuleBroken(say("That was taken back. Use the template again."))
    made = set(use.made.values_list("key", flat=True))
    pieces = [Piece.read(kept) for kept in use.pieces]
    launch = queries.launch_for(
        actor,
        use.initiative_id,
        pieces,
        told_from=use.pattern.launch_day,
        day=use.launch_day,
        off_closed=use.off_closed,
    )
    laid = queries.laid_out([one for one in pieces if one.key not in made], launch)
    lines = queries.lines_of(actor, standing_on(actor, use.initiative_id), laid)
    mine = [line.laid for line in lines if line.yours]
    if mine:
        _add(actor, use, mine)
    return len(mine)


@transaction.atomic
def take_back_use(*, actor: Actor, use_id: int) -> tuple[int, int]:
    """Drop what one added from a template, as long as nobody has touched it: how much was dropped,
    and how much stays because somebody has begun it. Twice is once.
    """
    use = _use(actor, use_id)
    mine = list(use.made.filter(by_id=actor.me).values_list("item_id", flat=True))
    if not permissions.can_take_back_work(actor, used_by=use.by_id):
        raise NotAllowed(say("Whoever used the template takes it back."))
    if use.undone_at:
        return 0, 0
    gone = untouched(mine)
    if gone:
        drop_many(actor=actor, home_id=use.initiative_id, work_ids=gone)
    use.undone_at = clock.now()
    use.save(update_fields=["undone_at"])
    record_event(
        events.WORK_TAKEN_BACK,
        actor=actor,
        subject_id=use.initiative_id,
        pattern=use.pattern_id,
        use=use.pk,
        count=len(gone),
    )
    return len(gone), len(mine) - len(gone)


def _add(actor: Actor, use: WorkUse, laid: Sequence[Laid]) -> None:
    now = clock.now()
    ids = add_many(actor=actor, home_id=use.initiative_id, given=[one.given(now) for one in laid])
    WorkMade.objects.bulk_create(
        WorkMade(use=use, key=one.piece.key, item_id=pk, by_id=actor.me)
        for one, pk in zip(laid, ids, strict=True)
    )
    if own := {pk: one.own for one, pk in zip(laid, ids, strict=True) if one.own}:
        fill_in_new(actor=actor, values=own)
    _tie(actor, use)
    record_event(
        events.WORK_ADDED,
        actor=actor,
        subject_id=use.initiative_id,
        pattern=use.pattern_id,
        use=use.pk,
        count=len(ids),
    )


def _tie(actor: Actor, use: WorkUse) -> None:
    """Let parts be below what they are parts of, and pieces wait, as far as both are there.

    What somebody's piece waits for may come only when the other side adds its own: it is tied then,
    as whoever added that piece said it.
    """
    rows = list(use.made.values_list("key", "item_id", "by_id"))
    items = {key: item for key, item, _ in rows}
    pieces = {one.key: one for one in (Piece.read(kept) for kept in use.pieces)}
    for by in sorted({one for _, _, one in rows}):
        theirs = [pieces[key] for key, _, one in rows if one == by]
        parents = {
            items[one.key]: items[one.parent]
            for one in theirs
            if one.parent in items and one.parent
        }
        waits = [
            (items[one.key], items[wait.on], wait.kind, wait.lag)
            for one in theirs
            for wait in one.waits
            if wait.on in items
        ]
        _tie_as(actor if by == actor.me else _person(by), use.initiative_id, parents, waits)


def _person(person_id: int) -> Actor | None:
    try:
        return actor_by_id(person_id)
    except NotFound:
        return None  # They left; whoever needs the tie makes it.


def _tie_as(
    actor: Actor | None,
    home_id: int,
    parents: dict[int, int],
    waits: Sequence[tuple[int, int, DependencyKind, int]],
) -> None:
    """As whoever added them; what they may no longer do is left out."""
    if actor is None:
        return
    if parents:
        _tied(lambda: put_many_below(actor=actor, home_id=home_id, parents=parents))
    for item, on, kind, lag in waits:
        _tied(partial(let_wait_for, actor=actor, work_id=item, on_id=on, kind=kind, lag=lag))


def _tied(tie: Callable[[], object]) -> None:
    with suppress(Refused):
        tie()


def _use(actor: Actor, use_id: int) -> WorkUse:
    """The use, seen through the actor's eyes, its initiative locked."""
    seen = queries.use_on(actor, use_id)
    lock_subject(seen.initiative_id)
    return WorkUse.objects.select_related("pattern").get(pk=use_id)


def _save(actor: Actor, pattern: WorkPattern) -> None:
    pattern.version += 1
    pattern.save(update_fields=["name", "description", "pieces", "version"])
    record_event(
        events.WORK_TEMPLATE_CHANGED,
        actor=actor,
        subject_id=pattern.made_from_id,
        pattern=pattern.pk,
        version=pattern.version,
    )


def _cleaned(piece: Piece, changes: PieceChanges, pieces: Sequence[Piece]) -> Piece:
    """The piece with what was typed, cleaned; raises BadInput where it can't be so."""
    said: PieceChanges = {**changes}
    if "title" in said:
        said["title"] = " ".join(typed(said["title"], limit=TITLE_LIMIT, field="title").split())
    if "description" in said:
        said["description"] = typed(
            said["description"], limit=DESCRIPTION_LIMIT, field="description", required=False
        )
    if "estimate" in said:
        said["estimate"] = typed(
            said["estimate"], limit=rules.ESTIMATE_LIMIT, field="estimate", required=False
        )
    if "skills" in said:
        lines = [" ".join(one.split()) for one in said["skills"]]
        lines = [typed(one, limit=SKILL_LIMIT, field="skills") for one in lines if one]
        said["skills"] = list({one.casefold(): one for one in lines}.values())
    if "checks" in said:
        lines = [" ".join(one.split()) for one in said["checks"]]
        said["checks"] = [typed(one, limit=CHECK_LIMIT, field="checks") for one in lines if one]
    after = rules.changed(piece, said)
    if given := said.get("fields"):
        after = replace(after, fields=queries.fields_changed(after, given))
    if wrong := rules.why_not_piece(after, pieces):
        reason, field = wrong
        raise BadInput(reason, field=field)
    return after


def _locked(actor: Actor, template_id: int) -> WorkPattern:
    if not queries.work_template(actor, template_id).may_change:
        raise NotAllowed(say("Whoever made a template changes it, or an administrator."))
    return WorkPattern.objects.select_for_update().get(pk=template_id)


def _named(name: str, description: str) -> tuple[str, str]:
    return (
        " ".join(typed(name, limit=rules.NAME_LIMIT, field="name").split()),
        typed(description, limit=rules.DESCRIPTION_LIMIT, field="description", required=False),
    )
