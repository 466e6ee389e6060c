"""Every page in every state, as those see it who act there: without barriers, and never too wide."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.browser.conftest import Visit
from tests.browser.test_look import WIDER_THAN_THE_PAGE, axe
from tests.depth import tries
from tests.live_process import LiveServer

# What is drawn doesn't depend on the database.
pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.once]

PLAIN = "Customers choose their delivery day in the shop"
ONE_LONG_WORD = "Lieferdatumsauswahl" * 15 + "seite."
ARABIC = "صفحة للتخفيضات الصيفية يمكن للمتاجر تغييرها بأنفسهم دون الحاجة إلى قسم تقنية المعلومات"
Look = tuple[dict[str, int], str, list[str] | None]
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
LOOKS: list[Look] = [(DESK, "light", None), (PHONE, "dark", None)]
CROSSED: list[Look] = [(DESK, "dark", ["color-contrast"]), (PHONE, "light", ["color-contrast"])]
"""For one page of each person: each colour has been seen on each page, and each size."""


def looks(place: int) -> list[Look]:
    """Both with `--deep`; else one, and the other on the next page."""
    return LOOKS if tries(0, deep=1) else LOOKS[place % 2 :][:1]


# The initiatives of the demonstration: one in Plan with a changed part, one that IT has to sign.
LOYALTY, CART, POP_UP = "{loyalty}", "{cart}", "{pop_up}"

OPENED: dict[str, list[str]] = {
    "Vera": [
        "/people/",
        "/people/2/",
        "/people/new/",
        "/settings/",
        "/settings/tokens/",
        "/styleguide/",
        "/nowhere/",
    ],
    "Rita": ["/", "/ideas/new/", POP_UP],
    "Igor": [
        "/",
        POP_UP,
        LOYALTY,
        f"{LOYALTY}history/",
        f"{LOYALTY}brief/",
        f"{LOYALTY}brief/sign/",
        f"{LOYALTY}brief/snapshots/1/",
    ],
    "Alice": ["/", "/ideas/", "/ideas/?q=nothing+fits", "/ideas/new/"],
    "Paul": [CART, f"{CART}brief/"],
}
"""What the demonstration has, by who opens it."""


def of_alice(ids: dict[str, int]) -> list[str]:
    """The pages of one sentence in all its states that Alice, of Marketing, acts on."""
    at = {state: f"/initiatives/{number}/" for state, number in ids.items()}
    return [
        at["idea"],
        f"{at['idea']}edit/",
        at["assessed"],
        f"{at['assessed']}owners/",
        f"{at['assessed']}questions/measure/",
        f"{at['assessed']}history/",
        at["briefable"],
        f"{at['briefable']}brief/",
        f"{at['asked']}brief/",
        f"{at['asked']}brief/items/new/?section=requirements",
        f"{at['said']}brief/playback/{ids['playback']}/",
        f"{at['objected']}brief/",
        f"{at['objected']}brief/sign/",
        f"{at['objected']}brief/snapshots/1/",
        f"{at['objected']}brief/signed/",
        f"{at['objected']}brief/print/",
        f"{at['objected']}brief/check/",
        f"{at['signed']}brief/",
    ]


def of_igor(ids: dict[str, int]) -> list[str]:
    """The same, for Igor of IT."""
    return [
        f"/initiatives/{ids['asked']}/brief/playback/",
        f"/initiatives/{ids['objected']}/brief/sign/",
        f"/initiatives/{ids['signed']}/",
    ]


@pytest.fixture(scope="session")
def states(demonstration: LiveServer) -> list[dict[str, int]]:
    """The ids by state, of the plain sentence, the long word and the Arabic one."""
    played = subprocess.run(
        [sys.executable, "-m", "tests.browser.awkward"],
        cwd=Path(__file__).parents[2],
        env={**demonstration.environment},
        input=json.dumps([PLAIN, ONE_LONG_WORD, ARABIC]),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert played.returncode == 0, played.stderr
    found: list[dict[str, int]] = json.loads(played.stdout)
    return found


def barriers(page: Page, where: str, looks: list[Look] = LOOKS) -> Iterator[str]:
    """What axe finds on the open page in each look, a line each."""
    for size, colours, rules in looks:
        page.set_viewport_size(size)
        # Without motion: half-way between two colours nothing has the contrast it will have.
        page.emulate_media(color_scheme=colours, reduced_motion="reduce")
        for found in axe(page, rules):
            html = found["nodes"][0]["html"][:160]
            yield f"{where}, {size['width']} px, {colours}: {found['impact']} {found['id']}: {html}"
        yield from too_wide(page, f"{where}, {size['width']} px")


def too_wide(page: Page, where: str) -> Iterator[str]:
    """What makes the open page scroll sideways."""
    for html in page.evaluate(WIDER_THAN_THE_PAGE):
        yield f"{where}: wider than the page: {html}"


@pytest.mark.parametrize("who", [None, *OPENED])
def test_nothing_stands_in_the_way(
    who: str | None, visit: Callable[..., Visit], states: list[dict[str, int]]
) -> None:
    more = {"Alice": of_alice, "Igor": of_igor}.get(who or "", lambda _: [])
    seen = visit(who)
    paths = [*OPENED[who], *more(states[0])] if who else ["/sign-in/"]

    found = [
        line
        for place, path in enumerate(paths)
        for line in barriers(seen.open(path), path, looks(place))
    ]
    crossed = "/styleguide/" if "/styleguide/" in paths else paths[-1]
    found += barriers(seen.open(crossed), crossed, CROSSED)

    assert found == []
    assert seen.complaints == []


def test_refused_forms_have_no_barriers(
    visit: Callable[..., Visit], states: list[dict[str, int]]
) -> None:
    alice = visit("Alice")
    page = alice.open("/ideas/new/")
    page.get_by_label("Your idea in one sentence").fill("A day that is over")
    page.get_by_label("Wished for").fill("2020-01-01")
    page.get_by_role("button", name="Save the idea").click()
    page.get_by_text("That day is over").first.wait_for()
    found = list(barriers(page, "an idea with an error"))

    item = f"/initiatives/{states[0]['asked']}/brief/"
    alice.open(item).locator("#R1").get_by_role("link", name="Edit").click()
    page.get_by_label("Text").wait_for()
    found += barriers(page, "an item")
    other = alice.another_tab_at(page.url.removeprefix(alice.server.url))
    for tab, text in ((other, "On the day they chose"), (page, "On any day")):
        tab.get_by_label("Text").fill(text)
        tab.get_by_role("button", name="Save").click()
    page.get_by_text("Somebody else saved this first").wait_for()
    found += barriers(page, "a stale save")

    vera = visit("Vera").open("/people/new/")
    with vera.expect_navigation():
        vera.locator("main form").first.evaluate(
            "form => { form.noValidate = true; form.submit() }"
        )
    found += barriers(vera, "a person without a name")

    assert found == []


@pytest.mark.parametrize("sentence", [1, 2], ids=["one long word", "Arabic"])
def test_no_text_makes_a_phone_scroll_sideways(
    sentence: int, visit: Callable[..., Visit], states: list[dict[str, int]]
) -> None:
    ids = states[sentence]
    pages = {"Alice": ["/", "/ideas/", *of_alice(ids)], "Igor": ["/", *of_igor(ids)]}
    found: list[str] = []
    for who, paths in pages.items():
        seen = visit(who, viewport=PHONE)
        found += [line for path in paths for line in too_wide(seen.open(path), path)]

    assert found == []
