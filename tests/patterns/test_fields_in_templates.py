"""Fields of one's own in templates of work: kept without people, told from the launch, filled in."""

from datetime import timedelta

import pytest
from tests.accounts.browsing import as_person, words
from tests.api.program import program_of
from tests.cast import Cast
from tests.own_fields.test_fields_of_ones_own import define, fill, says
from tests.patterns.test_templates_of_work import LAUNCH, make, other, use
from tests.refusals import refused
from tests.work.making import add, item

from tandem.accounts.rules import Lane
from tandem.core.errors import BadInput
from tandem.own_fields.rules import FieldType
from tandem.own_fields.services import change_field
from tandem.patterns import queries, services
from tandem.patterns.models import WorkPattern
from tandem.patterns.rules import Piece
from tandem.work.models import WorkItem

__all__ = ["other"]


@pytest.fixture(autouse=True)
def _on_tuesday(tuesday: None) -> None:
    """All of it happens on Tuesday 10 March 2026."""


@pytest.fixture
def fields(cast: Cast) -> dict[str, int]:
    return {
        "Browser": define(cast, "Browser", FieldType.CHOICES),
        "Note": define(cast, "Note", FieldType.TEXT),
        "Shot on": define(cast, "Shot on", FieldType.DATE),
        "Tester": define(cast, "Tester", FieldType.PERSON),
        "Cost": define(cast, "Cost", FieldType.NUMBER, unit="euros"),
    }


@pytest.fixture
def template(cast: Cast, briefable: int, fields: dict[str, int]) -> int:
    page = add(cast.igor, briefable, "Build the page", lane=Lane.IT)
    for name, value in (
        ("Browser", ["Firefox", "Safari"]), ("Note", f"Ask {cast.mona.name} before 2026-05-20"),
        ("Shot on", (LAUNCH - timedelta(days=7)).isoformat()), ("Tester", cast.mona.name),
        ("Cost", "120.5"),
    ):  # fmt: skip
        fill(cast.igor, page, fields[name], value)
    return make(cast.igor, briefable).pk


def only(home: int) -> int:
    return WorkItem.objects.get(home_id=home).pk


def test_a_template_keeps_fields_without_people_and_fills_them_for_another_launch(
    cast: Cast, template: int, other: int
) -> None:
    said = queries.said_fields(queries.work_template(cast.igor, template).pieces)[1]
    assert {one.field.name: str(one.words) for one in said} == {
        "Browser": "Firefox, Safari", "Note": "Ask … before 2026-05-20",
        "Shot on": "7 days before launch", "Cost": "120.5 euros",
    }  # fmt: skip
    use(cast.igor, template, other, LAUNCH + timedelta(days=10))
    assert says(cast.igor, only(other)) == {
        "Browser": "Firefox, Safari", "Note": "Ask … before 2026-05-30",
        "Shot on": "2026-06-05", "Tester": "", "Cost": "120.5",
    }  # fmt: skip


def test_filled_in_from_a_template_is_no_touch_so_it_is_taken_back_whole(
    cast: Cast, template: int, other: int
) -> None:
    made = use(cast.igor, template, other, LAUNCH)
    assert services.take_back_use(actor=cast.igor, use_id=made.pk) == (1, 0)
    assert item(only(other)).state == "dropped"


def test_what_can_t_be_chosen_any_more_is_left_open_and_said(
    cast: Cast, template: int, other: int, fields: dict[str, int]
) -> None:
    change_field(
        actor=cast.vera, field_id=fields["Browser"], name="Browser", options=["Safari", "Chrome"]
    )
    line = queries.preview(cast.igor, template, other, None).lines[0]
    assert "“Browser” is left open: what stood there can't be chosen any more." in line.notes
    use(cast.igor, template, other)
    assert says(cast.igor, only(other))["Browser"] == "Safari"
    assert says(cast.igor, only(other))["Shot on"] == "", "There is no launch to tell it from."


def test_the_form_of_a_piece_has_the_fields_of_its_kind(cast: Cast, template: int) -> None:
    igor, page = as_person(cast.igor), f"/templates/work/{template}/"
    assert "Browser: Firefox, Safari" in words(igor.get(page))
    form = igor.get(f"{page}pieces/1/").text
    row = queries.work_template(cast.igor, template)
    ids = {one.field.name: f"field_{one.field.id}" for one in queries.said_fields(row.pieces)[1]}
    assert 'value="-7"' in form
    assert "Tester" not in words(igor.get(f"{page}pieces/1/")), "It keeps nobody."
    given = {
        "title": "Build the page", "kind": "task", "lane": "it", "version": "1",
        "fields_of": "task", ids["Browser"]: ["Chrome"], ids["Shot on"]: "3", ids["Cost"]: "many",
    }  # fmt: skip
    wrong = igor.post(f"{page}pieces/1/", given)
    assert wrong.status_code == 422
    assert "Write a number" in words(wrong)
    done = igor.post(f"{page}pieces/1/", {**given, ids["Cost"]: ""}, follow=True)
    assert "Browser: Chrome" in words(done)
    assert "Shot on: 3 days after launch" in words(done)
    assert "Cost" not in words(done)
    bug = {**given, "kind": "bug", "version": "2", ids["Cost"]: "7"}
    igor.post(f"{page}pieces/1/", bug)
    assert len(Piece.read(WorkPattern.objects.get().pieces[0]).fields) == 2, "They stay as kept."


def test_programs_change_fields_of_a_piece_by_name(cast: Cast, template: int) -> None:
    program, at = program_of(cast.igor), f"/work-templates/{template}/pieces/1"
    piece = {"title": "Build the page", "lane": "it", "version": 1}
    answer = program.put(at, {**piece, "fields": {"browser": [], "Shot on": 5}})
    assert {(one["name"], one["value"], one["days"]) for one in answer["fields"]} == {
        ("Note", "Ask … before 2026-05-20", None), ("Shot on", "5 days after launch", 5),
        ("Cost", "120.5 euros", None),
    }  # fmt: skip
    for fields in ({"Colour": "red"}, {"Tester": cast.mona.name}, {"Shot on": "2026-05-01"}):
        with refused(BadInput):
            services.edit_piece(
                actor=cast.igor, template_id=template, key=1, changes={"fields": fields}
            )


def test_a_template_from_before_there_were_fields_is_read() -> None:
    kept = Piece(1, "One").kept()
    del kept["fields"]
    assert Piece.read(kept).fields == ()
