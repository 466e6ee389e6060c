"""A part goes to another section, or up and down in its own."""

import pytest
from django.test import Client
from tests.cast import Cast, happened, hide, waits
from tests.refusals import nothing_written, refused

from tandem.accounts.models import Person
from tandem.accounts.rules import CLOCK, Actor, Lane
from tandem.activity.queries import history_of
from tandem.briefs import services
from tandem.briefs.models import Item
from tandem.briefs.queries import ItemRow, snapshot_of, whole
from tandem.briefs.rules import Content, ItemKind, Priority, Section, in_order, moved
from tandem.core.errors import NotAllowed, NotFound, RuleBroken, Stale


def row(brief: int, label: str) -> ItemRow:
    return next(item for item in whole(CLOCK, brief).items if item.label == label)


def move(actor: Actor, brief: int, label: str, section: Section, base: int = 1) -> Item:
    return services.move_item(
        actor=actor, initiative_id=brief, item_id=row(brief, label).id, section=section, base=base
    )


def add(actor: Actor, brief: int, section: Section, text: str) -> str:
    return str(
        services.add_item(actor=actor, initiative_id=brief, section=section, title="", text=text)
    )


def test_what_another_kind_cannot_carry_becomes_its_text() -> None:
    case = Content(
        ItemKind.USE_CASE, Section.USE_CASES, "Pay", "By card.", None, fields={"actor": "A member"}
    )
    there = moved(case, Section.REQUIREMENTS)
    assert (there.kind, there.priority) == (ItemKind.REQUIREMENT, Priority.SHOULD)
    assert there.text == "By card.\n\n**Who:** A member"
    assert there.fields == {}


def test_a_part_stands_right_before_another_or_at_the_end() -> None:
    assert in_order([1, 2, 3], 3, 1) == [3, 1, 2]
    assert in_order([1, 2, 3], 1, None) == [2, 3, 1]
    assert in_order([1, 2, 3], 1, 2) == [1, 2, 3]


def test_a_text_moves_and_keeps_its_short_name_and_a_second_click_changes_nothing(
    cast: Cast, brief: int
) -> None:
    label = add(cast.alice, brief, Section.MORE, "Our regulars.")
    before = whole(CLOCK, brief).digest
    move(cast.alice, brief, label, Section.AUDIENCE)
    found = row(brief, label)
    assert (found.section, found.text, found.revision) == (Section.AUDIENCE, "Our regulars.", 2)
    assert whole(CLOCK, brief).digest != before
    assert happened(brief)[-1] == "item.moved"
    with nothing_written():
        move(cast.alice, brief, label, Section.AUDIENCE)
    move(cast.alice, brief, label, Section.MORE, base=2)
    assert whole(CLOCK, brief).digest == before


def test_what_becomes_another_kind_gets_a_new_name_and_the_old_one_is_never_used_again(
    cast: Cast, brief: int
) -> None:
    label = add(cast.alice, brief, Section.MORE, "Choose an hour.")
    first = move(cast.alice, brief, label, Section.REQUIREMENTS)
    assert str(first) == "R2"
    assert row(brief, "R2").text == "Choose an hour."
    assert label not in [item.label for item in whole(CLOCK, brief).items]
    assert happened(brief)[-2:] == ["item.removed", "item.moved"]
    with nothing_written():
        again = services.move_item(
            actor=cast.alice,
            initiative_id=brief,
            item_id=Item.objects.get(brief=first.brief, kind="text", number=int(label[1:])).pk,
            section=Section.REQUIREMENTS,
            base=1,
        )
    assert again == first
    assert add(cast.alice, brief, Section.MORE, "Another.") != label


def test_a_signed_part_is_signed_anew_where_it_goes_and_old_snapshots_stay_as_they_were(
    cast: Cast, signed_brief: int
) -> None:
    move(cast.igor, signed_brief, "T1", Section.COST)
    assert row(signed_brief, "T1").suspended
    assert {("brief.sign", "it"), ("brief.sign", "marketing")} <= waits(signed_brief)
    past = snapshot_of(cast.rita, signed_brief, 1).items
    assert [item.section for item in past if item.label == "T1"] == [Section.CONSTRAINTS]
    move(cast.igor, signed_brief, "T1", Section.CONSTRAINTS, base=2)
    assert whole(CLOCK, signed_brief).signed


