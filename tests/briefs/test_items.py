"""Writing a brief part by part. What was typed is never overwritten."""

import pytest
from tests.cast import Cast, happened, hide, waits
from tests.refusals import nothing_written, refused

from tandem.accounts.rules import Actor, Lane
from tandem.briefs import services
from tandem.briefs.models import Item, Revision
from tandem.briefs.queries import ItemRow, whole
from tandem.briefs.rules import Priority, Section
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken, Stale
from tandem.initiatives import services as initiatives

MARKETINGS = ["why", "audience", "looks", "mvp", "requirements", "use_cases", "metrics"]
ITS = ["constraints", "cost"]
SHARED = ["tracking", "data", "changeable", "owes", "more"]


def add(
    actor: Actor, initiative: int, section: Section = Section.REQUIREMENTS, **more: object
) -> Item:
    wanted = {"title": "Free days", "text": "Show free days only.", **more}
    return services.add_item(
        actor=actor,
        initiative_id=initiative,
        section=section,
        **wanted,  # type: ignore[arg-type]
    )


def edit(
    actor: Actor,
    initiative: int,
    item: int,
    *,
    text: str = "Better.",
    base: int = 1,
    **more: object,
) -> Item:
    return services.edit_item(
        actor=actor,
        initiative_id=initiative,
        item_id=item,
        text=text,
        base=base,
        **more,  # type: ignore[arg-type]
    )


def row(cast: Cast, initiative: int, label: str = "R1") -> ItemRow:
    return next(item for item in whole(cast.rita, initiative).items if item.label == label)


@pytest.fixture
def r1(cast: Cast, brief: int) -> int:
    return row(cast, brief).id


# Adding ------------------------------------------------------------------------------------------


def test_an_item_stands_at_the_end_with_the_next_short_name(cast: Cast, brief: int) -> None:
    item = add(cast.alice, brief, priority=Priority.COULD)
    shown = whole(cast.rita, brief).items[-1]
    assert (shown.id, shown.label, shown.priority) == (item.pk, "R2", Priority.COULD)
    assert (shown.title, shown.text, shown.revision) == ("Free days", "Show free days only.", 1)
    assert shown.signed == {Lane.MARKETING: False, Lane.IT: False}
    assert happened(brief)[-1] == "item.added"


@pytest.mark.parametrize("section", [Section(s) for s in MARKETINGS + ITS + SHARED])
@pytest.mark.parametrize("name", ["alice", "igor"])
def test_each_side_writes_what_it_decides_and_both_what_is_shared(
    cast: Cast, brief: int, name: str, section: Section
) -> None:
    own = {"alice": MARKETINGS, "igor": ITS}[name] + SHARED
    if section in own:
        assert add(getattr(cast, name), brief, section)
    else:
        with refused(NotAllowed):
            add(getattr(cast, name), brief, section)


def test_a_priority_belongs_to_requirements_and_is_should_unless_said(
    cast: Cast, brief: int
) -> None:
    add(cast.alice, brief)
    add(cast.alice, brief, Section.METRICS, priority=Priority.MUST)
    shown = whole(cast.rita, brief).items
    assert [item.priority for item in shown[-2:]] == [Priority.SHOULD, None]


def test_a_double_click_adds_once(cast: Cast, brief: int) -> None:
    first = add(cast.alice, brief, form_key="key")
    with nothing_written():
        assert add(cast.alice, brief, form_key="key") == first


def test_the_same_form_with_other_words_adds_another_part(cast: Cast, brief: int) -> None:
    first = add(cast.alice, brief, form_key="key")
    assert add(cast.alice, brief, text="Another thing", form_key="key") != first


def test_a_short_name_is_never_used_twice(cast: Cast, brief: int) -> None:
    second = add(cast.alice, brief)
    services.remove_item(actor=cast.alice, initiative_id=brief, item_id=second.pk, base=1)
    assert str(add(cast.alice, brief)) == "R3"


# Editing -----------------------------------------------------------------------------------------


def test_an_edit_is_a_new_text_and_the_old_one_stays(cast: Cast, brief: int, r1: int) -> None:
    before = row(cast, brief)
    edit(cast.alice, brief, r1, title="New", priority=Priority.COULD)
    after = row(cast, brief)
    assert (after.title, after.text, after.priority) == ("New", "Better.", Priority.COULD)
    assert after.revision == 2
    assert list(Revision.objects.filter(item_id=r1).values_list("text", flat=True)) == [
        before.text,
        "Better.",
    ]
    assert happened(brief)[-1] == "item.edited"


def test_a_stale_save_keeps_both_texts(cast: Cast, brief: int, r1: int) -> None:
    edit(cast.alice, brief, r1, text="What Alice wrote.")
    with refused(Stale) as caught:
        edit(cast.alice, brief, r1, text="What she wrote in another window.")
    assert isinstance(caught.value, Stale)
    assert caught.value.mine == "What she wrote in another window."
    assert (caught.value.theirs, caught.value.version) == ("What Alice wrote.", 2)
    edit(cast.alice, brief, r1, text="Both.", base=caught.value.version)
    assert row(cast, brief).text == "Both."


def test_a_double_click_saves_once(cast: Cast, brief: int, r1: int) -> None:
    edit(cast.alice, brief, r1, priority=Priority.MUST)
    with nothing_written():
        edit(cast.alice, brief, r1, priority=Priority.MUST)


@pytest.mark.parametrize("base", [0, -1, 2, 999, 2**70])
def test_a_text_that_never_was_is_no_base(cast: Cast, brief: int, r1: int, base: int) -> None:
    with refused(Stale):
        edit(cast.alice, brief, r1, base=base)


