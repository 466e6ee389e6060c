"""Saying which data flows where: by IT, by Marketing to be confirmed, ended and brought back."""

from typing import Any

import pytest
from tests.accounts.browsing import as_person, words
from tests.api.program import program_of
from tests.cast import Cast, happened, waits
from tests.refusals import nothing_written, refused

from tandem.accounts.rules import Actor
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken, Stale
from tandem.systems import queries, services
from tandem.systems.rules import DataClass, Entry, FlowEntry, FlowHow, why_not_flow

CONTACT, PAYMENT = DataClass.CUSTOMER_CONTACT, DataClass.PAYMENT


@pytest.fixture
def shop(cast: Cast) -> int:
    return services.add_system(actor=cast.igor, entry=Entry("Shop")).pk


@pytest.fixture
def crm(cast: Cast) -> int:
    return services.add_system(actor=cast.igor, entry=Entry("CRM")).pk


def add(actor: Actor, giver: int, taker: int, **more: Any) -> int:
    return services.add_flow(actor=actor, entry=FlowEntry(giver, taker, **more)).pk


def live() -> list[tuple[int, int, frozenset[DataClass]]]:
    return queries.flows_in_use()


def test_data_that_stays_inside_is_no_flow_and_circles_are_ordinary() -> None:
    assert why_not_flow(FlowEntry(1, 1))
    assert why_not_flow(FlowEntry(1, 2)) is None


def test_it_says_where_data_flows_and_both_systems_know(cast: Cast, shop: int, crm: int) -> None:
    add(cast.igor, shop, crm, data_classes=(CONTACT,), how=FlowHow.API, note=" nightly ")
    of_shop, of_crm = queries.flows_of(cast.rita, shop), queries.flows_of(cast.rita, crm)
    (given,) = of_shop.gives
    assert (given.to_system.name, given.how, given.note) == ("CRM", FlowHow.API, "nightly")
    assert given.confirmed_by
    assert given.confirmed_by.id == cast.igor.me
    assert [row.from_system.name for row in of_crm.gets] == ["Shop"]
    assert (of_shop.gets, of_crm.gives) == ([], [])
    assert live() == [(shop, crm, frozenset({CONTACT}))]
    for system in (shop, crm):
        assert happened(system, since=1) == ["system.flow_added"]
    add(cast.igor, crm, shop)
    assert [pair[:2] for pair in live()] == [(shop, crm), (crm, shop)]


def test_what_marketing_says_waits_for_it(cast: Cast, shop: int, crm: int) -> None:
    flow = add(cast.alice, shop, crm)
    assert live() == [(shop, crm, frozenset())]
    assert waits(shop) == {("system.confirm_flows", "it")}
    services.edit_flow(actor=cast.alice, flow_id=flow, entry=FlowEntry(0, 0, (PAYMENT,)), version=1)
    with refused(NotAllowed):
        services.confirm_flow(actor=cast.alice, flow_id=flow)
    with refused(NotAllowed):
        services.end_flow(actor=cast.mona, flow_id=flow)
    services.confirm_flow(actor=cast.igor, flow_id=flow)
    assert live() == [(shop, crm, frozenset({PAYMENT}))]
    assert waits(shop) == set()
    assert happened(crm, since=2) == ["system.flow_edited", "system.flow_confirmed"]
    with refused(NotAllowed):
        services.end_flow(actor=cast.alice, flow_id=flow)


@pytest.mark.parametrize("name", ["rita", "charlie"])
def test_who_belongs_to_no_side_says_nothing(cast: Cast, shop: int, crm: int, name: str) -> None:
    actor = getattr(cast, name)
    flow = add(cast.igor, shop, crm)
    with refused(NotAllowed):
        add(actor, crm, shop)
    for act in (services.confirm_flow, services.end_flow, services.restore_flow):
        with refused(NotAllowed):
            act(actor=actor, flow_id=flow)


def test_the_same_twice_is_once_and_another_way_is_another_flow(
    cast: Cast, shop: int, crm: int
) -> None:
    first = add(cast.igor, shop, crm, how=FlowHow.API)
    with nothing_written():
        assert add(cast.ivan, shop, crm, how=FlowHow.API) == first
    with refused(BadInput):
        add(cast.ivan, shop, crm, how=FlowHow.API, note="other words")
    second = add(cast.ivan, shop, crm, how=FlowHow.EVENT)
    with refused(BadInput):
        services.edit_flow(
            actor=cast.igor, flow_id=second, entry=FlowEntry(0, 0, how=FlowHow.API), version=1
        )
    with refused(BadInput):
        add(cast.igor, shop, shop)


