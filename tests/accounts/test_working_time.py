"""When a person works, and how to work with them: their own hours, country, zone and words."""

from datetime import UTC, date, datetime, time

import pytest
from tests.accounts.browsing import as_person, words
from tests.cast import Cast
from tests.refusals import nothing_written, refused

from tandem.accounts import queries, services
from tandem.accounts.models import HowToWork, Skill
from tandem.accounts.rules import (
    Actor,
    Nerve,
    Pace,
    Showing,
    why_not_have_hours,
    why_not_have_skills,
)
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed
from tandem.talk.services import ask_question

pytestmark = pytest.mark.usefixtures("tuesday")

NINE, FIVE = time(9), time(17)


def works(actor: Actor, zone: str = "", country: str = "", **more: object) -> None:
    services.change_working_time(
        actor=actor,
        person_id=actor.me,
        time_zone=zone,
        country=country,
        **more,  # type: ignore[arg-type]
    )


def due(cast: Cast, idea: int, whom: Actor, asked: datetime) -> datetime:
    """When an answer is due that is asked of somebody at this moment: one working day later."""
    with clock.at(asked):
        question = ask_question(
            actor=cast.vera, subject_id=idea, text="Which shops?", to_person=whom.me
        )
    return question.due_at.astimezone(UTC)


def test_a_holiday_counts_where_the_person_is_alone(cast: Cast, idea: int) -> None:
    works(cast.igor, "Europe/London", "GB-ENG")
    thursday = datetime(2026, 4, 30, 10, tzinfo=UTC)
    # 1 May is a holiday in Berlin, 4 May in London.
    assert due(cast, idea, cast.alice, thursday) == datetime(2026, 5, 4, 10, tzinfo=UTC)
    assert due(cast, idea, cast.igor, thursday) == datetime(2026, 5, 1, 10, tzinfo=UTC)
    friday = datetime(2026, 5, 1, 10, tzinfo=UTC)
    assert due(cast, idea, cast.igor, friday) == datetime(2026, 5, 5, 10, tzinfo=UTC)


def test_the_same_time_of_day_is_kept_in_the_week_their_clocks_change(
    cast: Cast, idea: int
) -> None:
    works(cast.igor, "America/New_York", "US")
    friday = datetime(2026, 3, 6, 15, tzinfo=UTC)  # 10:00 in New York, 16:00 in Berlin
    assert due(cast, idea, cast.igor, friday) == datetime(2026, 3, 9, 14, tzinfo=UTC)
    assert due(cast, idea, cast.mona, friday) == datetime(2026, 3, 9, 15, tzinfo=UTC)


def test_own_hours_and_days_count(cast: Cast, idea: int) -> None:
    works(cast.igor, opens_at=time(13), closes_at=time(17), days=[1, 2, 3])
    wednesday = datetime(2026, 3, 11, 15, tzinfo=UTC)  # 16:00 in Berlin
    assert due(cast, idea, cast.igor, wednesday) == datetime(2026, 3, 16, 15, tzinfo=UTC)


def test_what_is_left_open_is_the_companys(cast: Cast) -> None:
    found = queries.working_time_of(queries.person_by_id(cast.igor.me))
    assert (found.time_zone, found.country, found.own) == ("Europe/Berlin", "DE-BE", frozenset())
    assert found.place == "Germany, Berlin"
    assert found.holiday == (date(2026, 4, 3), "Good Friday")


def test_absences_keep_their_days_when_the_zone_changes(cast: Cast) -> None:
    services.add_absence(
        actor=cast.igor,
        person_id=cast.igor.me,
        starts_on=date(2026, 3, 16),
        ends_on=date(2026, 3, 16),
    )
    works(cast.igor, "America/New_York")
    with clock.at(datetime(2026, 3, 17, 3, 59, tzinfo=UTC)):
        assert cast.igor.me in queries.absent_among([cast.igor.me])


def test_people_say_their_hours_themselves_or_an_administrator_does(cast: Cast) -> None:
    services.change_working_time(actor=cast.ada, person_id=cast.igor.me, country="GB")
    with refused(NotAllowed):
        services.change_working_time(actor=cast.ivan, person_id=cast.igor.me, country="GB")
    with refused(BadInput):
        works(cast.igor, "Mars/Olympus")
    with refused(BadInput):
        works(cast.igor, country="XX")
    with refused(BadInput):
        works(cast.igor, opens_at=NINE)
    with nothing_written():
        works(cast.igor, country="GB")


