"""The year on one page: what stands in it for whom, and what needs a conversation."""

from datetime import UTC, date, datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from tests.accounts.browsing import as_person, words
from tests.api.program import program_of
from tests.cast import SENTENCE, TUESDAY, Cast, hide

from tandem.accounts.rules import Actor
from tandem.core import clock
from tandem.goals import services as goals
from tandem.plans.models import Forecast
from tandem.plans.services import promise_date
from tandem.projects import services as projects
from tandem.revisions import services as revisions
from tandem.revisions.queries import revision_row
from tandem.roadmap.queries import conflicts_of, roadmap_of
from tandem.roadmap.rules import Asked, BarKind, Stood
from tandem.roadmap.views.drawing import drawn
from tandem.year import services as year
from tandem.year.rules import FreezeKind

TODAY = date(2026, 3, 10)
PROMISED = date(2026, 5, 6)


@pytest.fixture(autouse=True)
def _on_tuesday(tuesday: None) -> None:
    """All of it happens then."""


def page(actor: Actor, **asked: str) -> Any:
    return roadmap_of(actor, Asked.of_query(asked, TODAY))


def project(cast: Cast, ends_on: date = date(2026, 6, 30), title: str = "New shop") -> int:
    return projects.add_project(
        actor=cast.igor,
        title=title,
        starts_on=date(2026, 2, 2),
        ends_on=ends_on,
        lead_id=cast.igor.me,
    ).pk


def forecast(initiative: int, **more: Any) -> None:
    """As an engine said it: as likely as not on 1 June, safe on the 15th."""
    ends = {"even": (6, 1), "safe": (6, 15), "late": (6, 20)}
    days = {name: datetime(2026, *day, 12, tzinfo=UTC) for name, day in ends.items()}
    told = {"promised_day": PROMISED, "chance": 0.38, "curve": [None] * 99, "planned": 3, **more}
    Forecast.objects.create(
        initiative_id=initiative, day=TODAY, digest="0" * 64, seed=1, trials=1, engine=1,
        **days, **told,
    )  # fmt: skip


def test_an_initiative_fades_from_its_likely_to_its_late_end(cast: Cast, planned: int) -> None:
    promise_date(actor=cast.alice, initiative_id=planned, day=PROMISED)
    forecast(planned)
    (bar,) = page(cast.rita).bars
    assert (bar.even, bar.safe, bar.late) == (
        date(2026, 6, 1),
        date(2026, 6, 15),
        date(2026, 6, 20),
    )
    assert (bar.meant, bar.chance, bar.unsupported) == (PROMISED, 0.38, True)
    shown = words(as_person(cast.rita).get("/roadmap/"))
    assert "38 % by 6 May" in shown
    assert "Promised for 6 May: 38 % by then." in shown
    assert "Move the date to the safe 15 Jun, 40 days on." in shown


def test_a_way_out_has_figures_of_its_own(cast: Cast, planned: int) -> None:
    promise_date(actor=cast.alice, initiative_id=planned, day=PROMISED)
    forecast(planned, answer={"waits": [[[cast.igor.me], 80.0, 9.2]]})
    found = page(cast.rita)
    (one,) = conflicts_of(found.gathered, [bar.id for bar in found.bars])
    assert "Free Igor Ilic for it: safe 9.2 days earlier." in [str(way) for way in one.ways]


def test_what_waits_too_long_says_for_what(cast: Cast, planned: int) -> None:
    promise_date(actor=cast.alice, initiative_id=planned, day=PROMISED)
    made = project(cast)
    projects.let_wait(actor=cast.igor, waiting_id=planned, on_id=made)
    found = page(cast.rita)
    room = {bar.id: bar.room for bar in found.bars}
    assert room[made] == (PROMISED - date(2026, 6, 30)).days
    (one,) = conflicts_of(found.gathered, list(room))
    assert one.other is not None
    assert (one.other.id, str(one.words)) == (
        made,
        "That ends 55 days after the promised 6 May.",
    )
    assert str(one.ways[0]) == "Move the date to 30 Jun, when that is done."


