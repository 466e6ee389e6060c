"""What a column of a table can mean, in words. Plain Python."""

from collections.abc import Mapping, Sequence

from tandem.core.words import Sentence, say

ROLE_LABELS: Mapping[str, Sentence] = {
    "key": say("Key"),
    "id": say("Number inside the tool"),
    "title": say("Title"),
    "description": say("Description"),
    "kind": say("Kind"),
    "state": say("State"),
    "category": say("How far"),
    "resolution": say("Resolution"),
    "priority": say("Priority"),
    "project": say("Project"),
    "group": say("List, section or team"),
    "assignee": say("Who does it"),
    "reporter": say("Who asked for it"),
    "made": say("Made on"),
    "changed": say("Changed on"),
    "started": say("Begun on"),
    "resolved": say("Finished on"),
    "due": say("Due on"),
    "estimate": say("Estimate"),
    "spent": say("Time spent"),
    "points": say("Story points"),
    "labels": say("Labels"),
    "components": say("Components"),
    "versions": say("Versions"),
    "sprint": say("Sprint"),
    "parent": say("Part of"),
    "blocks": say("Others wait for it: their keys"),
    "blocked": say("It waits for others: their keys"),
    "comment": say("Comment"),
    "log": say("Logged work"),
    "progress": say("Progress in percent"),
    "url": say("Address"),
    "changed_at": say("Moment of the change"),
    "changed_fields": say("What changed"),
    "hours": say("Hours"),
    "day": say("Day"),
}


def told_by(columns: Sequence[tuple[str, str]], chosen: Sequence[str]) -> dict[str, list[str]]:
    """What somebody chose for each heading, as the reader is told; nothing where it is what was
    found already.
    """
    if [role for _, role in columns] == list(chosen):
        return {}
    told: dict[str, list[str]] = {role: [] for _, role in columns if role}
    for (heading, _), role in zip(columns, chosen, strict=True):
        if role and heading not in told.setdefault(role, []):
            told[role].append(heading)
    return told
