"""The box on pages: it keeps what was typed, leads back to where one was, and nowhere else."""

import pytest
from django.test import Client
from tests.cast import Cast

from tandem.accounts.models import Person
from tandem.accounts.rules import Actor
from tandem.briefs.queries import whole
from tandem.talk.models import Comment


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=actor.me))
    return client


def test_what_is_said_beside_a_brief_stands_there_and_in_the_talk(cast: Cast, brief: int) -> None:
    client, page = signed_in(cast.alice), f"/initiatives/{brief}/brief/"
    about = whole(cast.alice, brief).id
    assert f'action="/talk/{about}/"' in client.get(page).content.decode()
    answer = client.post(f"/talk/{about}/", {"text": "Which days?", "back": page})
    comment = Comment.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"{page}#comment-{comment.pk}")
    for shown in (page, f"/initiatives/{brief}/talk/"):
        assert "Which days?" in client.get(shown).content.decode()


@pytest.mark.parametrize(
    "back", ["", "https://elsewhere.example/", "//elsewhere.example", "/people/"]
)
def test_the_box_leads_nowhere_else(cast: Cast, idea: int, back: str) -> None:
    answer = signed_in(cast.alice).post(f"/talk/{idea}/", {"text": "Hm?", "back": back})
    assert answer["Location"].startswith(f"/talk/{idea}/#comment-")


def test_what_was_typed_survives_a_refusal(cast: Cast, idea: int) -> None:
    text = "x" * 10_001
    answer = signed_in(cast.alice).post(f"/talk/{idea}/", {"text": text})
    assert answer.status_code == 422
    assert text in answer.content.decode()


def test_without_a_name_anybody_bears_a_question_is_not_asked(cast: Cast, idea: int) -> None:
    client = signed_in(cast.alice)
    asked = {"text": "Which days?", "to": "Nobody at all"}
    answer = client.post(f"/talk/{idea}/question/", asked)
    assert answer.status_code == 422
    assert "Nobody at all" in answer.content.decode()
    assert client.post(f"/talk/{idea}/question/", {**asked, "to": "@igor"}).status_code == 303


def test_a_to_do_of_a_whole_side_is_refused(cast: Cast, idea: int) -> None:
    sent = {"text": "Send photos", "to": "IT", "until": "2100-01-01"}
    answer = signed_in(cast.alice).post(f"/talk/{idea}/task/", sent)
    assert "a to-do of a side is nobody" in answer.content.decode()
