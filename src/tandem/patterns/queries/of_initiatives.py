"""Reading templates of initiatives, and what one can still fill."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from tandem.accounts.queries import Name, names
from tandem.accounts.rules import Actor
from tandem.activity.permissions import eyes_of, in_sight, standing_on, visible_to
from tandem.briefs.queries import whole as brief_whole
from tandem.briefs.queries.content import brief_if_started
from tandem.core.errors import NotFound
from tandem.core.prepared import number, prepared
from tandem.core.words import Sentence
from tandem.initiatives.queries import whole
from tandem.initiatives.rules import InitiativeKind, Question
from tandem.patterns import rules
from tandem.patterns.models import Beginning, Pattern
from tandem.patterns.permissions import can_change_template, can_make_template
from tandem.patterns.rules import PatternAnswer, PatternPart


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template, whole."""

    id: int
    name: str
    description: str
    kind: InitiativeKind
    launch_day: date | None
    answers: Sequence[PatternAnswer]
    parts: Sequence[PatternPart]
    version: int
    made_by: Name
    made_at: datetime
    retired_at: datetime | None
    may_change: bool

    @property
    def url(self) -> str:
        return f"/templates/{self.id}/"


@dataclass(frozen=True, slots=True)
class ToKeep:
    """What a template would keep of an initiative, and whether the reader may make it."""

    sentence: str
    kind: InitiativeKind
    launch_day: date | None
    answers: list[PatternAnswer]
    parts: list[PatternPart]
    may: bool
    why_not: Sentence | None


def templates(actor: Actor) -> list[TemplateRow]:
    """All templates, by name, those that are retired last. Whoever sees what a template was made
    of sees the template: what is restricted stays so.
    """
    return _rows(actor, _visible_to(actor).order_by("name", "pk"))


def _visible_to(actor: Actor) -> QuerySet[Pattern]:
    return Pattern.objects.filter(visible_to(actor, "made_from__subject__"))


def template(actor: Actor, template_id: int) -> TemplateRow:
    """One template. Raises NotFound."""
    rows = _rows(actor, _visible_to(actor).filter(pk=template_id))
    if not rows:
        raise NotFound
    return rows[0]


def _rows(actor: Actor, found: QuerySet[Pattern]) -> list[TemplateRow]:
    patterns = list(found)
    people = names(one.made_by_id for one in patterns)
    rows = [
        TemplateRow(
            id=one.pk,
            name=one.name,
            description=one.description,
            kind=InitiativeKind(one.kind),
            launch_day=one.launch_day,
            answers=[PatternAnswer.read(kept) for kept in one.answers],
            parts=[PatternPart.read(kept) for kept in one.parts],
            version=one.version,
            made_by=people[one.made_by_id],
            made_at=one.made_at,
            retired_at=one.retired_at,
            may_change=can_change_template(actor, made_by=one.made_by_id),
        )
        for one in patterns
    ]
    return sorted(rows, key=lambda row: row.retired_at is not None)


def to_keep(actor: Actor, initiative_id: int) -> ToKeep:
    """What a template of a visible initiative would keep."""
    idea = whole(actor, initiative_id)
    answers = [
        PatternAnswer(question, given.text, given.measure_first)
        for question, given in idea.answers.items()
        if question is not Question.FEASIBLE  # said of that one, and asked anew of the next
    ]
    items = (
        brief_whole(actor, initiative_id).items if brief_if_started(actor, initiative_id) else ()
    )
    parts = [
        rules.part_of(
            one.label, one.section, one.kind, (one.title, one.text), one.priority, one.fields
        )
        for one in items
        if not one.removed
    ][: rules.PARTS_AT_MOST]
    return ToKeep(
        sentence=idea.row.sentence,
        kind=idea.row.kind,
        launch_day=idea.row.wish_date,
        answers=answers,
        parts=parts,
        may=can_make_template(actor, standing_on(actor, initiative_id)),
        why_not=rules.why_not_make(
            stage=idea.row.stage,
            holds=len(answers) + len(parts),
        ),
    )


@dataclass(frozen=True, slots=True)
class Begun:
    """The template that an initiative began from, and how much of it is still to be filled in."""

    template_id: int
    name: str
    left: int


@prepared
def _begun() -> QuerySet[Beginning, tuple[int, str, list[str]]]:
    found = Beginning.objects.filter(
        in_sight("pattern__made_from__subject__"), initiative_id=number("initiative")
    )
    return found.values_list("pattern_id", "pattern__name", "left")


def begun_from(actor: Actor, initiative_id: int) -> Begun | None:
    """Which template an initiative began from, where the actor sees that. The caller has checked
    sight of the initiative.
    """
    row = _begun.first(initiative=initiative_id, **eyes_of(actor))
    return Begun(row[0], row[1], len(row[2])) if row else None
