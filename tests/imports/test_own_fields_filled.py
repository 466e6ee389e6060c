"""Columns of another tool become fields of one's own: mapped, compared, taken in, nothing invented."""

import pytest
from tests.accounts.browsing import as_person, words
from tests.cast import Cast, happened
from tests.imports.uploading import by_key, compared, mapped, read, take, taken
from tests.own_fields.test_fields_of_ones_own import define, fill, says
from tests.refusals import refused

from tandem.core.errors import BadInput
from tandem.formats.trackers.export import Item
from tandem.imports import queries, services
from tandem.imports.commands.steps import carry_on_all
from tandem.imports.rules.own import Target, own_said
from tandem.imports.rules.report import Said
from tandem.own_fields.rules import FieldType
from tandem.work.rules import WorkKind
from tandem.work.services import edit_work_item

pytestmark = pytest.mark.usefixtures("tuesday")

HEAD = "Issue key,Issue Type,Summary,Status,Custom field (Browser),Custom field (Browser),Costs,Seen on,Priority"
ROWS = (
    "SHOP-1,Task,Basket forgets the voucher,Open,Firefox,Safari,120.50,24/Sep/26,High",
    "SHOP-2,Task,Pay by invoice,Open,Opera,,\"1,200\",3/4/26,Low",
    "SHOP-3,Bug,The bank says no,Open,Chrome,,,,",
)  # fmt: skip
SHOP = "\n".join((HEAD, *ROWS, ""))
MEANS = {
    "Custom field (Browser)": "Browser", "Costs": "Cost", "Seen on": "Seen", "Priority": "",
}  # fmt: skip


def fields(cast: Cast) -> tuple[int, int, int]:
    browser = define(cast, "Browser", FieldType.CHOICES)
    cost = define(cast, "Cost", FieldType.NUMBER)
    return browser, cost, define(cast, "Seen", FieldType.DATE)


def said_of(it: queries.ImportWhole, what: Said) -> list[list[str]]:
    return it.report.examples.get(what.value, [])


@pytest.mark.parametrize(
    ("kind", "text", "row"),
    [
        (FieldType.TEXT, "in words", ["in words", None, None, None, None, None]),
        (FieldType.NUMBER, "5.0", ["", "5", None, None, None, None]),
        (FieldType.NUMBER, "1,200", None),
        (FieldType.NUMBER, "many", None),
        (FieldType.DATE, "2026-09-24", ["", None, "2026-09-24", None, None, None]),
        (FieldType.DATE, "9/24/2026", ["", None, "2026-09-24", None, None, None]),
        (FieldType.DATE, "3/4/2026", None),
        (FieldType.YES_NO, "Nein", ["", None, None, False, None, None]),
        (FieldType.LINK, "javascript:alert(1)", None),
        (FieldType.PERSON, "ann", ["", None, None, None, 5, None]),
        (FieldType.PERSON, "Ben", None),
        (FieldType.CHOICE, "firefox", ["", None, None, None, None, 1]),
        (FieldType.CHOICE, "Opera", None),
    ],
)
def test_what_can_t_be_read_for_sure_stays_text_and_is_said(
    kind: FieldType, text: str, row: list[object] | None
) -> None:
    item = Item(key="A-1", title="One", custom=(("Column", text),))
    target = Target(7, WorkKind.TASK, "Field", kind, {"firefox": 1})
    found = own_said(item, WorkKind.TASK, {"Column": "field"}, [target], {"ann": 5}.get)
    assert found.values.get(7) == ([row] if row else None)
    assert found.taken == ({"Column"} if row else set())
    assert bool(found.said) is (row is None)


def test_columns_fill_fields_and_what_isn_t_in_the_list_is_said(cast: Cast, planned: int) -> None:
    fields(cast)
    it = read(cast.igor, planned, SHOP)
    assert ["Custom field (Browser)", 3, ["Firefox, Safari", "Opera", "Chrome"]] in it.found[
        "fields"
    ]
    assert it.means.fields == {"Custom field (Browser)": "Browser"}, "It is called like it."
    mapped(cast.igor, it, fields={**it.means.fields, **MEANS})
    it = compared(cast.igor, queries.whole(cast.igor, it.row.id))
    assert said_of(it, Said.UNKNOWN_OPTION) == [["SHOP-2", "Browser: Opera"]]
    assert said_of(it, Said.FIELD_UNCLEAR) == [
        ["SHOP-2", "Cost: 1,200"],
        ["SHOP-2", "Seen: 3/4/26"],
    ]
    assert said_of(it, Said.NO_SUCH_FIELD) == [["SHOP-3", "Browser: Chrome"]]
    taken(cast.igor, it)
    one = by_key(planned)
    assert says(cast.igor, one["SHOP-1"].pk) == {
        "Browser": "Firefox, Safari", "Cost": "120.5", "Seen": "2026-09-24",
    }  # fmt: skip
    assert set(says(cast.igor, one["SHOP-2"].pk).values()) == {""}
    told = queries.origin_of(cast.igor, one["SHOP-2"].pk)
    assert told
    assert {"Opera", "1,200", "3/4/26", "Low"} <= set(dict(told.lines).values())
    told = queries.origin_of(cast.igor, one["SHOP-1"].pk)
    assert told
    assert "120.50" not in dict(told.lines).values()


