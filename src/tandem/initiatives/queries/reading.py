"""Initiatives one by one, and in lists."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, QuerySet

from tandem.accounts.queries import Name, names
from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import eyes_of, in_sight, visible_to
from tandem.activity.queries import PersonOn, owned_by, owners_on, people_on, waited_for
from tandem.activity.rules import SubjectRole
from tandem.core.errors import NotFound
from tandem.core.prepared import number, numbers, prepared, text, texts
from tandem.initiatives.models import Answer, Initiative
from tandem.initiatives.rules import (
    InitiativeKind,
    ListAsked,
    Order,
    Question,
    Readiness,
    Stage,
    Track,
    is_paired,
    links_in,
    questions_for,
    readiness_of,
)
from tandem.rights.queries import decision_rights
from tandem.rights.rules import Rights
from tandem.talk.queries import answers_given

OWNER_ROLE = {Lane.MARKETING: SubjectRole.PRODUCT_OWNER, Lane.IT: SubjectRole.IT_OWNER}


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """The standing answer to a question."""

    id: int
    question: Question
    text: str
    by: Name
    lane: Lane | None
    at: datetime
    measure_first: bool

    @property
    def links(self) -> list[str]:
        """The web addresses in it."""
        return links_in(self.text)


@dataclass(frozen=True, slots=True)
class InitiativeRow:
    """An initiative as lists show it."""

    id: int
    sentence: str
    kind: InitiativeKind
    stage: Stage
    wish_date: date | None
    written_at: datetime
    written_by: Name
    written_for: Lane | None
    paired: bool
    track: Track
    owners: Mapping[Lane, Name]
    from_outside: bool
    """It came through the open form."""

    @property
    def url(self) -> str:
        return f"/initiatives/{self.id}/"


@dataclass(frozen=True, slots=True)
class Heading:
    """An initiative as the pages below it name it."""

    id: int
    sentence: str
    stage: Stage

    @property
    def url(self) -> str:
        return f"/initiatives/{self.id}/"


@dataclass(frozen=True, slots=True)
class InitiativeWhole:
    """An initiative as its own page shows it."""

    row: InitiativeRow
    people: list[PersonOn]
    answers: Mapping[Question, AnswerGiven]
    rights: Rights

    @property
    def questions(self) -> list[Question]:
        return questions_for(has_date=self.row.wish_date is not None)

    @property
    def readiness(self) -> Readiness:
        return readiness_of(self.answers, self.rights, has_date=self.row.wish_date is not None)

    def side(self, lane: Lane) -> list[PersonOn]:
        return [person for person in self.people if person.lane is lane]


def initiatives_visible_to(actor: Actor) -> QuerySet[Initiative]:
    """What every list of initiatives starts from: the open ones, and those one is on."""
    return Initiative.objects.filter(visible_to(actor, "subject__"))


@prepared
def _visible() -> QuerySet[Initiative, Initiative]:
    return Initiative.objects.filter(in_sight("subject__"), subject_id=number("initiative"))


def initiative_visible_to(actor: Actor, initiative_id: int) -> Initiative:
    """The initiative, or NotFound whether it is missing or hidden. Every act asks it twice."""
    found = _visible.first(initiative=initiative_id, **eyes_of(actor))
    if found is None:
        raise NotFound
    return found


@prepared
def _headings() -> QuerySet[Initiative, tuple[int, str, str]]:
    found = Initiative.objects.filter(in_sight("subject__"), subject_id=number("initiative"))
    return found.values_list("pk", "sentence", "stage")


def heading_visible_to(actor: Actor, initiative_id: int) -> Heading:
    """What the pages below an initiative show of it, or NotFound."""
    row = _headings.first(initiative=initiative_id, **eyes_of(actor))
    if row is None:
        raise NotFound
    return Heading(row[0], row[1], Stage(row[2]))


@prepared
def _stages() -> QuerySet[Initiative, tuple[int, str]]:
    return Initiative.objects.filter(pk__in=numbers("initiatives")).values_list("pk", "stage")


def stages_of(initiative_ids: Collection[int]) -> dict[int, Stage]:
    """Where initiatives stand that the caller may see."""
    return {pk: Stage(stage) for pk, stage in _stages(initiatives=initiative_ids)}


@prepared
def _wishes() -> QuerySet[Initiative, tuple[int, date | None]]:
    found = Initiative.objects.filter(pk__in=numbers("initiatives"), wish_date__isnull=False)
    return found.values_list("pk", "wish_date")


def wished_days(initiative_ids: Collection[int]) -> dict[int, date]:
    """The day that is wished for, of each that has one. The caller has checked sight."""
    rows = _wishes(initiatives=initiative_ids) if initiative_ids else []
    return {pk: day for pk, day in rows if day}


@prepared
def _off_standard() -> QuerySet[Initiative, tuple[int, str]]:
    found = Initiative.objects.filter(pk__in=numbers("initiatives"))
    return found.exclude(track=Track.STANDARD.value).values_list("pk", "track")


def light_tracks(initiative_ids: Collection[int]) -> dict[int, Track]:
    """The paths of those that aren't on the standard one; the caller may see them."""
    return {pk: Track(track) for pk, track in _off_standard(initiatives=initiative_ids)}


