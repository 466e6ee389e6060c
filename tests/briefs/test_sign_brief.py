"""Both sides sign one exact content: one signature from each, by two different people."""

import pytest
from tests.cast import (
    Cast,
    again,
    bring_to_assess,
    bring_to_brief,
    confirm_playback,
    content_of,
    happened,
    hide,
    let_both_sign,
    pair,
    play_back,
    sign,
    sign_both,
    waits,
    write_brief,
    write_idea,
)  # fmt: skip
from tests.refusals import nothing_written, refused

from tandem.accounts import services as accounts
from tandem.accounts.rules import CLOCK, Actor, Lane
from tandem.briefs import services
from tandem.briefs.models import SignOff
from tandem.briefs.queries import whole
from tandem.briefs.rules import Priority, Section, Statement
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.initiatives import services as initiatives

M, IT = Lane.MARKETING, Lane.IT
AGREE, DISSENT, OBJECT = Statement


def state(
    actor: Actor,
    initiative: int,
    lane: Lane,
    statement: Statement = AGREE,
    note: str = "",
    seen: str = "",
) -> SignOff:
    return services.sign_brief(
        actor=actor, initiative_id=initiative, lane=lane, statement=statement,
        seen=seen or content_of(cast_reader(actor), initiative), note=note,
    )  # fmt: skip


def cast_reader(actor: Actor) -> Actor:
    """The clock reads everything: who may not sign gets the right content all the same."""
    return CLOCK if actor is not CLOCK else actor


def edit(actor: Actor, initiative: int, label: str, text: str) -> None:
    item = next(i for i in whole(CLOCK, initiative).items if i.label == label)
    services.edit_item(
        actor=actor, initiative_id=initiative, item_id=item.id, title=item.title, text=text,
        priority=item.priority, base=item.revision,
    )  # fmt: skip
    let_both_sign(actor, initiative, item.id)


def unsigned(initiative: int, lane: Lane) -> set[str]:
    return {item.label for item in whole(CLOCK, initiative).items if not item.signed[lane]}


def of_brief(initiative: int) -> set[tuple[str, str]]:
    return {turn for turn in waits(initiative) if turn[0].startswith("brief.")}


def let_in(cast: Cast, initiative: int) -> None:
    """Mona and Ivan take part, too."""
    initiatives.join_initiative(actor=cast.mona, initiative_id=initiative, lane=M)
    initiatives.join_initiative(actor=cast.ivan, initiative_id=initiative, lane=IT)


def hand_over(cast: Cast, initiative: int, lane: Lane, person: Actor) -> None:
    own = cast.alice if lane is M else cast.igor
    initiatives.name_owner(actor=own, initiative_id=initiative, lane=lane, person_id=person.me)


# It works ----------------------------------------------------------------------------------------


def test_both_sides_sign_and_nothing_waits_any_more(cast: Cast, heard_brief: int) -> None:
    sign(cast.alice, heard_brief, M)
    assert of_brief(heard_brief) == {("brief.sign", "it")}
    assert not whole(cast.rita, heard_brief).signed
    sign(cast.igor, heard_brief, IT)
    assert of_brief(heard_brief) == set()
    assert whole(cast.rita, heard_brief).signed
    assert happened(heard_brief)[-3:] == ["brief.signed", "brief.signed", "impact.kept"]


@pytest.mark.parametrize("first", ["alice", "igor"])
def test_either_side_signs_first(cast: Cast, heard_brief: int, first: str) -> None:
    order = [(cast.alice, M), (cast.igor, IT)]
    for actor, lane in order if first == "alice" else reversed(order):
        state(actor, heard_brief, lane)
    assert whole(cast.rita, heard_brief).signed


def test_a_dissent_signs_and_its_words_stay(cast: Cast, heard_brief: int) -> None:
    state(cast.igor, heard_brief, IT, DISSENT, "April is too early.")
    said = whole(cast.rita, heard_brief).last_said(IT)
    assert said
    assert (said.statement, said.note, said.is_current) == (DISSENT, "April is too early.", True)
    assert unsigned(heard_brief, IT) == set()


