"""Reading how far checks have come. The caller has checked sight."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from tandem.accounts.queries import company_zone
from tandem.accounts.rules import Lane
from tandem.activity.permissions import people_who_see, sponsor_of
from tandem.activity.queries import due_after
from tandem.assessment.queries import people_with
from tandem.assessment.rules import Authority
from tandem.core.prepared import number, numbers, prepared
from tandem.initiatives.rules import PATH
from tandem.rights.queries import decision_rights
from tandem.rights.rules import Matter
from tandem.risk.models import (
    DataProtection,
    DelayCost,
    RiskAcceptance,
    RiskAnswer,
    RiskCheck,
    RiskResult,
    RiskReview,
)
from tandem.risk.queries.versions import questions_in
from tandem.risk.rules import Standing, Tier, picture


@prepared
def _checks() -> QuerySet[RiskCheck, RiskCheck]:
    return RiskCheck.objects.filter(initiative_id=number("initiative"))


@prepared
def _answers() -> QuerySet[RiskAnswer, RiskAnswer]:
    found = RiskAnswer.objects.filter(check_of_id=number("initiative"), replaced_at=None)
    return found.order_by("pk")


@prepared
def _results() -> QuerySet[RiskResult, RiskResult]:
    found = RiskResult.objects.filter(check_of_id=number("initiative"))
    return found.order_by("-pk")


@prepared
def _reviews() -> QuerySet[RiskReview, RiskReview]:
    return RiskReview.objects.filter(result_id=number("result")).order_by("pk")


@prepared
def _acceptances() -> QuerySet[RiskAcceptance, RiskAcceptance]:
    return RiskAcceptance.objects.filter(result_id=number("result")).order_by("-pk")


@prepared
def _delays() -> QuerySet[DelayCost, DelayCost]:
    return DelayCost.objects.filter(initiative_id=number("initiative"), replaced_at=None)


def check_on(initiative_id: int) -> RiskCheck | None:
    """The check that has begun, if one has."""
    return _checks.first(initiative=initiative_id)


def answers_on(initiative_id: int) -> dict[str, RiskAnswer]:
    """The answers that stand, by question."""
    return {one.key: one for one in _answers(initiative=initiative_id)}


def last_result(initiative_id: int) -> RiskResult | None:
    """What was handed in last, whether it stands or not."""
    return _results.first(initiative=initiative_id)


def reviews_of(result_id: int) -> list[RiskReview]:
    """Who looked at what was handed in."""
    return _reviews(result=result_id)


def acceptances_of(result_id: int) -> list[RiskAcceptance]:
    """What the risk owner accepted of it, the newest first."""
    return _acceptances(result=result_id)


def delay_on(initiative_id: int) -> DelayCost | None:
    """What a week of waiting costs, if somebody said so."""
    return _delays.first(initiative=initiative_id)


def standing_on_result(result: RiskResult | None) -> Standing:
    """How far what was handed in has come."""
    if result is None or result.ended_at is not None:
        return Standing()
    accepted = acceptances_of(result.pk) if result.tier == Tier.HIGH else []
    return Standing(
        Tier(result.tier),
        frozenset(map(Authority, result.reviews)),
        frozenset(Authority(one.kind) for one in reviews_of(result.pk) if one.fine),
        accepted[0].until if accepted else None,
    )


def answering_lane() -> Lane | None:
    """The side that answers the check; none where either does."""
    return decision_rights().lane(Matter.RISK)


def tier_so_far(check: RiskCheck) -> Tier:
    """The tier that the answers make as they are."""
    given = {key: one.place for key, one in answers_on(check.pk).items()}
    return picture(questions_in(check.version), given).tier


def due_day(begun_at: datetime, tier: Tier) -> date:
    """The day on which a check is due: as many working days after it began as its tier says."""
    due = due_after(begun_at, tier.days, person_id=None, lane=answering_lane())
    return due.astimezone(company_zone()).date()


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who is asked to look for one authority; `named`: by an authority, not as the sponsor."""

    kind: Authority
    people: tuple[int, ...]
    named: bool


