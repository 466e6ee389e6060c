"""Lists that are longer than a page."""

import re

import pytest
from django.test import Client
from tests.cast import Cast

from tandem.accounts.models import Person
from tandem.initiatives.services import write_idea


@pytest.fixture
def alice(cast: Cast, client: Client) -> Client:
    client.force_login(Person.objects.get(pk=cast.alice.me))
    return client


def test_older_ideas_follow_on_the_next_page(cast: Cast, alice: Client) -> None:
    for number in range(45):
        write_idea(actor=cast.alice, sentence=f"Idea number {number:02}")
    first = alice.get("/ideas/?q=number").content.decode()
    older = re.search(r'href="(\?after=[^"]+)"', first)
    assert older
    second = alice.get(f"/ideas/{older[1].replace('&amp;', '&')}").content.decode()
    shown = re.findall(r"Idea number \d\d", first + second)
    assert sorted(set(shown)) == [f"Idea number {number:02}" for number in range(45)]


def test_a_broken_page_of_the_list_is_told_kindly(alice: Client) -> None:
    answer = alice.get("/ideas/?after=nonsense")
    assert answer.status_code == 422
    assert "Start again at its beginning" in answer.content.decode()
