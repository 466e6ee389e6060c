"""Fields that a company gives its kinds of work: said, filled in, asked for, kept."""

from datetime import date
from decimal import Decimal

import pytest
from tests.accounts.browsing import as_person, words
from tests.api.program import program_of
from tests.cast import Cast, happened, hide
from tests.refusals import nothing_written, refused
from tests.work.making import add, item, move

from tandem.accounts.rules import Actor, Lane
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.own_fields import queries, services
from tandem.own_fields.models import FieldValue
from tandem.own_fields.rules import FieldStep, FieldType, Said, Unreadable, read
from tandem.work.queries import rows_by_id, work_fitting
from tandem.work.rules import WorkKind, WorkState, read_filter
from tandem.work.services import change_several, edit_work_item

BROWSERS = ("Firefox", "Safari", "Chrome")


@pytest.fixture(autouse=True)
def _on_tuesday(tuesday: None) -> None:
    """All of it happens on Tuesday 10 March 2026."""


def define(cast: Cast, name: str, type: FieldType, **more: object) -> int:  # noqa: A002
    more = {"kind": WorkKind.TASK, "options": BROWSERS if type.is_listed else (), **more}
    return services.add_field(actor=cast.vera, name=name, type=type, **more).id  # type: ignore[arg-type]


def fill(actor: Actor, work: int, field: int, value: str | list[str], **more: str) -> None:
    services.fill_in(actor=actor, work_id=work, field_id=field, value=value, **more)


def says(actor: Actor, work: int) -> dict[str, str]:
    shown = queries.fields_of_item(actor, rows_by_id([work])[0]).shown
    return {one.field.name: one.words for one in shown}


def asked(actor: Actor, text: str) -> set[int]:
    return set(work_fitting(actor, read_filter(text)).values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        (FieldType.TEXT, "  in words ", Said(text="in words")),
        (FieldType.NUMBER, "1 200,5", Said(number=Decimal("1200.5"))),
        (FieldType.DATE, "31.05.2026", Said(day=date(2026, 5, 31))),
        (FieldType.YES_NO, "No", Said(yes=False)),
        (FieldType.LINK, "https://example.org/a", Said(text="https://example.org/a")),
        (FieldType.NUMBER, " ", Said()),
    ],
)
def test_what_is_typed_is_read_by_its_type(kind: FieldType, text: str, said: Said) -> None:
    assert read(kind, text) == said


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (FieldType.NUMBER, "many"),
        (FieldType.NUMBER, "NaN"),
        (FieldType.NUMBER, "1e99"),
        (FieldType.DATE, "2026-02-30"),
        (FieldType.YES_NO, "perhaps"),
        (FieldType.LINK, "javascript:alert(1)"),
    ],
)
def test_what_can_t_stand_there_says_what_can(kind: FieldType, text: str) -> None:
    with pytest.raises(Unreadable) as no:
        read(kind, text)
    assert no.value.reason.startswith("Write")


def test_administrators_say_which_fields_work_has(cast: Cast) -> None:
    for actor in (cast.alice, cast.igor, cast.rita, cast.charlie):
        with nothing_written(), refused(NotAllowed):
            services.add_field(actor=actor, kind=WorkKind.BUG, name="Browser", type=FieldType.TEXT)
    one = define(cast, "Browser", FieldType.CHOICE)
    with nothing_written(), refused(BadInput):
        define(cast, "browser", FieldType.TEXT)
    with nothing_written(), refused(BadInput):
        define(cast, "A=b", FieldType.TEXT)
    with nothing_written(), refused(BadInput):
        define(cast, "Empty list", FieldType.CHOICE, options=())
    other = define(cast, "Cost", FieldType.NUMBER, unit="euros")
    services.move_field(actor=cast.vera, field_id=other, step=FieldStep.UP)
    assert [field.label for field in queries.fields_defined()] == ["Cost (euros)", "Browser"]
    for number in range(18):
        define(cast, f"Field {number}", FieldType.TEXT)
    with nothing_written(), refused(RuleBroken):
        define(cast, "One too many", FieldType.TEXT)
    assert one != other


