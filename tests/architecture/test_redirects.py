"""Nobody is led away: whatever a request says about where to go on, the answer stays here."""

from collections.abc import Iterator

import pytest
from tests.architecture.access.asking import ask, undone
from tests.architecture.access.requests import ask_for
from tests.architecture.access.roles import Role
from tests.architecture.access.table import Row, rows
from tests.architecture.access.walking import PARTS, in_worlds
from tests.architecture.access.world import World, world_at
from tests.depth import tries

from tandem.core.addresses import inside

pytestmark = [pytest.mark.slow, pytest.mark.once]

ELSEWHERE = (
    *(
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "///elsewhere.example",
        "http:elsewhere",
    ),
    *(
        "/\\elsewhere.example",
        "\\\\elsewhere.example",
        "/\t/elsewhere.example",
        "javascript:alert(1)",
    ),
    *("https:/elsewhere.example", " //elsewhere.example", "http://testserver@elsewhere.example/"),
    *(
        "/\n//elsewhere.example",
        "data:text/html,x",
        "https:elsewhere.example",
        "\x00//elsewhere.example",
    ),
)
_NAMES = ("next", "back", "to", "from", "return", "going_to", "url", "redirect")
_LEADS_ON = frozenset({302, 303})
_EVERY = tries(4, deep=1)
"""Of so many addresses one is asked; each with one of the places elsewhere."""


@pytest.mark.parametrize("address", ELSEWHERE)
def test_an_address_elsewhere_is_none_of_ours(address: str) -> None:
    assert inside(address) == ""


@pytest.mark.parametrize("address", ["/", "/ideas/?q=a+b&stage=brief", "/initiatives/4/work/#open"])
def test_a_page_of_ours_is(address: str) -> None:
    assert inside(address) == address


@pytest.mark.parametrize("part", PARTS, ids=str)
def test_every_answer_that_leads_on_leads_to_a_page_of_ours(
    part: tuple[str, int], db: None, tuesday: None
) -> None:
    wrong: list[str] = []
    for world, alike in in_worlds(part):
        chosen = [row for n, row in enumerate(alike) if n % _EVERY == 0 and _leads_on(row)]
        for n, row in enumerate(chosen):
            wrong += found_wrong(world, row, ELSEWHERE[n % len(ELSEWHERE)])
    assert not wrong, "\n".join(["", *wrong])


def _leads_on(row: Row) -> bool:
    return not row.is_api and row.done in _LEADS_ON and bool(row.may)


def found_wrong(world: World, row: Row, elsewhere: str) -> Iterator[str]:
    role = next(role for role in Role if role in row.may)
    asked = ask_for(row.key).body(world)
    more = {name: elsewhere for name in _NAMES if name not in asked}
    with undone():
        answer = ask(world, row, role, send=more)
    if answer.status in _LEADS_ON and not _stays(answer.leads_to):
        yield f"{row.key} leads to {answer.leads_to}"


def _stays(address: str) -> bool:
    return inside(address.removeprefix("http://testserver")) != "" or address.startswith("?")


def test_a_page_that_believes_what_it_is_told_is_found(
    db: None, tuesday: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = next(row for row in rows() if row.key == "POST sign_in")
    world = world_at(row.step)
    world.with_password()
    assert not list(found_wrong(world, row, ELSEWHERE[0]))
    monkeypatch.setattr("tandem.sign_in.views.coming_in.inside", lambda address: address)
    assert list(found_wrong(world, row, ELSEWHERE[0]))
