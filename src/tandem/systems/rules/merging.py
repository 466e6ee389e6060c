"""What becomes of two entries that turn out to be one. Plain Python: no Django, no database."""

from dataclasses import replace

from tandem.core.words import Sentence, say
from tandem.systems.rules.entry import ALIASES_AT_MOST, DataClass, Entry


def why_not_merge(*, same: bool, retired: bool, into_retired: bool) -> Sentence | None:
    """Say why an entry can't be merged into another, or nothing if it can."""
    if same:
        return say("That is the same entry. Choose the one that stays.")
    if retired:
        return say("This entry is retired. Bring it back first.")
    if into_retired:
        return say("The entry that would stay is retired. Bring it back first.")
    return None


def merged(stays: Entry, goes: Entry) -> Entry:
    """The entry that stays, with what the other knew and it didn't.

    The other's names become other names of it, it holds the data of both, and the other fills
    what was empty. What both say differently stays as it was.
    """
    aliases: dict[str, str] = {}
    for one in (*stays.aliases, goes.name, *goes.aliases):
        aliases.setdefault(one.casefold(), one)
    aliases.pop(stays.name.casefold(), None)
    both = {*stays.data_classes, *goes.data_classes}
    return replace(
        stays,
        aliases=tuple(aliases.values()),
        data_classes=tuple(one for one in DataClass if one in both),
        vendor=stays.vendor or goes.vendor,
        it_owner=stays.it_owner or goes.it_owner,
        business_owner=stays.business_owner or goes.business_owner,
        criticality=min(stays.criticality, goes.criticality),
        support_hours=stays.support_hours or goes.support_hours,
        support_team=stays.support_team or goes.support_team,
        yearly_cost=goes.yearly_cost if stays.yearly_cost is None else stays.yearly_cost,
        renews_on=stays.renews_on or goes.renews_on,
        target_means=stays.target_means or goes.target_means,
    )


def why_not_so_many_names(entry: Entry) -> Sentence | None:
    """Say that a merged entry would have more other names than one can have."""
    if len(entry.aliases) > ALIASES_AT_MOST:
        return say("Together they have more than twenty other names. Take some off first.")
    return None
