"""Systems that sentences are about: measured on sentences as people write them."""

import tomllib
from importlib import resources
from pathlib import Path

import pytest

from tandem.assessment.rules.impact import impact_of, landscape_of
from tandem.assessment.rules.meaning import (
    Entry,
    Part,
    data_in,
    meant_in,
    part_index_of,
    parts_of,
)
from tandem.systems.rules import DataClass, EntryKind, index_of, named_in

pytestmark = pytest.mark.static
RECALL = 0.9
CUSTOMER_DATA = {
    DataClass.CUSTOMER_CONTACT,
    DataClass.CUSTOMER_IDENTITY,
    DataClass.BEHAVIOUR,
    DataClass.PAYMENT,
}


def _catalogue():
    text = (resources.files("tandem.demo") / "company" / "systems.toml").read_text("utf-8")
    entries = [
        Entry(
            pk,
            EntryKind(one.get("kind", "system")),
            one["criticality"],
            one["name"],
            one.get("aliases", []),
            one.get("vendor", ""),
        )
        for pk, one in enumerate(tomllib.loads(text)["systems"])
    ]
    names = index_of((one.id, one.name, one.aliases, one.vendor) for one in entries)
    return {one.id: one.name for one in entries}, names, part_index_of(entries)


def _suggested(text):
    called, names, parts = _catalogue()
    named = {called[one.system_id] for one in named_in(text, names)}
    return named | {called[one.system_id] for one in meant_in(text, parts)}


def _sentences(*, tuned):
    text = (Path(__file__).parent / "sentences.toml").read_text("utf-8")
    return [one for one in tomllib.loads(text)["sentence"] if one.get("tuned", True) is tuned]


def _measured(sentences):
    """Recall, precision, and which sentence missed or added what."""
    hits = wanted = right = said = 0
    wrong = []
    for one in sentences:
        found = _suggested(one["says"])
        missed, added = set(one["affects"]) - found, found - {*one["affects"], *one["may"]}
        wanted, hits = wanted + len(one["affects"]), hits + len(one["affects"]) - len(missed)
        said, right = said + len(found), right + len(found) - len(added)
        wrong += [(one["says"], sorted(missed), sorted(added))] if missed or added else []
    return hits / wanted, right / said, wrong


@pytest.mark.parametrize(("tuned", "many"), [(True, 20), (False, 12)])
def test_sentences_of_marketing_find_the_systems_they_affect(tuned, many):
    sentences = _sentences(tuned=tuned)
    assert len(sentences) == many
    recall, precision, wrong = _measured(sentences)
    assert recall >= RECALL, wrong
    assert precision >= 0.8, wrong


def _told_owners(rows, landscape, touched):
    """Who answers for what holds or gets customer data when these are touched."""
    data = {pk: landscape.data_of(pk) & CUSTOMER_DATA for pk in touched}
    reached = {one.system_id for one in impact_of(data, landscape).downstream}
    told = [rows[pk] for pk in reached | {pk for pk in touched if data[pk]}]
    return {row.get("it_owner") or row["business_owner"] for row in told}


def test_no_owner_of_customer_data_is_missed():
    company = resources.files("tandem.demo") / "company"
    rows = tomllib.loads((company / "systems.toml").read_text("utf-8"))["systems"]
    flows = tomllib.loads((company / "flows.toml").read_text("utf-8"))["flows"]
    ids = {row["name"]: pk for pk, row in enumerate(rows)}
    held = [[DataClass(one) for one in row.get("data", [])] for row in rows]
    landscape = landscape_of(
        zip(range(len(rows)), ids, held, strict=True),
        [(ids[row[0]], ids[row[1]], [DataClass(one) for one in row[3].split()]) for row in flows],
    )
    told = 0
    for one in [*_sentences(tuned=True), *_sentences(tuned=False)]:
        wanted = _told_owners(rows, landscape, {ids[name] for name in one["affects"]})
        found = _told_owners(rows, landscape, {ids[name] for name in _suggested(one["says"])})
        assert wanted <= found, one["says"]
        told += len(wanted)
    assert told > 200, "most sentences concern customer data"


def _entry(name, *aliases, kind=EntryKind.SYSTEM, vendor=""):
    return Entry(1, kind, 2, name, aliases, vendor)


def test_a_system_is_what_the_particular_word_of_its_name_says():
    assert parts_of(_entry("Shop search")) == {Part.SEARCH}
    assert parts_of(_entry("Online shop", "shop pages")) == {Part.SHOP}
    assert parts_of(_entry("Data warehouse")) == {Part.REPORTING}
    assert parts_of(_entry("Nordwind 3", vendor="Klaviyo")) == {Part.MAILING}


def test_reports_and_audiences_are_no_tools():
    assert parts_of(_entry("Newsletter readers", kind=EntryKind.AUDIENCE)) == set()
    assert parts_of(_entry("Newsletter report", kind=EntryKind.REPORT)) == {Part.REPORTING}


def test_a_suggestion_says_which_words_it_comes_from():
    index = part_index_of([_entry("Consent book")])
    (found,) = meant_in("We collect E-Mail addresses", index)
    assert found.why == ("The text says “E-Mail addresses”; who agreed to what is kept there.")
    assert meant_in("", index) == meant_in("Nothing of this", index) == []


def test_words_tell_which_data_flow():
    assert data_in("Collect e-mail addresses and birthdays") == (
        DataClass.CUSTOMER_CONTACT,
        DataClass.CUSTOMER_IDENTITY,
    )
    assert data_in("A red button") == ()


def test_of_many_systems_for_the_same_the_most_vital_are_suggested():
    entries = [
        Entry(pk, EntryKind.SYSTEM, 1 + pk % 4, f"Mailing {pk:02}", (), "") for pk in range(40)
    ]
    found = meant_in("A newsletter", part_index_of(entries))
    assert [one.system_id for one in found] == [0, 4, 8, 12, 16, 20]


def test_our_own_is_nobodys_name():
    names = index_of(
        [(1, "Shop", (), "our own"), (2, "Letters", (), "Posthorn"), (3, "Own", (), "")]
    )
    assert [one.system_id for one in named_in("It is our own, by Posthorn", names)] == [3, 2]