def test_an_objection_signs_nothing_and_the_other_side_is_asked_to_look(
    cast: Cast, heard_brief: int
) -> None:
    state(cast.igor, heard_brief, IT, OBJECT, "Two days a week would do.")
    assert unsigned(heard_brief, IT) == {"R1", "U1", "M1", "T1"}
    assert of_brief(heard_brief) == {("brief.rework", "marketing"), ("brief.sign", "marketing")}
    edit(cast.alice, heard_brief, "R1", "Two days a week.")
    assert of_brief(heard_brief) == {("brief.sign", "marketing"), ("brief.sign", "it")}


def test_who_objected_may_sign_after_all(cast: Cast, heard_brief: int) -> None:
    state(cast.igor, heard_brief, IT, OBJECT, "Two days a week would do.")
    state(cast.igor, heard_brief, IT)
    assert unsigned(heard_brief, IT) == set()
    assert of_brief(heard_brief) == {("brief.sign", "marketing")}


def test_a_second_alternative_is_written_down_too(cast: Cast, heard_brief: int) -> None:
    state(cast.igor, heard_brief, IT, OBJECT, "Two days a week would do.")
    state(cast.igor, heard_brief, IT, OBJECT, "Or the day before only.")
    assert [said.note for said in whole(cast.rita, heard_brief).statements] == [
        "Or the day before only.",
        "Two days a week would do.",
    ]


# Twice -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("statement", list(Statement))
def test_a_double_click_says_it_once(cast: Cast, heard_brief: int, statement: Statement) -> None:
    note = "" if statement is AGREE else "Two days."
    first = state(cast.igor, heard_brief, IT, statement, note)
    with nothing_written():
        assert state(cast.igor, heard_brief, IT, statement, note) == first


@pytest.mark.parametrize(("lane", "first", "second"), [(M, "alice", "mona"), (IT, "igor", "ivan")])
def test_two_of_one_side_do_not_both_sign(
    cast: Cast, heard_brief: int, lane: Lane, first: str, second: str
) -> None:
    let_in(cast, heard_brief)
    state(getattr(cast, first), heard_brief, lane)
    hand_over(cast, heard_brief, lane, getattr(cast, second))
    for statement, note in ((AGREE, ""), (DISSENT, "But."), (OBJECT, "Rather so.")):
        with refused(RuleBroken) as caught:
            state(getattr(cast, second), heard_brief, lane, statement, note)
        assert "has signed this already" in caught.value.reason


def test_nobody_signs_for_both_sides(cast: Cast, heard_brief: int) -> None:
    """Igor signs for IT, changes sides, and becomes the Marketing owner."""
    state(cast.igor, heard_brief, IT)
    let_in(cast, heard_brief)
    accounts.change_sides(actor=cast.vera, person_id=cast.igor.me, lanes=[M])
    igor = again(cast.igor)
    hand_over(cast, heard_brief, IT, cast.ivan)
    initiatives.join_initiative(actor=igor, initiative_id=heard_brief, lane=M)
    hand_over(cast, heard_brief, M, igor)
    with refused(RuleBroken) as caught:
        state(igor, heard_brief, M)
    assert "You signed this brief for IT" in caught.value.reason


def test_a_person_of_both_sides_signs_for_one(cast: Cast, heard_brief: int) -> None:
    let_in(cast, heard_brief)
    accounts.change_sides(actor=cast.vera, person_id=cast.ivan.me, lanes=list(Lane))
    ivan = again(cast.ivan)
    hand_over(cast, heard_brief, IT, ivan)
    state(ivan, heard_brief, IT)
    hand_over(cast, heard_brief, IT, cast.igor)
    hand_over(cast, heard_brief, M, ivan)
    with refused(RuleBroken):
        state(ivan, heard_brief, M)


# What a change does ------------------------------------------------------------------------------


def test_a_change_suspends_that_item_alone(cast: Cast, signed_brief: int) -> None:
    edit(cast.alice, signed_brief, "R1", "Any day.")
    assert unsigned(signed_brief, M) == unsigned(signed_brief, IT) == {"R1"}
    assert of_brief(signed_brief) == {("brief.sign", "marketing"), ("brief.sign", "it")}
    row = next(i for i in whole(CLOCK, signed_brief).items if i.label == "R1")
    assert row.suspended


