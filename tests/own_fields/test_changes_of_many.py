"""Fields of one's own, filled in on many pieces of work at once: all of them or none, and back."""

import re

import pytest
from tests.accounts.browsing import as_person, words
from tests.api.program import program_of
from tests.cast import Cast, happened
from tests.own_fields.test_fields_of_ones_own import define, fill, says
from tests.refusals import nothing_written, refused
from tests.work.making import add, item

from tandem.accounts.rules import Lane
from tandem.core.errors import BadInput, NotAllowed, RuleBroken
from tandem.own_fields.models import FieldLine, FieldValue
from tandem.own_fields.rules import FieldType
from tandem.work.rules import WorkKind, WorkState
from tandem.work.services import change_several, undo_several


@pytest.fixture(autouse=True)
def _on_tuesday(tuesday: None) -> None:
    """All of it happens on Tuesday 10 March 2026."""


def three(cast: Cast, home: int) -> list[int]:
    return [add(cast.igor, home, f"Piece {n}", lane=Lane.IT) for n in range(3)]


def test_a_field_is_filled_in_on_many_and_put_back(cast: Cast, briefable: int) -> None:
    browser = define(cast, "Browser", FieldType.CHOICE)
    ids = three(cast, briefable)
    fill(cast.igor, ids[0], browser, "Safari")
    changes = {"fields": {"browser": "Firefox"}, "state": WorkState.NEXT}
    edit = change_several(actor=cast.igor, work_ids=ids, changes=changes)
    assert edit
    assert edit.count == 3
    assert {says(cast.igor, pk)["Browser"] for pk in ids} == {"Firefox"}
    assert happened(briefable).count("field.filled_in") == 4
    with nothing_written():
        assert change_several(actor=cast.igor, work_ids=ids, changes=changes) is None
    fill(cast.igor, ids[2], browser, "Chrome")
    assert undo_several(actor=cast.igor, edit_id=edit.id) == 3, "One of them its state alone."
    assert [says(cast.igor, pk)["Browser"] for pk in ids] == ["Safari", "", "Chrome"]
    with nothing_written():
        assert undo_several(actor=cast.igor, edit_id=edit.id) == 0


def test_what_is_required_is_filled_in_before_it_is_done(cast: Cast, briefable: int) -> None:
    define(cast, "Browser", FieldType.CHOICE, required=True)
    ids = three(cast, briefable)
    with refused(RuleBroken):
        change_several(actor=cast.igor, work_ids=ids, changes={"state": WorkState.DONE})
    changes = {"fields": {"Browser": "Firefox"}, "state": WorkState.DONE}
    assert change_several(actor=cast.igor, work_ids=ids, changes=changes)
    assert item(ids[0]).state == "done"


def test_all_of_them_or_none(cast: Cast, briefable: int) -> None:
    define(cast, "Browser", FieldType.CHOICE)
    define(cast, "Cost", FieldType.NUMBER)
    ids = three(cast, briefable)
    bug = add(cast.igor, briefable, "A bug", lane=Lane.IT, kind=WorkKind.BUG)
    with refused(RuleBroken) as without:
        fields = {"fields": {"Browser": "Firefox"}}
        change_several(actor=cast.igor, work_ids=[*ids, bug], changes=fields)
    assert "1 of 4 have no field “Browser”, such as “A bug”" in without.value.reason
    for fields in ({"Browser": "Opera"}, {"Cost": "many"}, {"Colour": "red"}):
        with refused(BadInput):
            change_several(actor=cast.igor, work_ids=ids, changes={"fields": fields})
    for actor in (cast.mona, cast.rita):
        with refused(NotAllowed):
            change_several(actor=actor, work_ids=ids, changes={"fields": {"Cost": "3"}})


def test_the_queries_do_not_grow_with_how_many_there_are(
    cast: Cast, briefable: int, django_assert_max_num_queries: object
) -> None:
    define(cast, "Note", FieldType.TEXT)
    ids = [add(cast.igor, briefable, f"Piece {n}", lane=Lane.IT) for n in range(30)]
    with django_assert_max_num_queries(45):  # type: ignore[operator]
        change_several(actor=cast.igor, work_ids=ids, changes={"fields": {"Note": "Look twice"}})
    assert FieldValue.objects.filter(text="Look twice").count() == 30
    assert FieldLine.objects.count() == 30
    found = as_person(cast.igor).get("/search/", {"q": "Look twice"})
    assert "Piece 7" in words(found)


def test_the_list_asks_what_is_to_stand_in_the_field_that_was_chosen(
    cast: Cast, briefable: int
) -> None:
    define(cast, "Browser", FieldType.CHOICE)
    ids = three(cast, briefable)
    igor, form = as_person(cast.igor), {"work": ids, "field": "browser", "state": "next"}
    asked = igor.post("/all-work/change/", form)
    assert "What is to stand in “Browser”?" in words(asked)
    assert len(re.findall("choose[^>]* checked>", asked.text)) == 3, "They stay chosen."
    assert item(ids[0]).state == "to_do"
    wrong = igor.post("/all-work/change/", {**form, "asked": "browser", "value": "Opera"})
    assert wrong.status_code == 422
    done = igor.post(
        "/all-work/change/", {**form, "asked": "browser", "value": "Firefox"}, follow=True
    )
    assert "3 were changed." in words(done)
    assert says(cast.igor, ids[2])["Browser"] == "Firefox"
    assert item(ids[0]).state == "next"


def test_programs_fill_in_many(cast: Cast, briefable: int) -> None:
    define(cast, "Browser", FieldType.CHOICES)
    ids, program = three(cast, briefable), program_of(cast.igor)
    body = {"work_ids": ids, "fields": {"Browser": ["Firefox", "Chrome"]}}
    changed = program.post("/work-changes", body)
    assert says(cast.igor, ids[1])["Browser"] == "Firefox, Chrome"
    program.delete(f"/work-changes/{changed['edit_id']}")
    assert says(cast.igor, ids[1])["Browser"] == ""
