"""Twenty requests as they come in, sorted by keys alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.once]

REQUESTS = [
    "Landing page for the trust campaign, live the day before the press release",
    "We need a campaign page like the one last year, somebody please set it up",
    "Short address for the poster: /garden",
    "Add the loyalty number to the order confirmation mail",
    "Pixel of the new ad network on all product pages",
    "Survey after checkout, three questions, stop after two weeks",
    "Move the press page into the content system so that we can edit it ourselves",
    "Redirect the old summer pages before the campaign ends",
    "Newsletter sign-up in the footer doesn't say what people get",
    "Audience of people who bought garden furniture twice",
    "Let store managers change opening hours without a ticket",
    "Tag manager: review the container before the spring sale",
    "A banner for the strike next week, only in the affected regions",
    "Show delivery times on the product page",
    "Reports of the mail platform every Monday in a shared folder",
    "Consent text for the competition has to be checked",
    "Move images of the blog to the faster server",
    "QR codes on receipts that lead to the survey",
    "Find out why the app's push messages arrive at night",
    "Translate the returns page into Polish and Czech",
]
MINUTES = 4
KEY = 0.2
"""Seconds for a key, as somebody types who isn't a typist."""
LOOK = 6.0
"""Seconds to read an idea."""


class Keyboard:
    """Presses keys, and counts the seconds that a person would need for them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.seconds = 0.0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.seconds += KEY

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.seconds += KEY * len(text)


def write(page: Page, sentence: str) -> None:
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + "/ideas/new/")
    page.get_by_label("Your idea in one sentence").fill(sentence)
    page.get_by_role("button", name="Save the idea").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(sentence)


def sort(keys: Keyboard, number: int) -> None:
    """Half are taken up; the others get a word or a day."""
    way = "amasanasmx"[number % 10]
    keys.press(way)
    if way == "m":
        keys.type("For whom?")
    elif way == "n":
        keys.type("After the new shop")
    elif way == "x":
        keys.type("Not allowed")
    if way != "a":
        keys.press("Enter")


def test_twenty_requests_are_sorted_by_keys_in_four_minutes(visit: Callable[..., Visit]) -> None:
    paul = visit("Paul").page
    for request in REQUESTS:
        write(paul, request)
    dilan = visit("Dilan")
    page = dilan.open("/triage/")
    keys = Keyboard(page)
    for number in range(len(REQUESTS)):
        waiting = page.locator("#ideas-to-sort a[aria-current]")
        before = waiting.inner_text()
        with page.expect_navigation():
            sort(keys, number)
        expect(page.locator("#messages .notice")).to_have_count(1)
        assert page.locator("#ideas-to-sort a[aria-current]").inner_text() != before
        keys.seconds += LOOK
    assert keys.seconds < MINUTES * 60, keys.seconds
    assert dilan.complaints == []


def test_a_form_that_was_opened_closes_with_escape_and_letters_in_it_are_text(
    visit: Callable[..., Visit],
) -> None:
    write(visit("Paul").page, "A page about the anniversary, with a map")
    page = visit("Dilan").open("/triage/")
    page.keyboard.press("n")
    field = page.get_by_label("Why not now?")
    expect(field).to_be_focused()
    page.keyboard.type("mask and dam")
    expect(field).to_have_value("mask and dam")
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()


def test_without_scripts_the_same_is_done_by_forms(visit: Callable[..., Visit]) -> None:
    paul = visit("Paul", java_script_enabled=False)
    write(paul.page, "A list of shops with a café, for the website")
    page = visit("Dilan", java_script_enabled=False).open("/triage/")
    sentence = page.locator("#ideas-to-sort a[aria-current]").inner_text()
    page.locator("#way-snooze summary").click()
    page.locator("#way-snooze").get_by_role("button", name="Put off").click()
    expect(page.locator("#messages")).to_contain_text("Put off")
    assert sentence not in page.locator("#ideas-to-sort").inner_text()
