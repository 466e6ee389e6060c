"""Adding, changing, confirming, retiring entries of the catalogue."""

from datetime import timedelta

import pytest
from tests.cast import Cast, happened, waits
from tests.refusals import nothing_written, refused

from tandem.accounts.rules import Actor
from tandem.assessment.queries.landscape import probably_affected
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken, Stale
from tandem.systems import queries, services
from tandem.systems.models import System
from tandem.systems.queries import Shown
from tandem.systems.rules import DataClass, Entry, Target

CRM = Entry("Northstar CRM", aliases=("the CRM",), vendor="Northstar")


@pytest.fixture
def crm(cast: Cast) -> int:
    return services.add_system(actor=cast.igor, entry=CRM).pk


def listed(actor: Actor, words: str = "", shown: Shown = Shown.ACTIVE) -> list[str]:
    return [row.name for row in queries.rows(queries.by_name(actor, words=words, shown=shown))]


def edit(actor: Actor, system_id: int, entry: Entry, version: int = 1) -> System:
    return services.edit_system(actor=actor, system_id=system_id, entry=entry, version=version)


@pytest.mark.parametrize("name", ["igor", "ada", "vera"])
def test_it_and_administrators_add_what_is_right_at_once(cast: Cast, name: str) -> None:
    actor = getattr(cast, name)
    added = services.add_system(actor=actor, entry=CRM).pk
    row = queries.whole(cast.rita, added).row
    assert row.confirmed_by
    assert row.confirmed_by.id == actor.me
    assert happened(added) == ["system.added"]
    assert waits(added) == set()


def test_what_marketing_adds_waits_for_it(cast: Cast) -> None:
    added = services.add_system(actor=cast.alice, entry=CRM).pk
    assert listed(cast.rita, shown=Shown.TO_CONFIRM) == ["Northstar CRM"]
    assert waits(added) == {("system.confirm", "it")}
    services.confirm_system(actor=cast.igor, system_id=added)
    assert waits(added) == set()
    assert listed(cast.rita, shown=Shown.TO_CONFIRM) == []
    assert happened(added) == ["system.added", "system.confirmed"]


@pytest.mark.parametrize("name", ["rita", "charlie"])
def test_who_belongs_to_no_side_adds_nothing(cast: Cast, name: str) -> None:
    with refused(NotAllowed):
        services.add_system(actor=getattr(cast, name), entry=CRM)


@pytest.mark.parametrize("name", ["alice", "rita", "charlie"])
def test_only_it_and_administrators_keep_entries(cast: Cast, crm: int, name: str) -> None:
    actor = getattr(cast, name)
    with refused(NotAllowed):
        edit(actor, crm, Entry("Another"))
    for act in (services.confirm_system, services.retire_system, services.restore_system):
        with refused(NotAllowed):
            act(actor=actor, system_id=crm)


def test_marketing_corrects_what_it_added_until_it_is_confirmed(cast: Cast) -> None:
    added = services.add_system(actor=cast.alice, entry=CRM).pk
    edit(cast.alice, added, Entry("Northstar"))
    assert waits(added) == {("system.confirm", "it")}
    with refused(NotAllowed):
        edit(cast.mona, added, Entry("Southstar"), 2)
    services.confirm_system(actor=cast.igor, system_id=added)
    with refused(NotAllowed):
        edit(cast.alice, added, Entry("Southstar"), 2)


def test_a_change_by_it_counts_as_confirmed(cast: Cast) -> None:
    added = services.add_system(actor=cast.alice, entry=CRM).pk
    edit(cast.igor, added, Entry("Northstar", data_classes=(DataClass.PAYMENT,)))
    whole = queries.whole(cast.rita, added)
    assert (whole.row.name, whole.version, whole.personal) == ("Northstar", 2, [DataClass.PAYMENT])
    assert waits(added) == set()
    assert happened(added, since=1) == ["system.edited"]


