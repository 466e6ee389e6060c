"""The figures of an x-ray, each by hand; too few cases say nothing."""

from datetime import date, timedelta

import pytest
from tests.insight.years import LAST, figure, issue, moved, steady, told

from tandem.insight.xray import Wanted, dates


def test_the_year_ends_with_the_last_thing_made_or_finished_not_with_the_clock() -> None:
    report = told([*steady(), issue(999, 300, updated="2031-01-01T00:00:00+00:00")])
    assert report.year is not None
    assert (report.year.last_day, report.year.begin.date()) == (
        date(2025, 12, 31),
        date(2025, 1, 1),
    )
    earlier = told(steady(), Wanted(until=date(2025, 6, 30)))
    assert earlier.year is not None
    assert earlier.year.last_day == date(2025, 6, 30)


def test_throughput_is_what_was_finished_by_week() -> None:
    report = told(steady())
    found = figure(report, "throughput")
    assert (found.cases, found.big) == (122, "2.3")
    assert "122 items were finished" in found.sentences[0]
    assert found.rows[0].key == "SHOP-0"
    assert len(found.rows) == 40, "a page stays a page"


def test_made_to_done_says_the_middle_and_the_safe_one() -> None:
    issues = [issue(number, 10 + took, 10) for number, took in enumerate([1, 2, 3, 4, 50])]
    found = figure(told(issues), "made-to-done")
    assert (found.big, found.cases) == ("3 days", 5)
    assert "eight of ten within 13 days" in found.sentences[0]
    assert found.rows[0].value == "50 days", "the longest stands first"


def test_four_cases_are_too_few_to_say() -> None:
    report = told([issue(number, 9, 3) for number in range(4)])
    found = figure(report, "made-to-done")
    assert (found.big, found.cases) == ("", 4)
    assert found.rows == ()
    assert not report.summary


def test_waits_are_the_time_in_states_that_wait() -> None:
    """Ten days each: 2 not begun, 3 of work, 4 in review, 1 waiting."""
    steps = [(18, "In Progress"), (15, "In Review"), (11, "Waiting for legal"), (10, "Done")]
    issues = [moved(issue(number, 20, 10), steps) for number in range(5)]
    found = figure(told(issues), "waits")
    assert (found.big, found.cases) == ("62 %", 5), "5 of 8 days after it was begun"
    assert "20 % of all open time" in found.sentences[1]
    assert found.rows[0].value == "4 days in “In Review”"


def test_a_wait_belongs_to_the_side_that_holds_the_item() -> None:
    def held(number: int, who: str, days: float) -> dict[str, object]:
        one = issue(number, 30, 10, assignee={"name": who, "displayName": who.title()})
        return moved(one, [(10 + days, "In Review"), (10, "Done")])

    issues = [held(number, "anna", 8) for number in range(5)]
    issues += [held(number, "ben", 2) for number in range(5, 11)]
    silent = figure(told(issues), "sides")
    assert silent.big == ""
    assert "--marketing" in silent.sentences[0]
    found = figure(told(issues, Wanted(marketing="Anna, Content", it="Ben")), "sides")
    assert (found.big, found.cases) == ("8 days", 11)
    assert "IT: 2 days in states that wait" in found.sentences[1]
    assert "never about a person" in found.sentences[2]


def test_without_history_sides_are_told_by_group_component_or_label() -> None:
    issues = [
        issue(number, 10 + took, 10, components=[{"name": name}])
        for number, (took, name) in enumerate([(20, "Newsletter"), (5, "Backend")] * 6)
    ]
    found = figure(told(issues), "sides")
    assert found.big == "20 days"
    assert "Sides were guessed: Marketing from Newsletter; IT from Backend" in found.sentences[-1]


def test_a_guess_that_finds_hardly_any_of_one_side_is_none() -> None:
    names = ["Newsletter"] * 5 + ["Backend"] * 300
    issues = [issue(at, 20, 10, components=[{"name": name}]) for at, name in enumerate(names)]
    assert figure(told(issues), "sides").big == ""


def test_rework_is_going_back_but_not_coming_back_from_a_wait() -> None:
    plain = [(20, "In Progress"), (10, "Done")]
    waited = [(20, "In Progress"), (18, "Blocked"), (15, "In Progress"), (10, "Done")]
    back = [(20, "In Progress"), (18, "In Review"), (15, "In Progress"), (10, "Done")]
    again = [(20, "In Progress"), (15, "Done"), (12, "In Progress"), (10, "Done")]
    ways = [plain, plain, waited, back, again]
    found = figure(told(moved(issue(at, 25, 10), way) for at, way in enumerate(ways)), "rework")
    assert (found.big, found.cases) == ("40 %", 5)
    assert {row.key for row in found.rows} == {"SHOP-3", "SHOP-4"}
    assert "1 of them had been finished before" in found.sentences[0]


def test_without_history_rework_says_what_little_can_be_seen() -> None:
    reopened = [issue(number, 9, status={"name": "Reopened"}) for number in range(6)]
    found = figure(told(reopened), "rework")
    assert found.big == ""
    assert "6 items stand in a state that says “reopened”" in found.sentences[0]


