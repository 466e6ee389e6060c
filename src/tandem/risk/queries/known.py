"""What is known of an initiative's risk before anybody is asked."""

from tandem.accounts.queries import company_zone
from tandem.accounts.rules import Actor
from tandem.activity.permissions import visible_to
from tandem.assessment import queries as assessment
from tandem.initiatives.queries import InitiativeWhole
from tandem.risk.models import RiskAnswer, RiskResult
from tandem.risk.queries.versions import questions_in
from tandem.risk.rules import Facts, LastTime, QuestionSet, Suggestion, suggestions
from tandem.systems.queries import rows_of, vendors_in_use
from tandem.systems.rules import DataClass, Lifecycle

LOOKED_BACK = 50
"""Of the newest checks, those in which the same systems are looked for."""


def suggested(
    actor: Actor, whole: InitiativeWhole, asked: QuestionSet
) -> tuple[dict[str, Suggestion], LastTime | None]:
    """The answers that are known already, and the last check of the same systems. Nothing for a
    partner: it tells of a catalogue that isn't there for them.
    """
    if actor.is_partner:
        return {}, None
    touched = assessment.confirmed_systems(whole.row.id)
    last = _last_time(actor, whole.row.id, set(touched), asked)
    return suggestions(asked, _facts(actor, whole, touched), last), last


def _facts(actor: Actor, whole: InitiativeWhole, touched: list[int]) -> Facts:
    pk = whole.row.id
    wished = whole.row.wish_date is not None
    check = assessment.data_check(pk)
    data = frozenset(map(DataClass, check.classes)) if check else None
    if not touched:
        nothing = assessment.touches_nothing(pk) is not None
        return Facts(systems=0 if nothing else None, data=data, wished=wished)
    rows = rows_of(touched).values()
    new = [
        row
        for row in rows
        if row.vendor and (row.confirmed_at is None or row.lifecycle is Lifecycle.PLANNED)
    ]
    vendors = vendors_in_use([row.vendor for row in new]) if new else frozenset()
    return Facts(
        systems=len(touched),
        names=tuple(row.name for row in rows),
        new=tuple(row.name for row in new if row.vendor not in vendors),
        unowned=tuple(row.name for row in rows if not (row.it_owner and row.it_owner.active)),
        criticality=min(row.criticality for row in rows),
        data=data,
        wished=wished,
        elsewhere=assessment.count_elsewhere(actor, pk, touched),
    )


def _last_time(
    actor: Actor, initiative_id: int, touched: set[int], asked: QuestionSet
) -> LastTime | None:
    """The newest check that holds, with all of these systems, of what the actor may see. Where it
    was answered in another version, those questions count that are the same in both.
    """
    if not touched:
        return None
    results = RiskResult.objects.filter(
        visible_to(actor, "check_of__initiative__subject__"),
        ended_at=None,
    ).exclude(check_of_id=initiative_id)
    found = results.order_by("-pk").values_list(
        "check_of_id",
        "systems",
        "check_of__initiative__sentence",
        "handed_in_at",
        "check_of__version",
    )
    for pk, systems, sentence, at, version in found[:LOOKED_BACK]:
        if touched <= set(systems):
            answers = RiskAnswer.objects.filter(check_of_id=pk, replaced_at=None)
            zone = company_zone()
            same = asked.same_questions(questions_in(version))
            given = {
                key: place for key, place in answers.values_list("key", "place") if key in same
            }
            return LastTime(pk, sentence, at.astimezone(zone).date(), given)
    return None
