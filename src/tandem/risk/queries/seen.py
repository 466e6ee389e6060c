"""Reading a check as its page and programs show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from tandem.accounts.queries import Name, names, present_day
from tandem.accounts.rules import Actor
from tandem.activity.permissions import sponsor_of, standing_on
from tandem.assessment.queries import holds_on, people_with
from tandem.assessment.rules import Authority
from tandem.core.words import Sentence
from tandem.initiatives.queries import InitiativeWhole
from tandem.rights.queries import matters_decided
from tandem.rights.rules import Matter
from tandem.risk import permissions
from tandem.risk.models import (
    DelayCost,
    RiskAcceptance,
    RiskAnswer,
    RiskResult,
    RiskReview,
)
from tandem.risk.queries import standing as at_hand
from tandem.risk.queries.known import suggested
from tandem.risk.queries.versions import present_questions, questions_in
from tandem.risk.rules import (
    UNKNOWN,
    Advice,
    DimensionSeen,
    LastTime,
    Lowering,
    Picture,
    QuestionSet,
    RiskQuestion,
    RiskStep,
    Standing,
    Suggestion,
    Tier,
    advise,
    guard_rails,
    picture,
    what_lowers,
    why_not_check,
)


@dataclass(frozen=True, slots=True)
class QuestionSeen:
    """A question with its answer, what would lower it, and what is suggested."""

    question: RiskQuestion
    answer: RiskAnswer | None
    by: Name | None
    lowering: Lowering | None
    suggestion: Suggestion | None

    @property
    def key(self) -> str:
        return self.question.key

    @property
    def id(self) -> int | None:
        return self.answer.pk if self.answer else None

    @property
    def place(self) -> int | None:
        return self.answer.place if self.answer else None

    @property
    def note(self) -> str:
        return self.answer.note if self.answer else ""

    @property
    def words(self) -> Sentence | None:
        """The answer; nothing for “we don't know yet” and while there is none."""
        if self.answer is None or self.answer.place == UNKNOWN:
            return None
        return self.question.answers[self.answer.place].text

    @property
    def differs(self) -> bool:
        """Whether what is known now speaks against the answer that stands."""
        if self.answer is None or self.suggestion is None:
            return False
        return self.suggestion.source == "facts" and self.suggestion.place != self.answer.place


@dataclass(frozen=True, slots=True)
class ReviewSeen:
    """That somebody has to look, or has."""

    kind: Authority
    people: tuple[Name, ...]
    named: bool
    """Whether those who are asked have that authority; else the sponsor is asked."""
    fine: bool | None
    text: str
    by: Name | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Accepted:
    """That the risk owner accepted what remains."""

    until: date
    text: str
    by: Name
    at: datetime


@dataclass(frozen=True, slots=True)
class DelaySeen:
    """What a week of waiting costs."""

    id: int
    per_week: int
    why: str
    by: Name
    at: datetime


@dataclass(frozen=True, slots=True)
class May:
    """What the reader may do here."""

    answer: bool
    say_delay: bool
    name_owner: bool
    accept: bool
    review: frozenset[Authority]


@dataclass(frozen=True, slots=True)
class RiskSeen:
    """A check as its page shows it."""

    initiative_id: int
    asked: QuestionSet
    begun_at: datetime | None
    due_day: date | None
    picture: Picture
    step: RiskStep
    standing: Standing
    questions: tuple[QuestionSeen, ...]
    last: LastTime | None
    handed_in: int | None
    handed_in_by: Name | None
    handed_in_at: datetime | None
    sent_back: ReviewSeen | None
    reviews: tuple[ReviewSeen, ...]
    risk_owner: Name | None
    owners: tuple[Name, ...]
    accepted: Accepted | None
    lapsed: bool
    delay: DelaySeen | None
    advice: Advice
    rails: tuple[Lowering, ...]
    held: bool
    may: May

    @property
    def version(self) -> int:
        return self.asked.version

    @property
    def tier(self) -> Tier:
        return self.standing.tier or self.picture.tier

    @property
    def dimensions(self) -> tuple[DimensionSeen, ...]:
        return self.picture.dimensions

    @property
    def open_count(self) -> int:
        return sum(one.answer is None for one in self.questions)

    @property
    def known(self) -> tuple[QuestionSeen, ...]:
        """Questions without an answer for which one is known."""
        return tuple(one for one in self.questions if one.answer is None and one.suggestion)

    @property
    def known_digest(self) -> str:
        """The name of exactly what is known, so that nobody takes over what they didn't read."""
        said = [(one.key, one.suggestion.place) for one in self.known if one.suggestion]
        return sha256(repr(said).encode()).hexdigest()


def risk_of(actor: Actor, whole: InitiativeWhole) -> RiskSeen:
    """The check of an initiative that the actor may see, also before it has begun."""
    pk = whole.row.id
    check = at_hand.check_on(pk)
    asked = questions_in(check.version) if check else present_questions()
    answers = at_hand.answers_on(pk) if check else {}
    given = {key: one.place for key, one in answers.items()}
    seen = picture(asked, given)
    result = at_hand.last_result(pk) if check else None
    standing = at_hand.standing_on_result(result)
    suggestions, last = suggested(actor, whole, asked)
    delay = at_hand.delay_on(pk)
    held = _is_held(pk)
    reviews = _Reviews(result, standing)
    owners = people_with(Authority.RISK) if seen.tier is Tier.HIGH else []
    known = names([*_people(answers, result, delay), *reviews.people, *owners])
    today = present_day()
    return RiskSeen(
        initiative_id=pk,
        asked=asked,
        begun_at=check.begun_at if check else None,
        due_day=at_hand.due_day(check.begun_at, standing.tier or seen.tier) if check else None,
        picture=seen,
        step=standing.step(today),
        standing=standing,
        questions=_questions(asked, answers, known, suggestions),
        last=last,
        handed_in=_standing_id(result),
        handed_in_by=known[result.handed_in_by_id] if result else None,
        handed_in_at=result.handed_in_at if result else None,
        sent_back=reviews.sent_back(known),
        reviews=reviews.shown(known),
        risk_owner=known.get(result.risk_owner_id or 0) if result else None,
        owners=tuple(known[one] for one in owners),
        accepted=reviews.accepted(known),
        lapsed=standing.accepted_until is not None and standing.remains(today),
        delay=_delay(delay, known),
        advice=advise(seen.tier, delay.per_week if delay else None, fixed=seen.fixed, held=held),
        rails=tuple(guard_rails(asked, given)),
        held=held,
        may=_may(actor, whole, result, standing, reviews),
    )


