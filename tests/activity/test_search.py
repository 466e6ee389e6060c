"""Whoever looks for words finds what they may see, on either database alike."""

import pytest
from django.db import transaction
from tests.cast import Cast, hide, write_idea

from tandem.activity.search import NEWEST, found_by_words
from tandem.activity.services import forget_text, make_findable

pytestmark = pytest.mark.django_db


def findable(subject: int, text: str, part: str = "note", *, is_title: bool = False) -> None:
    with transaction.atomic():
        make_findable(subject, part, text, is_title=is_title)


def parts(cast: Cast, words: str) -> list[str]:
    return [found.part for found in found_by_words(cast.charlie, words)]


@pytest.mark.parametrize(
    "words", ["zebra", "ZEB", "zebra stripes", "stripes zebra", "“Zebra’s”", "Zébra"]
)
def test_words_are_found_by_their_beginning_in_any_order(cast: Cast, idea: int, words: str) -> None:
    findable(idea, "The zebra has *stripes*.")
    (found,) = found_by_words(cast.charlie, words.replace("’s", ""))
    assert (found.subject_id, found.kind, found.url) == (
        idea,
        "initiative",
        f"/initiatives/{idea}/",
    )
    assert any(marked for _, marked in found.excerpt)


@pytest.mark.parametrize(
    "words", ["", "  ", "…", "zebra lion", "ebra", '"', "OR", "NOT zebra", "*"]
)
def test_what_does_not_hold_all_the_words_is_not_found(cast: Cast, idea: int, words: str) -> None:
    findable(idea, "The zebra has stripes.")
    assert parts(cast, words) == []


def test_a_text_that_changed_is_found_by_its_new_words_alone(cast: Cast, idea: int) -> None:
    findable(idea, "zebra")
    findable(idea, "lion")
    assert (parts(cast, "zebra"), parts(cast, "lion")) == ([], ["note"])
    with transaction.atomic():
        forget_text(idea, "note")
    assert parts(cast, "lion") == []


def test_an_empty_text_is_found_by_nobody(cast: Cast, idea: int) -> None:
    findable(idea, "zebra")
    findable(idea, "  ")
    assert parts(cast, "zebra") == []


def test_one_may_look_only_where_one_takes_part(cast: Cast, idea: int, brief: int) -> None:
    findable(idea, "The zebra has stripes.", "own")
    findable(brief, "The zebra again.", "brief")
    other = write_idea(cast)
    findable(other, "The zebra once more.", "other")
    everywhere = {found.subject_id for found in found_by_words(cast.igor, "zebra")}
    here = {found.subject_id for found in found_by_words(cast.igor, "zebra", mine=True)}
    assert (everywhere, here) == ({idea, brief, other}, {idea, brief})
    assert found_by_words(cast.charlie, "zebra", mine=True) == []


def test_what_is_restricted_is_found_by_its_people_alone(cast: Cast, idea: int) -> None:
    findable(idea, "The zebra has stripes.")
    hide(idea)
    assert found_by_words(cast.charlie, "zebra") == []
    assert len(found_by_words(cast.alice, "zebra")) == 1


def test_a_title_comes_before_a_newer_text_and_each_subject_once(cast: Cast, idea: int) -> None:
    findable(idea, "zebra in the title", "sentence", is_title=True)
    findable(idea, "zebra in a note")
    other = write_idea(cast)
    findable(other, "another zebra", "note")
    found = found_by_words(cast.charlie, "zebra")
    assert [(one.subject_id, one.part) for one in found] == [(idea, "sentence"), (other, "note")]


def test_only_kinds_that_were_asked_for(cast: Cast, idea: int) -> None:
    findable(idea, "zebra")
    assert found_by_words(cast.charlie, "zebra", kinds=("brief",)) == []
    assert len(found_by_words(cast.charlie, "zebra", kinds=("initiative", "brief"))) == 1


def test_of_very_many_the_newest_are_looked_at(cast: Cast, idea: int) -> None:
    with transaction.atomic():
        for number in range(NEWEST + 5):
            make_findable(idea, f"note:{number}", "zebra")
    other = write_idea(cast)
    findable(other, "zebra")
    assert {found.subject_id for found in found_by_words(cast.charlie, "zebra")} == {idea, other}


def test_words_of_other_scripts_are_found(cast: Cast, idea: int) -> None:
    findable(idea, "お客様が配送日を選ぶ. Größe. доставка")
    assert parts(cast, "配送") == parts(cast, "grosse") == parts(cast, "Доставка") == ["note"]
