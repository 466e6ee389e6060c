"""Plans of TaskJuggler: what is in the file is in the plan, or refused with its line."""

from datetime import UTC, date, datetime, time

import pytest

from tandem.engine.problem import Fixed, Link, Need, Single, validate
from tandem.formats.plans import UnreadablePlan, read_task_juggler

PLAN = """\
macro everybody [
  allocate anna   # in a macro
  allocate design
]
project shop "Web shop" 2026-03-23 +3m {
  timezone "Europe/Berlin" /* as in
     Köln */
  scenario plan "Plan" { scenario late "Late" }
  dailyworkinghours 7.5
}
workinghours mon - thu 9:00 - 12:00, 13:00 - 17:30
workinghours fri 9:00-13:00
leaves holiday "Good Friday" 2026-04-03
rate 750
resource design "Design" {
  resource ben "Ben" { efficiency 0.5
    leaves annual 2026-04-06 - 2026-04-11, sick 2026-05-04 +2d }
  resource cleo "Cleo"
}
resource anna "Anna" { rate 900 limits { dailymax 6h } }

task shop "Shop" {
  start ${projectstart}
  task draw "Draw" { effort 4d ${everybody} }
  task build "Build" {
    effort 2w allocate anna { alternative ben, cleo select minloaded }
    late:effort 3w
    depends !draw { gaplength 1d }
    complete 25
  }
  task train "Train" { length 3d depends !build { onstart }, !draw { gapduration 2d } }
  task deliver "Deliver" { duration 1w precedes shop.live }
  task live "Live" { depends !build, !train maxend 2026-06-01-17:00 note -8<-
     Not { closed ->8- }
}
task after "After all" { depends shop }
taskreport "Table" { columns name, start, chart { title 'x' } hidetask ~istask() }
"""


def test_tasks_links_and_dates_are_taken_over() -> None:
    plan = read_task_juggler(PLAN)
    assert validate(plan) == ()
    assert plan.start == datetime(2026, 3, 22, 23, tzinfo=UTC)
    tasks = {task.id: task for task in plan.tasks}
    assert list(tasks) == [f"shop.{n}" for n in ("draw", "build", "train", "deliver", "live")] + [
        "after"
    ]
    draw, build, train, deliver, live, _ = plan.tasks
    assert (draw.name, draw.estimate, draw.project) == ("Draw", Single(15), "shop")
    assert draw.needs == (Need("person", "anna"), Need("team", "design"))
    assert draw.earliest == plan.start
    assert (build.estimate, build.done) == (Single(75), 0.25)
    assert build.needs == (Need("skill", "anna or ben or cleo"),)
    assert (train.estimate, train.needs) == (Single(22.5), ())
    assert (deliver.estimate, deliver.elapsed) == (Fixed(168), True)
    assert live.deadline == datetime(2026, 6, 1, 15, tzinfo=UTC)
    links = set(plan.links)
    assert Link("shop.draw", "shop.build", lag=7.5) in links
    assert Link("shop.build", "shop.train", "SS") in links
    assert Link("shop.draw", "shop.train", lag=48, elapsed=True) in links
    assert Link("shop.deliver", "shop.live") in links
    assert {link.before for link in links if link.after == "after"} == set(tasks) - {"after"}


def test_people_have_their_teams_hours_leaves_and_rates() -> None:
    plan = read_task_juggler(PLAN)
    ben, cleo, anna = plan.people
    assert (ben.name, ben.teams, ben.share, ben.rate) == ("Ben", ("design",), 0.5, 100)
    assert (anna.share, anna.rate, cleo.calendar) == (0.8, 120, None)
    assert plan.calendar is not None
    assert plan.calendar.hours.week[3] == ((time(9), time(12)), (time(13), time(17, 30)))
    assert plan.calendar.hours.week[4:] == (((time(9), time(13)),), (), ())
    assert plan.calendar.absences == ((date(2026, 4, 3), date(2026, 4, 3)),)
    assert ben.calendar is not None
    assert ben.calendar.absences[1:] == (
        (date(2026, 4, 6), date(2026, 4, 10)),
        (date(2026, 5, 4), date(2026, 5, 5)),
    )


@pytest.mark.parametrize(
    ("found", "instead", "sentence"),
    [
        ("effort 4d", "effort four", "Line 24: “four” is no length such as"),
        ("!draw {", "!drow {", "Line 28: there is no task “shop.drow” to wait for"),
        ("allocate anna {", "allocate otto {", "Line 26: “otto” is allocated"),
        ("${everybody}", "${nobody}", "Line 24: nobody defined the macro “nobody”"),
        ("complete 25", "complete most", "Line 29: “most” is no number from 0 to 100"),
        ("2026-06-01-17:00", "2026-06-31", "Line 33: there is no date 2026-06-31"),
        ("fri 9:00-13:00", "fry 9:00-13:00", "Line 12: “fry” is no day of the week"),
        ("Europe/Berlin", "Europe/Marzahn", "Line 6: nobody knows the time zone"),
        ("task after", "}\ntask after", "Line 36: this bracket closes nothing"),
        ("->8- }", "}", "Line 22: this bracket is never closed"),
        ("task deliver", "task live", "there are two tasks “shop.live”"),
        ("project shop", "projekt shop", "it has no “project”"),
        ("allocate design\n]", "${everybody}\n]", "macros call each other without end"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(found: str, instead: str, sentence: str) -> None:
    assert found in PLAN
    with pytest.raises(UnreadablePlan, match=sentence):
        read_task_juggler(PLAN.replace(found, instead))


def test_macros_that_grow_are_stopped() -> None:
    grow = "".join(f"macro m{n} [{' '.join([f'${{m{n + 1}}}'] * 9)}]\n" for n in range(15))
    with pytest.raises(UnreadablePlan, match="without end"):
        read_task_juggler(f'{grow}macro m15 []\nproject p "P" 2026-01-01 +1y {{ }}\n${{m0}}\n')
