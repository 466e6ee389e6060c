"""Plans of Microsoft Project: what is in the XML is in the plan."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from tandem.engine.problem import Link, Need, Single, validate
from tandem.formats.plans import UnreadablePlan, read_ms_project

BERLIN = ZoneInfo("Europe/Berlin")
PLAN = """<?xml version="1.0"?>
<Project xmlns="http://schemas.microsoft.com/project">
  <StartDate>2026-03-23T08:00:00</StartDate><CalendarUID>1</CalendarUID>
  <Calendars><Calendar><UID>1</UID>
    <WeekDays>
      <WeekDay><DayType>1</DayType><DayWorking>0</DayWorking></WeekDay>
      <WeekDay><DayType>2</DayType><DayWorking>1</DayWorking><WorkingTimes>
        <WorkingTime><FromTime>09:00:00</FromTime><ToTime>13:00:00</ToTime></WorkingTime>
      </WorkingTimes></WeekDay>
    </WeekDays>
    <Exceptions><Exception><TimePeriod>
      <FromDate>2026-04-03T00:00:00</FromDate><ToDate>2026-04-06T23:59:00</ToDate>
    </TimePeriod><DayWorking>0</DayWorking></Exception></Exceptions>
  </Calendar></Calendars>
  <Tasks>
    <Task><UID>0</UID><Name>Whole</Name><Summary>1</Summary><OutlineLevel>0</OutlineLevel></Task>
    <Task><UID>1</UID><Name>Shop</Name><Summary>1</Summary><OutlineLevel>1</OutlineLevel></Task>
    <Task><UID>2</UID><Name>Design &amp; text</Name><Duration>PT16H30M0S</Duration>
      <PercentComplete>50</PercentComplete><ActualStart>2026-03-20T08:00:00</ActualStart></Task>
    <Task><UID>3</UID><Name>Build</Name><Duration>PT40H0M0S</Duration>
      <ConstraintType>4</ConstraintType><ConstraintDate>2026-03-30T08:00:00</ConstraintDate>
      <Deadline>2026-05-01T17:00:00</Deadline>
      <PredecessorLink><PredecessorUID>2</PredecessorUID><Type>1</Type><LinkLag>4800</LinkLag>
        <LagFormat>7</LagFormat></PredecessorLink>
      <PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type></PredecessorLink></Task>
    <Task><UID>4</UID><Name>Train</Name><Duration>PT0H0M0S</Duration>
      <PredecessorLink><PredecessorUID>3</PredecessorUID><Type>3</Type><LinkLag>14400</LinkLag>
        <LagFormat>8</LagFormat></PredecessorLink></Task>
  </Tasks>
  <Resources>
    <Resource><UID>0</UID></Resource>
    <Resource><UID>7</UID><Name>Anna</Name><Type>1</Type><MaxUnits>0.5</MaxUnits></Resource>
    <Resource><UID>8</UID><Name>Paper</Name><Type>0</Type></Resource>
  </Resources>
  <Assignments>
    <Assignment><TaskUID>2</TaskUID><ResourceUID>7</ResourceUID></Assignment>
    <Assignment><TaskUID>2</TaskUID><ResourceUID>8</ResourceUID></Assignment>
  </Assignments>
</Project>"""


def test_tasks_links_people_and_the_calendar_are_taken_over() -> None:
    plan = read_ms_project(PLAN, BERLIN)
    assert validate(plan) == ()
    assert plan.start == datetime(2026, 3, 23, 7, tzinfo=UTC)
    design, build, train = plan.tasks
    assert (design.name, design.estimate, design.done) == ("Design & text", Single(16.5), 0.5)
    assert (design.needs, design.project) == ((Need("person", "r7"),), "Shop")
    assert design.start == datetime(2026, 3, 20, 8, tzinfo=BERLIN)
    assert build.earliest == datetime(2026, 3, 30, 8, tzinfo=BERLIN)
    assert build.deadline == datetime(2026, 5, 1, 17, tzinfo=BERLIN)
    assert train.estimate == Single(0)
    assert plan.links == (Link("t2", "t3", "FS", 8.0), Link("t3", "t4", "SS", 24.0, elapsed=True))
    assert [(person.name, person.share) for person in plan.people] == [("Anna", 0.5)]
    assert plan.calendar is not None
    assert plan.calendar.hours.week[0] == ((time(9), time(13)),)
    assert plan.calendar.hours.week[1] == ((time(8), time(12)), (time(13), time(17)))
    assert plan.calendar.absences == ((date(2026, 4, 3), date(2026, 4, 6)),)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("<Project>", "no plan of Microsoft Project"),
        ("<Other/>", "no <Project>"),
        ("<Project/>", "when it starts"),
        (PLAN.replace("PT40H0M0S", "forty"), "no length of time"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><Project>&a;</Project>', "declares entities"),
    ],
)
def test_what_cannot_be_read_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(UnreadablePlan, match=sentence):
        read_ms_project(text, BERLIN)
