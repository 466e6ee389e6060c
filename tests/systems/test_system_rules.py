"""The catalogue's rules, without a database: above all, which systems a text names."""

import time

import pytest

from tandem.systems.rules import (
    DataClass,
    Entry,
    NamedAs,
    Target,
    index_of,
    named_in,
    why_not_enter,
)

CATALOGUE = index_of(
    [
        (1, "Northstar CRM", ["the CRM", "Kundenkartei"], "Northstar"),
        (2, "Shop", ["Webshop"], ""),
        (3, "Adobe Analytics", [], "Adobe"),
        (4, "Adobe Target", [], "Adobe"),
        (5, "C++", [], ""),
        (6, "Überblick", [], "K & K"),
    ]
)


def found(text: str) -> list[tuple[int, str, str]]:
    return [(one.system_id, one.word, one.as_what.value) for one in named_in(text, CATALOGUE)]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Send it from the northstar crm.", [(1, "northstar crm", "name")]),
        ("Aus der KUNDENKARTEI!", [(1, "KUNDENKARTEI", "alias")]),
        ("Ask Northstar", [(1, "Northstar", "vendor")]),
        ("Northstar and the Northstar CRM", [(1, "Northstar CRM", "name")]),
        ("the shop", [(2, "shop", "name")]),
        ("shopping, workshop", []),
        ("our web-shop (Webshop)", [(2, "shop", "name")]),
        ("Adobe Analytics shows it", [(3, "Adobe Analytics", "name")]),
        ("Adobe's tools", [(3, "Adobe", "vendor"), (4, "Adobe", "vendor")]),
        ("plan C", []),
        ("ÜBERBLICK", [(6, "ÜBERBLICK", "name")]),
        ("Northstar-CRM", [(1, "Northstar-CRM", "name")]),
        ("", []),
    ],
)
def test_a_text_names_systems_by_whole_words(text: str, named: list[tuple[int, str, str]]) -> None:
    assert found(text) == named


def test_what_was_found_says_which_word_it_was() -> None:
    (one,) = named_in("Aus der Kundenkartei", CATALOGUE)
    assert one.why == "“Kundenkartei” stands in the text; that is another name of it."
    assert {named_in(text, CATALOGUE)[0].as_what for text in ("Shop", "Webshop", "Adobe")} == set(
        NamedAs
    )


def test_ten_thousand_systems_are_looked_through_at_once() -> None:
    index = index_of((n, f"System {n}", [f"alias{n}"], "Vendor") for n in range(10_000))
    text = "We move system 77 to alias4711. " * 40
    begun = time.process_time()
    for _ in range(10):
        named = {one.system_id for one in named_in(text, index)}
    assert named == {77, 4711}
    assert time.process_time() - begun < 1.5


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (Entry("X", aliases=tuple(map(str, range(21)))), "aliases"),
        (Entry("X", yearly_cost=-1), "yearly_cost"),
        (Entry("X", target=Target.REPLACE), "replaced_by"),
    ],
)
def test_what_can_not_be_entered_is_named(entry: Entry, field: str) -> None:
    refused = why_not_enter(entry)
    assert refused
    assert refused[0] == field


def test_an_entry_with_a_name_is_enough() -> None:
    assert why_not_enter(Entry("X")) is None


def test_five_kinds_of_data_are_personal() -> None:
    assert [one.value for one in DataClass if not one.is_personal] == ["public", "internal"]