def test_rows_stand_by_goal_or_by_team_and_filters_leave_some_out(cast: Cast, planned: int) -> None:
    made = project(cast)
    goal = goals.add_objective(actor=cast.alice, title="Quick", year=2026).pk
    goals.serve_objective(actor=cast.alice, initiative_id=planned, objective_id=goal)
    groups = page(cast.rita).groups
    assert [(str(group.name), [bar.id for bar in group.bars]) for group in groups] == [
        ("Quick", [planned]),
        ("IT projects", [made]),
    ]
    assert [str(one.name) for one in page(cast.rita, group="team").groups] == ["In no team"]
    assert [bar.id for bar in page(cast.rita, side="it").bars] == [made]
    assert [bar.id for bar in page(cast.rita, goal=str(goal)).bars] == [planned]
    assert [bar.id for bar in page(cast.rita, owner=str(cast.alice.me)).bars] == [planned]
    assert page(cast.rita, kind="integration").bars == []
    assert page(cast.rita, year="2031").bars == []


def test_what_is_restricted_is_busy_and_has_no_name(cast: Cast, planned: int) -> None:
    hide(planned)
    (bar,) = page(cast.rita).bars
    assert (bar.kind, bar.id, bar.title, bar.url, bar.people) == (BarKind.BUSY, 0, "", "", ())
    html = as_person(cast.rita).get("/roadmap/").content.decode()
    assert "Busy" in html
    assert SENTENCE not in html
    assert f"/initiatives/{planned}/" not in html
    assert [one.id for one in page(cast.alice).bars] == [planned]
    assert page(cast.rita, side="marketing").bars == []


def test_revisions_fixed_dates_and_freezes_stand_above(cast: Cast) -> None:
    year.note_moment(actor=cast.alice, name="Summer sale", starts_on=date(2026, 7, 1))
    year.declare_freeze(
        actor=cast.igor, kind=FreezeKind.HARD, name="Move", reason="We move.",
        starts_on=date(2026, 4, 1), ends_on=date(2026, 4, 9),
    )  # fmt: skip
    revisions.open_year(actor=cast.vera, year=2026)
    shown = words(as_person(cast.rita).get("/roadmap/"))
    assert "Revision Q3 2026" in shown
    assert "Summer sale: 1 Jul" in shown
    assert "Move: 1 Apr to 9 Apr" in shown
    assert "No bar in this time" in shown


def held(cast: Cast, *, ends_on: date) -> tuple[int, int]:
    """An IT project that ended then when the first revision was held; (revision, project)."""
    first = revisions.open_year(actor=cast.vera, year=2026)[0].pk
    made = project(cast, ends_on)
    with clock.at(TUESDAY + (revision_row(first).day - TODAY)):
        revisions.hold_revision(actor=cast.vera, revision_id=first)
    return first, made


def test_bars_are_shown_against_how_they_stood_at_a_revision(cast: Cast) -> None:
    revision, made = held(cast, ends_on=date(2026, 6, 30))
    projects.move_project(
        actor=cast.igor, project_id=made, starts_on=date(2026, 2, 2), ends_on=date(2026, 7, 12),
        reason="The vendor delivers later.", version=1,
    )  # fmt: skip
    later = project(cast, title="Since then")
    found = {bar.id: bar for bar in page(cast.rita, against=str(revision)).bars}
    assert found[made].later_by == 12
    assert found[made].stood == Stood(date(2026, 2, 2), date(2026, 6, 30), None)
    assert found[later].stood is None
    html = as_person(cast.rita).get(f"/roadmap/?against={revision}")
    assert "30 Jun, 12 days later now" in words(html)
    assert "not there yet" in words(html)
    assert html.content.count(b'<rect class="stood"') == 2  # Of the bar, and in the legend.
    plain = as_person(cast.rita).get("/roadmap/")
    assert b'class="stood"' not in plain.content
    assert b"Compare with" in plain.content
    file = as_person(cast.rita).get(f"/roadmap/roadmap.svg?against={revision}")
    assert file.content.count(b'<rect class="stood"') == 1


