"""Days on which a company is closed: read from lines, written as lines, kept by every calendar."""

from datetime import UTC, date, datetime

import pytest
from tests.cast import Cast
from tests.refusals import refused

from tandem.accounts import queries, services
from tandem.accounts.rules import as_lines, closing_days_of
from tandem.core.errors import BadInput, NotAllowed
from tandem.engine.working_time import add_working_days

EVE = (date(2026, 12, 24), "Christmas Eve")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("", []),
        ("2026-12-24 Christmas Eve", [EVE]),
        ("\n24.12.2026: Christmas Eve\n", [EVE]),
        (
            "2026-12-30 to 2027-01-01 Away",
            [
                (date(2026, 12, 30), "Away"),
                (date(2026, 12, 31), "Away"),
                (date(2027, 1, 1), "Away"),
            ],
        ),
        ("2026-12-24", [(date(2026, 12, 24), "")]),
    ],
)
def test_lines_become_days_and_lines_again(text: str, days: list[tuple[date, str]]) -> None:
    assert closing_days_of(text) == (days, None)
    assert closing_days_of(as_lines(days)) == (days, None)


@pytest.mark.parametrize(
    "text",
    ["Christmas", "2026-02-31 No day", "2026-12-31 to 2026-12-24 Back", "2026-1-1 to 9999-1-1"],
)
def test_a_line_without_a_day_is_named(text: str) -> None:
    assert "Line 2" in str(closing_days_of(f"2026-12-24 Good\n{text}")[1])


def test_nobody_is_asked_on_a_closing_day(cast: Cast) -> None:
    services.change_closing_days(actor=cast.ada, days=[(date(2026, 3, 11), "Works outing")])
    tuesday = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
    for calendar in (
        queries.workspace_calendar(),
        queries.calendars_of([cast.igor.me])[cast.igor.me],
    ):
        assert add_working_days(tuesday, 1, calendar).date() == date(2026, 3, 12)


def test_only_an_administrator_closes_the_company_and_not_for_ever(cast: Cast) -> None:
    with refused(NotAllowed):
        services.change_closing_days(actor=cast.alice, days=[EVE])
    with refused(BadInput):
        services.change_closing_days(actor=cast.ada, days=[(EVE[0], "x" * 81)])
