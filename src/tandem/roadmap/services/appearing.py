"""On which channels and markets an initiative appears, and of which campaign it is."""

from collections.abc import Collection

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.permissions import standing_on
from tandem.activity.services import lock_subject, record_event, salted_digest
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.initiatives.queries import heading_visible_to
from tandem.roadmap import events, permissions, queries
from tandem.roadmap.models import Appearance
from tandem.roadmap.rules import calendar
from tandem.roadmap.rules.calendar import Channel


@transaction.atomic
def say_appearance(
    *,
    actor: Actor,
    initiative_id: int,
    channels: Collection[Channel] = (),
    markets: str = "",
    campaign: str = "",
) -> None:
    """Say where customers meet it. The same again changes nothing."""
    heading_visible_to(actor, initiative_id)
    lock_subject(initiative_id)
    heading_visible_to(actor, initiative_id)
    if not permissions.can_say_where(standing_on(actor, initiative_id)):
        raise NotAllowed(say("Marketing's people on this initiative say where it appears."))
    line = typed(markets, limit=calendar.LINE_LIMIT, field="markets", required=False)
    named = calendar.markets_typed(line)
    if reason := calendar.why_not_markets(named):
        raise BadInput(reason, field="markets")
    wanted = queries.Appears(
        tuple(one for one in Channel if one in channels),
        named,
        " ".join(
            typed(campaign, limit=calendar.CAMPAIGN_LIMIT, field="campaign", required=False).split()
        ),
    )
    before = queries.appearances([initiative_id]).get(initiative_id, queries.Appears())
    if wanted == before:
        return
    standing = Appearance.objects.filter(initiative_id=initiative_id, replaced_at=None)
    standing.update(replaced_at=clock.now())
    Appearance.objects.create(
        initiative_id=initiative_id,
        channels=[one.value for one in wanted.channels],
        markets=", ".join(wanted.markets),
        campaign=wanted.campaign,
        said_by_id=actor.me,
    )
    text = f"{wanted.channels}\n{wanted.markets}\n{wanted.campaign}"
    record_event(
        events.APPEARANCE_SAID,
        actor=actor,
        subject_id=initiative_id,
        text=salted_digest(initiative_id, text),
    )
