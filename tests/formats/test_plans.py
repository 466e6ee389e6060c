"""Plans, questions and histories from files: read as meant, or refused with the place."""

import json
import xml.etree.ElementTree as Tree
from datetime import UTC, datetime, time, timedelta

import pytest

from tandem.engine.calibration import Case
from tandem.engine.problem import Fixed, Link, LogNormal, Need, Single, ThreePoint, validate
from tandem.engine.scope import Item, Wish
from tandem.formats.plans import (
    Bar,
    Side,
    UnreadablePlan,
    curve,
    read_history,
    read_plan,
    read_psplib,
    read_scope,
    timeline,
)

START = "2026-03-23T08:00:00+00:00"

PSPLIB = """\
file with basedata            : small.bas
jobs (incl. supersource/sink ):  4
RESOURCES
  - renewable                 :  2   R
************************************************************************
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           4
   4        1          0
************************************************************************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1  R 2
------------------------------------------------------------------------
  1      1     0       0    0
  2      1     5       2    0
  3      1     3       1    4
  4      1     0       0    0
************************************************************************
RESOURCEAVAILABILITIES:
  R 1  R 2
    2    4
"""


def one_task(**fields: object) -> str:
    return json.dumps({"start": START, "tasks": [{"id": "a", "estimate": 1, **fields}]})


def test_a_psplib_file_becomes_a_plan() -> None:
    plan = read_psplib(PSPLIB)
    assert validate(plan) == ()
    assert [(person.id, person.units) for person in plan.people] == [("R1", 2), ("R2", 4)]
    assert plan.tasks[2].needs == (Need("person", "R1", 1), Need("person", "R2", 4))
    assert plan.tasks[1].estimate == Fixed(5)
    assert Link("3", "4") in plan.links
    with pytest.raises(UnreadablePlan, match="no PSPLIB file"):
        read_psplib("anything else")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (8, Single(8)),
        ({"hours": 8, "confidence": "sure"}, Single(8, "sure")),
        ({"low": 1, "likely": 2, "high": 3}, ThreePoint(1, 2, 3)),
        ({"median": 4, "spread": 0.5}, LogNormal(4, 0.5)),
        ({"fixed": 3}, Fixed(3)),
    ],
)
def test_every_way_to_estimate_is_read(said: object, meant: object) -> None:
    assert read_plan(one_task(estimate=said)).tasks[0].estimate == meant


def test_people_have_calendars_by_name_or_of_their_own() -> None:
    text = {
        "start": START,
        "calendar": "day",
        "calendars": {"day": {"zone": "Europe/Berlin", "hours": "09:00-17:00"}},
        "people": [
            {"id": "a", "calendar": {"hours": {"mon": ["22:00-24:00"], "tue": ["00:00-06:00"]}}},
            {"id": "b", "calendar": "day", "until": START},
        ],
    }
    plan = read_plan(json.dumps(text))
    night = plan.people[0].calendar
    assert night is not None
    assert night.hours.week[0] == ((time(22), time(0)),)
    assert plan.people[1].calendar == plan.calendar
    assert plan.people[1].until == datetime(2026, 3, 23, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "This is no JSON"),
        ("[]", "the plan should be an object"),
        ("{}", "“start” should be there"),
        ('{"start": "2026-03-23T08:00:00"}', "no date and time with a zone"),
        (one_task(estimate="long"), "tasks 1: “estimate” should be a number of hours"),
        (one_task(estimate={"low": 1}), "tasks 1: estimate should have one of these"),
        (one_task(estimat=3), "tasks 1: nobody knows what “estimat” means"),
        (one_task(needs=["web"]), "tasks 1: “needs” should be a list such as team:web"),
        (one_task(after=[{"task": "b", "kind": "XX"}]), "“kind” should be one of FS, SS, FF, SF"),
        (one_task(done=True), "tasks 1: “done” should be a number"),
        (one_task(windows=[["x"]]), "tasks 1: “windows” should be a list of pairs"),
        ('{"start": "%s", "calendar": {"zone": "Mars/Base"}}' % START, "calendar: .*Mars/Base"),  # noqa: UP031
        ('{"start": "%s", "calendar": {"hours": "nine"}}' % START, "hours are such as"),  # noqa: UP031
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(text: str, sentence: str) -> None:
    with pytest.raises(UnreadablePlan, match=sentence):
        read_plan(text)


def test_a_question_of_scope_is_read() -> None:
    text = {
        "items": [{"id": "a", "costs": {"days": 3}, "must": True, "requires": ["b"]}, {"id": "b"}],
        "budgets": {"days": 9},
        "wishes": [{"id": "w", "items": ["a"], "value": 2, "who": "it"}],
        "weights": {"it": 2},
    }
    question = read_scope(json.dumps(text))
    assert question.items[0] == Item("a", (("days", 3.0),), must=True, requires=("b",))
    assert question.wishes == (Wish("w", ("a",), 2.0, "it"),)
    assert question.worth(question.wishes[0]) == 4
    with pytest.raises(UnreadablePlan, match="amounts by name"):
        read_scope('{"budgets": {"days": "many"}}')


def test_a_history_is_read_from_a_table_or_a_list() -> None:
    cases = (Case(8, 12, "web"), Case(2, 2))
    assert read_history("estimate,actual,team\n8,12,web\n2,2,\n") == cases
    listed = [{"estimate": 8, "actual": 12, "team": "web"}, {"estimate": 2, "actual": 2}]
    assert read_history(json.dumps(listed)) == cases
    with pytest.raises(UnreadablePlan, match="Line 3"):
        read_history("estimate,actual\n8,12\nx,2\n")
    with pytest.raises(UnreadablePlan, match="heading"):
        read_history("a,b\n1,2\n")


def test_a_timeline_is_a_picture_that_names_and_escapes_everything() -> None:
    start = datetime(2026, 3, 23, 8, tzinfo=UTC)
    bar = Bar("<b> & more", start, start + timedelta(days=2), start + timedelta(days=4))
    svg = timeline([bar], UTC, "Plan")
    assert svg.count('class="bar"') == svg.count('class="late"') == 1
    assert "<title>&lt;b&gt; &amp; more: 23 Mar 2026 to 25 Mar 2026, at the latest 27" in svg
    assert '<desc id="about">1 tasks, from 23 Mar 2026 to 27 Mar 2026</desc>' in svg
    assert "prefers-color-scheme: dark" in svg
    assert "<b>" not in svg
    odd = timeline([Bar("a\x00\ud800\nb", start, start, start)], UTC, "Odd")
    assert Tree.fromstring(odd.encode()).tag.endswith("svg")
    assert timeline([], UTC, "Empty").startswith("<svg")


def test_a_curve_is_a_picture_that_tells_each_point() -> None:
    across = Side("<budget>", 0, 2, "{:g} €".format)
    svg = curve(
        [(1, 5), (2, 8)], across, Side("value", 0, 10, "{:g}".format), "A & B", ((1, 0), (1, 10))
    )
    root = Tree.fromstring(svg)
    told = [one.text for one in root.iter("{http://www.w3.org/2000/svg}title")]
    assert told == ["A & B", "<budget> 1 €: value 5", "<budget> 2 €: value 8"]
    circles = list(root.iter("{http://www.w3.org/2000/svg}circle"))
    assert [float(one.attrib["cx"]) for one in circles] == [90 + 520 / 2, 90 + 520]
    assert float(circles[0].attrib["cy"]) == 24 + 320 / 2
    assert "style=" not in svg
    assert curve([], across, Side("value", 0, 0, str), "Empty").startswith("<svg")
