"""The shared part of an initiative: what whoever is asked for a yes is shown of it."""

import hashlib
from collections.abc import Collection

from django.db.models import QuerySet

from tandem.accounts.rules import CLOCK
from tandem.briefs import rules
from tandem.briefs.models import Brief
from tandem.briefs.queries.content import present_pairs, present_parts, signatures_of
from tandem.briefs.queries.reading import ItemRow, whole_if_started
from tandem.briefs.rules import Section
from tandem.core.prepared import numbers, prepared
from tandem.initiatives.queries import heading_visible_to, headings_seen
from tandem.initiatives.rules import PATH
from tandem.talk.registry import SharedPart


@prepared
def _briefs() -> QuerySet[Brief, tuple[int, int]]:
    found = Brief.objects.filter(initiative_id__in=numbers("initiatives"))
    return found.values_list("initiative_id", "pk")


def shared_digests(initiative_ids: Collection[int]) -> dict[int, str]:
    """The name of each initiative's present sentence and brief, in a fixed number of queries."""
    briefs = dict(_briefs(initiatives=initiative_ids))
    parts, signatures = present_parts(briefs.values()), signatures_of(briefs.values())
    contents = {
        pk: rules.content_digest(present_pairs(parts[brief_id], signatures[brief_id]))
        for pk, brief_id in briefs.items()
    }
    headings = headings_seen(CLOCK, set(initiative_ids))
    return {pk: _digest(one.sentence, contents.get(pk, "")) for pk, one in headings.items()}


def shared_part(initiative_id: int) -> SharedPart:
    """The sentence and the brief as they are now."""
    heading = heading_visible_to(CLOCK, initiative_id)
    brief = whole_if_started(CLOCK, initiative_id)
    return SharedPart(
        sentence=heading.sentence,
        document=_document(brief.items) if brief else "",
        digest=_digest(heading.sentence, brief.digest if brief else ""),
        on_its_way=heading.stage in PATH[:-1],
    )


def _document(items: Collection[ItemRow]) -> str:
    """The parts as a reader from outside takes them in: by section, each with its short name."""
    blocks = []
    for section in Section:
        parts = [item for item in items if item.section is section and not item.removed]
        blocks += [f"## {section.label}"] if parts else []
        for item in parts:
            name = " · ".join(filter(None, (item.label, item.priority and item.priority.label)))
            title = " ".join(item.title.split())
            blocks += [f"**{name}** {title}".strip(), item.words]
    return "\n\n".join(filter(None, blocks))


def _digest(sentence: str, content: str) -> str:
    return hashlib.sha256(f"{sentence}\n{content}".encode()).hexdigest()
