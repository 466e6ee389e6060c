"""Pages that refresh themselves, and leave alone whoever is typing."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect
from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.server]


@pytest.fixture
def idea(visit: Callable[..., Visit], request: pytest.FixtureRequest) -> str:
    """The path of an idea that Alice has just written; alike to none, or she would be asked."""
    page = visit("Alice").open("/ideas/new/")
    page.get_by_label("Your idea in one sentence").fill(request.node.name.replace("_", " "))
    page.get_by_role("button", name="Save the idea").click()
    page.get_by_role("group", name="Idea, step 1 of 8.").wait_for()
    return page.evaluate("location.pathname")


def answer(page: Page, path: str, text: str) -> None:
    """Answer "What do we have already?", which either side may."""
    page.goto(f"{page.evaluate('location.origin')}{path}questions/exists/")
    page.get_by_label("Your answer").fill(text)
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_text(text)).to_be_visible()


def listening(seen: Visit, path: str) -> Page:
    """Open the page and wait until its browser is told of changes."""
    seen.page.goto("about:blank")  # The stream of the page before would be mistaken for this one's.
    with seen.page.expect_response(lambda answer: answer.url.endswith("/live/")):
        seen.open(path)
    return seen.page


def test_what_another_person_did_appears_by_itself(visit: Callable[..., Visit], idea: str) -> None:
    watching = listening(visit("Mona"), idea)

    answer(visit("Alice").page, idea, "The warehouse knows the day.")

    expect(watching.get_by_text("The warehouse knows the day.")).to_be_visible()
    expect(watching.locator("#refresh")).to_be_hidden()


@pytest.mark.once
def test_a_page_with_typed_text_only_says_that_it_changed(
    visit: Callable[..., Visit], idea: str
) -> None:
    alice = visit("Alice")
    writing = listening(alice, idea)
    writing.get_by_label("What should change?").fill("Fewer calls about")

    answer(alice.another_tab_at(idea), idea, "The carrier knows the hour.")

    expect(writing.get_by_text("This page has changed.")).to_be_visible()
    expect(writing.get_by_text("The carrier knows the hour.")).to_be_hidden()
    writing.get_by_role("link", name="Show it").click()
    expect(writing.get_by_text("The carrier knows the hour.")).to_be_visible()
    expect(writing.get_by_label("What should change?")).to_have_value("Fewer calls about")


@pytest.mark.once
def test_what_is_typed_while_a_refresh_is_on_its_way_stays(
    visit: Callable[..., Visit], idea: str
) -> None:
    alice = visit("Alice")
    writing = listening(alice, idea)
    field = writing.get_by_label("What should change?")
    held: list[Route] = []
    writing.route(f"**{idea}", lambda route: held.append(route))  # noqa: PLW0108 - it is given more

    answer(alice.another_tab_at(idea), idea, "The carrier knows the minute.")
    while not held:  # The page waits a little, to gather what changed.
        writing.wait_for_timeout(50)
    field.fill("Fewer calls about")
    held[0].continue_()

    expect(writing.get_by_text("This page has changed.")).to_be_visible()
    expect(field).to_have_value("Fewer calls about")


@pytest.mark.once
def test_half_a_date_counts_as_typed(visit: Callable[..., Visit]) -> None:
    page = visit("Alice").open("/ideas/new/")
    asked = "document.dispatchEvent(new CustomEvent('tandem:may-refresh', { cancelable: true }))"
    day = page.locator("#page input[type=date]").first
    day.focus()
    assert page.evaluate(asked)

    page.keyboard.type("12")

    assert day.input_value() == ""
    assert not page.evaluate(asked)


@pytest.mark.once
def test_a_browser_opens_one_stream_however_many_tabs_it_has(
    visit: Callable[..., Visit], idea: str
) -> None:
    seen = visit("Mona")
    first = listening(seen, idea)
    streams: list[str] = []
    seen.context.on(
        "request", lambda asked: streams.append(asked.url) if "/live/" in asked.url else None
    )
    second = seen.another_tab_at(idea)
    second.wait_for_timeout(500)
    assert streams == []

    alice = visit("Alice").page
    answer(alice, idea, "The shop knows it.")
    expect(second.get_by_text("The shop knows it.")).to_be_visible()

    first.close()
    second.wait_for_timeout(500)
    assert len(streams) == 1

    answer(alice, idea, "The till knows it too.")
    expect(second.get_by_text("The till knows it too.")).to_be_visible()


@pytest.mark.once
def test_a_tab_that_was_out_of_sight_shows_what_it_missed(
    visit: Callable[..., Visit], idea: str
) -> None:
    watching = listening(visit("Mona"), idea)
    watching.evaluate(
        """() => {
            window.dispatchEvent(new PageTransitionEvent("pagehide"));
            Object.defineProperty(document, "hidden", { value: true, configurable: true });
        }"""
    )

    answer(visit("Alice").page, idea, "Nobody looked at this.")
    watching.wait_for_timeout(1500)
    assert not watching.get_by_text("Nobody looked at this.").is_visible()
    watching.evaluate(
        """() => {
            Object.defineProperty(document, "hidden", { value: false, configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )

    expect(watching.get_by_text("Nobody looked at this.")).to_be_visible()


@pytest.mark.once
def test_signing_out_in_one_tab_takes_the_others_along(
    visit: Callable[..., Visit], idea: str
) -> None:
    seen = visit("Mona")
    staying = listening(seen, idea)
    leaving = seen.another_tab_at("/")

    leaving.locator(".me > summary").click()
    leaving.get_by_role("button", name="Sign out").click()

    expect(staying).to_have_url(re.compile("/sign-in/"))
