"""Lists that are longer than a page."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.test import Client
from django.utils.http import urlencode
from tests.accounts.browsing import as_person, words
from tests.cast import Cast, answer, happened, hide, name_owners
from tests.days import present_date

from tandem.accounts.models import Person
from tandem.accounts.queries import present_day
from tandem.accounts.rules import Scope
from tandem.accounts.services import make_token
from tandem.activity.models import Turn
from tandem.assessment.services import declare_touch
from tandem.core import clock
from tandem.goals import services as goals
from tandem.goals.models import Objective
from tandem.initiatives.rules import InitiativeKind, Question, Terms, Track
from tandem.initiatives.services import write_idea
from tandem.plans.models import Forecast
from tandem.plans.rules import MoneyKind
from tandem.plans.services import give_budget, promise_date
from tandem.spending.services import NewActual, note_actual
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
    day = present_date() + timedelta(days=40)
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
    later = (present_date() + timedelta(days=30)).isoformat()
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


def test_what_a_date_is_worth_and_where_the_money_ends_can_be_shown(
    cast: Cast, alice: Client, planned: int
) -> None:
    day = present_day() + timedelta(days=60)
    promise_date(actor=cast.alice, initiative_id=planned, day=day)
    Forecast.objects.create(
        initiative_id=planned, day=present_day(), digest="0" * 64, seed=1, trials=1, engine=1,
        even=clock.now(), safe=clock.now(), late=clock.now(), promised_day=day, chance=0.62,
        curve=[None] * 99, planned=1,
    )  # fmt: skip
    give_budget(actor=cast.vera, initiative_id=planned, amounts={MoneyKind.MEDIA: Decimal(50)})
    posters = NewActual(MoneyKind.MEDIA, present_day(), Decimal(80), "Posters")
    note_actual(actor=cast.alice, initiative_id=planned, actual=posters)
    chosen = "columns=promised&columns=money"
    page = words(alice.get(f"/ideas/?{chosen}"))
    assert "62 %" in page
    assert "ends over its budget" in page
    items = alice.get(f"/ideas/export/json/?{chosen}").json()["items"]
    assert [(one["promised"], one["chance"], one["money"]) for one in items] == [
        (day.isoformat(), "0.62", "over")
    ]
    plain = words(alice.get("/ideas/"))
    assert "62 %" not in plain
    assert "budget" not in plain


def put(client: Client, initiative: int, stage: str) -> tuple[int, str]:
    """Put a card into a column of the board: the status, and where it leads or what is said."""
    got = client.post(
        f"/initiatives/{initiative}/card/", {"stage": stage, "back": "order=name&layout=list"}
    )
    return got.status_code, got.headers.get("Location", "") or words(got)


def test_a_card_goes_where_its_button_would_bring_it(
    cast: Cast, alice: Client, paired_idea: int
) -> None:
    status, said = put(alice, paired_idea, "assess")
    assert status == 403, "Nobody owns it yet."
    assert "The owners of this initiative start its next stage" in said
    name_owners(cast, paired_idea)
    status, said = put(alice, paired_idea, "assess")
    assert (status, "Still needed: The audience in a sentence" in said) == (409, True)
    answer(cast.alice, paired_idea, Question.AUDIENCE)
    assert put(alice, paired_idea, "brief")[0] == 409, "That isn't the next step."
    status, address = put(alice, paired_idea, "assess")
    assert (status, address) == (303, f"/ideas/?layout=board&order=name#card-{paired_idea}")
    assert happened(paired_idea)[-1] == "initiative.moved"
    assert put(alice, paired_idea, "nowhere")[0] == 422


def test_a_hidden_card_is_not_there(cast: Cast, alice: Client, three: list[int]) -> None:
    hide(three[2])
    assert put(alice, three[2], "assess")[0] == 404


def test_readers_have_no_handle_on_a_card(cast: Cast, alice: Client, three: list[int]) -> None:
    assert "data-grip" in alice.get("/ideas/?layout=board").text
    assert "data-grip" not in as_person(cast.rita).get("/ideas/?layout=board").text


def test_the_list_is_taken_along_as_it_is_asked_for(
    cast: Cast, alice: Client, three: list[int]
) -> None:
    write_idea(actor=cast.alice, sentence="=cmd|'/c calc'!A1")
    asked = "order=name&columns=stage&columns=owners"
    text = alice.get(f"/ideas/export/csv/?{asked}").content.decode("utf-8-sig")
    table = [line.split(",") for line in text.splitlines()]
    assert table[0] == ["id", "idea", "page", "stage", "marketing_owner", "it_owner"]
    assert [row[1] for row in table[1:]] == [
        "'=cmd|'/c calc'!A1", "Alpha idea", "Beta idea", "Gamma idea",
    ]  # fmt: skip
    assert table[3][4:] == ["Alice Albers", "Igor Ilic"]
    items = alice.get("/ideas/export/json/?q=alpha&columns=waits").json()["items"]
    assert [(one["idea"], one["waits"]) for one in items] == [("Alpha idea", "marketing it")]
    assert alice.get("/ideas/export/ods/").status_code == 404


def test_a_file_holds_nothing_hidden_and_not_too_much(
    cast: Cast, alice: Client, three: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    hide(three[2])
    assert "Gamma" not in alice.get("/ideas/export/csv/").text
    monkeypatch.setattr("tandem.pages.queries.ideas.EXPORTED_AT_MOST", 1)
    assert alice.get("/ideas/export/csv/").status_code == 409


def test_a_program_reads_a_list_as_a_view_asks_for_it(cast: Cast, three: list[int]) -> None:
    _, secret = make_token(actor=cast.alice, name="Reads", scope=Scope.READ)
    headers = {"Authorization": f"Bearer {secret}"}
    query = urlencode({"query": "order=name", "limit": 2})
    first = Client().get(f"/api/v1/list?{query}", headers=headers).json()
    assert [one["sentence"] for one in first["items"]] == ["Alpha idea", "Beta idea"]
    again = urlencode({"query": "order=name", "after": first["next"]})
    rest = Client().get(f"/api/v1/list?{again}", headers=headers).json()
    assert [one["sentence"] for one in rest["items"]] == ["Gamma idea"]
    assert rest["next"] is None
