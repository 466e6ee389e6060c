"""Reading a brief as it is, as it was at a signature, and what it lacks before Plan."""

import pytest
from tests.cast import Cast, hide, let_both_sign, play_back, sign, write_idea

from tandem.accounts.rules import CLOCK, Lane
from tandem.briefs import conditions, queries, services
from tandem.briefs.models import Snapshot
from tandem.briefs.rules import Priority, Section, Statement
from tandem.core.errors import NotFound
from tandem.core.remembered import remembering
from tandem.initiatives.rules import Stage

M, IT = Lane.MARKETING, Lane.IT
MISSING = [0, -1, 10**6, 2**63, 2**99]


def edit(cast: Cast, brief: int, text: str) -> None:
    item = queries.whole(CLOCK, brief).items[0]
    services.edit_item(
        actor=cast.alice,
        initiative_id=brief,
        item_id=item.id,
        title=item.title,
        text=text,
        priority=item.priority,
        base=item.revision,
    )
    let_both_sign(cast.alice, brief, item.id)


def test_the_brief_reads_in_order_with_who_signed_what(cast: Cast, heard_brief: int) -> None:
    sign(cast.igor, heard_brief, IT)
    brief = queries.whole(cast.rita, heard_brief)
    assert [item.label for item in brief.items] == ["R1", "U1", "M1", "T1"]
    assert [item.changed_by.name for item in brief.items][-2:] == ["Alice Albers", "Igor Ilic"]
    assert all(item.signed == {M: False, IT: True} for item in brief.items)
    assert brief.unsigned == {M: frozenset(i.id for i in brief.items), IT: frozenset()}
    assert brief.last_said(IT)
    assert brief.last_said(M) is None
    assert [item.label for item in brief.section(Section.METRICS)] == ["M1"]
    assert not brief.signed


def test_reading_a_long_brief_asks_no_more(
    cast: Cast, signed_brief: int, django_assert_max_num_queries: object
) -> None:
    for number in range(20):
        services.add_item(
            actor=cast.alice,
            initiative_id=signed_brief,
            section=Section.REQUIREMENTS,
            text=f"Requirement {number}",
        )
    play_back(cast, signed_brief)
    with remembering(), django_assert_max_num_queries(13):  # type: ignore[operator]
        assert len(queries.whole(cast.rita, signed_brief).items) == 24


def test_a_snapshot_keeps_the_texts_that_were_signed(cast: Cast, signed_brief: int) -> None:
    signed_text = queries.whole(CLOCK, signed_brief).items[0].text
    edit(cast, signed_brief, "Something else.")
    snapshot = queries.snapshot_of(cast.rita, signed_brief, 1)
    assert snapshot.items[0].text == signed_text
    assert snapshot.items[0].signed == {M: True, IT: True}
    assert [said.lane for said in snapshot.statements] == [M, IT]
    assert [said.statement for said in snapshot.statements] == [Statement.AGREE] * 2
    assert len(snapshot.playbacks) == 1
    assert snapshot.digest == Snapshot.objects.get().digest


def test_a_snapshot_shows_what_had_been_taken_out(cast: Cast, signed_brief: int) -> None:
    item = queries.whole(CLOCK, signed_brief).items[0]
    services.remove_item(
        actor=cast.alice, initiative_id=signed_brief, item_id=item.id, base=item.revision
    )
    play_back(cast, signed_brief)
    assert queries.snapshot_of(cast.rita, signed_brief, 2).items[0].removed
    assert not queries.snapshot_of(cast.rita, signed_brief, 1).items[0].removed


@pytest.mark.parametrize("number", MISSING)
def test_what_does_not_exist_is_not_found(cast: Cast, signed_brief: int, number: int) -> None:
    for read in (
        lambda: queries.snapshot_of(cast.rita, signed_brief, number),
        lambda: queries.item_of(cast.rita, signed_brief, number),
        lambda: queries.whole(cast.rita, number),
    ):
        with pytest.raises(NotFound):
            read()


def test_what_is_restricted_is_not_found(cast: Cast, signed_brief: int) -> None:
    item = queries.whole(CLOCK, signed_brief).items[0].id
    hide(signed_brief)
    for read in (
        lambda: queries.snapshot_of(cast.rita, signed_brief, 1),
        lambda: queries.item_of(cast.rita, signed_brief, item),
        lambda: queries.whole(cast.rita, signed_brief),
    ):
        with pytest.raises(NotFound):
            read()
    assert queries.item_of(cast.igor, signed_brief, item).label == "R1"


def missing(initiative: int) -> list[str]:
    facts = conditions.facts([initiative])[initiative]
    return [c.key for c in conditions.before(Stage.PLAN, facts) if not c.met]


@pytest.mark.parametrize(
    ("initiative", "expected"),
    [
        ("briefable", ["started", "musts", "use_cases", "metrics", "playback", "signed_marketing", "signed_it"]),
        ("brief", ["playback", "signed_marketing", "signed_it"]),
        ("heard_brief", ["signed_marketing", "signed_it"]),
        ("signed_brief", []),
    ],
    indirect=["initiative"],
)  # fmt: skip
def test_what_a_brief_lacks_before_plan_is_named(
    cast: Cast, initiative: int, expected: list[str]
) -> None:
    assert missing(initiative) == expected


def test_a_change_of_what_was_signed_keeps_it_from_plan_again(
    cast: Cast, signed_brief: int
) -> None:
    edit(cast, signed_brief, "Something else.")
    assert missing(signed_brief) == ["signed_marketing", "signed_it"]


def test_a_must_that_is_taken_out_or_made_a_should_is_none(cast: Cast, brief: int) -> None:
    item = queries.whole(CLOCK, brief).items[0]
    services.edit_item(
        actor=cast.alice,
        initiative_id=brief,
        item_id=item.id,
        text=item.text,
        priority=Priority.SHOULD,
        base=1,
    )
    assert "musts" in missing(brief)


def test_conditions_of_other_stages_ask_nothing_of_the_brief(cast: Cast, brief: int) -> None:
    facts = conditions.facts([brief])[brief]
    assert all(conditions.before(s, facts) == [] for s in Stage if s is not Stage.PLAN)


def test_the_facts_of_many_cost_what_those_of_one_cost(
    cast: Cast, signed_brief: int, django_assert_max_num_queries: object
) -> None:
    others = [write_idea(cast) for _ in range(5)]
    with remembering(), django_assert_max_num_queries(8):  # type: ignore[operator]
        known = conditions.facts([signed_brief, *others])
    assert set(known) == {signed_brief, *others}
    assert [known[other].started for other in others] == [False] * 5