def test_a_promise_that_moved_since_a_revision_shows_where_it_was(cast: Cast, planned: int) -> None:
    promise = promise_date(actor=cast.alice, initiative_id=planned, day=PROMISED)
    revision, _ = held(cast, ends_on=date(2026, 6, 30))
    promise_date(
        actor=cast.alice,
        initiative_id=planned,
        day=date(2026, 5, 20),
        why="Later.",
        replaces=promise.pk,
    )
    asked = Asked.of_query({"against": str(revision)}, TODAY)
    rows = drawn(roadmap_of(cast.rita, asked), TODAY).rows
    (row,) = (row for row in rows if row.bar.id == planned)
    assert row.flag is not None
    assert row.stood_flag is not None
    assert row.stood_flag < row.flag
    assert row.stood is None  # Nobody had worked out an end then.


@pytest.mark.parametrize("against", ["0", "999999", "x", "-1", "9" * 30])
def test_a_revision_that_is_none_is_left_out(cast: Cast, against: str) -> None:
    held(cast, ends_on=date(2026, 6, 30))
    shown = as_person(cast.rita).get(f"/roadmap/?against={against}")
    assert shown.status_code == 200
    assert b'class="stood"' not in shown.content


def test_programs_read_how_it_stood(cast: Cast) -> None:
    revision, made = held(cast, ends_on=date(2026, 6, 30))
    told = program_of(cast.rita).get(f"/roadmap?on=2026-03-10&against={revision}")
    (row,) = (bar for group in told["groups"] for bar in group["bars"] if bar["id"] == made)
    assert row["stood"]["ends_on"] == "2026-06-30"
    assert row["later_by"] == 0


def test_an_empty_time_says_what_shows_here(cast: Cast) -> None:
    assert "Nothing stands in this time yet" in words(as_person(cast.rita).get("/roadmap/"))


def test_the_drawing_is_a_file_of_its_own(cast: Cast, planned: int) -> None:
    project(cast, title="A <new> shop & more")
    answer = as_person(cast.rita).get("/roadmap/roadmap.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    tree = ElementTree.fromstring(answer.content)
    assert "A <new> shop & more" in "".join(tree.itertext())
    assert "<a " not in answer.content.decode()


def test_more_rows_take_no_more_queries(cast: Cast) -> None:
    project(cast)
    few = _count(cast)
    made = [project(cast, title=f"Number {number}") for number in range(30)]
    projects.let_wait(actor=cast.igor, waiting_id=made[1], on_id=made[0])
    assert _count(cast) == few


def _count(cast: Cast) -> int:
    count = 0

    def counting(execute: Any, *rest: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*rest)

    with connection.execute_wrapper(counting):
        page(cast.rita)
    return count


def test_programs_read_the_same(cast: Cast, planned: int) -> None:
    promise_date(actor=cast.alice, initiative_id=planned, day=PROMISED)
    made = project(cast)
    projects.let_wait(actor=cast.igor, waiting_id=planned, on_id=made)
    read = as_person(cast.rita).get("/api/v1/roadmap").json()
    assert [bar["id"] for group in read["groups"] for bar in group["bars"]] == [planned, made]
    assert read["ties"] == [{"before": made, "after": planned, "begins": False}]
    assert [one["waits_for"] for one in read["conflicts"]] == [made]


def test_what_people_typed_is_escaped_in_the_drawing(cast: Cast) -> None:
    project(cast, title='<script>alert("1")</script> & "more"')
    html = as_person(cast.rita).get("/roadmap/").content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(&#34;1&#34;)" in html
