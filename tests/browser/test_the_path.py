"""The whole path in a browser: one idea, two people, two signatures, one changed part."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.server]

DOCUMENT = """# Tell me when it is back

## Why

People leave when their size is sold out, and never learn that it came back.

## Requirements

### Must have

- A button on the product page takes an address for one size
- One e-mail goes out when that size is back, and none after it

### Could have

- The same for a colour

## Use cases

- A visitor leaves an address for size 42; the size comes back; one e-mail arrives.

## Success metrics

- Orders from these e-mails: none now, 40 a week by June, read from the shop
"""


def begin(page: Page, sentence: str) -> str:
    """Write an idea and return its path."""
    page.get_by_role("link", name="New idea").first.click()
    page.get_by_label("Your idea in one sentence").fill(sentence)
    page.get_by_role("button", name="Save the idea").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(sentence)
    return urlsplit(page.url).path


def name_owner(page: Page, side: str, who: str) -> None:
    form = page.locator(f"#form-owner-{side}")
    choices = form.get_by_role("combobox").get_by_role("option").all_inner_texts()
    form.get_by_role("combobox").select_option(
        label=next(choice for choice in choices if choice.startswith(who))
    )
    form.get_by_role("button").click()


def assess(marketing: Page, it: Page, path: str, origin: str) -> None:
    """From the sentence to the stage Brief."""
    marketing.get_by_label("What should change?").fill(
        "Nobody leaves for good over a sold-out size."
    )
    marketing.get_by_role("button", name="Answer").click()
    marketing.get_by_label("For whom?").fill("Visitors who chose a size that is sold out.")
    marketing.get_by_role("button", name="Answer").click()

    it.goto(f"{origin}/")
    it.get_by_role("listitem").filter(has_text="Tell me when").get_by_role(
        "link", name="Take part", exact=True
    ).click()
    it.get_by_role("button", name="Take part for IT").click()
    expect(it.get_by_role("heading", level=1)).to_have_text("What do we have already?")
    it.get_by_label("Your answer").fill("The stock feed knows each size, every five minutes.")
    it.get_by_role("button", name="Answer").click()
    expect(it.get_by_text("Not paired yet")).to_be_hidden()

    marketing.goto(f"{origin}{path}owners/")
    name_owner(marketing, "marketing", "Mona")
    name_owner(marketing, "it", "Nora")
    marketing.goto(f"{origin}{path}")
    marketing.get_by_role("button", name="Start Assess").first.click()

    it.goto(f"{origin}{path}assess/")
    it.get_by_role("radio", name="Feasible", exact=True).check()
    it.get_by_label("In a sentence or two").fill("Yes. Simpler: one e-mail a day, at seven.")
    it.get_by_role("button", name="Say it for IT").click()
    it.get_by_role("button", name="No system is affected").click()
    it.get_by_role("radio", name="No", exact=True).check()
    it.get_by_role("button", name="Answer").click()
    it.goto(f"{origin}{path}")
    it.get_by_role("button", name="Start Brief").first.click()
    expect(it.get_by_text("Before Plan")).to_be_visible()


def agree(marketing: Page, it: Page, path: str, origin: str) -> None:
    """The brief from a document, played back, confirmed, signed by both."""
    marketing.goto(f"{origin}{path}brief/")
    marketing.get_by_label("Paste a Markdown document").fill(DOCUMENT)
    marketing.get_by_role("button", name="Start the brief").click()
    expect(marketing.get_by_text("A button on the product page")).to_be_visible()
    marketing.get_by_role("button", name="Ask IT to play it back").click()

    it.goto(f"{origin}/")
    it.get_by_role("link", name="Play back").click()
    it.get_by_role("link", name="Play it back", exact=True).click()
    it.get_by_label("What we understood").fill("Whoever waits for a size hears of it once.")
    it.get_by_role("button", name="Say it").click()

    marketing.goto(f"{origin}/")
    marketing.get_by_role("link", name="Read the playback").click()
    marketing.get_by_role("button", name="Yes, that is it").click()
    for page, side in ((marketing, "Marketing"), (it, "IT")):
        page.goto(f"{origin}/")
        row = page.get_by_role("listitem").filter(has_text="Tell me when")
        row.get_by_role("link", name="Read and sign").click()
        page.get_by_role("link", name="Read and sign").click()
        page.get_by_role("button", name=f"Sign for {side}").click()
        expect(page.get_by_text("agrees").first).to_be_visible()
    expect(it.get_by_text("signed by both sides", exact=True).first).to_be_visible()


def test_an_idea_becomes_a_brief_that_both_sides_signed(visit: Callable[..., Visit]) -> None:
    mona, nora = visit("Mona"), visit("Nora")
    origin = mona.server.url
    path = begin(mona.page, "Tell me when my size is back")
    assess(mona.page, nora.page, path, origin)
    agree(mona.page, nora.page, path, origin)
