"""Several entries are given the same at once, in the grid and by programs."""

import pytest
from tests.accounts.browsing import as_person, words
from tests.api.program import program_of
from tests.cast import Cast, happened
from tests.refusals import nothing_written, refused

from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.systems import queries, services
from tandem.systems.models import System
from tandem.systems.queries import Lacking
from tandem.systems.rules import Criticality, DataClass, Entry, Lifecycle, SeveralChanges, changed

CONTACT, PAYMENT = DataClass.CUSTOMER_CONTACT, DataClass.PAYMENT
HOME = "/systems/grid/"


@pytest.fixture
def two(cast: Cast) -> list[int]:
    entries = (Entry("Shop", data_classes=(PAYMENT,)), Entry("Till", vendor="Kassandra"))
    return [services.add_system(actor=cast.igor, entry=one).pk for one in entries]


def entry(system_id: int) -> Entry:
    return queries.entry_of(System.objects.get(pk=system_id))


def test_what_is_left_stays_and_data_is_added() -> None:
    before = Entry("Shop", vendor="Ours", it_owner=3, data_classes=(PAYMENT,))
    after = changed(before, SeveralChanges({"it_owner": None, "name": "No"}, (CONTACT,)))
    assert after == Entry("Shop", vendor="Ours", data_classes=(CONTACT, PAYMENT))


def test_all_are_given_the_same_or_none(cast: Cast, two: list[int]) -> None:
    values = {"it_owner": cast.ivan.me, "criticality": Criticality.VITAL}
    changes = SeveralChanges(values, (CONTACT,))
    assert services.edit_systems(actor=cast.igor, system_ids=two, changes=changes) == 2
    assert [entry(pk).it_owner for pk in two] == [cast.ivan.me] * 2
    assert entry(two[0]).data_classes == (CONTACT, PAYMENT)
    assert entry(two[1]).vendor == "Kassandra"
    assert happened(two[1])[-1] == "system.edited"
    with nothing_written():
        assert services.edit_systems(actor=cast.igor, system_ids=two, changes=changes) == 0
    for who, ids, error in (
        (cast.alice, two, NotAllowed),
        (cast.igor, [*two, 999_999], NotFound),
        (cast.igor, [], BadInput),
    ):
        more = SeveralChanges({"lifecycle": Lifecycle.FADING})
        with refused(error):
            services.edit_systems(actor=who, system_ids=ids, changes=more)
    with refused(BadInput):
        services.edit_systems(actor=cast.igor, system_ids=two, changes=SeveralChanges())
    services.retire_system(actor=cast.igor, system_id=two[1])
    with refused(RuleBroken):
        services.edit_systems(actor=cast.igor, system_ids=two, changes=more)
    assert entry(two[0]).lifecycle is Lifecycle.LIVE


def test_the_grid_finds_what_lacks_something_and_changes_what_is_ticked(
    cast: Cast, two: list[int]
) -> None:
    lacking = queries.lacking(cast.rita, Lacking.DATA)
    assert [one.name for one in lacking] == ["Till"]
    igor = as_person(cast.igor)
    assert "Till" not in words(igor.get(f"{HOME}?lacking=data&q=shop"))
    nothing = igor.post(HOME, {"chosen": two})
    assert nothing.status_code == 422
    assert b"checked" in nothing.content
    none_ticked = igor.post(HOME, {"it_owner": cast.ivan.me})
    assert "Choose at least one." in words(none_ticked)
    given = {"chosen": two[1:], "it_owner": cast.ivan.me, "holds": ["payment"]}
    assert "1 entry changed." in words(igor.post(f"{HOME}?lacking=data", given, follow=True))
    assert (entry(two[1]).it_owner, entry(two[1]).data_classes) == (cast.ivan.me, (PAYMENT,))
    igor.post(HOME, {"chosen": two, "it_owner": "0", "lifecycle": "planned"})
    assert {(entry(pk).it_owner, entry(pk).lifecycle) for pk in two} == {(None, "planned")}
    page = words(as_person(cast.rita).get(HOME))
    assert "Till" in page
    assert "Save for all that are ticked" not in page


def test_programs_give_several_the_same(cast: Cast, two: list[int]) -> None:
    done = program_of(cast.igor).post("/systems/changes", {"system_ids": two, "criticality": 1})
    assert done == {"count": 2}
