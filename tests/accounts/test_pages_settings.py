"""Settings and departments: for administrators, checked, and kept as typed after a mistake."""

from datetime import date, time

import pytest
from django.test import Client
from tests.accounts.browsing import as_person, words
from tests.cast import Cast
from tests.refusals import nothing_written

from tandem.accounts import queries, services
from tandem.accounts.models import Department, Workspace
from tandem.accounts.rules import Lane
from tandem.core.errors import BadInput


@pytest.fixture
def admin(cast: Cast) -> Client:
    return as_person(cast.ada)


def settings_of(cast: Cast, **more: object) -> dict[str, object]:
    return {
        "name": "Nordlicht",
        "sponsor": cast.vera.me,
        "time_zone": "Europe/Vienna",
        "country": "AT",
        "region": "",
        "opens_at": "08:30",
        "closes_at": "16:45",
        **more,
    }


def test_what_is_saved_holds(cast: Cast, admin: Client) -> None:
    data = settings_of(cast, name=" Südlicht ", country="DE", region="BY", sponsor=cast.igor.me)
    response = admin.post("/settings/", data)
    assert (response.status_code, response["Location"]) == (303, "/settings/")
    company = Workspace.objects.get()
    assert company.name == "Südlicht"
    assert company.country == "DE-BY"
    assert company.sponsor_id == cast.igor.me
    assert (company.opens_at, company.closes_at) == (time(8, 30), time(16, 45))
    assert date(2026, 1, 6) in queries.workspace_calendar().holidays
    page = admin.get("/settings/").content.decode()
    for shown in (
        'value="Südlicht"',
        'value="BY" selected',
        'value="DE" selected',
        'value="08:30"',
    ):
        assert shown in page


def test_a_region_of_another_country_is_none(cast: Cast, admin: Client) -> None:
    admin.post("/settings/", settings_of(cast, country="DE", region="BE"))
    admin.post("/settings/", settings_of(cast, country="FR", region="BE"))
    assert Workspace.objects.get().country == "FR"
    admin.post("/settings/", settings_of(cast, country="", region="BE"))
    assert Workspace.objects.get().country == ""


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " "}, "Please write something here."),
        ({"name": "x" * 121}, "at most 120 characters"),
        ({"time_zone": "Moon/Base"}, "Choose one from the list."),
        ({"time_zone": "../../etc/passwd"}, "Choose one from the list."),
        ({"country": "XX"}, "Choose one from the list."),
        ({"opens_at": "25:00"}, "Enter a valid time."),
        ({"closes_at": "08:30"}, "The day must end after it begins."),
        ({"sponsor": "99999"}, "Choose one from the list."),
    ],
)
def test_a_mistake_is_named_and_nothing_is_lost(
    cast: Cast, admin: Client, wrong: dict[str, str], said: str
) -> None:
    with nothing_written():
        response = admin.post("/settings/", settings_of(cast) | {"name": "Typed & kept"} | wrong)
    assert response.status_code == 422
    assert said in words(response)
    assert 'aria-invalid="true"' in response.content.decode()
    assert "Typed &amp; kept" in response.content.decode() or "name" in wrong


def test_a_closed_account_is_no_sponsor(cast: Cast, admin: Client) -> None:
    services.deactivate_person(actor=cast.vera, person_id=cast.mona.me)
    with nothing_written():
        response = admin.post("/settings/", settings_of(cast, sponsor=cast.mona.me))
    assert response.status_code == 422


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("time_zone", {"time_zone": "Moon/Base"}),
        ("country", {"country": "DE-XX"}),
        ("country", {"country": "XX"}),
        ("closes_at", {"closes_at": time(9)}),
        ("sponsor", {"sponsor_id": 99999}),
        ("name", {"name": "\0"}),
    ],
)
def test_the_service_checks_by_itself(cast: Cast, field: str, wrong: dict[str, object]) -> None:
    given: dict[str, object] = {
        "name": "Nordlicht",
        "time_zone": "Europe/Berlin",
        "country": "DE-BE",
        "opens_at": time(9),
        "closes_at": time(17),
        "sponsor_id": cast.vera.me,
    }
    with pytest.raises(BadInput) as refused:
        services.change_workspace(actor=cast.ada, **given | wrong)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_every_country_that_is_offered_has_holidays(cast: Cast) -> None:
    assert len(queries.countries()) > 150
    for code, region in (("DE", "BE"), ("GB", "SCT"), ("US", "CA"), ("CH", "ZH")):
        assert queries.has_holidays(code)
        assert region in dict(queries.regions(code))
        assert len(f"{code}-{region}") <= Workspace._meta.get_field("country").max_length


def test_departments_are_listed_and_added(cast: Cast, admin: Client) -> None:
    response = admin.post("/settings/departments/", {"name": "Web shop", "lane": "it"})
    assert (response.status_code, response["Location"]) == (303, "/settings/#departments")
    assert Department.objects.get(name="Web shop").lane == Lane.IT
    text = words(admin.get("/settings/"))
    assert "Web shop IT 0" in text
    assert "Marketing Marketing 2" in text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"name": "marketing", "lane": ""}, "There is a department called marketing already."),
        ({"name": "", "lane": ""}, "Please write something here."),
        ({"name": "Web", "lane": "moon"}, "Choose one from the list."),
    ],
)
def test_a_department_that_cannot_be_is_not_added(
    cast: Cast, admin: Client, data: dict[str, str], said: str
) -> None:
    with nothing_written():
        response = admin.post("/settings/departments/", data)
    assert response.status_code == 422
    assert said in words(response)
    assert admin.get("/settings/departments/")["Location"] == "/settings/"


@pytest.mark.parametrize("who", ["alice", "igor", "rita", "charlie"])
def test_settings_are_for_administrators(cast: Cast, who: str) -> None:
    client = as_person(getattr(cast, who))
    for address in ("/settings/", "/settings/departments/"):
        with nothing_written():
            assert client.post(address, settings_of(cast)).status_code == 403
        response = client.get(address)
        assert response.status_code == 403
        assert "Only an administrator changes the settings." in words(response)