def test_both_sections_have_to_be_ones_own(cast: Cast, brief: int) -> None:
    with refused(NotAllowed):
        move(cast.igor, brief, "T1", Section.WHY)
    with refused(NotAllowed):
        move(cast.alice, brief, "T1", Section.MORE)
    move(cast.igor, brief, "T1", Section.MORE)
    move(cast.alice, brief, "T1", Section.WHY, base=2)


def test_who_may_not_write_moves_nothing(cast: Cast, brief: int) -> None:
    for actor in (cast.charlie, cast.rita, cast.mona, cast.vera):
        with refused(NotAllowed):
            move(actor, brief, "R1", Section.WHY)
        with refused(NotAllowed):
            place(actor, brief, "R1", None)
    hide(brief)
    with refused(NotFound):
        move(cast.charlie, brief, "R1", Section.WHY)


def test_what_changed_meanwhile_is_out_or_waits_is_not_moved(cast: Cast, signed_brief: int) -> None:
    with refused(Stale):
        move(cast.alice, signed_brief, "R1", Section.WHY, base=9)
    services.edit_item(
        actor=cast.alice,
        initiative_id=signed_brief,
        item_id=row(signed_brief, "R1").id,
        text="Something larger.",
        priority=Priority.MUST,
        base=1,
    )
    assert row(signed_brief, "R1").change_id
    with refused(RuleBroken):
        move(cast.alice, signed_brief, "R1", Section.WHY)
    services.remove_item(
        actor=cast.alice, initiative_id=signed_brief, item_id=row(signed_brief, "U1").id, base=1
    )
    with refused(RuleBroken):
        move(cast.alice, signed_brief, "U1", Section.REQUIREMENTS, base=2)


def place(actor: Actor, brief: int, label: str, before: str | None) -> Item:
    return services.place_item(
        actor=actor,
        initiative_id=brief,
        item_id=row(brief, label).id,
        before=row(brief, before).id if before else None,
    )


def labels(brief: int) -> list[str]:
    return [item.label for item in whole(CLOCK, brief).section(Section.REQUIREMENTS)]


def test_the_order_is_for_reading_and_leaves_what_is_signed(cast: Cast, signed_brief: int) -> None:
    for text in ("Two.", "Three."):
        add(cast.alice, signed_brief, Section.REQUIREMENTS, text)
    before = whole(CLOCK, signed_brief).digest
    place(cast.alice, signed_brief, "R3", "R1")
    assert labels(signed_brief) == ["R3", "R1", "R2"]
    place(cast.alice, signed_brief, "R3", None)
    assert labels(signed_brief) == ["R1", "R2", "R3"]
    assert whole(CLOCK, signed_brief).digest == before
    assert row(signed_brief, "R1").is_signed
    assert [line.kind for line in history_of(signed_brief)][:2] == ["item.placed"] * 2
    with nothing_written():
        place(cast.alice, signed_brief, "R3", None)
    with refused(RuleBroken):
        place(cast.alice, signed_brief, "R1", "M1")


@pytest.mark.parametrize("to", ["looks", "nowhere"])
def test_the_page_of_a_part_moves_it(cast: Cast, brief: int, client: Client, to: str) -> None:
    client.force_login(Person.objects.get(pk=cast.alice.me))
    add(cast.alice, brief, Section.REQUIREMENTS, "Two.")
    url = f"/initiatives/{brief}/brief/items/{row(brief, 'R1').id}/"
    page = client.get(url).text
    assert "Where it stands" in page
    assert f'action="{url}move/"' in page
    assert "What it could look like</option>" in page
    assert "Constraints and approach</option>" not in page
    answer = client.post(url + "move/", {"section": to, "base": 1})
    if to == "nowhere":
        assert answer.status_code == 422
        assert row(brief, "R1")
    else:
        assert answer["Location"].endswith("#T2")
        assert row(brief, "T2").section is Section.LOOKS
        assert Lane.MARKETING in whole(CLOCK, brief).unsigned
