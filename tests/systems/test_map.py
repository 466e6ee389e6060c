"""The map of systems and data flows: what is drawn, where it stands, what opens, what is beside it."""

from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from tests.accounts.browsing import as_person
from tests.api.program import program_of
from tests.cast import Cast

from tandem.core.errors import NotFound
from tandem.systems import queries, services
from tandem.systems.queries import BoxKind, Chart
from tandem.systems.rules import Criticality, DataClass, Entry, FlowEntry, charting, layers
from tandem.systems.rules.charting import Asked, GroupedBy, Inside

CONTACT, PAYMENT = DataClass.CUSTOMER_CONTACT, DataClass.PAYMENT
HOME = "/systems/map/"


def test_boxes_stand_right_of_what_gives_them_data_and_long_lines_pass_through_gaps() -> None:
    assert layers.layers_of([0, 1, 2], [(0, 1), (1, 2), (0, 2)]) == {0: 0, 1: 1, 2: 2}
    drawing = layers.drawn(4, [(0, 1), (1, 2), (0, 2)])
    step = layers.WIDE + layers.ACROSS
    assert [x for x, _ in drawing.corners[:3]] == [layers.MARGIN + at * step for at in range(3)]
    # One curve to the neighbour; to the one after that a curve, a straight gap, a curve.
    assert [way.count("C") for way in drawing.ways] == [1, 1, 2]
    assert drawing.ways[2].count("L") == 1
    # What nothing flows to or from stands below all others.
    assert drawing.corners[3][1] > max(y for _, y in drawing.corners[:3])


def test_a_circle_has_one_line_back_and_no_two_boxes_lie_on_each_other() -> None:
    circle = [(0, 1), (1, 2), (2, 0)]
    at = layers.layers_of([0, 1, 2], circle)
    assert sum(at[a] > at[b] for a, b in circle) == 1
    many = [(a, b) for a in range(40) for b in range(40) if a != b and (a * 7 + b) % 9 == 0]
    corners = layers.drawn(40, many).corners
    columns: dict[float, list[float]] = {}
    for x, y in corners:
        columns.setdefault(x, []).append(y)
    assert len(columns) <= layers.COLUMNS
    for column in map(sorted, columns.values()):
        assert all(b - a >= layers.HIGH for a, b in pairwise(column))


def test_numbers_that_fall_are_brought_to_their_middle() -> None:
    assert layers.rising([1, 3, 2, 4]) == [1, 2.5, 2.5, 4]


def test_what_divides_best_is_taken_and_the_alphabet_where_nothing_divides() -> None:
    scope = range(100)
    even = charting.by_key([str(one % 4) for one in scope], scope)
    lopsided = charting.by_key(["a"] * 90 + ["b"] * 10, scope)
    name = charting.by_range(scope)
    assert (
        charting.best_way({GroupedBy.HELP: lopsided, GroupedBy.VENDOR: even, GroupedBy.NAME: name})
        is GroupedBy.VENDOR
    )
    assert charting.best_way({GroupedBy.HELP: lopsided, GroupedBy.NAME: name}) is GroupedBy.NAME
    assert sorted(place for one in name.values() for place in one) == list(scope)