def test_changing_it_back_brings_both_signatures_back(cast: Cast, signed_brief: int) -> None:
    before = whole(CLOCK, signed_brief)
    edit(cast.alice, signed_brief, "R1", "Any day.")
    edit(cast.alice, signed_brief, "R1", before.items[0].text)
    after = whole(CLOCK, signed_brief)
    assert after.signed
    assert after.digest == before.digest
    assert of_brief(signed_brief) == set()


def test_the_difference_is_signed_anew_by_both(cast: Cast, signed_brief: int) -> None:
    edit(cast.igor, signed_brief, "T1", "Two calendars.")
    confirm_playback(cast, signed_brief)
    sign_both(cast, signed_brief)
    assert whole(cast.rita, signed_brief).signed
    assert SignOff.objects.count() == 4


def test_what_changed_while_one_was_reading_is_not_signed(cast: Cast, heard_brief: int) -> None:
    seen = content_of(cast.igor, heard_brief)
    edit(cast.alice, heard_brief, "R1", "Any day, slipped in.")
    for stale in (seen, "x", "f" * 64, "\0"):
        with refused(RuleBroken) as caught:
            state(cast.igor, heard_brief, IT, seen=stale)
        assert "Nothing is signed" in caught.value.reason


# Heard -------------------------------------------------------------------------------------------


def test_signing_needs_a_confirmed_playback(cast: Cast, brief: int) -> None:
    for _ in range(2):
        for actor, lane in ((cast.alice, M), (cast.igor, IT)):
            with refused(RuleBroken) as caught:
                state(actor, brief, lane)
            assert "Signing opens when" in caught.value.reason
        play_back(cast, brief)


def test_who_changed_something_unheard_does_not_sign_it(cast: Cast, heard_brief: int) -> None:
    edit(cast.alice, heard_brief, "R1", "Any day.")
    with refused(RuleBroken) as caught:
        state(cast.alice, heard_brief, M)
    assert "You changed something" in caught.value.reason
    state(cast.igor, heard_brief, IT)


def test_a_colleague_signs_it(cast: Cast, heard_brief: int) -> None:
    edit(cast.alice, heard_brief, "R1", "Any day.")
    hand_over(cast, heard_brief, M, cast.mona)
    state(cast.mona, heard_brief, M)


def test_a_new_playback_lets_them_sign(cast: Cast, heard_brief: int) -> None:
    edit(cast.alice, heard_brief, "R1", "Any day.")
    confirm_playback(cast, heard_brief)
    state(cast.alice, heard_brief, M)


def test_a_colleagues_later_edit_does_not_hide_ones_own(cast: Cast, heard_brief: int) -> None:
    let_in(cast, heard_brief)
    edit(cast.alice, heard_brief, "R1", "Any day, slipped in.")
    edit(cast.mona, heard_brief, "R1", "Any day, slipped in!")
    with refused(RuleBroken):
        state(cast.alice, heard_brief, M)
    hand_over(cast, heard_brief, M, cast.mona)
    with refused(RuleBroken):
        state(cast.mona, heard_brief, M)


def test_what_was_changed_back_is_what_was_heard(cast: Cast, heard_brief: int) -> None:
    text = whole(CLOCK, heard_brief).items[0].text
    edit(cast.alice, heard_brief, "R1", "Any day.")
    edit(cast.alice, heard_brief, "R1", text)
    state(cast.alice, heard_brief, M)


def test_what_was_changed_back_before_the_playback_is_heard(cast: Cast, brief: int) -> None:
    text = whole(CLOCK, brief).items[0].text
    play_back(cast, brief)
    edit(cast.alice, brief, "R1", "Any day.")
    edit(cast.alice, brief, "R1", text)
    confirm_playback(cast, brief)
    state(cast.alice, brief, M)


