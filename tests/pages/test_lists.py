"""Lists that are longer than a page."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.test import Client
from tests.cast import Cast, hide, name_owners

from tandem.accounts.models import Person
from tandem.activity.models import Turn
from tandem.assessment.services import declare_touch
from tandem.core import clock
from tandem.goals import services as goals
from tandem.goals.models import Objective
from tandem.initiatives.rules import InitiativeKind, Terms, Track
from tandem.initiatives.services import write_idea
from tandem.stages.services import choose_path
from tandem.systems.models import System
from tandem.systems.rules import Entry
from tandem.systems.services import add_system

TWO_DAYS = Terms(days=Decimal(2))


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


def sentences(client: Client, query: str) -> set[str]:
    """Which of the three ideas below a list shows."""
    page = client.get(f"/ideas/?{query}").content.decode()
    return {one for one in ("Alpha", "Beta", "Gamma") if f"{one} idea" in page}


@pytest.fixture
def three(cast: Cast) -> list[int]:
    """Alpha waits for IT and is wished for; Beta has owners and a goal; Gamma changes a system."""
    day = clock.now().date() + timedelta(days=40)
    alpha = write_idea(actor=cast.alice, sentence="Alpha idea", wish_date=day).pk
    beta = write_idea(actor=cast.alice, sentence="Beta idea", kind=InitiativeKind.TOOL).pk
    gamma = write_idea(actor=cast.igor, sentence="Gamma idea").pk
    name_owners(cast, beta)
    goals.serve_objective(
        actor=cast.alice,
        initiative_id=beta,
        objective_id=goals.add_objective(actor=cast.alice, title="Quick", year=2026).pk,
    )
    shop = add_system(actor=cast.igor, entry=Entry("Shop")).pk
    declare_touch(actor=cast.igor, initiative_id=gamma, system_id=shop)
    choose_path(actor=cast.igor, initiative_id=gamma, track=Track.SMALL_CHANGE, terms=TWO_DAYS)
    return [alpha, beta, gamma]


@pytest.mark.parametrize("layout", ["list", "board"])
def test_the_list_and_the_board_show_what_is_asked_for(
    cast: Cast, alice: Client, three: list[int], layout: str
) -> None:
    goal = Objective.objects.get().pk
    system = System.objects.get().pk
    later = (clock.now().date() + timedelta(days=30)).isoformat()
    for query, expected in {
        "": {"Alpha", "Beta", "Gamma"},
        "q=beta": {"Beta"},
        "kind=tool": {"Beta"},
        f"owner={cast.alice.me}": {"Beta"},
        f"owner={cast.mona.me}": set(),
        f"goal={goal}": {"Beta"},
        f"system={system}": {"Gamma"},
        "track=small_change": {"Gamma"},
        f"since={later}": {"Alpha"},
        f"until={later}": set(),
        "stage=assess": set(),
        "order=wished": {"Alpha"},
        "filters=open": {"Alpha", "Beta", "Gamma"},
    }.items():
        assert sentences(alice, f"layout={layout}&{query}") == expected, query


def test_who_is_waited_for_can_be_asked_for(cast: Cast, alice: Client, three: list[int]) -> None:
    for turn in Turn.objects.filter(subject_id=three[0], lane="marketing", closed_at=None):
        turn.closed_at = clock.now()
        with transaction.atomic():
            turn.save()
    assert "Alpha" not in sentences(alice, "waits=marketing")
    assert "Alpha" in sentences(alice, "waits=it")


def test_neither_shows_what_is_hidden(cast: Cast, alice: Client, three: list[int]) -> None:
    hide(three[2])
    assert sentences(alice, "") == {"Alpha", "Beta"}
    assert sentences(alice, "layout=board") == {"Alpha", "Beta"}


def test_columns_are_chosen(alice: Client, three: list[int]) -> None:
    page = alice.get("/ideas/?columns=path&columns=author").content.decode()
    assert re.findall(r'<th scope="col">([^<]+)', page) == ["Idea", "Path", "Written by"]