def test_small_groups_stand_together_and_only_the_strongest_lines_are_drawn() -> None:
    scope = range(200)
    kept, others = charting.with_others(charting.by_key([str(one // 4) for one in scope], scope))
    assert len(kept) == charting.GROUPS - 1
    assert len(others) == 200 - 4 * len(kept)
    lines = Counter({(a, b): a * b for a in range(1, 31) for b in range(1, 31) if a != b})
    drawn = charting.strongest(lines, 30)
    assert len(drawn) == 90
    # Nobody stands alone whom something flows to; beyond that the most flows count.
    assert {end for line in drawn for end in line} == set(range(1, 31))
    assert (1, 30) in drawn
    assert (1, 29) not in drawn
    assert (25, 30) in drawn


@pytest.fixture
def shop(cast: Cast) -> dict[str, int]:
    """A shop that gives contacts to a CRM and a mailing tool, which gives behaviour to a report."""
    entries = [
        Entry("Shop", vendor="Fjord", criticality=Criticality.VITAL),
        Entry("CRM", vendor="North"),
        Entry("Mailer", vendor="North"),
        Entry("Report"),
    ]
    made = {one.name: services.add_system(actor=cast.igor, entry=one).pk for one in entries}
    for giver, taker, data in (
        ("Shop", "CRM", (CONTACT, PAYMENT)),
        ("Shop", "Mailer", (CONTACT,)),
        ("Mailer", "Report", (DataClass.BEHAVIOUR,)),
        ("CRM", "Mailer", ()),
    ):
        flow = FlowEntry(made[giver], made[taker], data_classes=data)
        services.add_flow(actor=cast.igor, entry=flow)
    return made


def _lines(chart: Chart) -> set[tuple[str, str, int]]:
    names = [str(box.name) for box in chart.boxes]
    return {(names[one.giver], names[one.taker], one.count) for one in chart.lines}


def test_few_entries_have_a_box_each_and_data_choose_the_lines(
    cast: Cast, shop: dict[str, int]
) -> None:
    chart = queries.chart(cast.mona, Asked())
    assert [box.name for box in chart.boxes] == ["CRM", "Mailer", "Report", "Shop"]
    assert len(chart.lines) == 4
    assert (chart.boxes[1].gets, chart.boxes[1].gives) == (2, 1)
    # Where nobody has said which data flow, any may.
    paid = queries.chart(cast.mona, Asked(data=PAYMENT))
    assert _lines(paid) == {("Shop", "CRM", 1), ("CRM", "Mailer", 1)}
    services.retire_system(actor=cast.igor, system_id=shop["Mailer"])
    assert _lines(queries.chart(cast.mona, Asked())) == {("Shop", "CRM", 1)}
    with pytest.raises(NotFound):
        queries.chart(cast.mona, Asked(around=shop["Mailer"]))


def test_a_group_opens_and_shows_what_is_beside_it(cast: Cast, shop: dict[str, int]) -> None:
    groups = queries.chart(cast.mona, Asked(by=GroupedBy.VENDOR))
    assert _lines(groups) == {("Fjord", "North", 2), ("North", "not said yet", 1)}
    north = next(box for box in groups.boxes if box.name == "North")
    assert north.opens == (Inside(GroupedBy.VENDOR, "North"),)
    opened = queries.chart(cast.mona, Asked(inside=north.opens))
    assert _lines(opened) == {
        ("CRM", "Mailer", 1),
        *(("Fjord", "CRM", 1), ("Fjord", "Mailer", 1), ("Mailer", "not said yet", 1)),
    }
    assert {box.name for box in opened.boxes if box.kind is BoxKind.OUTSIDE} == {
        "Fjord",
        "not said yet",
    }
    with pytest.raises(NotFound):
        queries.chart(cast.mona, Asked(inside=(Inside(GroupedBy.VENDOR, "nobody's"),)))


def test_many_entries_become_groups_and_every_one_can_be_reached(
    cast: Cast, shop: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(charting, "DRAWN", 2)
    found: set[str] = set()
    open_next: list[tuple[Inside, ...]] = [()]
    while open_next:
        chart = queries.chart(cast.mona, Asked(inside=open_next.pop()))
        here = [box for box in chart.boxes if box.kind in {BoxKind.ENTRY, BoxKind.GROUP}]
        assert len(here) <= max(charting.DRAWN, charting.GROUPS)
        found |= {str(box.name) for box in here if box.kind is BoxKind.ENTRY}
        open_next += [box.opens for box in here if box.kind is BoxKind.GROUP]
    assert found == set(shop)


def test_around_an_entry_stands_what_gives_to_the_left_and_what_gets_to_the_right(
    cast: Cast, shop: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    near = queries.chart(cast.mona, Asked(around=shop["CRM"]))
    assert {box.name: box.layer for box in near.boxes} == {"Shop": 0, "CRM": 1, "Mailer": 2}
    far = queries.chart(cast.mona, Asked(around=shop["Report"], steps=2))
    assert {box.name: box.layer for box in far.boxes} == {
        "CRM": 0,
        "Shop": 0,
        "Mailer": 1,
        "Report": 2,
    }
    monkeypatch.setattr(charting, "AROUND", 0)
    crowded = queries.chart(cast.mona, Asked(around=shop["Shop"]))
    more = [box for box in crowded.boxes if box.kind is BoxKind.MORE]
    assert [(box.name, box.count, box.gets) for box in more] == [("2 more", 2, 2)]


def test_the_page_leads_on_and_says_the_same_as_tables(cast: Cast, shop: dict[str, int]) -> None:
    mona = as_person(cast.mona)
    page = mona.get(HOME).content.decode()
    assert page.count('class="flow') == 4 + 3  # three stand in the key
    assert f'href="{HOME}?around={shop["CRM"]}"' in page
    assert "style=" not in page
    assert "What flows along 4 lines" in page
    around = mona.get(HOME, {"around": shop["CRM"], "size": "140"}).content.decode()
    assert f'href="/systems/{shop["CRM"]}/"' in around
    grouped = mona.get(HOME, {"by": "vendor"}).content.decode()
    assert "in=vendor%3ANorth" in grouped
    inside = mona.get(HOME, {"in": "vendor:North", "data": "payment"}).content.decode()
    assert '<input type="hidden" name="in" value="vendor:North">' in inside
    for wrong in ("around=0", "around=x", "around=9999999999999999999", "in=x", "in=vendor:%00"):
        assert mona.get(f"{HOME}?{wrong}").status_code == 404, wrong
    assert mona.get(f"{HOME}?by=x&steps=9&data=x&size=%C2%B2").status_code == 200


def test_a_program_reads_the_map(cast: Cast, shop: dict[str, int]) -> None:
    program = program_of(cast.mona)
    read: dict[str, Any] = program.get("/systems/map?by=vendor")
    north = next(box for box in read["boxes"] if box["name"] == "North")
    assert (north["kind"], north["count"], north["opens"]) == ("group", 2, ["vendor:North"])
    opened = program.get("/systems/map?inside=vendor:North&data=payment")
    assert [line["data"] for line in opened["lines"]] == [[], ["customer_contact", "payment"]]
    assert program.ask("GET", "/systems/map?inside=x").status == 404
    around = f"/systems/map?system_id={shop['CRM']}&steps="
    assert len(program.get(f"{around}1")["boxes"]) == 3
    assert program.ask("GET", f"{around}4").status == 422
