"""A brief looked through for what another person may read differently."""

from dataclasses import dataclass

from tandem.accounts.rules import Actor
from tandem.activity.permissions import standing_on
from tandem.briefs import rules
from tandem.briefs.queries.reading import BriefWhole, ItemRow, whole
from tandem.briefs.rules import Found


@dataclass(frozen=True, slots=True)
class PartChecked:
    """A part and what was found in it."""

    item: ItemRow
    found: list[Found]


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a brief, in reading order, and how much there was to look at.

    `more` says that there is more than is shown.
    """

    brief: BriefWhole
    parts: list[PartChecked]
    looked_at: int
    more: bool

    @property
    def found(self) -> int:
        return sum(len(part.found) for part in self.parts)


def checked_brief(actor: Actor, initiative_id: int) -> Checked:
    """Look through a visible brief. Each side has the words of the other side explained, once."""
    brief = whole(actor, initiative_id)
    reads = standing_on(actor, initiative_id).sides or actor.lanes
    known: set[str] = set()
    standing = [item for item in brief.items if not item.removed]
    parts, left = [], rules.MOST
    for item in sorted(standing, key=lambda one: list(rules.Section).index(one.section)):
        found = rules.first_of_each(rules.check_part(item.content, reads), known)
        if found[:left]:
            parts.append(PartChecked(item, found[:left]))
        left -= len(found)
    return Checked(brief, parts, len(standing), left < 0)
