"""The map of systems by keyboard alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.once]


def test_arrows_lead_from_box_to_box_and_what_flows_there_stands_out(
    visit: Callable[..., Visit],
) -> None:
    seen = visit("Igor")
    page = seen.open("/systems/map/")
    drawing = page.locator("#systems-map > svg")
    wide = float(drawing.get_attribute("width") or 0)
    first = page.locator("[data-box] a").first
    first.focus()
    flows = page.locator("#systems-map .flow.on")
    expect(flows.first).to_be_attached()
    left = (first.bounding_box() or {})["x"]
    page.keyboard.press("ArrowRight")
    focused = page.locator("[data-box] a:focus")
    assert (focused.bounding_box() or {})["x"] > left
    at = focused.locator("xpath=..").get_attribute("data-box")
    expect(flows.first).to_be_attached()
    for flow in flows.all():
        assert at in {flow.get_attribute("data-giver"), flow.get_attribute("data-taker")}
    page.keyboard.press("+")
    assert float(drawing.get_attribute("width") or 0) > 1.2 * wide
    name = focused.locator(".name").text_content() or ""
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(name.rstrip("…"))
    expect(page.locator(".middle .name")).to_have_text(name)
    assert seen.complaints == []
