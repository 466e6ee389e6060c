"""Names offered while “@” is typed: of those alone who may see the place."""

import pytest
from tests.accounts.browsing import as_person
from tests.accounts.test_teams import make
from tests.cast import Cast, hide

from tandem.accounts.rules import Actor
from tandem.core.errors import NotFound
from tandem.talk.queries import names_offered

pytestmark = pytest.mark.usefixtures("tuesday")


def offered(actor: Actor, idea: int, begins: str) -> list[str]:
    return [one.name for one in names_offered(actor, idea, begins)]


def test_a_name_is_found_by_any_of_its_words_and_who_is_on_it_comes_first(
    cast: Cast, paired_idea: int
) -> None:
    assert offered(cast.alice, paired_idea, "") == ["Marketing", "IT", "Igor Ilic"]
    assert offered(cast.alice, paired_idea, "i") == ["IT", "Igor Ilic", "Ivan Iwers"]
    assert offered(cast.alice, paired_idea, "ILI") == ["Igor Ilic"]
    assert offered(cast.alice, paired_idea, "ma") == ["Marketing", "Mona Maler"]
    assert offered(cast.alice, paired_idea, "%") == []


def test_what_is_restricted_offers_its_people_alone(cast: Cast, paired_idea: int) -> None:
    make(cast, cast.mona, name="Ivory")
    make(cast, cast.igor, name="Icons")
    assert offered(cast.alice, paired_idea, "i")[:3] == ["IT", "Icons", "Ivory"]
    hide(paired_idea)
    assert offered(cast.alice, paired_idea, "i") == ["IT", "Icons", "Igor Ilic"]
    with pytest.raises(NotFound):
        offered(cast.mona, paired_idea, "i")


def test_the_box_asks_the_place_it_speaks_about(cast: Cast, paired_idea: int) -> None:
    alice = as_person(cast.alice)
    address = f"/api/v1/subjects/{paired_idea}/names"
    assert address in alice.get(f"/initiatives/{paired_idea}/talk/").content.decode()
    answer = alice.get(f"{address}?begins=igor").json()
    assert answer == [{"kind": "person", "name": "Igor Ilic", "detail": "", "lane": "it"}]
