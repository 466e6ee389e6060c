"""The page that finds by words: what it looks through, and what it says when nothing is there."""

import pytest
from django.test import Client
from tests.cast import Cast

from tandem.accounts.models import Person

pytestmark = pytest.mark.django_db


def looked(client: Client, **asked: str) -> str:
    response = client.get("/search/", asked)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def browser(client: Client, cast: Cast) -> Client:
    client.force_login(Person.objects.get(pk=cast.charlie.me))
    return client


def test_only_where_i_take_part_leaves_the_rest_out(browser: Client, idea: int) -> None:
    assert f'href="/initiatives/{idea}/"' in looked(browser, q="delivery")
    page = looked(browser, q="delivery", mine="on")
    assert f'href="/initiatives/{idea}/"' not in page
    assert "Nothing you take part in holds" in page
    assert 'href="/search/?q=delivery"' in page


def test_the_choice_stays_when_one_looks_at_one_kind_only(browser: Client, idea: int) -> None:
    page = looked(browser, q="delivery", mine="on", kind="brief")
    assert 'name="mine" value="on" checked' in page
    assert "/search/?kind=initiative&amp;q=delivery&amp;mine=on" in page


def test_a_kind_that_is_not_there_looks_at_all(browser: Client, idea: int) -> None:
    assert f'href="/initiatives/{idea}/"' in looked(browser, q="delivery", kind="nonsense")
