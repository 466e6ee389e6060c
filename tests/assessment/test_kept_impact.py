"""What an initiative affects is kept when both sides sign, and looked at when it has changed."""

from dataclasses import replace

import pytest
from tests.accounts.browsing import as_person, words
from tests.cast import Cast, happened, sign_both, waits
from tests.refusals import nothing_written, refused

from tandem.accounts.rules import Actor
from tandem.assessment import jobs, queries, services
from tandem.assessment.models import KeptImpact
from tandem.assessment.queries import ImpactKept
from tandem.assessment.rules.impact import impact_of, landscape_of
from tandem.assessment.rules.kept import KeptSystem, differences, digest_of, kept_systems
from tandem.core.errors import NotAllowed, RuleBroken
from tandem.initiatives.models import Initiative
from tandem.systems import services as systems
from tandem.systems.rules import DataClass, Entry, FlowEntry

pytestmark = pytest.mark.usefixtures("tuesday")
INTERNAL = DataClass.INTERNAL
CONTACT, PAYMENT = DataClass.CUSTOMER_CONTACT, DataClass.PAYMENT
ASKED = ("impact.look_at", "it")
ALONG = "Shop → (customer contact) → Mailer"
INSIDE = ALONG.replace("customer contact", "internal")


def test_each_difference_is_said_and_the_way_there_is_none() -> None:
    shop, mailer = KeptSystem(1, "Shop", (CONTACT,)), KeptSystem(2, "Mailer", (CONTACT,), ALONG)
    books = KeptSystem(3, "Books", (PAYMENT,), "Shop → (payment) → Books")
    assert differences([shop, mailer], [shop, replace(mailer, path="Shop → Bus → Mailer")]) == []
    assert differences([shop, books], [shop, mailer]) == [
        f"Mailer is reached now: {ALONG}.",
        "Books is no longer reached.",
    ]
    assert differences([shop, mailer], [replace(mailer, path="")]) == [
        "Mailer is affected itself now; data only came there before.",
        "Shop is no longer affected.",
    ]
    assert differences([replace(shop, data=(PAYMENT,))], [shop]) == [
        "Shop concerns more data now: customer contact.",
        "Shop no longer concerns: payment.",
    ]


def test_the_digest_is_another_exactly_where_something_differs() -> None:
    entries = [(1, "Shop", [CONTACT]), (2, "Mailer", [CONTACT]), (3, "Books", [PAYMENT])]
    found = {}
    for case, flows in {
        "alone": [],
        "mailer": [(1, 2, [CONTACT])],
        "round": [(1, 2, [CONTACT]), (2, 1, [CONTACT])],
        "books": [(1, 2, [CONTACT]), (1, 3, [CONTACT])],
    }.items():
        reached = impact_of({1: [CONTACT]}, landscape_of(entries, flows))
        found[case] = (digest_of(reached), [one.name for one in kept_systems(reached)])
    assert found["mailer"] == found["round"]
    assert found["books"][1] == ["Shop", "Books", "Mailer"]
    assert len({digest for digest, _ in found.values()}) == 3


@pytest.fixture
def touched(cast: Cast, heard_brief: int) -> tuple[int, int, int]:
    """A brief that nobody has signed yet, of something that affects the shop; and its mailer."""

    def entry(name: str) -> int:
        entered = Entry(name, data_classes=(INTERNAL,), it_owner=cast.igor.me)
        return systems.add_system(actor=cast.igor, entry=entered).pk

    shop, mailer = entry("Shop"), entry("Mailer")
    services.confirm_touch(actor=cast.igor, initiative_id=heard_brief, system_id=shop)
    return heard_brief, shop, mailer


def kept(initiative: int) -> ImpactKept:
    found = queries.impact_kept(initiative)
    assert found
    return found


def look(actor: Actor, initiative: int, seen: str) -> None:
    services.look_at_impact(actor=actor, initiative_id=initiative, seen=seen)


