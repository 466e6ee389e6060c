"""Whatever is in a file of a plan, there is a plan or a sentence; never anything else."""

from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from tests.formats.test_ms_project import PLAN as MS_PROJECT
from tests.formats.test_plans import PSPLIB
from tests.formats.test_task_juggler import PLAN as TASK_JUGGLER

from tandem.engine.problem import Fixed, Link, Need, validate
from tandem.formats.plans import (
    ENDINGS,
    UnreadablePlan,
    read_any_plan,
    read_mplib,
    read_patterson,
)

BERLIN = ZoneInfo("Europe/Berlin")
PATTERSON = "4 2\n3 0\n\n0 0 0 2 2 3\n5 2 0 1 4\n3 1 9 1\n 4\n0 0 0 0\n"
MPLIB = "2 2\n 3 4\n\n2 5\n1 0\n\n 2 1 1 1 1:2\n 3 2 0 0\n\n1 0\n1 1\n\n 4 0 4 0\n"
JIRA = """[{"Issue key": "A-1", "Summary": "x", "Project key": "A", "Story points": 3, "Start date":
 "2026-05-01", "Due date": null, "Linked Issues": [{"type": {"inward": "is blocked by"},
 "inwardIssue": {"key": "A-2"}}], "Parent": {"key": "A-2"}, "Team": {"name": "W"}}]"""
OWN = """{"start": "2026-03-23T09:00:00+01:00", "calendar": {"hours": {"mon": ["09:00-13:00"]}},
 "people": [{"id": "p", "teams": ["w"], "since": "2026-03-23T09:00:00+01:00", "share": 0.5}],
 "tasks": [{"id": "a", "estimate": {"low": 1, "likely": 2, "high": 3}, "needs": ["team:w"],
 "windows": [["2026-04-01T00:00:00+02:00", "2026-05-01T00:00:00+02:00"]], "after": [{"task": "a"}]}]}"""
FILES = {
    "a.xml": MS_PROJECT,
    "a.tjp": TASK_JUGGLER,
    "a.sm": PSPLIB,
    "a.rcp": PATTERSON,
    "jira.json": JIRA,
    "own.json": OWN,
}
SHARED = (parent / "shared" for parent in Path(__file__).parents)
REAL = next((one for one in SHARED if one.is_dir()), Path()) / "data"
"""Files that others wrote, where they lie beside the project."""


@pytest.mark.parametrize("name", FILES)
def test_a_spoilt_file_is_a_plan_or_refused_in_words(name: str) -> None:
    pick = Random(name)
    refused = 0
    for _ in range(150):
        text = spoilt(FILES[name], pick)
        try:
            validate(read_any_plan(name, text, BERLIN))
        except UnreadablePlan:
            refused += 1
    assert refused > 20


def spoilt(text: str, pick: Random) -> str:
    """A text with a few pieces of it gone, doubled, moved or replaced by what nobody expects."""
    for _ in range(pick.randint(1, 4)):
        at, long = pick.randrange(len(text) + 1), pick.choice([1, 1, 2, 7, 40])
        piece = text[at : at + long]
        other = pick.randrange(len(text) + 1)
        instead = pick.choice(["", piece * 2, text[other : other + long], pick.choice(ODD)])
        text = text[:at] + instead + text[at + long :]
    return text


ODD = (
    *(
        "-1",
        "1e999",
        "99999999999999999999",
        "NaN",
        "null",
        "0001-01-01",
        "9999-12-31",
        "²",
        "\x00",
    ),
    *("{", "}", "[", "]", '"', "'", "<", "&", "${", "/*", "-8<-", "\n", "\ud7ff", "9" * 5000),
)


@pytest.mark.parametrize("name", [f"a{ending}" for ending in ENDINGS])
@pytest.mark.parametrize(
    "text", ["", " ", "\x00\x01", "[" * 5000, "{" * 5000, "<a>" * 5000, "7 " * 50]
)
def test_what_is_no_plan_at_all_is_refused(name: str, text: str) -> None:
    with pytest.raises(UnreadablePlan):
        read_any_plan(name, text, BERLIN)


def test_pattersons_format_and_several_projects_are_read() -> None:
    plan = read_patterson(PATTERSON)
    assert validate(plan) == ()
    assert [person.units for person in plan.people] == [3]
    assert (plan.tasks[2].estimate, plan.tasks[2].needs) == (Fixed(3), (Need("person", "R1"),))
    assert plan.links[-1] == Link("3", "4")
    both = read_mplib(MPLIB)
    assert validate(both) == ()
    assert [(task.id, task.project, len(task.needs)) for task in both.tasks] == [
        ("1:1", "1", 1),
        ("1:2", "1", 1),
        ("2:1", "2", 1),
    ]
    assert both.tasks[0].earliest is not None
    assert both.links == (Link("1:1", "1:2"),)
    for wrong, sentence in (("4 2\n3 x", "Line 2: “x”"), ("4 2 3", "ends before")):
        with pytest.raises(UnreadablePlan, match=sentence):
            read_patterson(wrong)


@pytest.mark.parametrize(
    ("name", "tasks"),
    [
        ("01-jira/bitovi_promotions.json", 8),
        ("01-jira/tidev-DAEMON.jsonl", 317),
        ("02-boards-and-plans/mpxj_mspdiresource.xml", 3),
        ("02-boards-and-plans/mpxj_sample.xml", 16),
        ("02-boards-and-plans/msproject_holidays.xml", 1),
        ("02-boards-and-plans/taskjuggler_fedora-20.tjp", 380),
        ("02-boards-and-plans/taskjuggler_tutorial.tjp", 11),
    ],
)
def test_files_that_others_wrote_are_plans(name: str, tasks: int) -> None:
    if not (REAL / name).exists():
        pytest.skip(f"{name} is not beside the project")
    plan = read_any_plan(name, (REAL / name).read_text(encoding="utf-8-sig"), BERLIN)
    assert (len(plan.tasks), len(validate(plan))) == (tasks, 0)
