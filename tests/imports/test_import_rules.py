"""What another tool says, in our words."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest

from tandem.accounts.rules import Lane
from tandem.formats.trackers import Change, Check, Checklist, Comment, Item, Link, Person
from tandem.imports.rules import columns, found, telling
from tandem.imports.rules.comparing import compared, values_of
from tandem.imports.rules.mapping import Means, Unclear, read_means
from tandem.imports.rules.report import Field, Report, Said
from tandem.imports.rules.ties import edges_of
from tandem.imports.rules.translating import Here, translate
from tandem.imports.rules.tying import ties_of
from tandem.work.rules import GivenMove, WorkKind, WorkState, why_not_given

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
MADE = datetime(2026, 1, 5, 9, tzinfo=UTC)
ALL_SIDES = frozenset({*Lane, None})
HERE = Here(me=1, now=NOW, able=frozenset({1, 5}), estimates=ALL_SIDES)
ITEM = Item("SHOP-1", "Pay", state="Open", category="new", made=MADE)
MEANS = Means(side="it")


def at(day: int) -> datetime:
    return datetime(2026, 1, day, 9, tzinfo=UTC)


def work_of(item: Item, means: Means = MEANS, here: Here = HERE):  # type: ignore[no-untyped-def]
    work = translate(item, means, here).work
    assert work is not None
    return work


@pytest.mark.parametrize(
    ("state", "category", "ours"),
    [
        ("Open", "new", "to_do"),
        ("Selected for Development", "new", "next"),
        ("In Progress", "doing", "in_progress"),
        ("In Review", "doing", "in_review"),
        ("Closed", "done", "done"),
        ("Won't do", "done", "dropped"),
        ("In Arbeit", "", "in_progress"),
        ("Erledigt", "", "done"),
        ("Somewhere", "", "to_do"),
    ],
)
def test_a_state_of_theirs_is_probably_one_of_ours(state: str, category: str, ours: str) -> None:
    assert found.proposed_state(state, category).value == ours  # type: ignore[arg-type]


def test_kinds_and_resolutions_are_proposed() -> None:
    assert found.proposed_kinds(["Bug", "Story", "Spike"]) == {
        "Bug": "bug",
        "Story": "task",
        "Spike": "spike",
    }
    resolved = found.proposed_resolutions(["Fixed", "Won't Fix", "Duplicate"])
    assert resolved == {"Fixed": "", "Won't Fix": "dropped", "Duplicate": "dropped"}


def test_people_are_known_by_mail_then_by_name() -> None:
    people = [Person("a", "Igor", "IGOR@x.example"), Person("b", "Mona  Maler"), Person("c", "Zed")]
    who = found.who_is_who(people, {"igor@x.example": 3}, {"mona maler": 4})
    assert who == {"a": 3, "b": 4}


def test_moves_have_their_real_moments() -> None:
    item = replace(
        ITEM,
        state="Closed",
        category="done",
        resolved=at(9),
        history=(
            Change(at(6), "state", "Open", "In Progress"),
            Change(at(7), "assignee", "", "Ann"),
            Change(at(8), "state", "In Progress", "In Review"),
            Change(at(9), "state", "In Review", "Closed"),
        ),
    )
    assert work_of(item).moves == (
        GivenMove(WorkState.TO_DO, MADE),
        GivenMove(WorkState.IN_PROGRESS, at(6)),
        GivenMove(WorkState.IN_REVIEW, at(8)),
        GivenMove(WorkState.DONE, at(9)),
    )
    without = work_of(item, replace(MEANS, history=False))
    assert [move.at for move in without.moves] == [MADE, at(9)]


def test_moves_never_lie_ahead_nor_turn_back() -> None:
    item = replace(
        ITEM, state="Closed", category="done", made=at(8), resolved=NOW + timedelta(days=9)
    )
    assert [move.at for move in work_of(item).moves] == [at(8), NOW]
    back = replace(item, resolved=at(2))
    assert [move.at for move in work_of(back).moves] == [at(8), at(8)]


def test_what_has_no_dates_is_said() -> None:
    item = Item("1", "Pay", state="Done", category="done")
    seen = translate(item, MEANS, HERE)
    assert seen.said == [Said.NO_END]
    assert seen.work is not None
    assert seen.work.state is WorkState.DONE


def test_what_is_left_out_is_said() -> None:
    closed = replace(ITEM, state="Closed", category="done", resolved=at(9), kind="Epic")
    for means, why in (
        (Means(only_open=True), Said.CLOSED),
        (Means(since="2026-02-01"), Said.OLD),
        (Means(states={"Closed": "out"}), Said.STATE_OUT),
        (Means(kinds={"Epic": "out"}), Said.KIND_OUT),
    ):
        seen = translate(closed, means, HERE)
        assert (seen.work, seen.said) == (None, [why])
    assert translate(closed, Means(since="2026-01-09"), HERE).work


def test_a_closed_item_that_nobody_did_is_dropped() -> None:
    item = replace(ITEM, state="Closed", category="done", resolution="Won't Fix", resolved=at(9))
    means = Means(resolutions={"Won't Fix": "dropped"})
    assert work_of(item, means).state is WorkState.DROPPED
    assert work_of(item).state is WorkState.DONE


def test_sides_come_from_components_labels_or_lists() -> None:
    item = replace(ITEM, components=("Web",), labels=("mail",), group="Letters")
    by = {"Web": "it", "mail": "marketing", "Letters": "marketing"}
    assert work_of(item, Means(side_by="component", sides=by)).lane is Lane.IT
    assert work_of(item, Means(side_by="label", sides=by)).lane is Lane.MARKETING
    assert work_of(item, Means(side_by="group", sides=by)).lane is Lane.MARKETING
    assert work_of(item, Means(sides=by)).lane is None


def test_estimates_are_working_days_in_halves_of_whose_they_are() -> None:
    item = replace(ITEM, estimate=6 * 3600, points=3)
    assert work_of(item).days == Decimal(1)
    assert work_of(replace(item, estimate=600)).days == Decimal("0.5")
    assert work_of(replace(item, estimate=None), replace(MEANS, point_days=0.5)).days == Decimal(
        "1.5"
    )
    assert work_of(replace(item, estimate=None)).days is None
    others = replace(HERE, estimates=frozenset({Lane.MARKETING}))
    seen = translate(item, MEANS, others)
    assert seen.said == [Said.NOT_ESTIMATED]
    assert ["estimate", "6 h"] in telling.told(item, {}, estimated=False)
    long = translate(replace(item, estimate=8 * 3600 * 500), MEANS, HERE)
    assert long.said == [Said.TOO_LONG]


def test_work_is_given_to_those_of_us_who_can_do_it() -> None:
    item = replace(ITEM, assignee="ann", reporter="ben")
    means = replace(MEANS, people={"ann": 5, "ben": 9})
    assert work_of(item, means).people == (5,)
    assert work_of(item, means).asked_by is None
    assert translate(item, MEANS, HERE).said == [Said.NOT_ONE_OF_US]


def test_long_texts_are_cut_and_said() -> None:
    seen = translate(replace(ITEM, title="w" * 300, description="d" * 30_000), MEANS, HERE)
    assert seen.said == [Said.TITLE_CUT, Said.TEXT_CUT]
    assert seen.work is not None
    assert seen.work.description.startswith("w" * 300)
    assert len(seen.work.title) == 200


def test_checklists_are_checks() -> None:
    lists = (
        Checklist("Copy", (Check("Text", True), Check("  ", False))),
        Checklist("Web", (Check("Page", False),)),
    )
    work = work_of(replace(ITEM, checklists=lists))
    assert [(line.text, line.done_at is not None) for line in work.checks] == [
        ("Copy: Text", True),
        ("Web: Page", False),
    ]


def test_a_beginning_after_the_due_day_is_left_out() -> None:
    item = replace(ITEM, started=at(9), due=date(2026, 1, 6))
    seen = translate(item, MEANS, HERE)
    assert Said.DUE_FIRST in seen.said
    assert seen.work is not None
    assert (seen.work.starts_on, seen.work.due_on) == (None, date(2026, 1, 6))


def test_an_item_is_known_again_by_its_key_a_row_by_its_title() -> None:
    assert telling.identity(ITEM) == "SHOP-1"
    row = Item("row 4", "Pay")
    assert telling.identity(row) == telling.identity(replace(row, key="row 9"))


def test_the_original_is_a_page_for_people() -> None:
    item = replace(ITEM, url="https://jira.example/jira/rest/api/2/issue/10001")
    assert telling.address(item) == "https://jira.example/jira/browse/SHOP-1"
    assert telling.address(replace(ITEM, url="javascript:alert(1)")) == ""
    assert telling.address(replace(ITEM, url="https://x.example/a")) == "https://x.example/a"


def test_a_comment_is_of_whoever_the_file_names_unless_that_is_who_brings_it() -> None:
    said = Comment("ann", at(6), "Seen *twice*")
    assert telling.comment_text(said) == ("Seen *twice*", False)
    assert telling.speaker("Ann  *E*", own=False) == "Ann *E*"
    assert (telling.speaker("", own=False), telling.speaker("Ann", own=True)) == ("?", "")
    long, cut = telling.comment_text(replace(said, text="x" * 20_000))
    assert (len(long), cut) == (10_000, True)


def test_links_that_mean_waiting_are_told_from_others() -> None:
    item = replace(
        ITEM,
        links=(
            Link("is blocked by", "A"),
            Link("blocks", "B"),
            Link("depends on", "C"),
            Link("is dependent of", "D"),
            Link("relates to", "E"),
        ),
    )
    me = item.key
    assert list(edges_of(item)) == [(me, "A"), ("B", me), (me, "C"), ("D", me)]
    assert ["links", "relates to E"] in telling.told(item, {}, estimated=True)


def test_circles_are_left_out_and_named() -> None:
    ties = ties_of({}, [(1, 2), (2, 3), (3, 1), (3, 4)], {}, {})
    assert ties.edges == [(1, 2), (2, 3), (3, 4)]
    assert ties.circles == [[1, 2, 3]]
    standing = ties_of({}, [(1, 2)], {}, {2: {3}, 3: {1}})
    assert (standing.edges, standing.circles) == ([], [[2, 3, 1]])
    assert ties_of({}, [(1, 1)], {}, {}).circles == [[1]]
    assert ties_of({}, [(1, 2)], {}, {1: {2}}).edges == []


def test_parts_never_wait_for_what_they_are_parts_of() -> None:
    ties = ties_of({1: 2, 2: 3}, [(1, 3), (3, 1), (1, 4)], {}, {})
    assert ties.parents == {1: 2, 2: 3}
    assert ties.related == [(1, 3), (3, 1)]
    assert ties.edges == [(1, 4)]
    circle = ties_of({1: 2, 2: 1}, [], {}, {})
    assert (circle.parents, circle.deep) == ({1: 2}, [(2, 1)])


def test_three_are_compared() -> None:
    then = values_of(work_of(ITEM))
    theirs = values_of(work_of(replace(ITEM, title="Pay later", due=date(2026, 5, 1))))
    ours = {**then, "due_on": "2026-06-01"}
    seen = compared(then, theirs, ours)
    assert (seen.theirs, seen.conflicts) == ((Field.TITLE,), (Field.DUE,))
    assert compared(then, then, ours).theirs == ()
    assert compared(then, theirs, theirs).conflicts == ()


def test_a_mapping_is_read_word_by_word() -> None:
    means = Means(states={"Open": "next"}, people={"ann": 4}, since="2026-01-01", point_days=0.5)
    assert read_means(means.as_json()) == means
    for wrong in (
        {"states": {"Open": "somewhere"}},
        {"kinds": {"Bug": 3}},
        {"people": {"ann": "igor"}},
        {"people": {"ann": True}},
        {"side": "ours"},
        {"sides": ["it"]},
        {"since": "yesterday"},
        {"point_days": 1000},
        {"only_open": "yes"},
        {"columns": {"nonsense": ["A"]}},
        {"columns": {"title": "A"}},
        {"unheard": 1},
    ):
        with pytest.raises(Unclear):
            read_means(wrong)


def test_columns_are_told_only_where_somebody_changed_them() -> None:
    taken_for = [("Summary", "title"), ("Wo", ""), ("Status", "state")]
    assert columns.told_by(taken_for, ["title", "", "state"]) == {}
    assert columns.told_by(taken_for, ["title", "state", ""]) == {
        "title": ["Summary"],
        "state": ["Wo"],
    }


def test_a_report_names_the_first_and_counts_all() -> None:
    report = Report()
    for number in range(30):
        report.tell(Said.TEXT_CUT, f"A-{number}")
    kept = Report.of_json(report.as_json())
    assert kept.lines(leaving_out=True) == []
    ((sentence, count, named),) = kept.lines(leaving_out=False)
    assert (sentence, count, len(named)) == (Said.TEXT_CUT.label, 30, 12)


def test_kinds_of_work_that_nobody_mapped_are_tasks() -> None:
    assert work_of(replace(ITEM, kind="Odd")).kind is WorkKind.TASK


def odd_item(pick: Random) -> Item:
    """An item of which anything may be missing, too long, or turned around."""
    moments = [None, MADE, at(9), NOW, NOW + timedelta(days=400), datetime(1, 1, 1, tzinfo=UTC)]
    words = [
        "",
        "Open",
        "Closed",
        "In Review",
        "x" * 500,
        "\x00\ud800",
        "Won't Fix",
        "  ",
        "﷽" * 90,
    ]
    history = tuple(
        Change(pick.choice(moments[1:]), pick.choice(["state", "due"]), *pick.choices(words, k=2))  # type: ignore[arg-type]
        for _ in range(pick.randint(0, 5))
    )
    return Item(
        pick.choice(["row 3", "A-1", "x" * 100]),
        pick.choice(words) * pick.choice([1, 400]) or "A",
        description=pick.choice(words) * pick.choice([1, 3000]),
        kind=pick.choice(words),
        state=pick.choice(words),
        category=pick.choice(["", "new", "doing", "done"]),
        resolution=pick.choice(words),
        assignee=pick.choice(["", "ann", "ben"]),
        reporter=pick.choice(["", "ann", "ben"]),
        made=pick.choice(moments),
        changed=pick.choice(moments),
        started=pick.choice(moments),
        resolved=pick.choice(moments),
        due=pick.choice([None, date(2026, 1, 1), date(1, 1, 1), date(9999, 12, 31)]),
        estimate=pick.choice([None, 0, 1, 28800, 10**9, -5]),
        points=pick.choice([None, 0, 0.1, 8, 1000]),
        history=tuple(sorted(history, key=lambda change: change.at)),
        checklists=(Checklist("L", (Check(pick.choice(words), True),) * pick.choice([0, 150])),),
    )


def test_whatever_comes_can_be_taken_or_is_left_out_in_words() -> None:
    pick = Random("whatever comes")
    for _ in range(3000):
        means = Means(
            side=pick.choice(["it", "marketing", "shared"]),
            states={"Open": pick.choice(["next", "out", "done"])},
            people={"ann": 5, "ben": 77},
            only_open=pick.random() < 0.1,
            history=pick.random() < 0.8,
            point_days=pick.choice([0.0, 0.5, 20.0]),
        )
        item = odd_item(pick)
        seen = translate(item, means, HERE)
        assert seen.work or seen.said, item
        if seen.work:
            assert why_not_given(seen.work, NOW) is None, item
            assert seen.work.title.strip()
            telling.told(item, {}, estimated=False)