def test_each_type_is_filled_in_and_read_again(cast: Cast, planned: int) -> None:
    work = add(cast.igor, planned, lane=Lane.IT)
    for name, of, value in (
        ("Words", FieldType.TEXT, "As before"),
        ("Cost", FieldType.NUMBER, "12.50"),
        ("Day", FieldType.DATE, "2026-05-31"),
        ("Browser", FieldType.CHOICE, "safari"),
        ("Browsers", FieldType.CHOICES, ["Chrome", "Firefox"]),
        ("Who", FieldType.PERSON, "Mona Maler"),
        ("Where", FieldType.LINK, "https://example.org"),
        ("Urgent", FieldType.YES_NO, "yes"),
    ):
        fill(cast.igor, work, define(cast, name, of), value)
    assert says(cast.rita, work) == {
        "Words": "As before",
        "Cost": "12.5",
        "Day": "2026-05-31",
        "Browser": "Safari",
        "Browsers": "Firefox, Chrome",
        "Who": "Mona Maler",
        "Where": "https://example.org",
        "Urgent": "yes",
    }
    assert happened(planned)[-1] == "field.filled_in"
    page = words(as_person(cast.igor).get(f"/work/{work}/"))
    assert "As before" in page
    assert "Firefox, Chrome" in page


def test_who_doesn_t_work_on_it_fills_nothing_in(cast: Cast, planned: int) -> None:
    work, field = add(cast.igor, planned, lane=Lane.IT), define(cast, "Cost", FieldType.NUMBER)
    for actor in (cast.mona, cast.rita, cast.charlie):
        with nothing_written(), refused(NotAllowed):
            fill(actor, work, field, "3")
    hide(planned)
    with nothing_written(), refused(NotFound):
        fill(cast.mona, work, field, "3")
    fill(cast.igor, work, field, "3")
    with nothing_written():
        fill(cast.igor, work, field, "3.0")


def test_bad_values_are_refused_with_what_would_do(cast: Cast, planned: int) -> None:
    work = add(cast.igor, planned, lane=Lane.IT)
    choice, person = (
        define(cast, "Browser", FieldType.CHOICE),
        define(cast, "Who", FieldType.PERSON),
    )
    for field, value, says_ in (
        (choice, "Lynx", "Choose from the list: Firefox, Safari, Chrome."),
        (choice, ["Firefox", "Safari"], "Choose one of the list."),
        (person, "Nobody Atall", "Write the name of one person who is here."),
    ):
        with nothing_written(), refused(BadInput) as no:
            fill(cast.igor, work, field, value)  # type: ignore[arg-type]
        assert no.value.reason == says_
    of_bugs = define(cast, "Steps", FieldType.TEXT, kind=WorkKind.BUG)
    with nothing_written(), refused(NotFound):
        fill(cast.igor, work, of_bugs, "One, two")


def test_whoever_comes_second_is_told_and_keeps_what_they_typed(cast: Cast, planned: int) -> None:
    work, field = add(cast.igor, planned, lane=Lane.IT), define(cast, "Cost", FieldType.NUMBER)
    fill(cast.igor, work, field, "3")
    client = as_person(cast.igor)
    late = client.post(f"/work/{work}/fields/{field}/", {"value": "5", "seen": ""})
    assert late.status_code == 422
    assert "it says 3 now" in words(late)
    assert 'value="5"' in late.content.decode()
    wrong = client.post(f"/work/{work}/fields/{field}/", {"value": "x5", "seen": "3"})
    assert 'value="x5"' in wrong.content.decode()
    assert (
        client.post(f"/work/{work}/fields/{field}/", {"value": "5", "seen": "3"}).status_code == 303
    )
    assert says(cast.igor, work) == {"Cost": "5"}


