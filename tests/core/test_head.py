"""HEAD: the answer of GET without its body."""

import pytest
from django.test import Client
from tests.accounts.browsing import as_person
from tests.cast import Cast
from tests.refusals import nothing_written


@pytest.mark.parametrize("path", ["/today/", "/people/", "/nowhere/", "/sign-in/"])
def test_a_page_answers_head_as_get_without_the_body(cast: Cast, path: str) -> None:
    browser: Client = as_person(cast.alice)
    asked, shown = browser.head(path), browser.get(path)
    assert asked.status_code == shown.status_code
    assert asked.content == b""
    assert int(asked.headers["Content-Length"]) > 0 or not shown.content
    assert asked.headers["Content-Type"] == shown.headers["Content-Type"]


def test_what_only_posts_is_not_done_by_head(cast: Cast) -> None:
    with nothing_written():
        assert as_person(cast.alice).head("/sign-out/").status_code == 405
    assert Client().head("/people/").status_code == 302