def test_what_was_taken_out_is_put_back_before_it_is_changed(cast: Cast, signed_brief: int) -> None:
    item = row(cast, signed_brief).id
    services.remove_item(actor=cast.alice, initiative_id=signed_brief, item_id=item, base=1)
    with refused(RuleBroken):
        edit(cast.alice, signed_brief, item, base=2)


# Taking out and putting back ---------------------------------------------------------------------


def take_out(actor: Actor, initiative: int, item: int, base: int = 1) -> Item:
    return services.remove_item(actor=actor, initiative_id=initiative, item_id=item, base=base)


def put_back(actor: Actor, initiative: int, item: int, base: int = 2) -> Item:
    return services.restore_item(actor=actor, initiative_id=initiative, item_id=item, base=base)


def test_what_nobody_signed_is_just_gone(cast: Cast, brief: int, r1: int) -> None:
    before = whole(cast.rita, brief).digest
    take_out(cast.alice, brief, r1)
    after = whole(cast.rita, brief)
    assert r1 not in [item.id for item in after.items]
    assert after.digest != before
    put_back(cast.alice, brief, r1)
    assert whole(cast.rita, brief).digest == before
    assert happened(brief)[-2:] == ["item.removed", "item.restored"]


def test_what_was_signed_stands_there_until_both_sign_that_it_is_gone(
    cast: Cast, signed_brief: int
) -> None:
    item = row(cast, signed_brief).id
    take_out(cast.alice, signed_brief, item)
    shown = row(cast, signed_brief)
    assert shown.removed
    assert shown.suspended
    assert {("brief.sign", "it"), ("brief.sign", "marketing")} <= waits(signed_brief)
    put_back(cast.alice, signed_brief, item)
    assert row(cast, signed_brief).is_signed
    assert whole(cast.rita, signed_brief).signed
    assert waits(signed_brief) == {("initiative.next_stage", "")}


def test_twice_out_is_once_out(cast: Cast, brief: int, r1: int) -> None:
    take_out(cast.alice, brief, r1)
    with nothing_written():
        take_out(cast.alice, brief, r1)
    put_back(cast.alice, brief, r1)
    with nothing_written():
        put_back(cast.alice, brief, r1)


def test_what_changed_meanwhile_is_not_taken_out(cast: Cast, brief: int, r1: int) -> None:
    edit(cast.alice, brief, r1)
    with refused(Stale):
        take_out(cast.alice, brief, r1)


# Who may, and which item ------------------------------------------------------------------------

ACTS = [
    edit,
    take_out,
    put_back,
    lambda actor, initiative, _item: add(actor, initiative),
]
each_act = pytest.mark.parametrize("act", ACTS, ids=["edit", "take out", "put back", "add"])


@each_act
@pytest.mark.parametrize("name", ["igor", "mona", "ivan", "charlie", "rita", "ada", "vera"])
def test_the_wrong_side_and_outsiders_are_refused(
    cast: Cast, brief: int, r1: int, name: str, act: object
) -> None:
    with refused(NotAllowed):
        act(getattr(cast, name), brief, r1)  # type: ignore[operator]


@each_act
def test_a_restricted_brief_is_not_found(cast: Cast, brief: int, r1: int, act: object) -> None:
    hide(brief)
    for actor in (cast.mona, cast.charlie, cast.ada, cast.rita):
        with refused(NotFound):
            act(actor, brief, r1)  # type: ignore[operator]


@each_act
def test_without_a_brief_there_is_nothing_to_write_in(
    cast: Cast, briefable: int, act: object
) -> None:
    with refused(NotFound):
        act(cast.alice, briefable, 1)  # type: ignore[operator]


@pytest.mark.parametrize("act", ACTS[:3], ids=["edit", "take out", "put back"])
@pytest.mark.parametrize("item", [0, -1, 10**9, 2**63, 2**99])
def test_an_item_that_does_not_exist_is_not_found(
    cast: Cast, brief: int, act: object, item: int
) -> None:
    with refused(NotFound):
        act(cast.alice, brief, item)  # type: ignore[operator]


@pytest.mark.parametrize("act", ACTS[:3], ids=["edit", "take out", "put back"])
def test_an_item_of_another_brief_is_not_found(
    cast: Cast, brief: int, r1: int, act: object
) -> None:
    from tests.cast import bring_to_assess, bring_to_brief, pair, write_idea

    other = write_idea(cast)
    for step in (pair, bring_to_assess, bring_to_brief):
        step(cast, other)
    services.start_brief(actor=cast.alice, initiative_id=other)
    with refused(NotFound):
        act(cast.alice, other, r1)  # type: ignore[operator]


def test_a_colleague_on_the_initiative_writes_what_the_side_decides(
    cast: Cast, brief: int, r1: int
) -> None:
    initiatives.join_initiative(actor=cast.mona, initiative_id=brief, lane=Lane.MARKETING)
    edit(cast.mona, brief, r1)
    assert row(cast, brief).changed_by.name == "Mona Maler"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", ""), ("text", " \n"), ("text", "x" * 20_001), ("text", "\0"), ("text", "\ud83d"),
        ("title", "x" * 301), ("title", "\0"),
    ],
)  # fmt: skip
def test_unusable_text_is_refused(cast: Cast, brief: int, r1: int, field: str, value: str) -> None:
    given = {"text": "Fine.", "title": "Fine", field: value}
    for act in (
        lambda: add(cast.alice, brief, **given),
        lambda: edit(cast.alice, brief, r1, **given),
    ):
        with refused(BadInput) as caught:
            act()
        assert caught.value.field == field  # type: ignore[attr-defined]