def test_estimates_are_held_against_what_was_spent() -> None:
    ratios = [0.5, 1, 1, 1.5, 1.5, 3]
    issues = [
        issue(at, 20, 10, timeoriginalestimate=36000, timespent=round(36000 * ratio))
        for at, ratio in enumerate(ratios)
    ]
    found = figure(told(issues), "estimates")
    assert (found.big, found.cases) == ("× 1.2", 6)
    assert (
        "3 of 6 items with an estimate took more than a quarter longer than said, "
        "1 more than a fifth less" in found.sentences[0]
    )
    assert found.rows[0].value == "said 10.0 h, took 30.0 h"
    head, *honest = found.table
    assert head[0] == "said"
    even, safe = (float(cell.removesuffix(" h")) for cell in honest[1][1:])
    assert 8 <= even < safe


def test_where_no_hours_are_kept_story_points_stand_against_days() -> None:
    issues = [
        issue(at, 10 + size * 2, 10, customfield_10016=size) for at, size in enumerate([1, 3] * 5)
    ]
    found = figure(told(issues), "estimates")
    assert (found.big, found.cases) == ("× 3.0", 10)
    assert "More points took longer" in found.sentences[0]


def test_emergencies_are_a_share_of_what_came_in() -> None:
    names = ["Blocker", "Highest", "Low", "Low", "Medium", "Medium", "Low", "Low", "Low", "Low"]
    issues = [issue(at, 20, 10, priority={"name": name}) for at, name in enumerate(names)]
    found = figure(told(issues), "emergencies")
    assert (found.big, found.tone, found.cases) == ("20 %", "bad", 10)
    assert {row.key for row in found.rows} == {"SHOP-0", "SHOP-1"}


def test_answers_count_the_first_word_of_anybody_else() -> None:
    def talked(number: int, *said: tuple[str, float]) -> dict[str, object]:
        comments = [{"author": {"name": who}, "created": (told_at(days))} for who, days in said]
        return issue(number, 20, 10, reporter={"name": "anna"}, comment={"comments": comments})

    def told_at(days: float) -> str:
        from tests.insight.years import before

        return before(days)

    issues = [talked(number, ("anna", 19), ("ben", 17), ("cora", 16)) for number in range(5)]
    found = figure(told([*issues, talked(9, ("anna", 19))]), "answers")
    assert (found.big, found.cases) == ("3 days", 5)
    assert "1 of 6 items" in found.sentences[0]


def test_due_dates_are_kept_or_late() -> None:
    issues = [
        issue(at, 30, 10, duedate=f"2025-12-{day}") for at, day in enumerate([20, 21, 22, 28, 11])
    ]
    found = figure(told(issues), "due")
    assert (found.big, found.cases) == ("60 %", 5)
    assert found.rows[0].value == "10 days late"


def test_what_is_open_is_told_by_age_beside_what_finished_items_needed() -> None:
    issues = [issue(at, 14, 10) for at in range(5)] + [issue(9 + at, 100) for at in range(5)]
    found = figure(told(issues), "open")
    assert (found.big, found.cases) == ("5", 5)
    assert "5 of 5 are already older" in found.sentences[1]


def test_honest_dates_hold_where_work_flows_steadily() -> None:
    found = figure(told(steady()), "dates")
    assert found.cases >= 10
    kept, _, of = found.big.partition(" of ")
    assert int(of) == found.cases
    assert int(kept) >= 0.75 * int(of), "safe is four times in five"
    assert "From the file’s last day on: the next 10 items by" in found.sentences[-1]


def test_an_answer_uses_what_was_known_by_then_alone() -> None:
    """Whatever happened afterwards only tells what became of it."""
    at = LAST - timedelta(days=200)
    past = sorted(at - timedelta(days=12 * number) for number in range(1, 60))
    slow = [at + timedelta(days=30 * number) for number in range(1, 30)]
    fast = [at + timedelta(hours=number) for number in range(1, 30)]
    one, other = dates.asked(past + slow, at, 10), dates.asked(past + fast, at, 10)
    assert one is not None
    assert other is not None
    assert (one.even, one.safe, one.average) == (other.even, other.safe, other.average)
    assert (one.became, other.became) == (300, 10 / 24)


def test_the_year_knows_nothing_of_what_came_after_its_last_day() -> None:
    calm = figure(told(steady(), Wanted(until=date(2025, 6, 30))), "dates")
    flood = steady() + [issue(1000 + at, 100, 50) for at in range(500)]
    assert figure(told(flood, Wanted(until=date(2025, 6, 30))), "dates") == calm


def test_what_happened_after_the_last_day_is_not_known_yet() -> None:
    later = [issue(900 + at, 400, 5) for at in range(5)]
    report = told([*steady(), *later], Wanted(until=date(2025, 6, 30)))
    assert "SHOP-900" in {row.key for row in figure(report, "open").rows}


def test_a_thin_last_year_says_which_one_is_fullest() -> None:
    old = [issue(number, 800 + number, 790 + number) for number in range(50)]
    report = told([*old, issue(99, 5, 0)])
    assert report.hint is not None
    assert "--until 2023-11-02" in report.hint


def test_a_file_without_dates_says_so_instead_of_a_year() -> None:
    report = told([{"key": "A-1", "fields": {"summary": "x"}}])
    assert report.year is None
    assert report.hint is not None
    assert "--mapping made=" in report.hint


@pytest.mark.parametrize(
    "sentence", ["Where work waited", "Whether estimates were right", "What was never written down"]
)
def test_what_the_data_cannot_show_is_said(sentence: str) -> None:
    assert any(what.startswith(sentence) for what, _ in told(steady()).gaps)
