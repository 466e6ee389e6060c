"""Teams of departments: who is in them, speaking to them, asking them, their liaison in IT."""

from datetime import UTC, date, datetime

import pytest
from tests.accounts.browsing import as_person, words
from tests.cast import Cast, hide
from tests.refusals import nothing_written, refused

from tandem.accounts import queries, services
from tandem.accounts.models import TeamMembership
from tandem.accounts.rules import Actor, why_not_call_team
from tandem.activity.models import Notification, Turn
from tandem.activity.queries import history_of, turns_waiting_for
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.talk import queries as talking
from tandem.talk.services import ask_question, give_answer, write_comment

pytestmark = pytest.mark.usefixtures("tuesday")


def make(cast: Cast, *people: Actor, name: str = "Newsletter", of: str = "Marketing") -> int:
    department = queries.departments().get(name=of).pk
    team = services.add_team(actor=cast.ada, department_id=department, name=name).pk
    for one in people:
        services.join_team(actor=cast.ada, team_id=team, person_id=one.me)
    return team


def told(actor: Actor) -> list[str]:
    found = Notification.objects.filter(person_id=actor.me).order_by("pk")
    return list(found.values_list("kind", flat=True))


def waits(actor: Actor) -> bool:
    return any(turn.kind == "question.answer" for turn in turns_waiting_for(actor))


def test_an_administrator_makes_teams_and_people_come_and_go(cast: Cast) -> None:
    team = make(cast, cast.mona, cast.mona, cast.alice)
    assert [one.name for one, _ in queries.team_whole(team).people] == [
        "Alice Albers",
        "Mona Maler",
    ]
    with clock.at(datetime(2026, 4, 7, 9, tzinfo=UTC)):
        services.leave_team(actor=cast.ada, team_id=team, person_id=cast.mona.me)
        assert queries.team_ids_of(cast.mona.me) == frozenset()
        whole = queries.team_whole(team)
    assert [(one.name, last) for one, _, last in whole.earlier] == [
        ("Mona Maler", date(2026, 4, 6))
    ]
    services.leave_team(actor=cast.ada, team_id=team, person_id=cast.alice.me)
    assert TeamMembership.objects.count() == 1  # Alice's began today: it never held
    with refused(RuleBroken):
        services.leave_team(actor=cast.ada, team_id=team, person_id=cast.alice.me)
    services.rename_team(actor=cast.ada, team_id=team, name="NEWSLETTER")
    assert queries.team_by_id(team).name == "NEWSLETTER"


def test_only_administrators_do_it_and_names_are_single(cast: Cast) -> None:
    team = make(cast, cast.mona)
    legal = queries.departments().get(name="Legal").pk
    for name in ("newsletter", "IT", "@all", "a@b"):
        with refused(BadInput):
            services.add_team(actor=cast.ada, department_id=legal, name=name)
    with refused(NotAllowed):
        services.add_team(actor=cast.alice, department_id=legal, name="Contracts")
    with refused(NotAllowed):
        services.join_team(actor=cast.mona, team_id=team, person_id=cast.alice.me)
    with refused(NotFound):
        services.join_team(actor=cast.ada, team_id=999_999, person_id=cast.alice.me)
    assert why_not_call_team("Ölfarbe", taken=False) is None


def test_a_team_that_is_spoken_to_is_told_each_once(cast: Cast, idea: int) -> None:
    team = make(cast, cast.mona, cast.ivan, cast.charlie)
    make(cast, cast.rita, name="News", of="Legal")
    text = "@Newsletter, please look. And @Mona Maler, you as well."
    said = write_comment(actor=cast.alice, subject_id=idea, text=text)
    assert told(cast.ivan) == told(cast.charlie) == ["talk.team_mentioned"]
    assert sorted(told(cast.mona)) == ["talk.mentioned", "talk.team_mentioned"]
    assert told(cast.rita) == []
    row = talking.comment_row(cast.alice, said.pk)
    assert [one.id for one in row.teams] == [team]
    assert "question" not in str(history_of(idea)[0])
    assert {"talk.mentioned", "talk.team_mentioned"} <= {one.kind for one in history_of(idea)}


