"""A condition whose SQL is kept, put into other queries."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from tandem.accounts.models import Department, Person
from tandem.core.kept_condition import KeptCondition
from tandem.core.prepared import number, text

pytestmark = pytest.mark.django_db


def _one_named() -> QuerySet[Person, tuple[Any, ...]]:
    named = Person.objects.filter(pk=number("person"), name=text("name"))
    return named.filter(department__name="Brand %s").values_list("pk")


NAMED = KeptCondition(_one_named, "person")


@pytest.fixture
def people() -> dict[str, int]:
    brand = Department.objects.create(name="Brand %s")
    rows = [
        Person.objects.create(name=name, email=f"{name}@example.org", department=brand)
        for name in ("Ada", "Bo")
    ]
    return {person.name: person.pk for person in rows}


def test_it_stands_for_the_query_it_was_built_from(people: dict[str, int]) -> None:
    found = Person.objects.filter(NAMED.on("pk", name="Ada"))
    assert list(found.values_list("pk", flat=True)) == [people["Ada"]]


def test_it_can_be_turned_round(people: dict[str, int]) -> None:
    found = Person.objects.filter(~NAMED.on("pk", name="Ada"), pk__in=people.values())
    assert list(found.values_list("pk", flat=True)) == [people["Bo"]]


def test_each_use_has_values_of_its_own(people: dict[str, int]) -> None:
    either = NAMED.on("pk", name="Ada") | NAMED.on("pk", name="Bo")
    assert set(Person.objects.filter(either).values_list("pk", flat=True)) == set(people.values())


def test_inside_another_query_it_means_that_ones_rows(people: dict[str, int]) -> None:
    same = Person.objects.filter(NAMED.on("pk", name="Bo"), pk=OuterRef("pk"))
    found = Person.objects.filter(Exists(same))
    assert list(found.values_list("pk", flat=True)) == [people["Bo"]]


def test_it_is_compiled_once_for_each_database(people: dict[str, int]) -> None:
    list(Person.objects.filter(NAMED.on("pk", name="Ada")))
    before = NAMED.compiled.cache_info().misses
    list(Person.objects.filter(NAMED.on("pk", name="Bo")))
    assert NAMED.compiled.cache_info().misses == before
    assert connection.vendor in {"sqlite", "postgresql"}


def test_a_slot_without_a_value_is_refused(people: dict[str, int]) -> None:
    with pytest.raises(KeyError):
        list(Person.objects.filter(NAMED.on("pk")))
