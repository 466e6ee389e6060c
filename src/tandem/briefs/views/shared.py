"""What every page of a brief shows."""

from typing import Any

from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Lane
from tandem.activity.permissions import standing_on
from tandem.activity.queries import alone_on, kinds_open_on
from tandem.briefs import permissions, queries, rules
from tandem.briefs.events import PLAY_BACK
from tandem.briefs.rules import Section
from tandem.initiatives.queries import Heading, heading_visible_to
from tandem.rights.queries import decision_rights

INVALID = 422


def url_of(initiative_id: int) -> str:
    return f"/initiatives/{initiative_id}/brief/"


def page_of(request: ActorRequest, initiative_id: int) -> dict[str, object]:
    """What every page of a started brief shows."""
    row = heading_visible_to(request.actor, initiative_id)
    return around(request, row, queries.whole(request.actor, initiative_id))


def around(request: ActorRequest, row: Heading, found: queries.BriefWhole) -> dict[str, Any]:
    standing = standing_on(request.actor, row.id)
    decided = queries.decided(request.actor, row.id, standing)
    mine = queries.written(request.actor, row.id, standing) if standing.helps else decided
    alone = alone_on(row.id)
    signs = alone.signs(request.actor.me) if request.actor.may_write and alone else frozenset()
    rights = decision_rights()
    deciders = {section: rights.decider(rules.matter_of(section)) for section in Section}
    return {
        "brief": found,
        "row": row,
        "sections": list(Section),
        "lanes": list(Lane),
        "sides": standing.sides,
        "owned": standing.owned | signs,
        "plays_back": permissions.can_play_back(standing, signs),
        "alone": alone,
        "decided": mine,
        "deciders": deciders,
        "editable": {s for s in Section if rules.matter_of(s) in mine},
        "touchable": {s for s in Section if rules.matters_in(s) & mine},
        "may_estimate": permissions.can_state_effort(decided),
        "asked": (PLAY_BACK, Lane.IT) in kinds_open_on(found.id),
        "signing": [
            lane
            for lane in Lane
            if found.unsigned[lane]
            and (lane in signs if alone and lane is alone.lane else lane in standing.owned)
            and (alone is None or alone.second)
        ],
    }
