"""Issues of Jira as a plan: estimates, links, people and dates, or a refusal with the issue."""

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tandem.engine.problem import Fixed, Link, Need, Single, validate
from tandem.formats.plans import UnreadablePlan, read_any_plan, read_jira

BERLIN = ZoneInfo("Europe/Berlin")
BLOCKS = {"name": "Blocks", "inward": "is blocked by", "outward": "blocks"}
ANNA = {"accountId": "a1", "displayName": "Anna"}


def issue(key: str, **fields: object) -> dict[str, object]:
    told = {"summary": f"Do {key}", "updated": "2026-03-23T09:00:00.000+0100", **fields}
    return {"key": key, "fields": told}


def row(key: str, **fields: object) -> dict[str, object]:
    return {"Issue key": key, "Summary": f"Do {key}", "Project key": key[:4], **fields}


def test_issues_become_tasks_of_whoever_is_assigned() -> None:
    issues = [
        issue("SHOP-1", timeoriginalestimate=28800, assignee=ANNA, duedate="2026-04-01"),
        issue(
            "SHOP-2",
            customfield_7=3,
            issuelinks=[{"type": BLOCKS, "inwardIssue": {"key": "SHOP-1"}}],
        ),
        issue("SHOP-3", parent={"key": "SHOP-4"}),
        issue("SHOP-4", timeoriginalestimate=999999),
        issue("SHOP-5", status={"statusCategory": {"key": "done"}}, parent={"key": "SHOP-4"}),
    ]
    names = {"customfield_7": "Story Points", "customfield_8": "Colour"}
    plan = read_jira(json.dumps({"issues": issues, "names": names}), BERLIN)
    assert validate(plan) == ()
    assert plan.start == datetime(2026, 3, 23, 8, tzinfo=UTC)
    one, two, three, four, five = plan.tasks
    assert (one.name, one.estimate, one.needs) == ("Do SHOP-1", Single(8), (Need("person", "a1"),))
    assert one.deadline == datetime(2026, 4, 2, tzinfo=BERLIN)
    assert (two.estimate, two.needs) == (Single(24), (Need("team", "SHOP"),))
    assert three.estimate == Single(8, "guess")
    assert (four.estimate, four.needs) == (Fixed(0), ())
    assert five.done == 1
    assert plan.links == (Link("SHOP-1", "SHOP-2"), Link("SHOP-3", "SHOP-4"))
    assert [(one.id, one.name, one.teams) for one in plan.people] == [("a1", "Anna", ("SHOP",))]


def test_rows_with_confidence_begin_with_the_earliest_start() -> None:
    sure = {"Story points median": 5, "Story points": 9, "Story points confidence": 90}
    link = [{"type": BLOCKS, "outwardIssue": {"key": "SHOP-2"}}]
    rows = [
        row("SHOP-1", **sure, **{"Start date": "2026-05-01", "Linked Issues": link}),
        row(
            "SHOP-2", **{"Story points": 2, "Story points confidence": 20, "Team": {"name": "Web"}}
        ),
    ]
    plan = read_any_plan("plan.json", json.dumps(rows), BERLIN)
    assert validate(plan) == ()
    assert plan.start == datetime(2026, 5, 1, tzinfo=BERLIN)
    assert [task.estimate for task in plan.tasks] == [Single(40, "sure"), Single(16, "guess")]
    assert plan.links == (Link("SHOP-1", "SHOP-2"),)
    assert [person.id for person in plan.people] == ["SHOP", "Web"]


def test_an_issue_on_each_line_is_read_too_and_what_is_done_blocks_nobody() -> None:
    done = {"resolution": {"name": "Fixed"}}
    circle = [{"type": BLOCKS, "inwardIssue": {"key": key}} for key in ("A-1", "A-2")]
    issues = [issue("A-1", issuelinks=[circle[1]]), issue("A-2", issuelinks=[circle[0]], **done)]
    plan = read_any_plan("a.json", "\n".join(map(json.dumps, issues)), BERLIN)
    assert (len(plan.tasks), plan.links) == (2, ())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[]", "no issues"),
        ("[1]", "issue 1 should be an object"),
        ('[{"fields": {}}]', "issue 1: “key” should be there"),
        (
            json.dumps([row("A-1", **{"Start date": "soon"})]),
            r"issue 1 \(A-1\): “Start date”: soon is no date",
        ),
        (
            json.dumps([issue("A-1", timeoriginalestimate="1d")]),
            "“timeoriginalestimate” should be a number",
        ),
        (json.dumps([row("A-1")]), "the plan has no start"),
        ('{"a": 1}\n{"b": }', "Line 2 is no JSON"),
    ],
)
def test_what_cannot_be_read_is_told_with_the_issue(text: str, sentence: str) -> None:
    with pytest.raises(UnreadablePlan, match=sentence):
        read_jira(text, BERLIN)
