"""A card is put into the next column, by mouse and by keys: it goes on, or hears what is missing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Visit
from tests.browser.hands import Pointer
from tests.browser.walk import Walk, Walker

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.once]

SENTENCE = "Say in the basket when it arrives"


def test_a_card_goes_on_by_mouse_and_hears_by_keys_what_is_missing(
    visit: Callable[..., Visit],
) -> None:
    mona, nora = (Walker(visit(name), Pointer()) for name in ("Mona", "Nora"))
    way = Walk(mona, nora, nora, SENTENCE)
    way.begin()
    way.pair()
    nora.open("/ideas/?layout=board&q=basket+arrives")
    put_into_assess(nora.page)
    walk_by_keys(nora.page)
    assert nora.seen.complaints == []


def put_into_assess(page: Page) -> None:
    """By mouse, everything is there: it goes on."""
    card = page.locator("[data-card]").filter(has_text=SENTENCE)
    start, end = card.bounding_box(), page.locator("[data-stage=assess]").bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 20, start["y"] + 20)
    page.mouse.down()
    page.mouse.move(end["x"] + 30, end["y"] + 60, steps=4)
    page.mouse.up()
    expect(page.locator("[data-stage=assess] [data-card]")).to_contain_text(SENTENCE)
    expect(page.locator("#messages")).to_contain_text("moved on to Assess")


def walk_by_keys(page: Page) -> None:
    """Left where it was, put where something is missing, and put aside."""
    card = page.locator("[data-card]").filter(has_text=SENTENCE)
    grip = card.get_by_role("button", name=f"Move: {SENTENCE}")
    expect(grip).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    says = page.locator("#board-says")
    expect(says).to_have_text("Over Brief")
    page.keyboard.press("Escape")
    expect(says).to_have_text(f"{SENTENCE}: back where it was.")
    for key in ("Enter", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    missing = page.get_by_role("dialog", name="Not yet")
    expect(missing).to_contain_text("Affected systems, confirmed by IT")
    page.keyboard.press("Escape")
    expect(page.locator("[data-stage=assess] [data-card]")).to_contain_text(SENTENCE)
    expect(grip).to_be_focused()
    for key in ("Enter", *["ArrowRight"] * 6, "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_role("heading", level=1)).to_have_text("Not now")