def reviewer_for(kind: Authority, initiative_id: int, by: int) -> Reviewer:
    """Whoever has that authority and sees the initiative; where nobody does, the sponsor. Never
    `by`, who handed it in or wrote it.
    """
    seen_by = people_who_see([initiative_id])[initiative_id]
    named = tuple(pk for pk in people_with(kind) if pk != by and pk in seen_by)
    sponsor = sponsor_of(initiative_id)
    instead = (sponsor,) if sponsor and sponsor != by else ()
    return Reviewer(kind, named or instead, bool(named))


def reviewer_of(kind: Authority, result: RiskResult) -> Reviewer:
    """Who is asked to look at what was handed in."""
    return reviewer_for(kind, result.check_of_id, result.handed_in_by_id)


@prepared
def _standing() -> QuerySet[RiskResult, tuple[int, int, int, list[str]]]:
    found = RiskResult.objects.filter(check_of_id__in=numbers("initiatives"), ended_at=None)
    return found.values_list("check_of_id", "pk", "tier", "reviews")


@prepared
def _looked() -> QuerySet[RiskReview, tuple[int, str]]:
    found = RiskReview.objects.filter(result_id__in=numbers("results"), fine=True)
    return found.values_list("result_id", "kind")


@prepared
def _high() -> QuerySet[RiskResult, tuple[int, int, datetime | None, date | None]]:
    """What stands, and of what was high at any time until when it was accepted, oldest first."""
    newest = RiskAcceptance.objects.filter(result_id=OuterRef("pk")).order_by("-pk")
    found = RiskResult.objects.filter(
        Q(ended_at=None) | Q(tier=Tier.HIGH), check_of_id__in=numbers("initiatives")
    ).annotate(until=Subquery(newest.values("until")[:1]))
    return found.order_by("pk").values_list("check_of_id", "tier", "ended_at", "until")


def not_accepted_among(ids: Collection[int], today: date) -> set[int]:
    """Those of which something remains that nobody accepts any more: what stands is high, and its
    acceptance is missing or over; or nothing stands, since answers changed, and what was accepted
    of an earlier result is over. One query.
    """
    open_ones: dict[int, bool] = {}
    for pk, tier, ended_at, until in _high(initiatives=ids):
        if ended_at is None:
            open_ones[pk] = tier == Tier.HIGH and (until is None or until < today)
        elif until is not None:
            open_ones[pk] = until < today
    return {pk for pk, remains in open_ones.items() if remains}


def waiting_for_a_look() -> set[int]:
    """The initiatives with something handed in, or a data-protection text written, that somebody
    has to look at or to accept.
    """
    handed_in = RiskResult.objects.filter(ended_at=None).exclude(tier=Tier.LOW)
    written = DataProtection.objects.filter(replaced_at=None)
    checks = handed_in.filter(check_of__initiative__stage__in=PATH[:-1])
    texts = written.filter(initiative__stage__in=PATH[:-1])
    return {
        *checks.values_list("check_of_id", flat=True),
        *texts.values_list("initiative_id", flat=True),
    }


@prepared
def _accepted() -> QuerySet[RiskAcceptance, tuple[int, date]]:
    found = RiskAcceptance.objects.filter(
        result__check_of_id__in=numbers("initiatives"), result__ended_at=None
    )
    return found.order_by("pk").values_list("result__check_of_id", "until")


def accepted_until(ids: Collection[int]) -> dict[int, date]:
    """Until when what remains was accepted, of those whose risk was: the newest counts."""
    return dict(_accepted(initiatives=ids))


def standings(ids: Collection[int]) -> dict[int, Standing]:
    """How far the checks of many have come, in three queries at most."""
    results = _standing(initiatives=ids)
    asked = [pk for _, pk, _, names in results if names]
    looked = _by_result(_looked(results=asked)) if asked else {}
    high = [initiative for initiative, _, tier, _ in results if tier == Tier.HIGH]
    until = accepted_until(high) if high else {}
    found = {
        initiative: Standing(
            Tier(tier),
            frozenset(map(Authority, names)),
            looked.get(pk, frozenset()),
            until.get(initiative),
        )
        for initiative, pk, tier, names in results
    }
    return {pk: found.get(pk, Standing()) for pk in ids}


def _by_result(rows: Iterable[tuple[int, str]]) -> Mapping[int, frozenset[Authority]]:
    found: dict[int, set[Authority]] = {}
    for pk, kind in rows:
        found.setdefault(pk, set()).add(Authority(kind))
    return {pk: frozenset(kinds) for pk, kinds in found.items()}