def test_a_late_change_of_a_flow_shows_both(cast: Cast, shop: int, crm: int) -> None:
    flow = add(cast.igor, shop, crm)

    def edit(note: str) -> None:
        services.edit_flow(
            actor=cast.igor, flow_id=flow, entry=FlowEntry(0, 0, note=note), version=1
        )

    edit("mine")
    with refused(Stale):
        edit("late")
    with nothing_written():
        edit("mine")


def test_a_flow_ends_and_comes_back(cast: Cast, shop: int, crm: int) -> None:
    flow = add(cast.alice, shop, crm)
    services.end_flow(actor=cast.alice, flow_id=flow)
    assert live() == []
    assert waits(shop) == set()
    with refused(RuleBroken):
        services.confirm_flow(actor=cast.igor, flow_id=flow)
    with nothing_written():
        services.end_flow(actor=cast.igor, flow_id=flow)
    services.restore_flow(actor=cast.igor, flow_id=flow)
    assert waits(shop) == {("system.confirm_flows", "it")}
    with nothing_written():
        services.restore_flow(actor=cast.igor, flow_id=flow)
    services.end_flow(actor=cast.igor, flow_id=flow)
    add(cast.igor, shop, crm)
    with refused(RuleBroken):
        services.restore_flow(actor=cast.igor, flow_id=flow)


def test_nothing_flows_through_what_is_retired(cast: Cast, shop: int, crm: int) -> None:
    add(cast.alice, shop, crm)
    services.retire_system(actor=cast.igor, system_id=crm)
    assert live() == []
    with refused(RuleBroken):
        add(cast.igor, crm, shop)
    services.retire_system(actor=cast.igor, system_id=shop)
    assert waits(shop) == set()
    services.restore_system(actor=cast.igor, system_id=shop)
    services.restore_system(actor=cast.igor, system_id=crm)
    assert len(live()) == 1
    assert waits(shop) == {("system.confirm_flows", "it")}


def test_no_flow_leads_to_what_is_not_there(cast: Cast, shop: int) -> None:
    with refused(NotFound):
        add(cast.igor, shop, 999_999)
    with refused(NotFound):
        services.end_flow(actor=cast.igor, flow_id=2**63)


def test_marketing_notes_a_flow_and_it_confirms_it_on_the_page(
    cast: Cast, shop: int, crm: int
) -> None:
    alice, igor = as_person(cast.alice), as_person(cast.igor)
    form = {"direction": "gets", "other": "crm", "how": "manual", "note": "On Fridays"}
    wrong = alice.post(f"/systems/{shop}/flows/new/", {**form, "other": "Nobody knows it"})
    assert wrong.status_code == 422
    assert "No entry in use has this name." in words(wrong)
    assert "On Fridays" in words(wrong)
    page = words(alice.post(f"/systems/{shop}/flows/new/", form, follow=True))
    assert "to be confirmed by IT" in page
    assert "is it right?" in words(igor.get("/"))
    (flow,) = queries.flows_of(cast.igor, crm).gives
    seen = words(igor.post(f"{flow.url}confirm/", {"back": shop}, follow=True))
    assert "Gets data from" in seen
    assert "to be confirmed by IT" not in seen
    late = igor.post(flow.url, {"how": "api", "version": 1, "note": "x" * 501})
    assert late.status_code == 422
    assert igor.post(flow.url, {"how": "api", "version": 1}).status_code == 303
    assert igor.post(flow.url, {"how": "event", "version": 1}).status_code == 409
    assert words(igor.post(f"{flow.url}end/", follow=True)).count("Data flows so again") == 1
    assert "CRM" in words(igor.get(f"/systems/{shop}/flows/?ended=1"))
    assert "No flows yet" in words(igor.get(f"/systems/{shop}/flows/"))


def test_programs_add_many_flows_in_one_request(cast: Cast, shop: int, crm: int) -> None:
    program = program_of(cast.igor)
    each = [
        {
            "method": "POST",
            "path": "/data-flows",
            "body": {"from_system_id": shop, "to_system_id": crm, "how": how.value},
        }
        for how in FlowHow
    ]
    program.post("/batch", {"requests": each})
    listed = program.get(f"/data-flows?system_id={crm}&limit=3")
    assert len(listed["items"]) == 3
    further = program.get(f"/data-flows?limit=100&after={listed['next']}")
    assert len(further["items"]) == len(FlowHow) - 3
    assert len(live()) == len(FlowHow)