def test_a_late_save_shows_both_and_an_equal_one_changes_nothing(cast: Cast, crm: int) -> None:
    edit(cast.igor, crm, Entry("Northstar CRM", vendor="Northstar Inc"))
    with refused(Stale) as late:
        edit(cast.ivan, crm, Entry("Northstar CRM", vendor="Southstar"))
    stale = late.value
    assert isinstance(stale, Stale)
    assert (stale.mine, stale.theirs, stale.version) == ("Southstar", "Northstar Inc", 2)
    with nothing_written():
        edit(cast.ivan, crm, Entry("Northstar CRM", vendor="Northstar Inc"))


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (Entry(" "), "name"),
        (Entry("x" * 121), "name"),
        (Entry("NORTHSTAR crm"), "name"),
        (Entry("X", it_owner=999_999), "it_owner"),
        (Entry("X", target=Target.REPLACE), "replaced_by"),
        (Entry("X", target_means="x" * 2001), "target_means"),
    ],
)
def test_what_can_not_be_taken_names_its_field(
    cast: Cast, crm: int, entry: Entry, field: str
) -> None:
    with refused(BadInput) as caught:
        services.add_system(actor=cast.igor, entry=entry)
    assert isinstance(caught.value, BadInput)
    assert caught.value.field == field


def test_a_double_click_adds_one(cast: Cast) -> None:
    first = services.add_system(actor=cast.igor, entry=CRM, form_key="k").pk
    with nothing_written():
        assert services.add_system(actor=cast.igor, entry=CRM, form_key="k").pk == first


def test_what_is_retired_stays_readable_and_comes_back(cast: Cast, crm: int) -> None:
    services.retire_system(actor=cast.igor, system_id=crm)
    assert listed(cast.rita) == []
    assert listed(cast.rita, shown=Shown.RETIRED) == ["Northstar CRM"]
    assert probably_affected("the CRM") == {}
    with refused(RuleBroken):
        edit(cast.igor, crm, Entry("Another"))
    with refused(RuleBroken):
        services.confirm_system(actor=cast.igor, system_id=crm)
    with nothing_written():
        services.retire_system(actor=cast.igor, system_id=crm)
    services.restore_system(actor=cast.ada, system_id=crm)
    assert listed(cast.rita) == ["Northstar CRM"]
    assert happened(crm, since=1) == ["system.retired", "system.restored"]
    with nothing_written():
        services.restore_system(actor=cast.ada, system_id=crm)


def test_a_name_given_away_meanwhile_does_not_come_back(cast: Cast, crm: int) -> None:
    services.retire_system(actor=cast.igor, system_id=crm)
    services.add_system(actor=cast.igor, entry=CRM)
    with refused(RuleBroken):
        services.restore_system(actor=cast.igor, system_id=crm)


def test_nothing_is_done_to_what_is_not_there(cast: Cast) -> None:
    for act in (services.confirm_system, services.retire_system, services.restore_system):
        with refused(NotFound):
            act(actor=cast.igor, system_id=999_999)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("crm", ["Northstar CRM"]),
        ("THE crm", ["Northstar CRM"]),
        ("northstar the", ["Northstar CRM"]),
        ("öl", ["Ölkanne"]),
        ("ÖL", ["Ölkanne"]),
        ("%", []),
        ("", ["Northstar CRM", "Ölkanne"]),
    ],
)
def test_entries_are_found_by_name_other_name_and_vendor(
    cast: Cast, crm: int, words: str, found: list[str]
) -> None:
    services.add_system(actor=cast.igor, entry=Entry("Ölkanne"))
    assert listed(cast.rita, words) == found


def test_a_text_names_what_is_in_the_catalogue_now(cast: Cast, crm: int) -> None:
    assert list(probably_affected("Clean the CRM")) == [crm]
    edit(cast.igor, crm, Entry("Southstar"))
    assert probably_affected("Clean the CRM") == {}
    assert list(probably_affected("Clean southstar")) == [crm]


def test_an_entry_grows_stale_after_half_a_year(cast: Cast, crm: int) -> None:
    with clock.at(clock.now() + timedelta(days=181)):
        assert queries.whole(cast.rita, crm).row.stale
        services.confirm_system(actor=cast.igor, system_id=crm)
        assert not queries.whole(cast.rita, crm).row.stale
