"""Long lists in pages that hold still."""

import base64
import contextlib
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tandem.accounts.models import BrowserSession as Session
from tandem.core.errors import BadInput
from tandem.core.pagination import page_of

pytestmark = pytest.mark.django_db

_ORDER = ("-expire_date", "session_key")
_MOMENT = datetime(2026, 3, 2, 10, 0, 0, 123456, tzinfo=UTC)


def add(key: str, minutes: int) -> None:
    expires = _MOMENT + timedelta(minutes=minutes)
    Session.objects.create(session_key=key, session_data="", expire_date=expires)


def walk(size: int) -> list[str]:
    """All keys, page by page."""
    keys: list[str] = []
    after = None
    while True:
        page = page_of(Session.objects.all(), order=_ORDER, after=after, size=size)
        keys += [row.session_key for row in page.rows]
        after = page.following
        if after is None:
            return keys


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_every_row_comes_once_even_where_the_moment_is_the_same(size: int) -> None:
    for number in range(7):
        add(f"key{number}", minutes=number // 3)
    assert walk(size) == ["key6", "key3", "key4", "key5", "key0", "key1", "key2"]


def test_a_row_that_is_added_meanwhile_moves_nothing() -> None:
    for number in range(4):
        add(f"key{number}", minutes=number)
    first = page_of(Session.objects.all(), order=_ORDER, after=None, size=2)
    add("newest", minutes=9)
    second = page_of(Session.objects.all(), order=_ORDER, after=first.following, size=2)
    assert [row.session_key for row in second.rows] == ["key1", "key0"]
    assert second.following is None


def test_values_have_pages_too() -> None:
    for number in range(3):
        add(f"key{number}", minutes=number)
    rows = Session.objects.values("session_key", "expire_date")
    first = page_of(rows, order=_ORDER, after=None, size=2)
    second = page_of(rows, order=_ORDER, after=first.following, size=2)
    assert [row["session_key"] for row in second.rows] == ["key0"]


def cursor(*values: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "%%%",
        "x" * 5000,
        cursor(),
        cursor("2026-03-02T10:00:00Z"),
        cursor("2026-03-02T10:00:00Z", None),
        cursor("not a moment", "key"),
        cursor("2026-03-02T10:00:00Z", "nul\0"),
        cursor("2026-03-02T10:00:00Z", ["key"]),
        cursor(float("inf"), "key"),
        cursor({"a": 1}, "key"),
    ],
)
def test_a_broken_cursor_is_told_so(broken: str) -> None:
    with pytest.raises(BadInput):
        page_of(Session.objects.all(), order=_ORDER, after=broken)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3),
    )
)
def test_no_cursor_breaks_the_page(value: object) -> None:
    with contextlib.suppress(BadInput):
        page_of(Session.objects.all(), order=_ORDER, after=cursor(value, value))
