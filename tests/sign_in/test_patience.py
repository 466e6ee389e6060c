"""How often something may fail, and how long to wait then: arithmetic alone."""

from datetime import UTC, datetime, timedelta

import pytest

from tandem.sign_in.rules import OF_AN_ADDRESS, Patience, device_of, why_wait

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
PATIENCE = Patience(free=3, first=timedelta(seconds=30), longest=timedelta(minutes=4))


@pytest.mark.parametrize(
    ("failed", "seconds"), [(0, 0), (2, 0), (3, 30), (4, 60), (5, 120), (6, 240), (7, 240)]
)
def test_the_pause_doubles_until_it_is_the_longest(failed: int, seconds: int) -> None:
    assert PATIENCE.until(failed, NOON) - NOON == timedelta(seconds=seconds)


def test_a_million_tries_are_no_overflow() -> None:
    assert OF_AN_ADDRESS.until(10**6, NOON) - NOON == timedelta(minutes=15)


def test_after_a_quiet_while_nothing_counts() -> None:
    assert PATIENCE.counted(9, NOON, NOON + timedelta(minutes=119)) == 9
    assert PATIENCE.counted(9, NOON, NOON + timedelta(minutes=120)) == 0


@pytest.mark.parametrize(
    ("wait", "said"), [(30, "about 30 seconds"), (90, "about 90 seconds"), (91, "in 2 minutes")]
)
def test_it_says_when_to_try_again(wait: int, said: str) -> None:
    words = why_wait(NOON + timedelta(seconds=wait), NOON, "13:00:30")
    assert "from 13:00:30 on" in words
    assert said in words


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox · Linux",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge · Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1",
            "Safari · iPhone",
        ),
        ("curl/8.5", ""),
        ("", ""),
    ],
)
def test_a_browser_is_called_as_people_know_it(agent: str, device: str) -> None:
    assert device_of(agent) == device