@prepared
def _on_track() -> QuerySet[Initiative, tuple[int, str, str, date | None]]:
    found = Initiative.objects.filter(track=text("track"), stage__in=texts("stages"))
    return found.order_by("pk").values_list("pk", "stage", "kind", "wish_date")


def on_track(
    track: Track, stages: Collection[Stage]
) -> dict[int, tuple[Stage, InitiativeKind, date | None]]:
    """{id: (stage, kind, wished day)} of all on a path, whoever may see them: to be counted."""
    rows = _on_track(track=track.value, stages=[one.value for one in stages])
    return {pk: (Stage(stage), InitiativeKind(kind), wish) for pk, stage, kind, wish in rows}


def kinds_and_tracks(
    initiative_ids: Collection[int],
) -> dict[int, tuple[InitiativeKind, Track]]:
    """What kind of work each is, and its path. The caller has checked sight."""
    found = Initiative.objects.filter(pk__in=initiative_ids)
    rows = found.values_list("pk", "kind", "track")
    return {pk: (InitiativeKind(kind), Track(track)) for pk, kind, track in rows}


def newest_first(
    actor: Actor, *, stage: Stage | None = None, words: str = ""
) -> QuerySet[Initiative]:
    """What a list shows: everything visible, perhaps of one stage or holding some words."""
    if "\0" in words:
        return Initiative.objects.none()  # no text holds one, and PostgreSQL refuses to look
    return asked_for(actor, ListAsked(stage=stage, q=words)).order_by("-written_at", "-pk")


def asked_for(actor: Actor, asked: ListAsked) -> QuerySet[Initiative]:
    """Everything visible that fits what is asked of the idea itself, its people and its turns."""
    plain = {"stage": asked.stage, "track": asked.track, "kind": asked.kind}
    days = {"wish_date__gte": asked.since, "wish_date__lte": asked.until}
    found = initiatives_visible_to(actor).filter(
        **{name: one.value for name, one in plain.items() if one is not None},
        **{name: day for name, day in days.items() if day is not None},
    )
    if asked.order is Order.WISHED:
        found = found.filter(wish_date__isnull=False)
    if asked.owner is not None:
        found = found.filter(owned_by(asked.owner))
    if asked.waits is not None:
        found = found.filter(waited_for(asked.waits))
    for word in asked.q.split()[:5]:
        found = found.filter(sentence__icontains=word)
    return found


@prepared
def _newest(stages: tuple[Stage, ...], most: int) -> QuerySet[Initiative, Initiative]:
    found = Initiative.objects.filter(in_sight("subject__"))
    if stages:
        found = found.filter(stage__in=[stage.value for stage in stages])
    return found.order_by(*ORDERS[Order.NEWEST])[:most]


def newest(actor: Actor, *stages: Stage, most: int) -> list[Initiative]:
    """The newest that are visible, perhaps of these stages: the list as it is mostly opened."""
    return _newest(stages, most, **eyes_of(actor))


ORDERS = {
    Order.NEWEST: ("-written_at", "-subject_id"),
    Order.OLDEST: ("written_at", "subject_id"),
    Order.WISHED: ("wish_date", "subject_id"),
    Order.NAME: ("sentence", "subject_id"),
}
"""By which columns each order sorts; the last one is unique."""


@prepared
def _all_by_stage() -> QuerySet[Initiative, tuple[str, int]]:
    # Of rows, not of keys: those aren't in the index.
    return Initiative.objects.order_by().values_list("stage").annotate(count=Count("*"))


@prepared
def _hidden_by_stage() -> QuerySet[Initiative, tuple[str, int]]:
    hidden = Initiative.objects.filter(~in_sight("subject__"), subject__restricted=True)
    return hidden.order_by().values_list("stage").annotate(count=Count("*"))


@prepared
def _seen_by_stage() -> QuerySet[Initiative, tuple[str, int]]:
    seen = Initiative.objects.filter(in_sight("subject__"))
    return seen.order_by().values_list("stage").annotate(count=Count("*"))


def any_idea() -> bool:
    """Whether anybody has written one."""
    return Initiative.objects.exists()