def test_work_isn_t_done_before_its_required_fields_are_filled_in(cast: Cast, planned: int) -> None:
    work, other = add(cast.igor, planned, lane=Lane.IT), add(cast.igor, planned, lane=Lane.IT)
    field = define(cast, "Cost", FieldType.NUMBER, required=True)
    with nothing_written(), refused(RuleBroken) as no:
        move(cast.igor, work, WorkState.DONE)
    assert no.value.reason == "Before it is done, fill in: Cost."
    fill(cast.igor, work, field, "0")
    with nothing_written(), refused(RuleBroken):
        change_several(actor=cast.igor, work_ids=[work, other], changes={"state": WorkState.DONE})
    move(cast.igor, work, WorkState.DONE)
    assert item(work).state == "done"


def test_what_left_a_list_stays_and_cannot_be_chosen_anew(cast: Cast, planned: int) -> None:
    work, other = (add(cast.igor, planned, lane=Lane.IT) for _ in range(2))
    field = define(cast, "Browsers", FieldType.CHOICES)
    fill(cast.igor, work, field, ["Safari", "Chrome"])
    services.change_field(
        actor=cast.vera, field_id=field, name="Browsers", options=["Firefox", "Chrome"]
    )
    with refused(BadInput) as caught:
        fill(cast.igor, other, field, ["Safari"])
    assert str(caught.value.reason) == "Choose from the list: Firefox, Chrome."
    fill(cast.igor, work, field, ["Safari", "Firefox"])
    assert says(cast.igor, work) == {"Browsers": "Firefox, Safari"}
    client = as_person(cast.igor)
    page = f"/work/{{}}/fields/{field}/"
    assert "Safari" in words(client.get(page.format(work)))
    assert "Safari" not in words(client.get(page.format(other)))
    fill(cast.igor, work, field, ["Firefox"])
    with refused(BadInput):
        fill(cast.igor, work, field, ["Safari", "Firefox"])


def test_retired_and_renamed_fields_lose_nothing(cast: Cast, planned: int) -> None:
    work, field = add(cast.igor, planned, lane=Lane.IT), define(cast, "Browser", FieldType.CHOICE)
    fill(cast.igor, work, field, "Safari")
    services.change_field(
        actor=cast.vera, field_id=field, name="Seen in", options=["Firefox", "Edge"]
    )
    assert says(cast.igor, work) == {"Seen in": "Safari"}, "it stays where it was chosen"
    services.retire_field(actor=cast.vera, field_id=field)
    assert says(cast.igor, work) == {}
    with nothing_written(), refused(NotFound):
        fill(cast.igor, work, field, "Edge")
    services.bring_back_field(actor=cast.vera, field_id=field)
    edit_work_item(actor=cast.igor, work_id=work, changes={"kind": WorkKind.BUG})
    assert (says(cast.igor, work), FieldValue.objects.count()) == ({}, 1)
    edit_work_item(actor=cast.igor, work_id=work, changes={"kind": WorkKind.TASK})
    assert says(cast.igor, work) == {"Seen in": "Safari"}


def test_the_filter_asks_for_fields(cast: Cast, planned: int) -> None:
    one, two = add(cast.igor, planned, lane=Lane.IT), add(cast.igor, planned, lane=Lane.IT)
    cost, browser = (
        define(cast, "Cost", FieldType.NUMBER),
        define(cast, "Seen in", FieldType.CHOICES),
    )
    day, who = define(cast, "Day", FieldType.DATE), define(cast, "Who", FieldType.PERSON)
    fill(cast.igor, one, cost, "120")
    fill(cast.igor, two, cost, "80")
    fill(cast.igor, one, browser, ["Firefox", "Safari"])
    fill(cast.igor, one, day, "2026-03-12")
    fill(cast.igor, two, who, "Igor Ilic")
    for text, found in (
        ("field:cost", {one, two}),
        ('field:"Cost>100"', {one}),
        ("field:Cost=80", {two}),
        (f'-field:"Seen in=safari" in:{planned}', {two}),
        ('field:"Seen in=none"', {two}),
        ('field:"Day<+7"', {one}),
        ("field:Who=me", {two}),
        ("field:Unknown=3", set()),
        ("field:Cost=dear", set()),
    ):
        assert asked(cast.igor, text) == found, text
    page = words(as_person(cast.igor).get("/all-work/?q=field%3AUnknown%3D3"))
    assert "No field is called “Unknown”" in page


