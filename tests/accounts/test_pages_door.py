"""The door: what a visitor gets instead of a page."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_visitor_is_sent_to_sign_in_and_back() -> None:
    answer = Client().get("/ideas/?stage=idea")
    assert answer.status_code == 302
    assert answer["Location"] == "/sign-in/?next=/ideas/%3Fstage%3Didea"


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in() -> None:
    answer = Client().get("/ideas/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/sign-in/?next=/ideas/")