def test_what_changed_there_is_taken_what_was_filled_in_here_is_a_conflict(
    cast: Cast, planned: int
) -> None:
    browser, cost, _seen = fields(cast)
    take(cast.igor, planned, SHOP, fields=MEANS)
    one = by_key(planned)["SHOP-1"].pk
    fill(cast.igor, one, browser, ["Chrome"])
    again = SHOP.replace("Firefox,Safari,120.50", "Firefox,,130")
    it = take(cast.igor, planned, again, fields=MEANS)
    assert [line[2] for line in it.report.conflicts] == [["Browser"]]
    assert says(cast.igor, one)["Browser"] == "Chrome"
    assert says(cast.igor, one)["Cost"] == "130"
    same = compared(cast.igor, read(cast.igor, planned, again))
    assert same.report.counts["unchanged"] == 3, "It isn't asked about again."
    it = take(cast.igor, planned, SHOP, fields=MEANS, theirs=True)
    assert says(cast.igor, one)["Browser"] == "Firefox, Safari"
    fill(cast.igor, one, cost, "7")
    assert happened(planned).count("field.filled_in") == 5


def test_what_came_in_before_its_columns_were_mapped_is_filled_in_later_and_undone_whole(
    cast: Cast, planned: int
) -> None:
    take(cast.igor, planned, SHOP)
    fields(cast)
    first = take(cast.igor, planned, SHOP, fields=MEANS)
    assert first.report.counts["changed"] == 1
    assert says(cast.igor, by_key(planned)["SHOP-1"].pk)["Cost"] == "120.5"
    second = take(cast.igor, planned, SHOP.replace("SHOP-", "NEW-"), fields=MEANS)
    one = by_key(planned)["NEW-1"]
    services.undo_import(actor=cast.igor, import_id=second.row.id)
    carry_on_all()
    one.refresh_from_db()
    assert one.state == "dropped", "Filling fields in while it comes in is no touch of somebody."


def test_the_fields_of_another_kind_stay_as_they_are(cast: Cast, planned: int) -> None:
    fields(cast)
    take(cast.igor, planned, SHOP, fields=MEANS)
    one = by_key(planned)["SHOP-1"].pk
    edit_work_item(actor=cast.igor, work_id=one, changes={"kind": WorkKind.BUG})
    it = take(cast.igor, planned, SHOP.replace("120.50", "7"), fields=MEANS)
    assert it.report.counts["conflicts"] == 0
    edit_work_item(actor=cast.igor, work_id=one, changes={"kind": WorkKind.TASK})
    assert says(cast.igor, one)["Cost"] == "120.5"


def test_what_is_the_other_side_s_by_now_is_left_as_it_is(cast: Cast, planned: int) -> None:
    fields(cast)
    take(cast.igor, planned, SHOP, fields=MEANS)
    one = by_key(planned)["SHOP-1"]
    one.lane = "marketing"
    one.save()
    it = take(cast.igor, planned, SHOP.replace("120.50", "7"), fields=MEANS)
    assert it.outcome.said["not_yours"] == 1
    assert says(cast.alice, one.pk)["Cost"] == "120.5"


def test_the_page_maps_columns_and_a_field_that_isn_t_there_is_refused(
    cast: Cast, planned: int
) -> None:
    it = read(cast.igor, planned, SHOP)
    igor = as_person(cast.igor)
    assert "Field here" not in words(igor.get(it.row.url)), "There are no fields yet."
    define(cast, "Importance", FieldType.TEXT)
    page = igor.get(it.row.url)
    assert "Such as" in words(page)
    at = [one[0] for one in it.found["fields"]].index("priority")
    form = {
        "side": "it", "side_by": "all", "theirs": "ours", "state_0": "to_do", "kind_0": "task",
        "kind_1": "bug", f"field_{at}": "Importance",
    }  # fmt: skip
    igor.post(f"{it.row.url}mapping/", form)
    assert queries.whole(cast.igor, it.row.id).means.fields["priority"] == "Importance"
    taken(cast.igor, queries.whole(cast.igor, it.row.id))
    assert says(cast.igor, by_key(planned)["SHOP-1"].pk) == {"Importance": "High"}
    other = read(cast.igor, planned, SHOP)
    with refused(BadInput):
        mapped(cast.igor, other, fields={"priority": "Colour"})
