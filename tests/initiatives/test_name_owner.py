"""Who answers for each side of an initiative."""

import pytest
from tests.accounts.browsing import as_person, words
from tests.cast import Cast, again, happened, hide, name_owners, owned_by, sides_of, waits
from tests.refusals import nothing_written, refused

from tandem.accounts import services as accounts
from tandem.accounts.rules import Actor, Lane, WorkspaceRole
from tandem.activity.queries import open_turns_on, owners_on
from tandem.core.errors import BadInput, NotAllowed, NotFound
from tandem.initiatives import services
from tandem.initiatives.queries import whole


def name(actor: Actor, idea: int, lane: Lane, person: int) -> None:
    services.name_owner(actor=actor, initiative_id=idea, lane=lane, person_id=person)


def owners_of(idea: int) -> list[int]:
    found = owners_on([idea])[idea]
    return [found[lane].id for lane in Lane]


def test_each_side_gets_its_owner_and_then_the_next_stage_waits(cast: Cast, idea: int) -> None:
    name(cast.alice, idea, Lane.MARKETING, cast.alice.me)
    assert ("initiative.next_stage", "") not in waits(idea)
    name(cast.alice, idea, Lane.IT, cast.igor.me)
    assert ("initiative.next_stage", "") in waits(idea)
    owners = whole(cast.rita, idea).row.owners
    assert {lane: owner.name for lane, owner in owners.items()} == {
        Lane.MARKETING: "Alice Albers",
        Lane.IT: "Igor Ilic",
    }
    assert happened(idea, since=1) == [
        "initiative.owner_named",
        "initiative.joined",
        "initiative.owner_named",
    ]


def test_who_is_named_takes_part_from_then_on(cast: Cast, idea: int) -> None:
    name(cast.alice, idea, Lane.IT, cast.igor.me)
    assert sides_of(cast.igor, idea) == owned_by(cast.igor, idea) == {Lane.IT}
    assert ("initiative.join", "it") not in waits(idea)


def test_the_owner_before_stays_a_member(cast: Cast, assessed: int) -> None:
    name(cast.igor, assessed, Lane.IT, cast.ivan.me)
    assert owned_by(cast.igor, assessed) == frozenset()
    assert sides_of(cast.igor, assessed) == {Lane.IT}
    assert owned_by(cast.ivan, assessed) == {Lane.IT}


def test_an_owner_can_be_named_back(cast: Cast, assessed: int) -> None:
    name(cast.igor, assessed, Lane.IT, cast.ivan.me)
    name(cast.igor, assessed, Lane.IT, cast.igor.me)
    assert owned_by(cast.igor, assessed) == {Lane.IT}
    assert owned_by(cast.ivan, assessed) == frozenset()


def test_naming_the_same_person_is_no_change(cast: Cast, assessed: int) -> None:
    with nothing_written():
        name_owners(cast, assessed)


@pytest.mark.parametrize(
    ("lane", "person"),
    [("it", "alice"), ("it", "charlie"), ("it", "rita"), ("it", "vera"), ("marketing", "igor")],
)
def test_a_person_of_another_side_is_refused(cast: Cast, idea: int, lane: str, person: str) -> None:
    with refused(BadInput) as caught:
        name(cast.alice, idea, Lane(lane), getattr(cast, person).me)
    assert caught.value.field == lane  # type: ignore[attr-defined]


@pytest.mark.parametrize("person", [0, -1, 999_999, 2**63, 2**200])
def test_a_person_who_does_not_exist_is_refused(cast: Cast, idea: int, person: int) -> None:
    with refused(BadInput):
        name(cast.alice, idea, Lane.IT, person)


def test_who_was_deactivated_or_only_reads_is_refused(cast: Cast, idea: int) -> None:
    accounts.deactivate_person(actor=cast.vera, person_id=cast.igor.me)
    accounts.change_role(actor=cast.vera, person_id=cast.ivan.me, role=WorkspaceRole.VIEWER)
    for person in (cast.igor, cast.ivan):
        with refused(BadInput):
            name(cast.alice, idea, Lane.IT, person.me)


def test_who_belongs_to_both_sides_may_own_both_and_then_a_second_signer_is_asked_for(
    cast: Cast, idea: int
) -> None:
    accounts.change_sides(actor=cast.vera, person_id=cast.alice.me, lanes=list(Lane))
    name(cast.alice, idea, Lane.MARKETING, cast.alice.me)
    name(again(cast.alice), idea, Lane.IT, cast.alice.me)
    asked = {(turn.kind, turn.person and turn.person.id) for turn in open_turns_on([idea])}
    assert ("initiative.name_second", cast.vera.me) in asked


@pytest.mark.parametrize("who", ["mona", "ivan", "charlie", "rita", "ada", "vera"])
def test_outsiders_are_refused(cast: Cast, paired_idea: int, who: str) -> None:
    with refused(NotAllowed):
        name(getattr(cast, who), paired_idea, Lane.IT, cast.igor.me)


def test_a_restricted_idea_is_not_found(cast: Cast, idea: int) -> None:
    hide(idea)
    with refused(NotFound):
        name(cast.igor, idea, Lane.IT, cast.igor.me)


def test_naming_somebody_opens_a_restricted_idea_to_them(cast: Cast, idea: int) -> None:
    hide(idea)
    name(cast.alice, idea, Lane.IT, cast.igor.me)
    assert whole(cast.igor, idea).row.id == idea


def test_both_are_named_with_one_button_and_who_was_chosen_stays(cast: Cast, idea: int) -> None:
    alice, address = as_person(cast.alice), f"/initiatives/{idea}/owners/"
    proposed = alice.get(address).content.decode()
    assert f'<option value="{cast.alice.me}" selected>' in proposed, "who wrote it, for their side"
    with nothing_written():
        assert "Choose somebody from the list" in words(alice.post(address, {}))
        wrong = alice.post(address, {"marketing": cast.mona.me, "it": cast.charlie.me})
    assert wrong.status_code == 422
    chosen = wrong.content.decode()
    assert f'<option value="{cast.mona.me}" selected>' in chosen
    sent = {"marketing": cast.mona.me, "it": cast.igor.me}
    assert alice.post(address, sent).status_code == 303
    assert owners_of(idea) == [cast.mona.me, cast.igor.me]
    # IT named somebody else while the page stood open: that stays.
    name(cast.igor, idea, Lane.IT, cast.ivan.me)
    late = {"marketing": cast.alice.me, "it": cast.igor.me, "it_was": cast.igor.me}
    assert alice.post(address, late).status_code == 303
    assert owners_of(idea) == [cast.alice.me, cast.ivan.me]


def test_whoever_belongs_to_neither_side_reads_who_names_owners(cast: Cast, idea: int) -> None:
    page = as_person(cast.vera).get(f"/initiatives/{idea}/owners/")
    assert "You belong to neither side" in words(page)
    assert "You belong to neither side" not in words(
        as_person(cast.ivan).get(f"/initiatives/{idea}/owners/")
    )
