"""Reading templates of work, what one would add, and what was added from one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from tandem.accounts.queries import (
    Name,
    active_people,
    calendars_of,
    gone_people,
    names,
    partners,
    present_day,
    workspace_calendar,
)
from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import Standing, standing_on, visible_to
from tandem.activity.queries import owners_on
from tandem.assessment.queries import systems_of
from tandem.core.errors import NotFound
from tandem.core.words import Sentence, say
from tandem.engine.working_time import WorkingCalendar
from tandem.initiatives.queries import heading_visible_to, wished_days
from tandem.patterns import rules
from tandem.patterns.models import WorkMade, WorkPattern, WorkUse
from tandem.patterns.permissions import (
    can_change_template,
    can_make_template,
    can_take_back_work,
    can_use_work,
)
from tandem.patterns.queries.fields import FieldOfPiece, fields_kept, fields_of, laid_out
from tandem.patterns.rules import Laid, Launch, Piece, PieceWait
from tandem.plans.queries import promised_days
from tandem.rights.queries import decision_rights
from tandem.rights.rules import Matter
from tandem.work.permissions import can_estimate, can_work
from tandem.work.queries import WorkRow, WrittenWork, rows_by_id, work_as_written
from tandem.work.rules import estimate_typed
from tandem.year.queries import dated
from tandem.year.rules import Span


@dataclass(frozen=True, slots=True)
class WorkTemplateRow:
    """A template of work, whole."""

    id: int
    name: str
    description: str
    launch_day: date | None
    pieces: Sequence[Piece]
    version: int
    made_by: Name
    made_at: datetime
    retired_at: datetime | None
    may_change: bool

    @property
    def url(self) -> str:
        return f"/templates/work/{self.id}/"

    @property
    def fields(self) -> list[FieldOfPiece]:
        """What stands in fields of one's own of its pieces."""
        return fields_of(self.pieces)

    def piece(self, key: int) -> Piece:
        """One of its pieces. Raises NotFound."""
        found = next((one for one in self.pieces if one.key == key), None)
        if found is None:
            raise NotFound
        return found


def work_templates(actor: Actor) -> list[WorkTemplateRow]:
    """All templates of work, by name, those that are retired last. Whoever sees what one was made
    of sees it: what is restricted stays so.
    """
    return _rows(actor, _visible_to(actor).order_by("name", "pk"))


def work_template(actor: Actor, template_id: int) -> WorkTemplateRow:
    """One template. Raises NotFound."""
    rows = _rows(actor, _visible_to(actor).filter(pk=template_id))
    if not rows:
        raise NotFound
    return rows[0]


def _visible_to(actor: Actor) -> QuerySet[WorkPattern]:
    return WorkPattern.objects.filter(visible_to(actor, "made_from__subject__"))


def _rows(actor: Actor, found: QuerySet[WorkPattern]) -> list[WorkTemplateRow]:
    patterns = list(found)
    people = names(one.made_by_id for one in patterns)
    rows = [
        WorkTemplateRow(
            id=one.pk,
            name=one.name,
            description=one.description,
            launch_day=one.launch_day,
            pieces=[Piece.read(kept) for kept in one.pieces],
            version=one.version,
            made_by=people[one.made_by_id],
            made_at=one.made_at,
            retired_at=one.retired_at,
            may_change=can_change_template(actor, made_by=one.made_by_id),
        )
        for one in patterns
    ]
    return sorted(rows, key=lambda row: row.retired_at is not None)


@dataclass(frozen=True, slots=True)
class WorkToKeep:
    """What a template would keep of an initiative's work, and whether the reader may make it."""

    pieces: list[Piece]
    launch_day: date | None
    may: bool
    why_not: Sentence | None


def launch_of(initiative_id: int) -> date | None:
    """The day that an initiative's work leads to: promised, else wished for."""
    promised = promised_days([initiative_id]).get(initiative_id)
    return promised or wished_days([initiative_id]).get(initiative_id)


def work_to_keep(actor: Actor, initiative_id: int, launch: date | None = None) -> WorkToKeep:
    """What a template of a visible initiative's work would keep, its days told from a launch:
    from the promised or wished day where none is named.
    """
    heading_visible_to(actor, initiative_id)
    launch = launch or launch_of(initiative_id)
    written = work_as_written(initiative_id)
    return WorkToKeep(
        pieces=_pieces(written, launch),
        launch_day=launch,
        may=can_make_template(actor, standing_on(actor, initiative_id)),
        why_not=rules.why_not_keep(pieces=len(written)),
    )


