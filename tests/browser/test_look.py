"""Every page, as it is seen: on a desk, by night, on a phone, on paper, with strong contrast."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page
from tests.browser.conftest import Visit
from tests.depth import tries

# What is drawn doesn't depend on the database.
pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.once]

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
Form = tuple[int, dict[str, Any]]
FORMS: dict[str, Form] = {
    "desk": (1440, {}),
    "desk, dark": (1440, {"color_scheme": "dark"}),
    "phone, dark": (390, {"color_scheme": "dark"}),
    "tablet": (820, {}),
    "strong contrast": (1440, {"forced_colors": "active"}),
}
"""How wide, and what a browser says that its reader wants: both change on an open page."""
AS_IT_IS: dict[str, Any] = {
    "color_scheme": "light",
    "forced_colors": "none",
    # Else colours are measured on their way from one to the other.
    "reduced_motion": "reduce",
}
PAGES = [
    "/",
    "/ideas/",
    "/ideas/new/",
    "/people/",
    "/settings/",
    "/settings/tokens/",
    "/settings/sign-in/",
    "/settings/mail/",
    "/settings/risk-questions/",
    "/risk/",
    "/settings/closing-days/",
    "/settings/health/",
    "/first-steps/days/",
    "/people/list/",
    "/my-sign-in/",
    "/my-sign-in/second-factor/",
    "/my-sign-in/confirm/",
    "/my-sign-in/password/",
    "{loyalty}",
    "{loyalty}history/",
    "{loyalty}owners/",
    "{loyalty}risk/",
    "{loyalty}data-protection/",
    "{loyalty}brief/",
    "{loyalty}brief/sign/",
    "{loyalty}scope/",
    "{loyalty}work/board/",
    "{loyalty}traceability/",
    "{loyalty}forecast/",
    "{loyalty}whatif/",
    "/forecasts/",
    "/all-work/",
    "/roadmap/",
    "/roadmap/calendar/",
    "/it-projects/",
    "{system}",
    "/systems/stale/?all=1",
    "/tools/",
    "/tools/new/",
    "/tools/figures/",
    "/tools/found/",
    "{system}flows/",
    "{system}merge/",
    "/systems/files/",
    "/systems/grid/",
    "/systems/map/",
    "{system}flows/new/",
    "/capacity/",
    "/small-changes/",
    "/settings/fields/",
    "/revisions/",
    "/revisions/compare/",
    "/imports/",
    "/weeks/",
    "/work-calendar/",
    "/templates/",
    "{loyalty}work/templates/",
    "/recurring/1/",
    "/rules/1/",
    "/rules/1/change/",
    "{loyalty}rules/new/",
    "/styleguide/",
    "/nowhere/",
]

SMALL_TEXT = """() => [...document.querySelectorAll("body *")].filter((element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())
    && element.checkVisibility() && parseFloat(getComputedStyle(element).fontSize) < 12
).map((element) => element.outerHTML.slice(0, 90))"""

WIDER_THAN_THE_PAGE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll("body *")]
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
        .map((element) => element.outerHTML.slice(0, 90))"""

HARD_TO_TOUCH = """() => [...document.querySelectorAll(
    "button, a.button, summary, .nav a, .tabs a, .crumbs a, .menu a, .choice, .segments label, "
    + "select, input:not([type=hidden], [type=radio], [type=checkbox])"
)].filter((element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 1 && height > 1 && height < 39.5;
}).map((element) => element.outerHTML.slice(0, 90))"""


ALL_RULES: list[str] = []
BARRIERS: dict[str, list[str]] = {
    "desk, dark": ["color-contrast"],
    "tablet": ALL_RULES,
    "strong contrast": ["color-contrast"],
}
"""The rules of axe for a form. test_accessible.py asks all of them at a desk and on a phone."""


