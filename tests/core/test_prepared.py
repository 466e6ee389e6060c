"""Queries whose SQL is kept give what they would give if they were built each time."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from tandem.accounts.models import BrowserSession as Session
from tandem.core.prepared import moment, number, numbers, prepared, text, texts

pytestmark = pytest.mark.django_db

_MOMENT = datetime(2026, 3, 2, 10, 0, 0, 123456, tzinfo=UTC)
built: list[str] = []


@pytest.fixture(autouse=True)
def sessions(request: pytest.FixtureRequest) -> None:
    if "cast" in request.fixturenames:
        request.getfixturevalue("cast")  # First: what is copied of it must not hold these.
    for place, key in enumerate(("one", "two", "three")):
        at = _MOMENT + timedelta(hours=place)
        Session.objects.create(session_key=key, session_data=key.upper(), expire_date=at)


@prepared
def ending_after(column: str) -> QuerySet[Session, tuple[Any, ...]]:
    built.append(column)
    return (
        Session.objects.filter(expire_date__gt=moment("since"))
        .order_by("expire_date")
        .values_list(column)
    )


@prepared
def named() -> QuerySet[Session, tuple[str, datetime]]:
    found = Session.objects.filter(session_key__in=texts("keys"), session_data=text("data"))
    return found.values_list("session_key", "expire_date")


@prepared
def whole() -> QuerySet[Session, Session]:
    return Session.objects.filter(session_key=text("key"))


def test_values_go_into_the_slots() -> None:
    after = ending_after("session_key", since=_MOMENT)
    assert after == [("two",), ("three",)]
    assert ending_after("session_key", since=_MOMENT + timedelta(hours=1)) == [("three",)]


def test_the_query_is_built_once_for_each_shape() -> None:
    built.clear()
    for _ in range(3):
        ending_after("session_data", since=_MOMENT)
        ending_after("expire_date", since=_MOMENT)
    assert sorted(built) in ([], ["expire_date", "session_data"])  # other tests may have asked


def test_a_moment_comes_back_aware_and_exact() -> None:
    assert ending_after("expire_date", since=_MOMENT)[0] == (_MOMENT + timedelta(hours=1),)


@pytest.mark.parametrize("keys", [[], ["two"], ["one", "two", "three", "none"], {"two", "one"}])
def test_a_list_may_have_any_length(keys: list[str]) -> None:
    expected = [("two", _MOMENT + timedelta(hours=1))] if "two" in keys else []
    assert named(keys=keys, data="TWO") == expected


def test_a_plain_query_gives_models() -> None:
    (found,) = whole(key="two")
    assert (found.session_data, found.expire_date) == ("TWO", _MOMENT + timedelta(hours=1))
    found.session_data = "changed"
    found.save()
    assert Session.objects.get(pk="two").session_data == "changed"


def test_the_first_row_or_nothing() -> None:
    first = whole.first(key="one")
    assert first is not None
    assert first.session_data == "ONE"
    assert whole.first(key="none") is None


def test_slots_work_inside_a_query_inside() -> None:
    @prepared
    def with_a_later_one() -> QuerySet[Session, tuple[str]]:
        later = Session.objects.filter(
            expire_date__gt=OuterRef("expire_date"), session_key=text("key")
        )
        return Session.objects.filter(Exists(later)).values_list("session_key")

    assert sorted(with_a_later_one(key="three")) == [("one",), ("two",)]
    assert with_a_later_one(key="one") == []


@pytest.mark.parametrize("value", [2**63, -(2**70), None])
def test_a_number_that_no_key_can_hold_finds_nothing(value: int | None, cast: Any) -> None:
    from tandem.accounts.models import Person

    @prepared
    def people() -> QuerySet[Person, tuple[str]]:
        return Person.objects.filter(pk=number("id")).values_list("name")

    assert people(id=cast.igor.me) == [(cast.igor.name,)]
    assert people(id=value) == []


def test_ids_of_a_list_are_found(cast: Any) -> None:
    from tandem.accounts.models import Person

    @prepared
    def people() -> QuerySet[Person, tuple[str]]:
        return Person.objects.filter(pk__in=numbers("ids")).order_by("pk").values_list("name")

    assert people(ids=[cast.igor.me, 0]) == [(cast.igor.name,)]
    assert people(ids=[]) == []


@pytest.mark.parametrize("values", [{}, {"key": "one", "more": 1}, {"kee": "one"}])
def test_a_slot_without_value_is_an_error(values: dict[str, object]) -> None:
    with pytest.raises(TypeError, match="slots and values differ"):
        whole(**values)


def test_what_can_not_be_prepared_says_so() -> None:
    @prepared
    def flat() -> QuerySet[Session, str]:
        return Session.objects.values_list("session_key", flat=True)

    with pytest.raises(TypeError, match="without flat"):
        flat()


def test_it_asks_through_the_connection_that_counts_queries() -> None:
    asked: list[str] = []

    def seen(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(seen):
        whole(key="one")
    assert len(asked) == 1