def test_lists_show_fields_as_columns_and_files_have_them_all(cast: Cast, planned: int) -> None:
    work, field = add(cast.igor, planned, lane=Lane.IT), define(cast, "Cost", FieldType.NUMBER)
    fill(cast.igor, work, field, "120")
    client = as_person(cast.igor)
    page = client.get(f"/all-work/?columns=state&columns=field-{field}")
    assert f'hx-get="/work/{work}/fields/{field}/"' in page.content.decode()
    assert "120" in words(page)
    assert "Cost (task)" in client.get("/all-work/export/csv/").content.decode()
    assert client.get("/all-work/export/json/").json()["items"][0]["Cost (task)"] == "120"
    opened = client.get(f"/work/{work}/fields/{field}/", headers={"HX-Request": "true"})
    assert "data-cell-form" in opened.content.decode()


def test_lists_take_as_many_queries_for_thirty_as_for_three(
    cast: Cast, planned: int, django_assert_max_num_queries: object
) -> None:
    field = define(cast, "Browser", FieldType.CHOICES)
    rows = rows_by_id([add(cast.igor, planned, lane=Lane.IT) for _ in range(3)])
    for row in rows:
        fill(cast.igor, row.id, field, ["Firefox", "Safari"])
    fields = queries.fields_defined()
    with django_assert_max_num_queries(2):  # type: ignore[operator]
        shown = queries.shown_in(rows, fields)
    assert {one[field].words for one in shown.values()} == {"Firefox, Safari"}


def test_programs_define_and_fill_in(cast: Cast, planned: int) -> None:
    work = add(cast.igor, planned, lane=Lane.IT)
    vera, igor = program_of(cast.vera), program_of(cast.igor)
    new = {"kind": "task", "name": "Browser", "type": "choices", "options": list(BROWSERS)}
    field = vera.post("/fields", new)["id"]
    igor.put(f"/work/{work}/fields/{field}", {"value": ["Safari"]})
    assert igor.get(f"/work/{work}/fields")["fields"][0]["value"] == ["Safari"]
    igor.refused(422, "PUT", f"/work/{work}/fields/{field}", {"value": "Lynx"})
    assert igor.get('/work?q=field:"Browser=Safari"'.replace('"', "%22"))["items"][0]["id"] == work
    changed = {"name": "Seen in", "options": ["Safari"]}
    assert vera.put(f"/fields/{field}", changed)["options"] == ["Safari"]
    assert vera.delete(f"/fields/{field}")["retired"]
    assert not vera.post(f"/fields/{field}/return")["retired"]
    assert vera.put(f"/fields/{field}/place", {"step": "up"})["fields"][0]["name"] == "Seen in"


def test_the_page_of_fields_keeps_what_was_typed(cast: Cast) -> None:
    client = as_person(cast.vera)
    sent = {"name": "Browser", "kind": "task", "type": "choice", "options": ""}
    page = client.post("/settings/fields/", sent)
    assert page.status_code == 422
    assert 'value="Browser"' in page.content.decode()
    assert client.post("/settings/fields/", {**sent, "options": "Safari\nEdge"}).status_code == 303
    field = queries.fields_defined()[0].id
    sent = {"name": "Seen in", "options": "Edge", "required": "on"}
    assert client.post(f"/settings/fields/{field}/", sent).status_code == 303
    page = words(client.get("/settings/fields/"))
    assert "Seen in" in page
    assert "before it is done" in page
    assert "An administrator adds" in words(as_person(cast.alice).get("/settings/fields/"))
