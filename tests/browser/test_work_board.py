"""Work is dragged on a board by mouse and by keys, into a place, and back again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.once]

BOX = "The box on the page, on a phone and on a desk"
AWAY = "What stands there while the ledger doesn't answer"


def test_a_card_is_put_to_a_place_and_back(visit: Callable[..., Visit]) -> None:
    igor = visit("Igor")
    page = igor.open("{loyalty}work/board/")
    drag_into_progress(page)
    page.locator("#messages").get_by_role("button", name="Undo").click()
    expect(page.locator("#messages")).to_contain_text("It stands where it stood before")
    expect(column(page, "to_do")).to_contain_text(BOX)
    climb_by_keys(page)
    assert igor.complaints == []


def test_a_line_is_added_and_the_next_one_can_be_written(visit: Callable[..., Visit]) -> None:
    page = visit("Igor").open("{loyalty}work/")
    for title in ("Tell the tills", "Tell the stores"):
        field = page.get_by_label("What is to be done?", exact=True)
        field.fill(title)
        field.press("Enter")
        expect(page.locator("#state-to_do")).to_contain_text(title)
        expect(page.get_by_label("What is to be done?", exact=True)).to_be_focused()


def column(page: Page, state: str) -> Locator:
    return page.locator(f"[data-stage={state}]")


def drag_into_progress(page: Page) -> None:
    """By mouse, before the last card there."""
    card = page.locator("[data-card]").filter(has_text=BOX)
    last = column(page, "in_progress").locator("[data-card]").last
    start, end = card.bounding_box(), last.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 20, start["y"] + 15)
    page.mouse.down()
    page.mouse.move(end["x"] + 40, end["y"] + 6, steps=6)
    page.mouse.up()
    expect(column(page, "in_progress").locator("[data-card]").nth(1)).to_contain_text(BOX)
    expect(page.locator("#messages")).to_contain_text("stands in In progress now")


def climb_by_keys(page: Page) -> None:
    """To the top of its column; left where it is; into the next column."""
    grip = page.get_by_role("button", name=f"Move: {AWAY}")
    grip.focus()
    for key in ("Enter", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
    expect(page.locator("#board-says")).to_contain_text("place 1 of")
    page.keyboard.press("Enter")
    expect(column(page, "to_do").locator("[data-card]").first).to_contain_text(AWAY)
    expect(grip).to_be_focused()
    for key in ("Enter", "ArrowRight", "Escape"):
        page.keyboard.press(key)
    expect(page.locator("#board-says")).to_contain_text("back where it was")
    for key in ("Enter", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(column(page, "next")).to_contain_text(AWAY)