def _pieces(written: Sequence[WrittenWork], launch: date | None) -> list[Piece]:
    known = [name for _, name in active_people()]
    known += [
        *gone_people().values_list("name", flat=True),
        *partners().values_list("name", flat=True),
    ]
    keys = {one.row.id: at for at, one in enumerate(written, 1)}

    def told(text: str) -> str:
        return rules.without_names(text, known)

    own = fields_kept({one.row.id: one.row.kind for one in written}, launch, told)

    return [
        Piece(
            key=keys[one.row.id],
            title=told(one.row.title),
            kind=one.row.kind,
            lane=one.row.lane,
            description=told(one.description),
            estimate=estimate_typed(one.row.estimate),
            starts=_from(launch, one.row.starts_on),
            due=_from(launch, one.row.due_on),
            parent=keys.get(one.row.parent_id or 0),
            skills=one.skills,
            checks=tuple(told(text) for text in one.checks),
            waits=tuple(PieceWait(keys[wait.on], wait.kind, wait.lag) for wait in one.waits),
            fields=own.get(one.row.id, ()),
        )
        for one in written
    ]


def _from(launch: date | None, day: date | None) -> int | None:
    if launch is None or day is None:
        return None
    days = (day - launch).days
    return days if abs(days) <= rules.FURTHEST else None


def side_calendars(initiative_id: int) -> dict[Lane | None, WorkingCalendar]:
    """The working calendar of each side there: its owner's, else the company's; for both sides the
    company's. The caller has checked sight.
    """
    owners = owners_on([initiative_id]).get(initiative_id, {})
    theirs = calendars_of({one.id for one in owners.values()})
    usual = workspace_calendar()
    found: dict[Lane | None, WorkingCalendar] = {None: usual}
    for lane in Lane:
        owner = owners.get(lane)
        found[lane] = theirs.get(owner.id, usual) if owner else usual
    return found


def is_closed(calendar: WorkingCalendar, day: date) -> bool:
    """Whether nobody with this calendar works on a day."""
    return not calendar.open_spans(day.toordinal())


def launch_for(
    actor: Actor,
    initiative_id: int,
    pieces: Sequence[Piece],
    *,
    told_from: date | None,
    day: date | None,
    off_closed: bool,
) -> Launch:
    """What the days of a template are laid by on an initiative that the actor sees."""
    calendars = side_calendars(initiative_id)
    return Launch(
        told_from=told_from,
        day=day,
        today=present_day(),
        closed=lambda lane, on: is_closed(calendars[lane], on),
        spans=_freezes(actor, initiative_id, pieces, day) if day else (),
        off_closed=off_closed,
    )


def _freezes(actor: Actor, initiative_id: int, pieces: Sequence[Piece], day: date) -> list[Span]:
    """The freezes of everything, or of what the initiative affects, where work is due."""
    dues = [one.due for one in pieces if one.due is not None]
    if not dues:
        return []
    first, last = (day + timedelta(days=edge) for edge in (min(dues) - 21, max(dues) + 1))
    rows = [one for one in dated(actor, first, last) if one.freeze]
    if not any(one.systems for one in rows):
        return list(rows)
    affected = {one.name for one in systems_of([initiative_id])[initiative_id]}
    return [one for one in rows if not one.systems or affected.intersection(one.systems)]


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """A piece as it would be added: by whom, and whether without its estimate."""

    laid: Laid
    yours: bool
    without_estimate: bool = False

    @property
    def notes(self) -> list[Sentence]:
        """What to know of it, in words."""
        told = list(self.laid.notes)
        if self.without_estimate:
            told.append(say("Its estimate is left open: the other side says it."))
        return told


@dataclass(frozen=True, slots=True)
class Preview:
    """What using a template on an initiative would add."""

    lines: list[PreviewLine]
    launch: date | None
    may: bool
    why_not: Sentence | None

    @property
    def yours(self) -> int:
        """How many pieces the reader would add at once."""
        return sum(line.yours for line in self.lines)


