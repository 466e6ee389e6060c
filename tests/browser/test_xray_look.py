"""The x-ray's page in a browser: no barriers, nothing too small, nothing wider than the page."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.browser.test_look import SMALL_TEXT, WIDER_THAN_THE_PAGE, axe
from tests.insight.years import issue, moved, steady, told

from tandem.insight.xray import page_of

pytestmark = [pytest.mark.browser, pytest.mark.once]

_LONG = "Ein-sehr-langes-Wort-das-nirgends-umbricht" * 8
_STEPS = [(18.0, "In Progress"), (15.0, "In Review"), (10.0, "Done")]
_SMALL_IN_CHARTS = """() => [...document.querySelectorAll("svg text")].filter((text) =>
    parseFloat(getComputedStyle(text).fontSize) * text.ownerSVGElement.getBoundingClientRect().width
    / text.ownerSVGElement.viewBox.baseVal.width < 12).map((text) => text.textContent)"""


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    extra = [
        moved(issue(1000 + at, 20, 10, summary=_LONG, priority={"name": "Blocker"}), _STEPS)
        for at in range(6)
    ]
    hours = [
        issue(2000 + at, 20, 10, timeoriginalestimate=3600, timespent=7200, duedate="2025-12-20")
        for at in range(6)
    ]
    report = told([*steady(), *extra, *hours])
    file = tmp_path_factory.mktemp("xray") / "page.html"
    file.write_text(page_of(report, json.dumps(_LONG)), encoding="utf-8")
    return file


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("wide", [1180, 390])
def test_the_xray_can_be_read_by_everybody(
    chromium: Browser, page_file: Path, look: str, wide: int
) -> None:
    context = chromium.new_context(
        viewport={"width": wide, "height": 900},
        color_scheme="dark" if look == "dark" else "light",
        bypass_csp=True,  # for axe alone, which is a script
    )
    page = context.new_page()
    page.goto(page_file.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    found = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in axe(page)]
    small = page.evaluate(SMALL_TEXT) + page.evaluate(_SMALL_IN_CHARTS)
    wider = page.evaluate(WIDER_THAN_THE_PAGE)
    context.close()
    assert (found, small, wider) == ([], [], [])
