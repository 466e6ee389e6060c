"""Reads what a plan of TaskJuggler (`.tjp`) says of work, people and dates.

Taken over: the project's time zone, hours and leaves; people with their leaves, hours, rate,
efficiency and daily limit, groups of them as teams; tasks with effort, length or duration,
allocations with alternatives, dependencies both ways with gaps, dates, what is complete. Of several
scenarios the first is read. Reports, accounts, bookings and files that are included are left out.
Effort is divided among all who are allocated; what a group waits for, all its tasks wait for.
"""

from dataclasses import replace

from tandem.engine.problem import Plan
from tandem.formats.plans.tjp_people import People
from tandem.formats.plans.tjp_project import Project, given_macros
from tandem.formats.plans.tjp_tasks import Tasks
from tandem.formats.plans.tjp_tree import Statement, statements
from tandem.formats.plans.tjp_words import words
from tandem.formats.plans.unreadable import UnreadablePlan


def read_task_juggler(text: str) -> Plan:
    """The plan in a `.tjp` text. Raises UnreadablePlan with the line."""
    try:
        whole = statements(list(words(text, given_macros(text))))
        return _plan(whole)
    except (ValueError, OverflowError, RecursionError) as error:
        if isinstance(error, UnreadablePlan):
            raise
        raise UnreadablePlan(f"This is no plan of TaskJuggler: {error}.") from error


def _plan(whole: list[Statement]) -> Plan:
    project = Project(whole)
    people = People(project)
    people.read([one for one in whole if one.keyword == "resource"], ())
    tasks = Tasks(project, people)
    tasks.read([one for one in whole if one.keyword == "task"])
    found = tasks.found()
    chosen = tuple(people.with_skills())
    if not found:
        raise UnreadablePlan("This plan has no tasks.")
    return replace(project.plan, tasks=found, links=tasks.links(), people=chosen)
