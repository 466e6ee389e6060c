"""Two entries that turn out to be one: what goes along, what stays, what leads where."""

from datetime import date

import pytest
from tests.accounts.browsing import as_person, words
from tests.cast import Cast, happened, hide, waits
from tests.refusals import nothing_written, refused

from tandem.activity.models import Turn
from tandem.assessment import services as assessment
from tandem.assessment.models import Consult
from tandem.assessment.queries import systems_of
from tandem.assessment.queries.landscape import probably_affected
from tandem.assessment.rules.consulting import ConsultState
from tandem.core.errors import NotAllowed, NotFound, RuleBroken
from tandem.initiatives.queries import heading_visible_to
from tandem.projects import services as projects
from tandem.projects.queries import whole_project
from tandem.systems import queries, services
from tandem.systems.models import System
from tandem.systems.rules import Criticality, DataClass, Entry, FlowEntry, FlowHow, merged

CONTACT, PAYMENT = DataClass.CUSTOMER_CONTACT, DataClass.PAYMENT


def test_what_stays_knows_what_both_knew() -> None:
    stays = Entry("CRM", aliases=("the CRM",), vendor="Northstar", data_classes=(PAYMENT,))
    goes = Entry(
        "Northstar CRM",
        aliases=("crm", "Kartei", "The CRM"),
        vendor="Another",
        it_owner=7,
        criticality=Criticality.VITAL,
        data_classes=(CONTACT,),
        yearly_cost=0,
    )
    one = merged(stays, goes)
    assert (one.name, one.vendor, one.it_owner, one.yearly_cost) == ("CRM", "Northstar", 7, 0)
    assert one.aliases == ("the CRM", "Northstar CRM", "Kartei")
    assert one.data_classes == (CONTACT, PAYMENT)
    assert one.criticality is Criticality.VITAL


@pytest.fixture
def three(cast: Cast) -> list[int]:
    """A shop, the same under another name, and a mailing tool."""
    names = ("Shop", "Webshop", "Mailing")
    return [services.add_system(actor=cast.igor, entry=Entry(name)).pk for name in names]


def test_names_flows_and_uses_go_along(cast: Cast, three: list[int], assessed: int) -> None:
    stays, goes, other = three
    for giver, taker, data in (
        (goes, other, (CONTACT,)),
        (stays, other, (PAYMENT,)),
        (goes, stays, ()),
        (other, goes, (CONTACT,)),
    ):
        entry = FlowEntry(giver, taker, data, FlowHow.API)
        services.add_flow(actor=cast.alice, entry=entry)
    assessment.confirm_touch(actor=cast.igor, initiative_id=assessed, system_id=goes)
    assessment.refuse_touch(actor=cast.igor, initiative_id=assessed, system_id=stays)
    project = projects.add_project(
        actor=cast.igor,
        title="New tills",
        purpose="",
        starts_on=date(2027, 1, 1),
        ends_on=date(2027, 2, 1),
        lead_id=cast.igor.me,
        systems=[goes],
    ).pk
    services.merge_system(actor=cast.igor, system_id=goes, into_id=stays)
    assert set(queries.flows_in_use()) == {
        (stays, other, frozenset({CONTACT, PAYMENT})),
        (other, stays, frozenset({CONTACT})),
    }
    assert list(probably_affected("the webshop")) == [stays]
    assert [one.id for one in systems_of([assessed])[assessed]] == [stays]
    assert whole_project(cast.rita, project).systems == [(stays, "Shop")]
    assert waits(goes) == set()
    assert happened(goes)[-1] == "system.merged"
    assert happened(stays)[-1] == "system.took_in"
    assert happened(other)[-1] == "system.flows_carried"
    assert "Part of another entry now Shop" in words(as_person(cast.rita).get(f"/systems/{goes}/"))
    with nothing_written():
        services.merge_system(actor=cast.igor, system_id=goes, into_id=stays)
    services.restore_system(actor=cast.igor, system_id=goes)
    assert queries.whole(cast.rita, goes).merged_into is None


def _asked(cast: Cast, initiative: int, systems: list[int]) -> list[Consult]:
    """The owner in IT of each, Ivan, is asked about it."""
    for pk in systems:
        System.objects.filter(pk=pk).update(it_owner=cast.ivan.me)
        assessment.confirm_touch(actor=cast.igor, initiative_id=initiative, system_id=pk)
    return [Consult.objects.get(system_id=pk) for pk in systems]


def _waiting() -> list[int]:
    open_ones = Turn.objects.filter(kind="consult.answer", closed_at=None)
    return list(open_ones.values_list("subject_id", flat=True))


def test_a_question_about_one_becomes_a_question_about_the_other(
    cast: Cast, three: list[int], assessed: int
) -> None:
    stays, goes, _ = three
    (consult,) = _asked(cast, assessed, [goes])
    hide(assessed)
    with pytest.raises(NotFound):
        heading_visible_to(cast.ada, assessed)
    services.merge_system(actor=cast.ada, system_id=goes, into_id=stays)
    consult.refresh_from_db()
    assert (consult.system_id, consult.state) == (stays, ConsultState.OPEN)
    assert _waiting() == [consult.pk]


@pytest.mark.parametrize("refused_before", [False, True])
def test_of_two_questions_the_one_about_what_stays_goes_on(
    cast: Cast, three: list[int], assessed: int, refused_before: bool
) -> None:
    stays, goes, _ = three
    lasts, ends = _asked(cast, assessed, [stays, goes])
    if refused_before:
        assessment.refuse_touch(actor=cast.igor, initiative_id=assessed, system_id=stays)
    services.merge_system(actor=cast.igor, system_id=goes, into_id=stays)
    for one in (lasts, ends):
        one.refresh_from_db()
    assert (lasts.state, ends.state) == (ConsultState.OPEN, ConsultState.WITHDRAWN)
    assert _waiting() == [lasts.pk]


def test_only_it_merges_and_only_what_is_in_use(cast: Cast, three: list[int]) -> None:
    stays, goes, _ = three
    with refused(NotAllowed):
        services.merge_system(actor=cast.alice, system_id=goes, into_id=stays)
    with refused(RuleBroken):
        services.merge_system(actor=cast.igor, system_id=goes, into_id=goes)
    services.retire_system(actor=cast.igor, system_id=stays)
    with refused(RuleBroken):
        services.merge_system(actor=cast.igor, system_id=goes, into_id=stays)


def test_on_the_page_the_other_is_named(cast: Cast, three: list[int]) -> None:
    igor, address = as_person(cast.igor), f"/systems/{three[1]}/merge/"
    wrong = igor.post(address, {"other": "Nobody knows it"})
    assert wrong.status_code == 422
    assert "No entry in use has this name." in words(wrong)
    page = words(igor.post(address, {"other": "shop"}, follow=True))
    assert "They are one now." in page
    assert "Webshop" in page
    assert "This entry is retired" in words(igor.get(address))
