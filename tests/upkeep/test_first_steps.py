"""The first day, step by step: what is left is told from what is there."""

import pytest
from django.test import Client
from tests.accounts.browsing import as_person, words
from tests.cast import Cast
from tests.refusals import nothing_written, refused

from tandem.accounts import queries as accounts
from tandem.accounts import services as acts
from tandem.accounts.models import Department, Workspace
from tandem.accounts.rules import Lane
from tandem.core.errors import NotAllowed
from tandem.upkeep.rules.steps import Facts, FirstStep, next_after, states_of

NOTHING = Facts(
    country=False, closing_days=False, sides=(), people=1, on_duty=(), mail=False, ideas=False
)


def test_a_new_workspace_has_everything_before_it() -> None:
    states = states_of(NOTHING)
    assert [one.step for one in states] == list(FirstStep)
    assert not any(one.is_over for one in states)


def test_what_is_there_is_done_and_what_was_passed_is_over() -> None:
    facts = Facts(
        country=True,
        closing_days=False,
        sides=[Lane.IT, Lane.MARKETING],
        people=2,
        on_duty=[Lane.IT],
        mail=True,
        ideas=False,
        passed=["days"],
    )
    over = {one.step for one in states_of(facts) if one.is_over}
    assert over == set(FirstStep) - {FirstStep.DUTY, FirstStep.IDEA}


def test_after_a_step_comes_the_next_that_is_left_then_those_before() -> None:
    states = states_of(NOTHING)
    assert next_after(FirstStep.DAYS, states) is FirstStep.DEPARTMENTS
    assert next_after(FirstStep.IDEA, states) is FirstStep.COMPANY


@pytest.mark.django_db
def test_whoever_sets_up_is_led_on(client: Client) -> None:
    sent = {
        "company": "Nordlicht",
        "name": "Vera Vogt",
        "email": "vera@nordlicht.example",
        "password": "a long sentence of mine",
    }
    begun = client.post(f"/set-up/{acts.make_set_up_link()}/", sent)
    assert begun["Location"] == "/first-steps/"
    assert "7 steps are left" in words(client.get("/"))
    shown = accounts.workspace()
    assert shown
    company = {
        "name": "Nordlicht GmbH",
        "sponsor": str(shown.sponsor_id),
        "time_zone": "Europe/Berlin",
        "country": "DE",
        "opens_at": "08:00",
        "closes_at": "16:30",
    }
    again = client.post("/first-steps/company/", company)
    assert again["Location"] == "/first-steps/company/"  # for its region
    company["region"] = "BE"
    assert client.post("/first-steps/company/", company)["Location"] == "/first-steps/days/"
    assert "Berlin" in words(client.get("/first-steps/days/"))
    days = {"days": "2026-12-24 Christmas Eve"}
    assert client.post("/first-steps/days/", days)["Location"] == "/first-steps/departments/"
    for lane in Lane:
        client.post("/first-steps/departments/", {"name": lane.label, "lane": lane.value})
    assert "people" in client.post("/first-steps/departments/", {"pass": "on"})["Location"]
    assert client.post("/first-steps/people/", {"pass": "on"})["Location"] == "/first-steps/duty/"
    assert client.post("/first-steps/duty/", {})["Location"] == "/first-steps/mail/"
    assert client.post("/first-steps/mail/", {"pass": "on"})["Location"] == "/first-steps/idea/"
    assert "1 step is left" in words(client.get("/"))


def test_a_mistake_keeps_what_was_typed(cast: Cast) -> None:
    with nothing_written():
        answer = as_person(cast.ada).post("/first-steps/days/", {"days": "Christmas Eve"})
    assert answer.status_code == 422
    assert "Christmas Eve</textarea>" in answer.content.decode()
    assert "Line 1" in words(answer)


def test_the_duty_of_both_sides_is_said_on_one_page(cast: Cast) -> None:
    chosen = {"marketing": str(cast.alice.me), "it": str(cast.igor.me)}
    as_person(cast.ada).post("/first-steps/duty/", chosen)
    assert accounts.duty_people() == {Lane.MARKETING: cast.alice.me, Lane.IT: cast.igor.me}
    wrong = {"marketing": str(cast.igor.me)}
    assert as_person(cast.ada).post("/first-steps/duty/", wrong).status_code == 422


def test_the_card_is_for_administrators_until_they_put_it_away(cast: Cast) -> None:
    ada = as_person(cast.ada)
    assert "until the workspace is set up" in words(ada.get("/"))
    assert "until the workspace is set up" not in words(as_person(cast.alice).get("/"))
    ada.post("/first-steps/away/")
    assert "until the workspace is set up" not in words(ada.get("/"))
    assert ada.get("/first-steps/").status_code == 200


def test_nobody_else_sets_the_workspace_up(cast: Cast) -> None:
    alice = as_person(cast.alice)
    for path in ("/first-steps/", "/first-steps/company/"):
        assert alice.get(path).status_code == 403
    assert alice.post("/first-steps/departments/", {"name": "X"}).status_code == 403
    for act in (
        acts.put_first_steps_away,
        lambda actor: acts.pass_first_step(actor=actor, step="mail"),
    ):
        with refused(NotAllowed):
            act(actor=cast.alice)
    assert not Department.objects.filter(name="X").exists()
    assert Workspace.objects.get().steps_passed == []
