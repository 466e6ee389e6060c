"""Reading briefs, their exact content and what was said about it."""

from tandem.briefs.queries.content import (
    PartNow,
    brief_visible_to,
    briefs_visible_to,
    changed_unheard,
    confirmed_among,
    current_of,
    present_pairs,
    present_parts,
    signatures_of,
)
from tandem.briefs.queries.reading import (
    BriefWhole,
    ItemRow,
    Said,
    SaidPlayback,
    item_of,
    whole,
    whole_if_started,
)
from tandem.briefs.queries.snapshots import SnapshotRead, snapshot_of

__all__ = [
    "BriefWhole",
    "ItemRow",
    "PartNow",
    "Said",
    "SaidPlayback",
    "SnapshotRead",
    "brief_visible_to",
    "briefs_visible_to",
    "changed_unheard",
    "confirmed_among",
    "current_of",
    "item_of",
    "present_pairs",
    "present_parts",
    "signatures_of",
    "snapshot_of",
    "whole",
    "whole_if_started",
]
