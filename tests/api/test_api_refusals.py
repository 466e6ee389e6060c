"""Who is let in, and how a no is said."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from tests.api.program import API, PROBLEM, Program, program_of
from tests.cast import Cast

from tandem.accounts import services
from tandem.accounts.rules import Actor, Scope
from tandem.activity.models import Event
from tandem.core import clock
from tandem.initiatives.models import Initiative

pytestmark = pytest.mark.django_db

IDEA = {"sentence": "Print the day on the parcel"}


def _browser(actor: Actor, *, strict: bool = True) -> Client:
    client = Client(enforce_csrf_checks=strict)
    client.force_login(get_user_model().objects.get(pk=actor.me))
    return client


def _written() -> tuple[int, int]:
    return Initiative.objects.count(), Event.objects.count()


@pytest.mark.parametrize(
    "secret", ["", "tandem_wrong", "tandem_\N{SNOWMAN}".encode().decode("latin-1")]
)
def test_a_stranger_is_asked_who_they_are(cast: Cast, secret: str) -> None:
    answered = Program(secret).ask("GET", "/me")
    assert (answered.status, answered.kind) == (401, PROBLEM)
    assert answered.headers["WWW-Authenticate"] == "Bearer"


def test_a_stranger_who_writes_is_asked_too(cast: Cast) -> None:
    assert Client(enforce_csrf_checks=True).post(f"{API}/initiatives").status_code == 401


def test_other_ways_of_signing_in_are_none(cast: Cast) -> None:
    secret = program_of(cast.alice).secret
    for header in (f"Basic {secret}", secret, "Bearer", f"Bearer  {secret} x"):
        response = Client().get(f"{API}/me", headers={"authorization": header})
        assert response.status_code == 401


def test_a_revoked_token_ends_at_once(cast: Cast) -> None:
    token, secret = services.make_token(actor=cast.alice, name="x", scope=Scope.WRITE)
    Program(secret).get("/me")
    services.revoke_token(actor=cast.alice, token_id=token.pk)
    Program(secret).refused(401, "GET", "/me")


def test_an_expired_token_ends_by_itself(cast: Cast) -> None:
    _, secret = services.make_token(actor=cast.alice, name="x", scope=Scope.WRITE, days=1)
    Program(secret).get("/me")
    with clock.at(clock.now() + timedelta(days=1, seconds=1)):
        Program(secret).refused(401, "GET", "/me")


def test_the_token_of_a_deactivated_person_ends(cast: Cast) -> None:
    alice = program_of(cast.alice)
    services.deactivate_person(actor=cast.ada, person_id=cast.alice.me)
    alice.refused(401, "GET", "/me")


def test_the_session_of_a_deactivated_person_ends(cast: Cast) -> None:
    browser = _browser(cast.alice)
    assert browser.get(f"{API}/me").json()["kind"] == "person"
    services.deactivate_person(actor=cast.ada, person_id=cast.alice.me)
    assert browser.get(f"{API}/me").status_code == 401


def test_a_reading_token_reads_and_never_writes(cast: Cast, idea: int) -> None:
    reader = program_of(cast.alice, Scope.READ)
    before = _written()
    assert reader.get(f"/initiatives/{idea}")["id"] == idea
    for method, path in (
        ("POST", "/initiatives"),
        ("PATCH", f"/initiatives/{idea}"),
        ("PUT", f"/initiatives/{idea}/answers/goal"),
        ("DELETE", "/tokens/1"),
    ):
        problem = reader.refused(403, method, path, IDEA)
        assert "only reads" in problem["detail"]
    assert _written() == before


def test_a_viewer_reads_and_never_writes(cast: Cast, idea: int) -> None:
    rita = program_of(cast.rita)
    before = _written()
    assert rita.get("/initiatives")["items"]
    rita.refused(403, "POST", "/initiatives", IDEA)
    rita.refused(403, "PUT", f"/initiatives/{idea}/answers/exists", {"text": "Much."})
    assert _written() == before


def test_an_outsider_changes_nothing_of_others(cast: Cast, brief: int) -> None:
    charlie = program_of(cast.charlie)
    path = f"/initiatives/{brief}"
    digest = charlie.get(f"{path}/brief")["digest"]
    before = _written()
    sign = {"lane": "it", "statement": "agree", "seen": digest}
    for method, address, body in (
        ("PATCH", path, {"wish_date": None}),
        ("POST", f"{path}/participants", {"lane": "it"}),
        ("PUT", f"{path}/owners/it", {"person_id": cast.ivan.me}),
        ("POST", f"{path}/stages", {"stage": "plan"}),
        ("POST", f"{path}/brief/items", {"section": "why", "text": "So."}),
        ("POST", f"{path}/brief/playback-request", None),
        ("POST", f"{path}/brief/playbacks", {"text": "So.", "seen": digest}),
        ("POST", f"{path}/brief/sign-offs", sign),
    ):
        charlie.refused(403, method, address, body)
    assert _written() == before


def test_what_is_restricted_is_not_there(cast: Cast, brief: int) -> None:
    from tandem.activity.models import Subject

    Subject.objects.filter(pk=brief).update(restricted=True)
    charlie, alice = program_of(cast.charlie), program_of(cast.alice)
    path = f"/initiatives/{brief}"
    for address in (path, f"{path}/history", f"{path}/stages", f"{path}/brief"):
        hidden = charlie.refused(404, "GET", address)
        missing = charlie.refused(404, "GET", address.replace(str(brief), "999999"))
        hidden.pop("request_id"), missing.pop("request_id")
        assert hidden == missing
        assert alice.get(address)
    charlie.refused(404, "POST", f"{path}/participants", {"lane": "it"})
    assert charlie.get("/initiatives")["items"] == []


def test_the_wrong_side_is_told_whose_it_is(cast: Cast, idea: int) -> None:
    igor = program_of(cast.igor)
    igor.post(f"/initiatives/{idea}/participants", {"lane": "it"})
    problem = igor.refused(403, "PUT", f"/initiatives/{idea}/answers/goal", {"text": "Money."})
    assert problem["detail"].startswith("Marketing decides this")


def test_too_early_says_what_is_missing(cast: Cast, paired_idea: int) -> None:
    alice = program_of(cast.alice)
    alice.put(f"/initiatives/{paired_idea}/owners/marketing", {"person_id": cast.alice.me})
    problem = alice.refused(409, "POST", f"/initiatives/{paired_idea}/stages", {"stage": "assess"})
    assert "still missing" in problem["detail"] or "are still missing" in problem["detail"]


def test_a_stale_item_comes_back_with_both_texts(cast: Cast, brief: int) -> None:
    alice, mona = program_of(cast.alice), program_of(cast.mona)
    mona.post(f"/initiatives/{brief}/participants", {"lane": "marketing"})
    item = next(
        one for one in alice.get(f"/initiatives/{brief}/brief")["items"] if one["label"] == "R1"
    )
    path = f"/initiatives/{brief}/brief/items/{item['id']}"
    mona.patch(path, {"base": 1, "text": "Mona's text."})
    problem = alice.refused(409, "PATCH", path, {"base": 1, "text": "Alice's text."})
    assert (problem["mine"], problem["theirs"], problem["version"]) == (
        "Alice's text.",
        "Mona's text.",
        2,
    )
    alice.refused(409, "DELETE", f"{path}?base=1")


def test_a_signature_needs_the_content_that_was_read(cast: Cast, heard_brief: int) -> None:
    igor = program_of(cast.igor)
    before = _written()
    body = {"lane": "it", "statement": "agree", "seen": "0" * 64}
    igor.refused(409, "POST", f"/initiatives/{heard_brief}/brief/sign-offs", body)
    assert _written() == before


def test_a_browser_writes_only_with_its_csrf_token(cast: Cast) -> None:
    browser = _browser(cast.alice)
    before = _written()

    def write(**headers: str) -> Any:
        return browser.post(
            f"{API}/initiatives", IDEA, content_type="application/json", headers=headers
        )

    refused = write()
    assert (refused.status_code, refused.headers["Content-Type"]) == (403, PROBLEM)
    assert "CSRF" in refused.json()["detail"]
    assert _written() == before
    page = browser.get(f"{API}/docs").content.decode()
    token = page.split('data-csrf-token="')[1].split('"')[0]
    assert write(**{"X-CSRFToken": token}).status_code == 201


def test_a_wrong_token_gets_no_second_chance_by_the_cookie(cast: Cast) -> None:
    browser = _browser(cast.alice)
    response = browser.get(f"{API}/me", headers={"authorization": "Bearer tandem_wrong"})
    assert response.status_code == 401


def test_a_token_wins_over_the_cookie(cast: Cast) -> None:
    secret = program_of(cast.igor).secret
    response = _browser(cast.alice).post(
        f"{API}/initiatives",
        IDEA,
        content_type="application/json",
        headers={"authorization": f"Bearer {secret}"},
    )
    assert response.json()["written_by"]["id"] == cast.igor.me


@pytest.mark.parametrize("body", ["", "{", '{"sentence": "x"', "\xff\xfe", "[" * 100_000, "nul"])
def test_what_is_not_json_is_said_to_be_none(cast: Cast, body: str) -> None:
    problem = program_of(cast.alice).ask("POST", "/initiatives", body)
    assert problem.status == (422 if body == "" else 400)
    assert problem.kind == PROBLEM


@pytest.mark.parametrize("body", [None, [], "text", 3, {"sentence": ["x"]}, {"sentence": None}])
def test_the_wrong_kind_of_json_is_named(cast: Cast, body: object) -> None:
    program_of(cast.alice).refused(422, "POST", "/initiatives", json.dumps(body))


def test_every_wrong_field_is_named_in_words(cast: Cast) -> None:
    body = {"sentense": "x", "wish_date": 4, "lane": "sales", "kind": "page"}
    problem = program_of(cast.alice).refused(422, "POST", "/initiatives", body)
    assert [wrong["field"] for wrong in problem["errors"]] == [
        "sentence",
        "wish_date",
        "kind",
        "lane",
        "sentense",
    ]
    assert all(wrong["message"] in problem["detail"] for wrong in problem["errors"])
    assert problem["field"] == "sentence"


@pytest.mark.parametrize(
    "body",
    [
        {"sentence": "a\0b"},
        {"sentence": "\ud83d"},
        {"sentence": "x" * 301},
        {"sentence": "  "},
        {"sentence": "x", "wish_date": "2001-01-01"},
        {"sentence": "x", "wish_date": "9999-12-31"},
        {"sentence": "x", "wish_date": "2027-13-01"},
        {"sentence": "x", "lane": "it"},
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_field(cast: Cast, body: dict[str, str]) -> None:
    problem = program_of(cast.alice).refused(422, "POST", "/initiatives", body)
    assert problem["field"] in body


def test_characters_that_no_database_takes_are_refused(cast: Cast) -> None:
    ada = program_of(cast.ada)
    ada.refused(422, "POST", "/departments", {"name": "a\0b"})
    ada.refused(422, "POST", "/departments", {"name": "a\nb"})
    ada.refused(422, "GET", "/initiatives?q=%00")
    ada.refused(422, "GET", "/people?q=a%00b")
    ada.refused(404, "GET", "/initiatives/%00")
    ada.refused(404, "PUT", "/initiatives/1/owners/%00", {"person_id": 1})


@pytest.mark.parametrize("number", [str(2**63), "9" * 30, "9" * 5000, "-1", "0", "1.5", "x", "１"])
def test_an_address_that_cannot_be_one_is_not_found(cast: Cast, number: str) -> None:
    program_of(cast.alice).ask("GET", "/me")
    status = program_of(cast.mona).ask("GET", f"/initiatives/{number}").status
    assert status == 404


def test_numbers_too_large_are_refused(cast: Cast, brief: int) -> None:
    alice = program_of(cast.alice)
    path = f"/initiatives/{brief}"
    for huge in (2**63, 10**400, 1e300, True, "7"):
        alice.refused(422, "PUT", f"{path}/owners/it", {"person_id": huge})
        alice.refused(422, "POST", f"{path}/brief/items/1/restoration", {"base": huge})
    alice.refused(422, "PUT", f"{path}/owners/it", {"person_id": 2**63 - 1})
    alice.refused(404, "GET", f"{path}/brief/snapshots/{2**63 - 1}")


def test_an_unknown_address_and_a_wrong_method_are_problems(cast: Cast) -> None:
    alice = program_of(cast.alice)
    alice.refused(404, "GET", "/nothing")
    alice.refused(404, "GET", "/")
    answered = alice.ask("DELETE", "/initiatives")
    assert (answered.status, answered.kind) == (405, PROBLEM)
    assert set(answered.headers["Allow"].split(", ")) == {"GET", "POST"}


def test_a_problem_names_the_request_for_the_operator(cast: Cast) -> None:
    answered = Program("").ask("GET", "/me", x_request_id="given-by-a-proxy")
    assert answered.body["request_id"] == "given-by-a-proxy"
    assert answered.headers["X-Request-ID"] == "given-by-a-proxy"


def test_the_database_being_busy_is_a_problem_too(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    from tandem.accounts import queries

    alice = program_of(cast.alice)

    def locked(*_: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(queries, "people_matching", locked)
    answered = alice.ask("GET", "/people")
    assert (answered.status, answered.kind) == (503, PROBLEM)
    assert answered.headers["Retry-After"]