def preview(
    actor: Actor, template_id: int, initiative_id: int, day: date | None, *, off_closed: bool = True
) -> Preview:
    """The same before anything is added. Raises NotFound."""
    row = work_template(actor, template_id)
    heading_visible_to(actor, initiative_id)
    launch = launch_for(
        actor, initiative_id, row.pieces,
        told_from=row.launch_day, day=day, off_closed=off_closed,
    )  # fmt: skip
    standing = standing_on(actor, initiative_id)
    return Preview(
        lines=lines_of(actor, standing, laid_out(row.pieces, launch)),
        launch=day,
        may=can_use_work(actor, standing),
        why_not=rules.why_not_use(
            retired=row.retired_at is not None,
            holds=len(row.pieces),
            launch=day,
            today=launch.today,
        ),
    )


def lines_of(actor: Actor, standing: Standing, laid: Sequence[Laid]) -> list[PreviewLine]:
    """Each piece with whether the actor would add it, and may say its estimate."""
    decides = decision_rights().lane(Matter.ESTIMATE)
    return [_line(actor, standing, one, decides) for one in laid]


def _line(actor: Actor, standing: Standing, one: Laid, decides: Lane | None) -> PreviewLine:
    lane = one.piece.lane
    yours = can_use_work(actor, standing) and can_work(actor, standing, lane)
    open_left = yours and one.piece.estimate and not can_estimate(actor, standing, lane, decides)
    if open_left:
        one = replace(one, piece=replace(one.piece, estimate=""))
    return PreviewLine(one, yours, without_estimate=bool(open_left))


@dataclass(frozen=True, slots=True)
class WorkUsed:
    """A template that was used on an initiative: what was added, and what the other side adds."""

    id: int
    template_id: int
    name: str
    url: str | None
    """The template's page, where the reader sees it."""
    initiative_id: int
    launch_day: date | None
    by: Name
    at: datetime
    undone_at: datetime | None
    made: list[WorkRow]
    left: list[Piece]
    may_take_back: bool
    may_fill: bool


def uses_on(actor: Actor, initiative_id: int) -> list[WorkUsed]:
    """Every use of a template on an initiative, newest first; those taken back are left out."""
    heading_visible_to(actor, initiative_id)
    found = WorkUse.objects.filter(initiative_id=initiative_id, undone_at=None)
    return _used(actor, initiative_id, found.order_by("-pk"))


def use_on(actor: Actor, use_id: int) -> WorkUsed:
    """One of them, taken back or not. Raises NotFound."""
    use = WorkUse.objects.filter(pk=use_id).first()
    if use is None:
        raise NotFound
    heading_visible_to(actor, use.initiative_id)
    return _used(actor, use.initiative_id, WorkUse.objects.filter(pk=use_id))[0]


def _used(actor: Actor, initiative_id: int, found: QuerySet[WorkUse]) -> list[WorkUsed]:
    uses = list(found.select_related("pattern"))
    made: dict[int, dict[int, int]] = {use.pk: {} for use in uses}
    for use_id, key, item in WorkMade.objects.filter(use__in=uses).values_list(
        "use", "key", "item"
    ):
        made[use_id][key] = item
    rows = {row.id: row for row in rows_by_id([pk for one in made.values() for pk in one.values()])}
    seen = set(_visible_to(actor).values_list("pk", flat=True))
    people = names(use.by_id for use in uses)
    standing = standing_on(actor, initiative_id)
    return [_one_used(actor, standing, use, made[use.pk], rows, people, seen) for use in uses]


def _one_used(
    actor: Actor,
    standing: Standing,
    use: WorkUse,
    made: dict[int, int],
    rows: dict[int, WorkRow],
    people: dict[int, Name],
    seen: Collection[int],
) -> WorkUsed:
    pieces = [Piece.read(kept) for kept in use.pieces]
    left = [one for one in pieces if one.key not in made] if use.undone_at is None else []
    may = can_use_work(actor, standing)
    return WorkUsed(
        id=use.pk,
        template_id=use.pattern_id,
        name=use.pattern.name if use.pattern_id in seen else "",
        url=f"/templates/work/{use.pattern_id}/" if use.pattern_id in seen else None,
        initiative_id=use.initiative_id,
        launch_day=use.launch_day,
        by=people[use.by_id],
        at=use.at,
        undone_at=use.undone_at,
        made=[rows[made[one.key]] for one in pieces if one.key in made],
        left=left,
        may_take_back=use.undone_at is None and can_take_back_work(actor, used_by=use.by_id),
        may_fill=may and any(can_work(actor, standing, one.lane) for one in left),
    )
