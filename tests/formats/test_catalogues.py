"""Catalogues of other tools: what is read of them, and what is refused in words."""

import gzip
import json
from pathlib import Path

import pytest

from tandem.formats.catalogues import (
    Catalogue,
    UnusableCatalogue,
    entries_of,
    kept_text,
    read_catalogue,
)

HERE = Path(__file__).parents[3] / "shared" / "data" / "10-systems-catalogue"


def read(text: str | bytes) -> Catalogue:
    data = text.encode() if isinstance(text, str) else text
    found = read_catalogue(kept_text(data))
    return entries_of(found, found.columns)


def refused(text: str | bytes) -> str:
    with pytest.raises(UnusableCatalogue) as told:
        read(text)
    return str(told.value)


BACKSTAGE = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: shop, title: Online shop}
spec: {owner: group:default/web, lifecycle: production, providesApis: [api:default/orders]}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: mailing}
spec: {owner: 'user:igor@nordlicht.example', consumesApis: [orders], dependsOn: [resource:db]}
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: {name: orders}
"""


def test_whoever_gives_an_api_of_backstage_gives_data_and_needing_says_nothing() -> None:
    found = read(BACKSTAGE)
    assert [(one.key, dict(one.said)) for one in found.entries] == [
        (
            "component:default/shop",
            {
                "name": "Online shop",
                "aliases": "shop",
                "lifecycle": "production",
                "support_team": "web",
            },
        ),
        ("component:default/mailing", {"name": "mailing", "it_owner": "igor@nordlicht.example"}),
    ]
    assert [(one.giver, one.taker, one.how) for one in found.flows] == [
        ("component:default/shop", "component:default/mailing", "api")
    ]
    assert [one.count for one in found.left_out] == [1, 1]


def test_steps_of_calm_say_which_way_data_goes_and_its_people_are_no_systems() -> None:
    connects = {"source": {"node": "a"}, "destination": {"node": "b"}}
    tree = {
        "nodes": [
            {"unique-id": "a", "node-type": "service", "name": "A"},
            {"unique-id": "b", "node-type": "database", "name": "B"},
            {"unique-id": "c", "node-type": "actor", "name": "C"},
        ],
        "relationships": [
            {"unique-id": "r", "protocol": "JDBC", "relationship-type": {"connects": connects}}
        ],
        "flows": [
            {
                "transitions": [
                    {"relationship-unique-id": "r", "direction": "destination-to-source"},
                    {"relationship-unique-id": "r", "direction": "destination-to-source"},
                ]
            }
        ],
    }
    found = read(json.dumps(tree))
    assert [one.name for one in found.entries] == ["A", "B"]
    assert [(one.giver, one.taker, one.how) for one in found.flows] == [("b", "a", "database")]


def test_columns_are_known_by_what_they_are_called() -> None:
    found = read("App-ID;Systemname;Hersteller;Kosten pro Jahr\n7;Kasse;Kassandra;1.200,50\n")
    (entry,) = found.entries
    assert (entry.key, dict(entry.said)) == (
        "7",
        {"name": "Kasse", "vendor": "Kassandra", "yearly_cost": "1.200,50"},
    )
    assert found.headings[0] == "App-ID"
    twice = read("Name,Owner\nTill,\nTill,\n,nobody\n")
    assert ([one.name for one in twice.entries], [one.count for one in twice.left_out]) == (
        ["Till"],
        [1, 1],
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: !!python/object/apply:os.system [ls]", "declares a type of its own"),
        ("a: !thing x", "declares a type of its own"),
        ("a: &x [1]\nb: [*x, *x]", "In line 2 this YAML refers to another part of itself"),
        ("- &a [*a]", "refers to another part"),
        ("a: " + "[" * 500 + "]" * 500, "nested more than 40 deep"),
        ("- " * 60 + "x", "nested more than 40 deep"),
        ("[" * 100_000, "nested"),
        ("a:\n - b\n  c: d", "something is wrong in line 3"),
        ("- x\n" * 300_001, "more than 300000 things"),
        ("apiVersion: backstage.io/v1\nkind: Template\nmetadata: {name: x}", "it holds Template"),
        ("a: {%- if b %}", "a template with blanks"),
        ("landscape:\n- subcategories:\n  - items: [a, b]", "a market overview of 2 products"),
        ("just: a mapping", "neither a list of systems nor"),
        ("nothing here", "No table was found"),
        ("", "This file is empty"),
        (b"%PDF-1.4", "no table"),
        (gzip.compress(b"x" * 5_000_000, mtime=0), "more than 4 MB"),
        (gzip.compress(b"Name\nShop\n", mtime=0)[:-9], "breaks off"),
        ("Name,Vendor\n" + "a,b\n" * 2_001, "2001 rows are too many"),
    ],
)
def test_what_is_no_catalogue_is_refused_in_words(text: str | bytes, words: str) -> None:
    assert words in refused(text)


REAL = {
    "backstage/demo_catalog-info.yaml": (1, 0),
    "backstage/roadie_test-entity.yaml": (6, 0),
    "calm/trading-system.json": (12, 24),
    "govuk_analytics_events.yml": (36, 0),
    "govuk_analytics_trackers.yml": (12, 0),
    "govuk_repos.yml": (134, 0),
    "structurizr/big-bank-plc_model.dsl": (4, 0),
    "structurizr/big-bank-plc_workspace.dsl": (4, 0),
}


@pytest.mark.skipif(not HERE.is_dir(), reason="real files aren't beside the checkout")
def test_each_real_file_comes_in_or_is_refused_in_words() -> None:
    came: dict[str, tuple[int, int]] = {}
    refusals: list[str] = []
    for file in sorted(one for one in HERE.rglob("*") if one.is_file()):
        try:
            found = read(file.read_bytes())
            came[str(file.relative_to(HERE))] = len(found.entries), len(found.flows)
        except UnusableCatalogue as unusable:
            refusals.append(str(unusable))
    assert came == REAL
    assert all(one.endswith(".") for one in refusals)
    assert len(refusals) == 21