@pytest.mark.parametrize(
    ("opens", "closes", "days", "fine"),
    [
        (None, None, [], True),
        (NINE, FIVE, [1, 7], True),
        (NINE, None, [], False),
        (FIVE, NINE, [], False),
        (None, None, [0], False),
    ],
)
def test_the_rule_of_hours(opens: time, closes: time, days: list[int], fine: bool) -> None:
    assert (why_not_have_hours(opens, closes, days) is None) is fine


def test_the_rule_of_skills() -> None:
    assert why_not_have_skills(["SQL"] * 20) is None
    assert why_not_have_skills(["SQL"] * 21)
    assert why_not_have_skills(["x" * 61])


def test_people_say_of_themselves_how_to_work_with_them(cast: Cast) -> None:
    for skills in (["SQL", "sql", " Checkout "], ["Checkout", "Ölfarbe"]):
        services.write_how_to_work(
            actor=cast.igor,
            pace=Pace.SPEED,
            nerve=Nerve.BOLD,
            showing=Showing.EXAMPLES,
            text="Call me.",
            skills=skills,
        )
    assert queries.skills_of(cast.igor.me) == ["Checkout", "Ölfarbe"]
    assert HowToWork.objects.get().person_id == cast.igor.me
    assert [one.pk for one in queries.people_matching(cast.rita, "ölfarbe")] == [cast.igor.me]
    line = queries.in_short([cast.igor.me, cast.mona.me])
    assert line[cast.igor.me].said == ["speed before detail", "takes risks", "likes examples"]
    assert not line[cast.mona.me].says_something
    services.write_how_to_work(actor=cast.igor)
    assert not Skill.objects.exists()


def test_who_asks_sees_the_line_and_who_is_asked_sees_the_askers(cast: Cast, idea: int) -> None:
    works(cast.igor, "Europe/London", opens_at=time(8), closes_at=time(16))
    services.write_how_to_work(actor=cast.alice, showing=Showing.WORDS)
    services.add_absence(
        actor=cast.igor,
        person_id=cast.igor.me,
        starts_on=date(2026, 3, 10),
        ends_on=date(2026, 3, 11),
    )
    question = ask_question(
        actor=cast.alice, subject_id=idea, text="Which shops?", to_person=cast.igor.me
    )
    page = f"/questions/{question.pk}/"
    theirs = words(as_person(cast.alice).get(page))
    assert "How to work with Igor Ilic : works 08:00 to 16:00 · it is 09:00 there · away" in theirs
    assert "How to work with Alice Albers : likes words" in words(as_person(cast.igor).get(page))
    chosen = as_person(cast.mona).get("/people/in-short/?to=igor", headers={"HX-Request": "true"})
    assert "How to work with Igor Ilic" in words(chosen)
    assert "<html" not in chosen.content.decode()


def test_the_pages_keep_what_was_typed_and_save_it(cast: Cast) -> None:
    igor = as_person(cast.igor)
    address = f"/people/{cast.igor.me}/work/"
    form = {"time_zone": "Europe/London", "country": "GB", "region": "ENG", "days": ["1", "2"]}
    refused_ = igor.post(address, {**form, "opens_at": "17:00", "closes_at": "09:00"})
    assert refused_.status_code == 422
    assert 'value="17:00"' in refused_.content.decode()
    assert igor.post(address, form).status_code == 303
    said = {"pace": "detail", "text": "No calls\nbefore ten.", "skills": "SQL, Checkout"}
    assert igor.post("/people/how-to-work-with-me/", said).status_code == 303
    page = words(igor.get(f"/people/{cast.igor.me}/"))
    for shown in ("Mon, Tue", "United Kingdom, England", "before ten.", "detail before speed"):
        assert shown in page
    assert as_person(cast.ivan).get(address).status_code == 403


def test_an_administrator_says_what_somebody_does_and_where(cast: Cast) -> None:
    legal = queries.departments().get(name="Legal").pk
    services.place_person(
        actor=cast.ada, person_id=cast.igor.me, title="Counsel", department_id=legal
    )
    person = queries.person_by_id(cast.igor.me)
    assert (person.title, person.department_id) == ("Counsel", legal)
    assert queries.lanes_held_by(cast.igor.me) == cast.igor.lanes
    with refused(NotAllowed):
        services.place_person(
            actor=cast.igor, person_id=cast.igor.me, title="Boss", department_id=legal
        )
    with refused(BadInput):
        services.place_person(
            actor=cast.ada, person_id=cast.igor.me, title="Boss", department_id=999_999
        )
