"""Kept queries as PostgreSQL gets them: values beside the text, which stays the same."""

import pytest
from django.db import connection, transaction

from tandem.accounts.models import Person
from tandem.core.kept_statements import with_numbers
from tandem.core.prepared import prepared, text


def test_places_get_numbers_and_what_is_known_stands_as_it_is() -> None:
    pytest.importorskip("psycopg")
    found = with_numbers(
        "a = %s AND b LIKE '5%%' AND c = %s AND d = %s AND e = %s",
        ["me", 7, "me", "it's 5%"],
        lambda one: 1 if one == "me" else None,
    )
    assert found == "a = $1 AND b LIKE '5%' AND c = 7 AND d = $1 AND e = 'it''s 5%'"


@pytest.mark.django_db
def test_it_is_prepared_once_on_a_connection(django_assert_num_queries: object) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's driver keeps statements by itself.")

    @prepared
    def _called():  # type: ignore[no-untyped-def]
        return Person.objects.filter(name=text("name")).values_list("pk")

    with django_assert_num_queries(2):  # type: ignore[operator]
        assert _called(name="O'Hara 100%") == _called(name="nobody") == []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans + custom_plans FROM pg_prepared_statements "
            "WHERE statement LIKE %s AND statement NOT LIKE %s",
            ["%accounts_person%name%$1%", "%pg_prepared%"],
        )
        assert (2,) in cursor.fetchall()


@pytest.mark.django_db
def test_a_rollback_leaves_it_there() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's driver keeps statements by itself.")

    @prepared
    def _titled():  # type: ignore[no-untyped-def]
        return Person.objects.filter(title=text("title")).values_list("pk")

    for _ in range(2):
        mark = transaction.savepoint()
        _titled(title="Head of tides")
        transaction.savepoint_rollback(mark)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans + custom_plans FROM pg_prepared_statements WHERE statement LIKE %s",
            ["%accounts_person%title%$1%"],
        )
        assert cursor.fetchall() == [(2,)]