def _questions(
    asked: QuestionSet,
    answers: Mapping[str, RiskAnswer],
    known: Mapping[int, Name],
    suggestions: Mapping[str, Suggestion],
) -> tuple[QuestionSeen, ...]:
    given = {key: one.place for key, one in answers.items()}
    return tuple(
        QuestionSeen(
            one,
            answers.get(one.key),
            known[answers[one.key].answered_by_id] if one.key in answers else None,
            what_lowers(asked, given, one.key),
            suggestions.get(one.key),
        )
        for one in asked.questions
    )


def _standing_id(result: RiskResult | None) -> int | None:
    return result.pk if result and result.ended_at is None else None


def _is_held(initiative_id: int) -> bool:
    return any(hold.lifted_at is None for hold in holds_on(initiative_id))


class _Reviews:
    """Who has to look at what was handed in, who has, and what the risk owner accepted."""

    def __init__(self, result: RiskResult | None, standing: Standing) -> None:
        self.result, self.standing = result, standing
        self.rows = at_hand.reviews_of(result.pk) if result and result.reviews else []
        self.newest: RiskAcceptance | None = None
        self.reviewers: dict[Authority, at_hand.Reviewer] = {}
        if result and result.ended_at is None:
            found = at_hand.acceptances_of(result.pk) if result.risk_owner_id else []
            self.newest = found[0] if found else None
            self.reviewers = {kind: at_hand.reviewer_of(kind, result) for kind in standing.missing}

    @property
    def people(self) -> list[int]:
        asked = [pk for one in self.reviewers.values() for pk in one.people]
        newest = [self.newest.accepted_by_id] if self.newest else []
        return [*(one.said_by_id for one in self.rows), *asked, *newest]

    def shown(self, known: Mapping[int, Name]) -> tuple[ReviewSeen, ...]:
        said = {Authority(one.kind): one for one in self.rows}
        return tuple(
            _review(kind, known, said.get(kind), self.reviewers.get(kind))
            for kind in Authority
            if kind in self.standing.needed
        )

    def sent_back(self, known: Mapping[int, Name]) -> ReviewSeen | None:
        """Why it has to be answered anew, where somebody sent it back."""
        if self.result is None or self.result.ended_at is None:
            return None
        back = [one for one in self.rows if not one.fine]
        return _review(Authority(back[0].kind), known, back[0], None) if back else None

    def accepted(self, known: Mapping[int, Name]) -> Accepted | None:
        if self.newest is None:
            return None
        one = self.newest
        return Accepted(one.until, one.text, known[one.accepted_by_id], one.accepted_at)


def _review(
    kind: Authority,
    known: Mapping[int, Name],
    said: RiskReview | None,
    asked: at_hand.Reviewer | None,
) -> ReviewSeen:
    return ReviewSeen(
        kind=kind,
        people=tuple(known[pk] for pk in asked.people) if asked else (),
        named=asked.named if asked else True,
        fine=said.fine if said else None,
        text=said.text if said else "",
        by=known[said.said_by_id] if said else None,
        at=said.said_at if said else None,
    )


def _people(
    answers: Mapping[str, RiskAnswer], result: RiskResult | None, delay: DelayCost | None
) -> list[int | None]:
    people: list[int | None] = [one.answered_by_id for one in answers.values()]
    if result:
        people += [result.handed_in_by_id, result.risk_owner_id]
    if delay:
        people.append(delay.said_by_id)
    return people


def _delay(row: DelayCost | None, known: Mapping[int, Name]) -> DelaySeen | None:
    if row is None:
        return None
    return DelaySeen(row.pk, row.per_week, row.why, known[row.said_by_id], row.said_at)


def _may(
    actor: Actor,
    whole: InitiativeWhole,
    result: RiskResult | None,
    standing: Standing,
    reviews: _Reviews,
) -> May:
    """What the reader may do; nothing where it isn't under way any more."""
    if why_not_check(whole.row.stage) or not actor.may_write:
        return May(
            answer=False, say_delay=False, name_owner=False, accept=False, review=frozenset()
        )
    on = standing_on(actor, whole.row.id)
    decides = matters_decided(actor, on, whole.row.id, [Matter.RISK, Matter.VALUE])
    sponsor_id = sponsor_of(whole.row.id)
    answers = Matter.RISK in decides
    high = standing.tier is Tier.HIGH and result is not None
    return May(
        answer=answers,
        say_delay=Matter.VALUE in decides,
        name_owner=high
        and permissions.can_name_owner(actor, answers=answers, sponsor_id=sponsor_id),
        accept=high
        and not standing.missing
        and permissions.can_accept(actor, owner_id=result.risk_owner_id if result else None),
        review=frozenset(
            kind
            for kind, one in reviews.reviewers.items()
            if permissions.can_review(actor, one.people)
        ),
    )
