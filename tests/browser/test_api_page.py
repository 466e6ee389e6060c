"""The API's own page, under the same strict policy as all others."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.once]


def _try_out(page: Page, group: str, operation: str) -> str:
    """Open an operation, send its example, and return the status that came back."""
    block = page.locator(f"[id$='-{operation}']")
    if not block.count():
        page.locator(f"[data-tag='{group}']").click()
    block.locator(".opblock-summary-control").click()
    block.get_by_role("button", name="Execute").click()
    status = block.locator(".live-responses-table tbody .response-col_status").first
    status.wait_for(timeout=30_000)
    return status.inner_text().split()[0]


def test_a_person_reads_and_writes_from_the_page_of_the_api(visit: Callable[..., Visit]) -> None:
    seen = visit("Igor")
    page = seen.open("/api/v1/docs")
    page.locator("[data-tag='People']").wait_for(timeout=30_000)

    assert _try_out(page, "People", "read_me") == "200"
    # Without the CSRF token that the page sends along, this would be 403.
    assert _try_out(page, "Initiatives", "write_idea") in {"201", "422"}
    assert seen.complaints == []


def test_a_visitor_signs_in_first(visit: Callable[..., Visit]) -> None:
    page = visit(None).open("/api/v1/docs")

    assert page.url.endswith("/sign-in/?next=/api/v1/docs")
