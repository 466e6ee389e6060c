"""Reads a plan from a file of any of the formats, which its name and its first words tell apart."""

from pathlib import PurePath
from zoneinfo import ZoneInfo

from tandem.engine.problem import Plan
from tandem.formats.plans.fields import parsed
from tandem.formats.plans.jira import read_jira
from tandem.formats.plans.json_plan import read_plan
from tandem.formats.plans.ms_project import read_ms_project
from tandem.formats.plans.patterson import read_patterson
from tandem.formats.plans.psplib import read_psplib
from tandem.formats.plans.task_juggler import read_task_juggler

ENDINGS = (".json", ".jsonl", ".xml", ".tjp", ".sm", ".rcp")


def read_any_plan(name: str, text: str, zone: ZoneInfo) -> Plan:
    """The plan in a file of this name; `zone` is that of dates that have none.

    Raises UnreadablePlan. What ends like none of `ENDINGS` is read as JSON.
    """
    match PurePath(name).suffix.lower():
        case ".xml":
            return read_ms_project(text, zone)
        case ".tjp":
            return read_task_juggler(text)
        case ".sm":
            return read_psplib(text)
        case ".rcp":
            return read_patterson(text)
        case ".jsonl":
            return read_jira(text, zone)
    return read_jira(text, zone) if _is_of_jira(text) else read_plan(text)


def _is_of_jira(text: str) -> bool:
    """A list, or an object with issues, is of Jira; our own plan is an object with tasks."""
    first = text.lstrip()[:1]
    if first == "[":
        return True
    lines = text.strip().splitlines()
    if len(lines) > 1 and lines[0].startswith('{"') and lines[0].rstrip().endswith("}"):
        return True
    value = parsed(text)
    return (
        isinstance(value, dict) and "start" not in value and bool({"issues", "fields"} & set(value))
    )
