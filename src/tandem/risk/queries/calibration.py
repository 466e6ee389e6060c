"""Reading what happened after checks: of initiatives that the reader sees, in the last year."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tandem.accounts.queries import company_zone
from tandem.accounts.rules import Actor
from tandem.activity.permissions import visible_to
from tandem.activity.queries import EventTold, events_told
from tandem.core import clock
from tandem.core.words import Sentence
from tandem.risk.models import RiskResult
from tandem.risk.rules import (
    Later,
    LookedBack,
    Tier,
    TierSeen,
    by_tier,
    later_of,
    surprises,
    verdict,
)
from tandem.risk.rules.calibration import KINDS

LOOKED_AT = timedelta(days=365)
NEWEST = 2_000


@dataclass(frozen=True, slots=True)
class Calibration:
    """The tiers of checks against what happened afterwards."""

    checks: tuple[LookedBack, ...]
    tiers: tuple[TierSeen, ...]
    surprises: tuple[LookedBack, ...]
    verdict: Sentence


def looked_back_at_checks(actor: Actor) -> Calibration:
    """Of every check that was handed in within a year and holds, as far as the actor sees it."""
    since = clock.now() - LOOKED_AT
    zone = company_zone()
    results = RiskResult.objects.filter(
        visible_to(actor, "check_of__initiative__subject__"),
        ended_at=None,
        handed_in_at__gte=since,
    )
    found = list(
        results.order_by("-pk").values_list(
            "check_of_id", "check_of__initiative__sentence", "tier", "handed_in_at"
        )[:NEWEST]
    )
    began = {pk: at for pk, _, _, at in found}
    happened: dict[int, Counter[Later]] = {pk: Counter() for pk in began}
    for event in _since(began):
        what = later_of(event.kind, event.data)
        if what and event.at > began[event.root_id]:
            happened[event.root_id][what] += 1
    checks = tuple(
        LookedBack(pk, sentence, Tier(tier), at.astimezone(zone).date(), happened[pk])
        for pk, sentence, tier, at in found
    )
    tiers = by_tier(checks)
    return Calibration(checks, tuple(tiers), tuple(surprises(checks)), verdict(tiers))


def _since(began: Mapping[int, datetime]) -> list[EventTold]:
    """What was told of these initiatives since the first of these moments."""
    return events_told(KINDS, since=min(began.values()), roots=began) if began else []
