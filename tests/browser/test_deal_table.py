"""A what-if goes from its lever to the plan, by keys alone, while the other side watches."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.conftest import Visit
from tests.browser.test_accessible import barriers

PROMISED = date.today() + timedelta(days=60)  # noqa: DTZ011 - any day ahead will do
LATER = PROMISED + timedelta(days=14)

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.once]


def press(found: Locator) -> None:
    """As somebody without a mouse does."""
    found.focus()
    found.press("Enter")


def begin(page: Page) -> None:
    """Alice names it, moves the day and keeps it."""
    name = page.get_by_label("What if …")
    name.focus()
    page.keyboard.type("Less of Igor, two weeks later")
    page.keyboard.press("Enter")
    day = page.get_by_role("textbox", name="Promised date")
    expect(day).to_be_visible()
    day.fill(LATER.isoformat())
    press(page.get_by_role("button", name="Keep these levers"))
    expect(page.locator("#messages")).to_contain_text("Kept.")


def test_both_sides_deal_by_keys(visit: Callable[..., Visit], in_plan: Callable[..., str]) -> None:
    there = in_plan("Say how full the shop is", PROMISED)
    alice, igor = visit("Alice"), visit("Igor")
    hers = alice.open(f"{there}whatif/")
    begin(hers)
    press(hers.get_by_role("button", name="Open the deal table"))
    expect(hers.locator("#deal")).to_contain_text("Waiting for IT")
    press(hers.locator("summary", has_text="Get up from the table"))
    press(hers.get_by_role("button", name="Get up", exact=True))
    press(hers.get_by_role("button", name="Open the deal table"))
    expect(hers.locator("#deal")).to_contain_text("Waiting for IT")
    assert list(barriers(hers, "deal table")) == []

    address = hers.evaluate("location.pathname")
    his = igor.open(address)
    share = his.get_by_role("slider", name="Igor")
    share.focus()
    for _ in range(3):
        share.press("ArrowDown")
    press(his.get_by_role("button", name="Keep these levers"))
    expect(his.locator("#messages")).to_contain_text("Kept.")
    expect(hers.locator("#moved")).to_contain_text("Igor")

    press(hers.get_by_role("button", name="Deal for Marketing"))
    expect(his.locator("#deal")).to_contain_text("Alice")
    press(his.get_by_role("button", name="Deal for IT"))
    expect(his.locator("#decide")).to_contain_text("It became the plan")
    expect(hers.locator("#decide img")).to_be_visible()
    press(hers.get_by_role("link", name="The promised date"))
    expect(hers.locator("#promise")).to_contain_text(f"{LATER.day} {LATER:%b}")
    assert alice.complaints == igor.complaints == []
