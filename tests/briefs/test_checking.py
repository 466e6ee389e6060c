"""Check my text: what another person may read differently."""

from collections import Counter
from pathlib import Path

import pytest
from django.test import Client
from tests.cast import Cast, hide

from tandem.accounts.models import Person
from tandem.accounts.rules import CLOCK, Lane
from tandem.briefs import services
from tandem.briefs.queries import checked_brief
from tandem.briefs.rules import (
    Concern,
    Content,
    Fields,
    Found,
    ItemKind,
    Priority,
    Section,
    check_part,
    first_of_each,
)
from tandem.briefs.rules.word_lists import word_list
from tandem.core.errors import NotFound
from tandem.formats.brief_markdown import read_brief

SHARED = (parent / "shared" for parent in Path(__file__).parents)
BRIEFS = next((one for one in SHARED if one.is_dir()), Path()) / "data/04-briefs-and-templates"


def found_in(text: str, *reads: Lane, **fields: object) -> list[Found]:
    section = Section.METRICS if "target" in fields else Section.USE_CASES
    return check_part(Content(section.item_kind, section, "", text, None, fields=fields), reads)


def words(text: str, *reads: Lane) -> list[tuple[str, str]]:
    return [(one.concern.value, one.words) for one in found_in(text, *reads)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The page is fast and easy to use.", ["fast", "easy to use"]),
        ("It loads fast: within 2 seconds.", []),
        ("It loads fast. Later 2 people look.", ["fast"]),
        ("How many? As soon as she pays. How fast is it?", []),
        ("Breakfast is fastened to https://fast.example/easy, `easy()` and user-fast.", []),
        ("They call it “easy”.", []),
        ("Prices, sizes etc.", ["etc."]),
        ("It is **easy**.", ["easy"]),
        ("It runs on all devices.", []),
    ],
)
def test_a_vague_word_is_found_in_its_sentence(text: str, expected: list[str]) -> None:
    assert words(text) == [("vague", word) for word in expected]


def test_a_find_stands_in_its_sentence_with_a_suggestion() -> None:
    (one,) = found_in("First this.\nThen it is *easy* for all. Last that.")
    assert (one.before, one.words, one.after) == ("Then it is ", "easy", " for all.")
    assert one.says.startswith("Say what somebody can do")


def test_a_criterion_that_nobody_can_look_at_is_found() -> None:
    fields = {"acceptance": ["She feels safe.", "The day stands in the order.", "It works on all devices."],
              "main_flow": ["She feels ready."]}  # fmt: skip
    finds = found_in("", **fields)
    assert [(one.concern, one.words) for one in finds] == [
        (Concern.UNMEASURABLE, "feels"), (Concern.UNMEASURABLE, "all devices"),
    ]  # fmt: skip
    assert {one.place for one in finds} == {"It works when"}
    (target,) = found_in("", target="More orders")
    assert (target.concern, target.words) == (Concern.UNMEASURABLE, "More orders")
    assert found_in("", target="36 %") == found_in("", target="twice as many") == []


def test_each_side_has_the_words_of_the_other_explained() -> None:
    text = "The CTA asks the API. At sea and for your api key."
    assert words(text, Lane.MARKETING) == [("jargon", "API")]
    assert words(text, Lane.IT) == [("jargon", "CTA")]
    assert words(text, Lane.IT, Lane.MARKETING) == words(text)
    assert Counter(words(text)) == Counter([("jargon", "API"), ("jargon", "CTA")])
    assert found_in(text, Lane.IT)[0].side is Lane.MARKETING


def test_words_that_divide_are_found_and_plain_ones_are_not() -> None:
    assert words("Just add a button, obviously. You never answer.") == [
        ("divides", "Just add"), ("divides", "obviously"), ("divides", "You never"),
    ]  # fmt: skip
    assert words("It has just arrived, not just here. The demand rises. It failed to load.") == []


def test_a_word_is_explained_once() -> None:
    known: set[str] = set()
    once = first_of_each(found_in("A feature flag, and feature flags."), known)
    assert [one.words for one in once] == ["feature flag"]
    assert first_of_each(found_in("A feature flag."), known) == []


@pytest.mark.parametrize("name", ["vague", "unmeasurable", "divides", "it", "marketing"])
def test_a_list_has_each_word_once_and_says_something_of_it(name: str) -> None:
    listed = word_list(name)
    assert len(listed.entries) > 20
    for word, entry in listed.entries.items():
        assert len(entry.says) > 15, word
        assert [*listed.find(f"a {word} b"), *listed.find(f"a {word.upper()} b")], word
    assert not set(word_list("it").entries) & set(word_list("marketing").entries)


def test_real_briefs_are_not_drowned_in_suggestions() -> None:
    """Of a hundred words in what companies really write, fewer than two are held up."""
    files = [*BRIEFS.glob("briefs/*.md"), *BRIEFS.glob("templates/*.md")]
    if not files:
        pytest.skip("the real briefs are not beside this checkout")
    read = found = 0
    for file in files:
        known: set[str] = set()
        for piece in read_brief(file.read_text("utf-8")).pieces:
            part = Content(
                ItemKind(piece.kind), Section(piece.section), piece.title, piece.text, None
            )
            found += len(first_of_each(check_part(part, ()), known))
            read += len(piece.text.split())
    assert 0.002 < found / read < 0.02


def test_the_page_shows_each_find_and_where_to_change_it(
    cast: Cast, brief: int, client: Client
) -> None:
    fields: Fields = {"acceptance": ["It feels fast & new."]}
    added = services.add_item(
        actor=cast.alice, initiative_id=brief, section=Section.USE_CASES, text="Ask the API.",
        fields=fields, priority=Priority.MUST,
    )  # fmt: skip
    place = f"/initiatives/{brief}/brief/check/"
    client.force_login(Person.objects.get(pk=cast.alice.me))
    page = client.get(place).text
    assert "<mark>API</mark>" in page
    assert "a door by which programs ask each other" in page
    assert "<mark>feels</mark> fast &amp; new." in page
    assert f"items/{added.pk}/" in page
    client.force_login(Person.objects.get(pk=cast.igor.me))
    page = client.get(place).text
    assert "<mark>API</mark>" not in page, "Igor knows."
    assert f"items/{added.pk}/" not in page, "Marketing decides it."
    services.remove_item(actor=cast.alice, initiative_id=brief, item_id=added.pk, base=1)
    assert "feels" not in str(checked_brief(CLOCK, brief).parts)


def test_what_is_hidden_is_not_checked(cast: Cast, brief: int) -> None:
    hide(brief)
    with pytest.raises(NotFound):
        checked_brief(cast.charlie, brief)
