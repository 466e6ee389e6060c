"""Marketing's year: on which channels, in which markets, of which campaign. Plain Python."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from tandem.core.words import Sentence, say

MARKETS_AT_MOST = 30
LINE_LIMIT = 200
CAMPAIGN_LIMIT = 80
_CODE = re.compile(r"\b[A-Z]{2}\b")
_DAY = timedelta(days=1)


class Channel(StrEnum):
    """Where customers meet it."""

    SHOP = "shop"
    MAIL = "mail"
    STORES = "stores"
    PRINT = "print"
    SOCIAL = "social"
    ADS = "ads"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Channel.SHOP: say("Shop and pages"),
            Channel.MAIL: say("E-mail"),
            Channel.STORES: say("Stores"),
            Channel.PRINT: say("Print"),
            Channel.SOCIAL: say("Social media"),
            Channel.ADS: say("Ads"),
        }[self]


_SAID = {
    Channel.SHOP: ("shop", "page", "site", "web"),
    Channel.MAIL: ("mail", "newsletter"),
    Channel.STORES: ("store", "till", "branch"),
    Channel.PRINT: ("print", "catalogue", "letter", "flyer"),
    Channel.SOCIAL: ("social", "instagram", "facebook", "tiktok"),
    Channel.ADS: ("ads", "banner", "tv", "radio"),
}


def channels_in(words: str) -> tuple[Channel, ...]:
    """The channels that somebody named in words: “shop, e-mail: DE and AT”."""
    found = re.findall(r"[a-z]+", words.casefold())
    return tuple(
        channel for channel, known in _SAID.items() if any(word.startswith(known) for word in found)
    )


def markets_in(words: str) -> tuple[str, ...]:
    """The markets that are named by two capital letters."""
    return tuple(dict.fromkeys(_CODE.findall(words)))


def markets_typed(words: str) -> tuple[str, ...]:
    """Markets as somebody typed them: between commas, each once."""
    named = (" ".join(one.split()) for one in words.replace(";", ",").split(","))
    return tuple(dict.fromkeys(one for one in named if one))


def why_not_markets(markets: Collection[str]) -> Sentence | None:
    """Say why these can't be its markets, or nothing if they can."""
    if len(markets) > MARKETS_AT_MOST:
        return say("That are many markets. Write “all” instead.")
    return None


class CalendarKind(StrEnum):
    """What stands in the calendar."""

    MOMENT = "moment"
    FREEZE = "freeze"
    PROMISED = "promised"
    WISHED = "wished"
    LIVE = "live"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            CalendarKind.MOMENT: say("Fixed date"),
            CalendarKind.FREEZE: say("Freeze"),
            CalendarKind.PROMISED: say("Goes live, promised"),
            CalendarKind.WISHED: say("Goes live, wished"),
            CalendarKind.LIVE: say("Live since"),
        }[self]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something on a day, or from one to another."""

    id: int
    kind: CalendarKind
    title: str
    url: str
    first: date
    last: date
    channels: tuple[Channel, ...] = ()
    markets: tuple[str, ...] = ()
    campaign: str = ""

    def holds(self, day: date) -> bool:
        """Whether the day is one of it."""
        return self.first <= day <= self.last


class By(StrEnum):
    """What the rows of the calendar are."""

    CHANNEL = "channel"
    MARKET = "market"
    CAMPAIGN = "campaign"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            By.CHANNEL: say("by channel"),
            By.MARKET: say("by market"),
            By.CAMPAIGN: say("by campaign"),
        }[self]

    def of(self, entry: Entry) -> tuple[str, ...]:
        """The rows that an entry stands in, by their names; an empty one where nobody said it."""
        named = {
            By.CHANNEL: tuple(one.value for one in entry.channels),
            By.MARKET: entry.markets,
            By.CAMPAIGN: (entry.campaign,) if entry.campaign else (),
        }[self]
        return named or ("",)


def in_rows(entries: Iterable[Entry], by: By) -> list[tuple[str, list[Entry]]]:
    """The entries of each row, by the row's name; what nobody said anything of comes last."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        for name in by.of(entry):
            found.setdefault(name, []).append(entry)
    order = [one.value for one in Channel] if by is By.CHANNEL else sorted(found, key=str.casefold)
    return [(name, found[name]) for name in [*filter(None, order), ""] if name in found]


def weeks_around(first: date, last: date) -> list[list[date]]:
    """The weeks, from Monday on, that hold these days."""
    monday = first - timedelta(days=first.weekday())
    weeks = []
    while monday <= last:
        weeks.append([monday + at * _DAY for at in range(7)])
        monday += 7 * _DAY
    return weeks


def by_day(entries: Sequence[Entry], days: Iterable[date]) -> dict[date, list[Entry]]:
    """What stands on each of these days."""
    return {day: [one for one in entries if one.holds(day)] for day in days}