def test_whoever_of_a_team_is_first_answers_its_question(cast: Cast, idea: int) -> None:
    team = make(cast, cast.mona, cast.ivan, cast.rita)
    question = ask_question(actor=cast.igor, subject_id=idea, text="Which shops?", to_team=team)
    assert Turn.objects.get(team_id=team).lane == "marketing"
    assert waits(cast.mona)
    assert waits(cast.ivan)
    for other in (cast.alice, cast.rita, cast.charlie):
        assert not waits(other)
        with refused(NotAllowed):
            give_answer(actor=other, question_id=question.pk, text="All of them.")
    page = words(as_person(cast.mona).get(f"/questions/{question.pk}/"))
    assert "Waiting for Newsletter" in page
    give_answer(actor=cast.ivan, question_id=question.pk, text="The one in Altona.")
    assert not waits(cast.mona)


def test_what_a_team_without_people_was_asked_is_seen_by_the_sponsor(cast: Cast, idea: int) -> None:
    team = make(cast, cast.charlie)
    ask_question(actor=cast.igor, subject_id=idea, text="Which shops?", to_team=team)
    assert not waits(cast.vera)
    services.deactivate_person(actor=cast.ada, person_id=cast.charlie.me)
    assert waits(cast.vera)


def test_a_restricted_initiative_is_no_teams_who_are_not_on_it(cast: Cast, idea: int) -> None:
    hide(idea)
    outside = make(cast, cast.mona, cast.ivan)
    with refused(BadInput):
        ask_question(actor=cast.alice, subject_id=idea, text="Which shops?", to_team=outside)
    inside = make(cast, cast.alice, cast.mona, name="Launches")
    ask_question(actor=cast.alice, subject_id=idea, text="Which shops?", to_team=inside)
    write_comment(actor=cast.alice, subject_id=idea, text="@Launches: look")
    assert told(cast.mona) == []
    assert not waits(cast.mona)
    with refused(BadInput):
        ask_question(
            actor=cast.alice, subject_id=idea, text="Who?", to_team=inside, to_person=cast.alice.me
        )


def test_a_team_has_a_liaison_of_its_own_or_the_departments(cast: Cast) -> None:
    team = make(cast, cast.mona)
    marketing = queries.departments().get(name="Marketing").pk
    services.name_liaison(actor=cast.ada, department_id=marketing, person_id=cast.igor.me)
    assert queries.heads_and_liaisons([cast.mona.me])[1] == [cast.igor.me]
    services.name_liaison(
        actor=cast.ada, department_id=marketing, team_id=team, person_id=cast.ivan.me
    )
    assert queries.heads_and_liaisons([cast.mona.me])[1] == [cast.ivan.me]
    assert queries.heads_and_liaisons([cast.alice.me])[1] == [cast.igor.me]
    legal = make(cast, name="Contracts", of="Legal")
    with refused(BadInput):
        services.name_liaison(
            actor=cast.ada, department_id=marketing, team_id=legal, person_id=cast.ivan.me
        )


def test_the_pages_of_teams(cast: Cast) -> None:
    team = make(cast, cast.mona)
    ada = as_person(cast.ada)
    wrong = ada.post(f"/teams/{team}/name/", {"name": "IT"})
    assert wrong.status_code == 422
    assert "name of a whole side" in words(wrong)
    assert 'value="IT"' in wrong.content.decode()
    assert ada.post(f"/teams/{team}/people/", {"person": ""}).status_code == 422
    assert ada.post(f"/teams/{team}/liaison/", {"liaison": cast.igor.me}).status_code == 303
    page = words(as_person(cast.rita).get(f"/teams/{team}/"))
    for shown in ("Newsletter", "Mona Maler", "Igor Ilic"):
        assert shown in page
    assert "Rename" not in page
    assert "Newsletter" in words(as_person(cast.rita).get(f"/people/{cast.mona.me}/"))
    with nothing_written():
        services.join_team(actor=cast.ada, team_id=team, person_id=cast.mona.me)