def axe(page: Page, rules: list[str] | None = None) -> list[dict[str, Any]]:
    """What axe finds on the open page by some of its rules, or by all."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": rules}
    found: list[dict[str, Any]] = page.evaluate(
        "options => axe.run(options).then(({ violations }) => violations)", options
    )
    return found


def look_at(page: Page, path: str, form: str) -> dict[str, list[str]]:
    """What is wrong with the page that is open, by kind."""
    found = axe(page, BARRIERS[form]) if form in BARRIERS else []
    wrong = {
        "barriers": [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found],
        "text below 12 px": page.evaluate(SMALL_TEXT),
        "wider than the page": page.evaluate(WIDER_THAN_THE_PAGE),
    }
    return {f"{path}, {form}: {kind}": what for kind, what in wrong.items() if what}


def forms(place: int) -> list[str]:
    """Each with `--deep`; else the desk and two more: all of them have been seen on two pages."""
    desk, *others = FORMS
    return list(FORMS) if tries(0, deep=1) else [desk, *others[place % 2 :: 2]]


def put_on(page: Page, form: str) -> None:
    """Let the open page be as wide, and as its reader wants it."""
    wide, wanted = FORMS[form]
    page.set_viewport_size({"width": wide, "height": 900})
    page.emulate_media(**AS_IT_IS | wanted)


@pytest.mark.parametrize("half", [0, 1], ids=["first half", "second half"])
def test_every_page_can_be_read_by_everybody(half: int, visit: Callable[..., Visit]) -> None:
    seen = visit("Vera")
    wrong: dict[str, list[str]] = {}
    for place, path in enumerate(PAGES[half::2]):
        page = seen.open(path)
        for form in forms(place):
            put_on(page, form)
            wrong |= look_at(page, path, form)
    assert wrong == {}
    assert seen.complaints == []


def test_every_page_can_be_touched(visit: Callable[..., Visit]) -> None:
    seen = visit("Vera", **PHONE)
    wrong: dict[str, list[str]] = {}
    for path in PAGES:
        page = seen.open(path)
        wrong |= look_at(page, path, "phone")
        if small := page.evaluate(HARD_TO_TOUCH):
            wrong[f"{path}: lower than 40 px"] = small
    assert wrong == {}
    assert seen.complaints == []


@pytest.mark.parametrize("form", ["tablet", "strong contrast"])
def test_sign_in_can_be_read_by_everybody(form: str, visit: Callable[..., Visit]) -> None:
    seen = visit(None)
    page = seen.open("/sign-in/")
    put_on(page, form)
    assert look_at(page, "/sign-in/", form) == {}
    assert seen.complaints == []


def test_the_track_says_in_words_what_it_shows(visit: Callable[..., Visit]) -> None:
    page = visit("Igor").open("/styleguide/")

    track = page.get_by_role("group", name="Plan, step 4 of 8. Marketing is ready, IT is not yet.")
    assert track.get_by_role("listitem").count() == 8
    assert "Plan" in track.locator("[aria-current=step]").inner_text()


def test_a_phone_has_five_entries_below_and_hides_nothing_behind_them(
    visit: Callable[..., Visit],
) -> None:
    page = visit("Igor", **PHONE).open("/styleguide/")
    entries = page.locator(".nav a:visible, .me > summary:visible")

    assert [text.split("\n")[0] for text in entries.all_inner_texts()] == [
        "Today",
        "Inbox",
        "Ideas & work",
        "New idea",
        "Me",
    ]
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    last = page.locator("#page a:visible, #page button:visible").last.bounding_box()
    bar = page.locator(".nav").bounding_box()
    assert last is not None
    assert bar is not None
    assert last["y"] + last["height"] <= bar["y"]


def test_the_menu_of_a_phone_leads_everywhere_the_desk_does(visit: Callable[..., Visit]) -> None:
    page = visit("Vera", **PHONE).open("/")

    page.get_by_text("Me", exact=True).click()
    page.get_by_role("link", name="Settings", exact=True).click()

    assert page.get_by_role("heading", name="Settings", exact=True).is_visible()


def test_a_chosen_theme_stays_and_is_there_before_the_first_paint(
    visit: Callable[..., Visit],
) -> None:
    seen = visit("Igor", color_scheme="light")
    page = seen.open("/")
    page.locator(".me > summary").click()
    page.get_by_text("Dark", exact=True).click()

    # Only the blocking script in the head has run when the body begins to be read.
    seen.context.add_init_script(
        """new MutationObserver((_, watch) => {
            if (!document.body) return;
            window.themeAtBody = document.documentElement.dataset.theme;
            watch.disconnect();
        }).observe(document, { childList: true, subtree: true })"""
    )
    page.reload()

    assert page.evaluate("window.themeAtBody") == "dark"
    page.locator(".me > summary").click()
    page.get_by_text("System", exact=True).click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") is None


def test_a_printed_brief_holds_the_brief_and_no_buttons(visit: Callable[..., Visit]) -> None:
    page = visit("Alice").open("{loyalty}brief/")
    page.emulate_media(media="print")

    assert page.locator(".nav, .topbar .tools, .tabs, .button").locator("visible=true").count() == 0
    assert page.get_by_text("Points appear in the account").is_visible()
    assert page.get_by_text("Signed by both sides").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_everything_works_without_scripts(visit: Callable[..., Visit]) -> None:
    page = visit("Alice", java_script_enabled=False).open("/ideas/new/")

    page.get_by_label("Your idea in one sentence").fill("Show the delivery day before the basket")
    page.get_by_role("button", name="Save the idea").click()
    assert page.get_by_role("heading", name="Show the delivery day before the basket").is_visible()
    page.locator(".me > summary").click()
    page.get_by_role("button", name="Sign out").click()
    assert "/sign-in/" in page.url
