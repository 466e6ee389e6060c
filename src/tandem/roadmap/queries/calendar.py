"""What stands in marketing's calendar."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from tandem.accounts.rules import Actor
from tandem.core.prepared import numbers, prepared
from tandem.roadmap.models import Appearance
from tandem.roadmap.queries.gathered import gather
from tandem.roadmap.rules import Bar, BarKind, Period
from tandem.roadmap.rules.calendar import (
    CalendarKind,
    Channel,
    Entry,
    channels_in,
    markets_in,
    markets_typed,
)
from tandem.year.queries import DatedRow, dated


@dataclass(frozen=True, slots=True)
class Appears:
    """Where customers meet it, as Marketing said."""

    channels: tuple[Channel, ...] = ()
    markets: tuple[str, ...] = ()
    campaign: str = ""


@prepared
def _standing() -> QuerySet[Appearance, tuple[Any, ...]]:
    found = Appearance.objects.filter(initiative_id__in=numbers("initiatives"), replaced_at=None)
    return found.values_list("initiative_id", "channels", "markets", "campaign")


def appearances(initiative_ids: Collection[int]) -> dict[int, Appears]:
    """What was said of each that something was said of. The caller has checked sight."""
    rows = _standing(initiatives=initiative_ids) if initiative_ids else []
    known = set(Channel)
    return {
        pk: Appears(
            tuple(Channel(one) for one in channels if one in known),
            markets_typed(markets),
            campaign,
        )
        for pk, channels, markets, campaign in rows
    }


def calendar_of(actor: Actor, period: Period) -> list[Entry]:
    """Fixed dates, freezes, and the days on which initiatives go live, by their first day."""
    bars = [bar for bar in gather(actor).bars.values() if bar.kind is BarKind.INITIATIVE]
    said = appearances([bar.id for bar in bars])
    found = [_launch(bar, said.get(bar.id, Appears())) for bar in bars if bar.meant or bar.over]
    found += [_dated(row) for row in dated(actor, period.first, period.last)]
    shown = [one for one in found if period.meets(one.first, one.last)]
    return sorted(shown, key=lambda one: (one.first, one.last, one.title))


def _launch(bar: Bar, said: Appears) -> Entry:
    day = bar.meant or bar.even
    kind = CalendarKind.LIVE if bar.over else CalendarKind.WISHED
    if bar.promised:
        kind = CalendarKind.PROMISED
    return Entry(
        bar.id, kind, bar.title, bar.url, day, day, said.channels, said.markets, said.campaign
    )


def _dated(row: DatedRow) -> Entry:
    """A fixed date's channels and markets are read out of its words; a freeze is for all."""
    words = row.words if row.freeze is None else ""
    return Entry(
        row.id,
        CalendarKind.MOMENT if row.freeze is None else CalendarKind.FREEZE,
        row.name,
        f"/year/?year={row.starts_on.year}#date-{row.id}",
        row.starts_on,
        row.ends_on,
        channels_in(words),
        markets_in(words),
    )
