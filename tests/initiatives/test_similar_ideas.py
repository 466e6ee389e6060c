"""Similar ideas are found by their words; what is hidden is never compared."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import Cast, hide

from tandem.accounts.models import Person
from tandem.accounts.rules import Actor
from tandem.initiatives import queries, services
from tandem.initiatives.models import IdeaWord, Initiative
from tandem.initiatives.rules import ALIKE, THE_SAME, likeness, rarest, stems_of

POP_UP = "A pop-up in the shop that collects e-mail addresses"


@pytest.mark.parametrize(
    "other",
    [
        "Pop-up in the shop to collect e-mail addresses",
        "collect email addresses with a popup in the shop",
        "A POP-UP in the Shop that colects e-mail adresses",
        "A pop-up in the shop that collects e-mail addresses, with a voucher for the first order",
    ],
)
def test_the_same_in_other_words_is_worth_a_look(other: str) -> None:
    assert likeness(POP_UP, other) >= ALIKE


def test_nearly_the_same_words_ask_whether_it_is_the_same() -> None:
    assert likeness(POP_UP, "Pop-up that collects e-mail addresses in our shop") >= THE_SAME


@pytest.mark.parametrize(
    "other",
    [
        "Move the shop to another payment provider",
        "Retire the old newsletter sender",
        "Faster images on product pages",
        "",
    ],
)
def test_something_else_is_not(other: str) -> None:
    assert likeness(POP_UP, other) < ALIKE


def test_words_are_cut_and_what_every_idea_uses_is_left_out() -> None:
    assert stems_of("We want the Newsletters für Müller-Kunden") == ["newsle", "muller", "kunden"]
    assert stems_of("the a of") == []
    assert stems_of("配達日") == ["配達", "達日"]


@given(st.text(max_size=300), st.text(max_size=300))
def test_likeness_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    assert 0.0 <= likeness(one, other) <= 1.0
    assert likeness(one, other) == pytest.approx(likeness(other, one))
    assert all(1 <= len(stem) <= 8 for stem in stems_of(one))


def test_the_rarest_words_are_looked_for_first() -> None:
    assert rarest({"shop": 900, "popup": 3, "page": 400}, most=500) == ["popup", "page"]
    assert rarest({"shop": 900}, most=500) == ["shop"], "Better a common one than none."
    assert rarest({}, most=500) == []


def write(actor: Actor, sentence: str) -> int:
    return services.write_idea(actor=actor, sentence=sentence).pk


def found(actor: Actor, sentence: str) -> list[int]:
    return [each.id for each in queries.similar_ideas(actor, sentence)]


def test_it_is_found_the_most_alike_first(cast: Cast) -> None:
    near = write(cast.alice, "A pop-up that asks for an e-mail address")
    same = write(cast.igor, POP_UP)
    write(cast.igor, "Retire the old newsletter sender")
    assert found(cast.rita, POP_UP) == [same, near]


def test_at_most_five_are_shown(cast: Cast) -> None:
    for number in range(8):
        write(cast.alice, f"{POP_UP} {number}")
    assert len(found(cast.rita, POP_UP)) == 5


def test_what_is_hidden_is_never_found(cast: Cast) -> None:
    hidden = write(cast.alice, POP_UP)
    hide(hidden)
    assert found(cast.igor, POP_UP) == []
    assert found(cast.alice, POP_UP) == [hidden]


def test_rewording_changes_by_what_it_is_found(cast: Cast) -> None:
    idea = write(cast.alice, POP_UP)
    services.reword_idea(
        actor=cast.alice, initiative_id=idea, sentence="Retire the sender", before=POP_UP
    )
    assert found(cast.igor, POP_UP) == []
    assert found(cast.igor, "Retire the sender") == [idea]
    words = set(IdeaWord.objects.values_list("word", flat=True))
    assert words == {"retire", "sender"}


@pytest.mark.parametrize("sentence", ["", "the", "\0", "%_'\"", "😀", "x" * 300])
def test_odd_sentences_find_nothing_and_break_nothing(cast: Cast, sentence: str) -> None:
    write(cast.alice, POP_UP)
    assert found(cast.alice, sentence) == []


SEEN = "Pop-up that collects e-mail addresses in our shop"


def browser(actor: Actor) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=actor.me))
    return client


def test_what_may_be_the_same_is_shown_before_saving_once_and_never_blocks(cast: Cast) -> None:
    write(cast.igor, POP_UP)
    alice = browser(cast.alice)
    asked = alice.post("/ideas/new/", {"sentence": SEEN, "kind": "other", "form_key": "k"})
    assert asked.status_code == 200
    assert POP_UP in asked.content.decode()
    assert SEEN in asked.content.decode(), "What was typed is still there."
    assert Initiative.objects.count() == 1
    form = {"sentence": SEEN, "kind": "other", "form_key": "k", "seen": "1"}
    assert alice.post("/ideas/new/", form).status_code == 303
    form["seen"] = ""
    assert alice.post("/ideas/new/", form).status_code == 303, "A double click saves once."
    assert Initiative.objects.count() == 2


def test_while_one_types_the_page_gets_the_part_alone(cast: Cast) -> None:
    hide(write(cast.igor, POP_UP))
    write(cast.igor, SEEN)
    headers = {"HX-Request": "true", "HX-Target": "similar-ideas"}
    said = browser(cast.mona).get("/ideas/new/", {"sentence": POP_UP}, headers=headers)
    text = said.content.decode()
    assert text.startswith('<div id="similar-ideas"')
    assert SEEN in text
    assert POP_UP not in text, "It is hidden from her."
