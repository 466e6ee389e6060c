"""What people typed is kept, sent once, and counted."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect
from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.once]

PLACE = "/ideas/new/"
LABEL = "Your idea in one sentence"
SAVE = "Save the idea"


def fail_to_send(seen: Visit) -> None:
    """From now on what is sent never arrives."""
    seen.context.route(
        f"**{PLACE}",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )


def test_text_is_there_again_after_a_lost_connection(visit: Callable[..., Visit]) -> None:
    seen = visit("Alice")
    page = seen.open(PLACE)
    fail_to_send(seen)
    page.get_by_label(LABEL).fill("A map of the shops")
    page.get_by_role("button", name=SAVE).click()
    page.wait_for_url("chrome-error://**")

    seen.context.unroute_all()
    seen.open(PLACE)

    expect(page.get_by_label(LABEL)).to_have_value("A map of the shops")


def test_text_is_there_again_after_the_session_ended(visit: Callable[..., Visit]) -> None:
    seen = visit("Alice")
    page = seen.open(PLACE)
    page.get_by_label(LABEL).fill("A map of the shops, for visitors")
    seen.context.clear_cookies(name="tandem_session")
    page.get_by_role("button", name=SAVE).click()
    page.wait_for_url("**/sign-in/**")
    page.get_by_role("listitem").filter(has_text="Alice").get_by_role("button").click()

    seen.open(PLACE)

    expect(page.get_by_label(LABEL)).to_have_value("A map of the shops, for visitors")


def test_text_is_there_again_after_our_mistake(visit: Callable[..., Visit]) -> None:
    seen = visit("Alice")
    page = seen.open(PLACE)
    # The token of a page opened before signing in again: the server refuses the form.
    page.locator("form [name=csrfmiddlewaretoken]").first.evaluate("field => field.value = 'old'")
    page.locator("#page [name=csrfmiddlewaretoken]").evaluate_all(
        "fields => fields.forEach(field => field.value = 'old')"
    )
    page.get_by_label(LABEL).fill("A map of the shops, by town")
    page.get_by_role("button", name=SAVE).click()
    expect(page.get_by_role("heading", name="This page is too old")).to_be_visible()

    seen.open(PLACE)

    expect(page.get_by_label(LABEL)).to_have_value("A map of the shops, by town")


def test_text_that_was_saved_does_not_come_back(visit: Callable[..., Visit]) -> None:
    seen = visit("Alice")
    page = seen.open(PLACE)
    page.get_by_label(LABEL).fill("Opening hours beside each branch")
    page.get_by_label(LABEL).press("Control+Enter")
    page.get_by_role("group", name="Idea, step 1 of 8.").wait_for()

    seen.open(PLACE)

    page.wait_for_timeout(300)
    assert page.get_by_label(LABEL).input_value() == ""


def test_a_double_click_sends_once(visit: Callable[..., Visit]) -> None:
    seen = visit("Alice")
    page = seen.open(PLACE)
    sent: list[str] = []

    def slowly(route: Route) -> None:
        if route.request.method == "POST":
            sent.append(route.request.url)
            page.wait_for_timeout(400)
        route.continue_()

    seen.context.route(f"**{PLACE}", slowly)
    page.get_by_label(LABEL).fill("Ring the doorbell just once")
    page.get_by_role("button", name=SAVE).dblclick(no_wait_after=True)
    page.get_by_role("group", name="Idea, step 1 of 8.").wait_for()

    assert len(sent) == 1


def test_a_dialog_opens_over_the_page_and_closes_by_key(visit: Callable[..., Visit]) -> None:
    page = visit("Alice").open("/styleguide/")

    page.get_by_role("link", name="Not now…").click()
    expect(page.get_by_role("dialog", name="Not now")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog", name="Not now")).to_be_hidden()


def test_a_counter_says_how_much_room_is_left(visit: Callable[..., Visit]) -> None:
    page = visit("Alice").open("/styleguide/")

    page.get_by_label("Your idea in one sentence").fill("x" * 115)

    expect(page.get_by_text("5 left")).to_be_visible()


def test_nobody_sees_what_another_person_typed_in_the_same_tab(
    visit: Callable[..., Visit],
) -> None:
    seen = visit("Alice")
    page = seen.open(PLACE)
    page.get_by_label(LABEL).fill("Between us: a map of the rivals")
    page.locator(".me > summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("listitem").filter(has_text="Igor").get_by_role("button").click()

    seen.open(PLACE)

    page.wait_for_timeout(300)
    assert page.get_by_label(LABEL).input_value() == ""


PASTE = """([html, plain]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", plain);
  const how = { clipboardData: data, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", how));
}"""


def test_what_is_pasted_from_a_document_becomes_markdown_and_can_be_undone(
    visit: Callable[..., Visit],
) -> None:
    seen = visit("Alice")
    page = seen.open("{loyalty}brief/items/new/?section=why")
    text = page.locator("textarea[name=text]")
    text.fill("Before.")
    page.evaluate(
        PASTE, ["<h2>Why</h2><ul><li>they <b>call</b></li></ul><script>x</script>", "Why"]
    )
    expect(text).to_have_value("Before.\n\n## Why\n\n- they **call**")
    page.keyboard.press("Control+z")
    expect(text).to_have_value("Before.")