def count_by_stage(actor: Actor) -> dict[Stage, int]:
    """How many visible initiatives stand in each stage.

    Counted from an index that holds the stages, less the few that are hidden: going through what
    is visible would take longer with every initiative there is.
    """
    counts = dict.fromkeys(Stage, 0)
    if actor.is_partner:  # All but a few are hidden: those few are counted.
        return counts | {Stage(stage): n for stage, n in _seen_by_stage(**eyes_of(actor))}
    counts |= {Stage(stage): count for stage, count in _all_by_stage()}
    for stage, count in _hidden_by_stage(**eyes_of(actor)):
        counts[Stage(stage)] -= count
    return counts


def rows(initiatives: Iterable[Initiative]) -> list[InitiativeRow]:
    """Turn initiatives into list rows with names and owners, in a fixed number of queries."""
    found = list(initiatives)
    talked = paired_by_talk([one.pk for one in found if one.paired_at is None])
    owners = owners_on([initiative.pk for initiative in found])
    known = names(initiative.written_by_id for initiative in found)
    return [
        _row(
            initiative,
            owners[initiative.pk],
            known[initiative.written_by_id],
            paired=initiative.paired_at is not None or initiative.pk in talked,
        )
        for initiative in found
    ]


def _row(
    initiative: Initiative, owners: Mapping[Lane, Name], author: Name, *, paired: bool
) -> InitiativeRow:
    return InitiativeRow(
        id=initiative.pk,
        sentence=initiative.sentence,
        kind=InitiativeKind(initiative.kind),
        stage=Stage(initiative.stage),
        wish_date=initiative.wish_date,
        written_at=initiative.written_at,
        written_by=author,
        written_for=Lane(initiative.written_for) if initiative.written_for else None,
        paired=paired,
        track=Track(initiative.track),
        owners=owners,
        from_outside=initiative.from_outside,
    )


@prepared
def _standing_answers() -> QuerySet[Answer, Answer]:
    return Answer.objects.filter(initiative_id=number("initiative"), replaced_at=None)


def whole(actor: Actor, initiative_id: int) -> InitiativeWhole:
    """Everything the initiative's page shows of this context."""
    initiative = initiative_visible_to(actor, initiative_id)
    people = people_on([initiative.pk])[initiative.pk]
    given = _standing_answers(initiative=initiative.pk)
    known = names([initiative.written_by_id, *(answer.answered_by_id for answer in given)])
    answers = {Question(answer.question): _given(answer, known) for answer in given}
    paired = initiative.paired_at is not None or bool(paired_by_talk([initiative.pk]))
    owners = {
        lane: person.name
        for lane, role in OWNER_ROLE.items()
        for person in people
        if person.role is role
    }
    row = _row(initiative, owners, known[initiative.written_by_id], paired=paired)
    return InitiativeWhole(row, people, answers, decision_rights())


def _given(answer: Answer, known: Mapping[int, Name]) -> AnswerGiven:
    return AnswerGiven(
        id=answer.pk,
        question=Question(answer.question),
        text=answer.text,
        by=known[answer.answered_by_id],
        lane=Lane(answer.lane) if answer.lane else None,
        at=answer.answered_at,
        measure_first=bool(answer.manner),
    )


def answered_sides(initiative_id: int) -> list[tuple[int, Lane | None]]:
    """(person id, side) of every answer ever given, replaced ones too: taking part stays true."""
    given = Answer.objects.filter(initiative_id=initiative_id).values_list("answered_by_id", "lane")
    return [(person, Lane(lane) if lane else None) for person, lane in given]


@prepared
def _answered_by() -> QuerySet[Answer, tuple[int, int, str]]:
    given = Answer.objects.filter(initiative_id__in=numbers("initiatives"))
    return given.values_list("initiative_id", "answered_by_id", "lane")


def paired_by_talk(initiative_ids: Collection[int]) -> set[int]:
    """Those that are a pair once the answers of the conversation count, too.

    Asked for initiatives that aren't paired by the answers about the idea alone.
    """
    given = answers_given(initiative_ids)
    talked = {pk for pk, answers in given.items() if answers}
    for pk, person, lane in _answered_by(initiatives=talked) if talked else ():
        given[pk].append((person, Lane(lane) if lane else None))
    return {pk for pk in talked if is_paired(given[pk])}


def standing_answer(initiative_id: int, question: Question) -> Answer | None:
    """The answer to a question that holds now, if there is one."""
    return Answer.objects.filter(
        initiative_id=initiative_id, question=question.value, replaced_at=None
    ).first()


def idea_with_form_key(actor: Actor, form_key: str) -> Initiative | None:
    """The idea that this person's form has already written, if it has."""
    return Initiative.objects.filter(written_by_id=actor.me, form_key=form_key).first()


def is_over(initiative: str = "pk") -> Exists:
    """That an initiative is closed or declined, for a query by its id's column."""
    ended = [Stage.CLOSED.value, Stage.DECLINED.value]
    return Exists(Initiative.objects.filter(pk=OuterRef(initiative), stage__in=ended))