def test_one_may_object_to_what_one_changed_oneself(cast: Cast, heard_brief: int) -> None:
    edit(cast.alice, heard_brief, "R1", "Any day.")
    assert state(cast.alice, heard_brief, M, OBJECT, "Rather two days.")


# Who ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "lane"),
    [("alice", IT), ("igor", M)]
    + [
        (name, lane) for name in ("mona", "ivan", "charlie", "rita", "ada", "vera") for lane in Lane
    ],
)
def test_the_wrong_side_and_outsiders_are_refused(
    cast: Cast, heard_brief: int, name: str, lane: Lane
) -> None:
    with refused(NotAllowed):
        state(getattr(cast, name), heard_brief, lane)


def test_members_who_own_nothing_are_refused(cast: Cast, heard_brief: int) -> None:
    let_in(cast, heard_brief)
    for actor, lane in ((cast.mona, M), (cast.ivan, IT), (CLOCK, M)):
        with refused(NotAllowed):
            state(actor, heard_brief, lane)


def test_an_owner_before_is_refused(cast: Cast, heard_brief: int) -> None:
    hand_over(cast, heard_brief, IT, cast.ivan)
    with refused(NotAllowed):
        state(cast.igor, heard_brief, IT)
    state(cast.ivan, heard_brief, IT)


def test_an_owner_who_left_the_side_or_only_reads_is_refused(cast: Cast, heard_brief: int) -> None:
    accounts.change_sides(actor=cast.vera, person_id=cast.igor.me, lanes=[])
    with refused(NotAllowed):
        state(again(cast.igor), heard_brief, IT)


def test_a_restricted_brief_is_not_found(cast: Cast, heard_brief: int) -> None:
    hide(heard_brief)
    for actor in (cast.mona, cast.ivan, cast.charlie, cast.ada, cast.rita):
        with refused(NotFound):
            state(actor, heard_brief, IT)
    state(cast.igor, heard_brief, IT)


def test_without_a_brief_there_is_nothing_to_sign(cast: Cast, briefable: int) -> None:
    with refused(NotFound):
        state(cast.alice, briefable, M, seen="x")


@pytest.mark.parametrize("number", [0, -1, 10**9, 2**63, 2**99])
def test_an_initiative_that_does_not_exist_is_not_found(cast: Cast, number: int) -> None:
    with refused(NotFound):
        state(cast.alice, number, M, seen="x")


def test_an_empty_brief_is_not_signed(cast: Cast, heard_brief: int) -> None:
    for item in whole(CLOCK, heard_brief).items:
        actor = cast.igor if item.label == "T1" else cast.alice
        services.remove_item(
            actor=actor, initiative_id=heard_brief, item_id=item.id, base=item.revision
        )
    assert of_brief(heard_brief) == set()
    with refused(RuleBroken):
        state(cast.alice, heard_brief, M)


@pytest.mark.parametrize("statement", [DISSENT, OBJECT])
@pytest.mark.parametrize("note", ["", " \n", "\0", "x" * 2001])
def test_dissent_and_objection_need_words(
    cast: Cast, heard_brief: int, statement: Statement, note: str
) -> None:
    with refused(BadInput) as caught:
        state(cast.igor, heard_brief, IT, statement, note)
    assert caught.value.field == "note"  # type: ignore[attr-defined]


def test_the_signature_of_one_brief_is_none_on_another(cast: Cast, signed_brief: int) -> None:
    other = write_idea(cast)
    for step in (pair, bring_to_assess, bring_to_brief, write_brief, confirm_playback):
        step(cast, other)
    assert unsigned(other, M) == unsigned(other, IT) == {"R1", "U1", "M1", "T1"}
    with refused(RuleBroken):
        state(cast.alice, other, M, seen=content_of(cast.alice, signed_brief))


def test_a_signed_item_added_later_needs_both_again(cast: Cast, signed_brief: int) -> None:
    services.add_item(
        actor=cast.alice, initiative_id=signed_brief, section=Section.REQUIREMENTS, text="Also.",
        priority=Priority.MUST,
    )  # fmt: skip
    assert unsigned(signed_brief, M) == unsigned(signed_brief, IT) == {"R2"}