def test_what_changed_since_both_signed_waits_for_it(
    cast: Cast, touched: tuple[int, int, int]
) -> None:
    brief, shop, mailer = touched
    assert queries.impact_kept(brief) is None
    sign_both(cast, brief)
    assert [one.name for one in kept(brief).systems] == ["Shop"]
    assert (kept(brief).signed, kept(brief).changes) == (True, [])
    with nothing_written():
        assert jobs.ask_about_impact() == 0
        with refused(RuleBroken):
            look(cast.igor, brief, kept(brief).seen)
    before = kept(brief).seen
    entry = FlowEntry(shop, mailer, (INTERNAL,))
    flow = systems.add_flow(actor=cast.igor, entry=entry)
    assert kept(brief).changes == [f"Mailer is reached now: {INSIDE}."]
    assert jobs.ask_about_impact() == 1
    assert jobs.ask_about_impact() == 0
    assert ASKED in waits(brief)
    with nothing_written():
        with refused(NotAllowed):
            look(cast.alice, brief, kept(brief).seen)
        with refused(RuleBroken):
            look(cast.igor, brief, before)
    look(cast.igor, brief, kept(brief).seen)
    assert happened(brief)[-1] == "impact.looked_at"
    assert ASKED not in waits(brief)
    assert (kept(brief).signed, kept(brief).changes) == (False, [])
    systems.end_flow(actor=cast.igor, flow_id=flow.pk)
    assert kept(brief).changes == ["Mailer is no longer reached."]


def test_assess_says_what_changed_and_it_says_there_that_it_looked(
    cast: Cast, touched: tuple[int, int, int]
) -> None:
    brief, shop, mailer = touched
    sign_both(cast, brief)
    systems.add_flow(actor=cast.igor, entry=FlowEntry(shop, mailer, (INTERNAL,)))
    igor, page = as_person(cast.igor), f"/initiatives/{brief}/assess/"
    said, button = f"Mailer is reached now: {INSIDE}.", "We have looked at it"
    assert (said in words(igor.get(page)), button in words(igor.get(page))) == (True, True)
    assert button not in words(as_person(cast.alice).get(page))
    with nothing_written():
        refusal = igor.post(f"{page}impact/", {"seen": "another"})
    assert refusal.status_code == 422
    assert "It changed once more meanwhile" in words(refusal)
    igor.post(f"{page}impact/", {"seen": kept(brief).seen})
    assert "Nothing has changed since." in words(igor.get(page))


def test_it_waits_no_longer_where_all_is_as_it_was(
    cast: Cast, touched: tuple[int, int, int]
) -> None:
    brief, shop, mailer = touched
    sign_both(cast, brief)
    flow = systems.add_flow(actor=cast.igor, entry=FlowEntry(shop, mailer, (INTERNAL,)))
    jobs.ask_about_impact()
    assert ASKED in waits(brief)
    systems.end_flow(actor=cast.igor, flow_id=flow.pk)
    jobs.ask_about_impact()
    assert ASKED not in waits(brief)


def test_a_merged_system_is_the_one_it_turned_out_to_be(
    cast: Cast, touched: tuple[int, int, int]
) -> None:
    brief, shop, mailer = touched
    sign_both(cast, brief)
    systems.merge_system(actor=cast.igor, system_id=shop, into_id=mailer)
    assert kept(brief).changes == []


def test_what_is_parked_or_was_looked_at_in_between_isnt_asked_about(
    cast: Cast, touched: tuple[int, int, int]
) -> None:
    brief, shop, mailer = touched
    sign_both(cast, brief)
    systems.add_flow(actor=cast.igor, entry=FlowEntry(shop, mailer, (INTERNAL,)))
    assert queries.changed_since_kept() == [brief]
    look(cast.igor, brief, kept(brief).seen)
    with nothing_written():
        assert not services.settle_impact(initiative_id=brief), "read before, looked at meanwhile"
    Initiative.objects.filter(pk=brief).update(stage="parked")
    KeptImpact.objects.update(digest="another", systems=[])
    assert queries.changed_since_kept() == []
    with nothing_written():
        assert not services.settle_impact(initiative_id=brief)


def test_a_second_signing_keeps_what_was_kept_at_the_first(
    cast: Cast, touched: tuple[int, int, int]
) -> None:
    brief, shop, mailer = touched
    sign_both(cast, brief)
    first = KeptImpact.objects.get().pk
    systems.add_flow(actor=cast.igor, entry=FlowEntry(shop, mailer, (INTERNAL,)))
    services.keep_impact(cast.igor, brief)
    assert KeptImpact.objects.get().pk == first, "nobody has looked at what changed"
