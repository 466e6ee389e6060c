"""What an entry of the catalogue is. Plain Python: no Django, no database."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum
from functools import cache

from tandem.core.words import Sentence, say

NAME_LIMIT = 120
LINE_LIMIT = 200
TEXT_LIMIT = 2_000
ALIASES_AT_MOST = 20
STALE_AFTER = timedelta(days=180)
COST_AT_MOST = 10**12


class EntryKind(StrEnum):
    """What an entry of the catalogue is."""

    SYSTEM = "system"
    REPORT = "report"
    AUDIENCE = "audience"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            EntryKind.SYSTEM: say("System"),
            EntryKind.REPORT: say("Report"),
            EntryKind.AUDIENCE: say("Audience"),
        }[self]


class Criticality(IntEnum):
    """What it means when it stands still; 1 is the worst."""

    VITAL = 1
    IMPORTANT = 2
    USEFUL = 3
    MINOR = 4

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Criticality.VITAL: say("1: without it the business stands still"),
            Criticality.IMPORTANT: say("2: a day without it costs customers or money"),
            Criticality.USEFUL: say("3: a few days without it can be borne"),
            Criticality.MINOR: say("4: hardly anybody would notice"),
        }[self]


class DataClass(StrEnum):
    """What kind of data a system holds, the least delicate first."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CUSTOMER_CONTACT = "customer_contact"
    CUSTOMER_IDENTITY = "customer_identity"
    BEHAVIOUR = "behaviour"
    PAYMENT = "payment"
    SPECIAL = "special"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            DataClass.PUBLIC: say("Public"),
            DataClass.INTERNAL: say("Internal"),
            DataClass.CUSTOMER_CONTACT: say("Customer contact"),
            DataClass.CUSTOMER_IDENTITY: say("Customer identity"),
            DataClass.BEHAVIOUR: say("Behaviour"),
            DataClass.PAYMENT: say("Payment"),
            DataClass.SPECIAL: say("Special category (health, belief, union…)"),
        }[self]

    @property
    def is_personal(self) -> bool:
        """Whether it tells something about a person."""
        return self not in {DataClass.PUBLIC, DataClass.INTERNAL}


class Lifecycle(StrEnum):
    """How far it is in its own life. Retired is not one of these: that is an act of its own."""

    PLANNED = "planned"
    LIVE = "live"
    FADING = "fading"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Lifecycle.PLANNED: say("Planned"),
            Lifecycle.LIVE: say("In use"),
            Lifecycle.FADING: say("On its way out"),
        }[self]


class Target(StrEnum):
    """Where our stack goes with it."""

    KEEP = "keep"
    CHANGE = "change"
    REPLACE = "replace"
    RETIRE = "retire"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Target.KEEP: say("Keep"),
            Target.CHANGE: say("Change"),
            Target.REPLACE: say("Replace by another"),
            Target.RETIRE: say("Retire"),
        }[self]


@dataclass(frozen=True, slots=True)
class Entry:
    """What people fill in about a system. Owners are person ids, the cost whole units a year."""

    name: str
    kind: EntryKind = EntryKind.SYSTEM
    aliases: tuple[str, ...] = ()
    vendor: str = ""
    it_owner: int | None = None
    business_owner: int | None = None
    criticality: Criticality = Criticality.USEFUL
    data_classes: tuple[DataClass, ...] = ()
    support_hours: str = ""
    support_team: str = ""
    yearly_cost: int | None = None
    renews_on: date | None = None
    lifecycle: Lifecycle = Lifecycle.LIVE
    target: Target = Target.KEEP
    replaced_by: str = ""
    target_means: str = ""


def is_stale(confirmed_at: datetime | None, now: datetime) -> bool:
    """True when nobody has said for half a year that the entry is still right."""
    return confirmed_at is not None and now - confirmed_at > STALE_AFTER


def why_not_confirm(*, retired: bool) -> Sentence | None:
    """Say why an entry can't be confirmed, or nothing if it can."""
    if retired:
        return say("This entry is retired. Bring it back first.")
    return None


def why_not_edit(*, retired: bool) -> Sentence | None:
    """Say why an entry can't be changed, or nothing if it can."""
    if retired:
        return say("This entry is retired. Bring it back first; then it can be changed.")
    return None


def why_not_enter(entry: Entry) -> tuple[str, Sentence] | None:
    """Say which field of an entry can't be taken and why, or nothing if all can."""
    if len(entry.aliases) > ALIASES_AT_MOST:
        most = ALIASES_AT_MOST
        return "aliases", say("Twenty other names are enough; these are more.", most=most)
    if entry.yearly_cost is not None and not 0 <= entry.yearly_cost <= COST_AT_MOST:
        return "yearly_cost", say("Write the cost of a year as a whole number, or leave it empty.")
    if entry.target is Target.REPLACE and not entry.replaced_by:
        return "replaced_by", say("Say by what it will be replaced.")
    return None
