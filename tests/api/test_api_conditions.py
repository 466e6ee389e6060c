"""ETags, `If-Match`, `Idempotency-Key`, rates: what holds for every operation alike."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.test.utils import CaptureQueriesContext
from tests.api.program import API, Program, program_of
from tests.cast import Cast

from tandem.accounts import services as accounts
from tandem.accounts.models import ApiToken, KeptAnswer
from tandem.accounts.rules import Scope
from tandem.attachments.models import Attachment
from tandem.core import clock
from tandem.initiatives import services as initiatives
from tandem.initiatives.models import Initiative
from tandem.talk.models import Comment

pytestmark = pytest.mark.django_db
IDEA = {"sentence": "A page for the summer sale"}


@pytest.fixture
def alice(cast: Cast) -> Program:
    return program_of(cast.alice)


# ETags ----------------------------------------------------------------------------------------


def test_what_is_still_the_same_is_not_sent_again(alice: Program, idea: int) -> None:
    first = alice.ask("GET", f"/initiatives/{idea}")
    again = alice.ask("GET", f"/initiatives/{idea}", if_none_match=first.headers["ETag"])
    assert (again.status, again.body) == (304, None)
    assert again.headers["ETag"] == first.headers["ETag"]
    assert alice.ask("GET", f"/initiatives/{idea}", if_none_match='"older"').status == 200


def test_a_tag_changes_with_what_it_names_and_with_nothing_else(
    cast: Cast, alice: Program, idea: int
) -> None:
    def tag() -> str:
        return str(alice.ask("GET", f"/initiatives/{idea}").headers["ETag"])

    before = tag()
    alice.post("/initiatives", IDEA)
    assert tag() == before
    initiatives.reword_idea(
        actor=cast.alice, initiative_id=idea, sentence="Another", before=_sentence(idea)
    )
    assert tag() != before


def _sentence(idea: int) -> str:
    return Initiative.objects.get(pk=idea).sentence


def test_a_tag_costs_no_query(alice: Program, idea: int) -> None:
    with CaptureQueriesContext(
        connection,
    ) as first:
        tag = alice.ask("GET", f"/initiatives/{idea}").headers["ETag"]
    with CaptureQueriesContext(connection) as again:
        alice.ask("GET", f"/initiatives/{idea}", if_none_match=tag)
    assert len(again) == len(first)


def test_a_change_of_what_somebody_changed_meanwhile_is_refused(
    cast: Cast, alice: Program, idea: int
) -> None:
    path = f"/initiatives/{idea}"
    tag = alice.ask("GET", path).headers["ETag"]
    change = {"sentence": "Mine", "before": _sentence(idea)}
    initiatives.wish_for_date(
        actor=cast.alice, initiative_id=idea, wish_date=clock.now().date() + timedelta(days=90)
    )
    late = alice.ask("PATCH", path, change, if_match=tag)
    assert (late.status, late.body["title"]) == (412, "It has changed meanwhile")
    assert f"{API}{path}" in late.body["detail"]
    assert _sentence(idea) != "Mine"
    now = alice.ask("GET", path).headers["ETag"]
    assert alice.ask("PATCH", path, change, if_match=now).status == 200
    assert _sentence(idea) == "Mine"


def test_the_tag_of_a_thing_holds_for_what_is_changed_below_it(
    cast: Cast, alice: Program, idea: int
) -> None:
    tag = alice.ask("GET", f"/initiatives/{idea}").headers["ETag"]
    path, answer = f"/initiatives/{idea}/answers/goal", {"text": "More calls."}
    assert alice.ask("PUT", path, answer, if_match='"older"').status == 412
    assert alice.ask("PUT", path, answer, if_match=f'"older", {tag}').status == 200
    assert alice.ask("PUT", path, {"text": "Else."}, if_match=tag).status == 412


def test_where_nothing_can_be_read_no_tag_fits(alice: Program) -> None:
    told = alice.ask("POST", "/initiatives", IDEA, if_match="*")
    assert told.status == 412
    assert "Leave out If-Match" in told.body["detail"]
    assert not Initiative.objects.exists()


def test_a_tag_tells_nothing_of_what_is_hidden(cast: Cast, idea: int) -> None:
    from tests.cast import hide

    hide(idea)
    change = {"sentence": "Mine", "before": _sentence(idea)}
    told = program_of(cast.igor).ask("PATCH", f"/initiatives/{idea}", change, if_match="*")
    assert told.status == 404


# The same request again -----------------------------------------------------------------------


def test_a_request_that_comes_again_does_nothing_new_and_gets_the_same_answer(
    alice: Program, idea: int
) -> None:
    path = f"/subjects/{idea}/comments"
    first = alice.ask("POST", path, {"text": "Said once."}, idempotency_key="one")
    again = alice.ask("POST", path, {"text": "Said once."}, idempotency_key="one")
    assert (again.status, again.body) == (first.status, first.body)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert Comment.objects.count() == 1


def test_a_key_names_one_attempt_and_nothing_else(alice: Program) -> None:
    alice.post("/initiatives", IDEA, idempotency_key="one")
    other = alice.ask("POST", "/initiatives", {"sentence": "Another"}, idempotency_key="one")
    assert (other.status, other.body["field"]) == (422, "Idempotency-Key")
    assert Initiative.objects.count() == 1


def test_a_key_is_of_one_token_at_one_address(cast: Cast, alice: Program, idea: int) -> None:
    other = program_of(cast.alice, Scope.WRITE)
    ids = {one.post("/initiatives", IDEA, idempotency_key="one")["id"] for one in (alice, other)}
    assert len(ids) == 2
    alice.post(f"/subjects/{idea}/comments", {"text": "x"}, idempotency_key="one")


def test_what_was_refused_may_be_tried_again_with_the_same_key(cast: Cast, alice: Program) -> None:
    past = {**IDEA, "wish_date": "2001-01-01"}
    assert alice.ask("POST", "/initiatives", past, idempotency_key="one").status == 422
    assert not KeptAnswer.objects.exists()
    alice.post("/initiatives", IDEA, idempotency_key="one")


def test_an_answer_is_kept_for_a_day(alice: Program) -> None:
    from tandem.accounts import jobs

    first = alice.post("/initiatives", IDEA, idempotency_key="one")
    with clock.at(clock.now() + timedelta(hours=23)):
        jobs.forget_old_answers()
        assert alice.post("/initiatives", IDEA, idempotency_key="one")["id"] == first["id"]
    with clock.at(clock.now() + timedelta(hours=25)):
        second = alice.post("/initiatives", IDEA, idempotency_key="one")
        assert second["id"] != first["id"]
    with clock.at(clock.now() + timedelta(hours=50)):
        jobs.forget_old_answers()
    assert not KeptAnswer.objects.exists()


def test_a_secret_is_not_kept_and_not_told_again(cast: Cast) -> None:
    ada = program_of(cast.ada)
    person = {"name": "Nora Neu", "email": "nora@nordlicht.example", "department_id": _legal()}
    link = ada.post("/people", person, idempotency_key="one")["link"]
    again = ada.ask("POST", "/people", person, idempotency_key="one")
    assert again.status == 409
    assert "only once" in again.body["detail"]
    kept = KeptAnswer.objects.get()
    assert kept.content is None
    assert link not in str(vars(kept))


def _legal() -> int:
    from tandem.accounts.models import Department

    return Department.objects.get(name="Legal").pk


def test_a_file_is_the_same_however_it_is_cut_up(cast: Cast, alice: Program, idea: int) -> None:
    from tests.pictures import drawn

    def send(boundary: str, content: bytes) -> int:
        file = SimpleUploadedFile("day.png", content, "image/png")
        sent = encode_multipart(boundary, {"title": "A day", "file": file})
        response = Client().post(
            f"{API}/subjects/{idea}/attachments",
            sent,
            content_type=MULTIPART_CONTENT.replace(BOUNDARY, boundary),
            headers={"Authorization": f"Bearer {alice.secret}", "Idempotency-Key": "one"},
        )
        return response.status_code

    assert (send("first", drawn()), send("second", drawn())) == (201, 201)
    assert Attachment.objects.count() == 1
    assert send("third", drawn() + b"\0") == 422


@pytest.mark.parametrize("key", ["", "x" * 201])
def test_a_key_has_a_length(alice: Program, key: str) -> None:
    assert alice.ask("POST", "/initiatives", IDEA, idempotency_key=key).status == 422


def test_every_operation_that_tells_a_secret_is_known(cast: Cast) -> None:
    from tandem.config.api import api
    from tandem.config.api.conditions import SECRET

    document = api.get_openapi_schema()
    schemas = document["components"]["schemas"]
    telling = {name for name, one in schemas.items() if "isn't shown again" in str(one)}
    posts = [methods["post"] for methods in document["paths"].values() if "post" in methods]
    found = {
        one["operationId"]
        for one in posts
        if any(f"/{name}'" in str(one["responses"].get("201", "")) for name in telling)
    }
    assert found == SECRET


# How often ------------------------------------------------------------------------------------
# Each at an hour of its own: ids come again in other tests, and what was counted for them stays.


def test_every_answer_says_how_many_more_there_may_be(cast: Cast, alice: Program) -> None:
    accounts.limit_programs(actor=cast.ada, reads=50, writes=10)
    with clock.at(clock.now() + timedelta(hours=1)):
        read = alice.ask("GET", "/me")
        wrote = alice.ask("POST", "/initiatives", IDEA)
    assert read.headers["RateLimit-Policy"] == '"reads";q=50;w=60'
    assert read.headers["RateLimit"] == '"reads";r=49;t=2'
    assert wrote.headers["RateLimit"] == '"writes";r=9;t=6'


def test_who_asks_too_often_is_told_how_long_to_wait(cast: Cast, alice: Program) -> None:
    accounts.limit_programs(actor=cast.ada, reads=10, writes=10)
    with clock.at(clock.now() + timedelta(hours=2)):
        for _number in range(10):
            alice.get("/me")
        refused = alice.ask("GET", "/me")
        assert (refused.status, refused.headers["Retry-After"]) == (429, "6")
        assert refused.headers["RateLimit"] == '"reads";r=0;t=60'
        assert refused.body["detail"].endswith("6 s.")
        assert alice.ask("POST", "/initiatives", IDEA).status == 201
        assert program_of(cast.alice, Scope.READ).ask("GET", "/me").status == 200


def test_a_browser_is_counted_as_its_person(cast: Cast) -> None:
    accounts.limit_programs(actor=cast.ada, reads=10, writes=10)
    statuses = []
    with clock.at(clock.now() + timedelta(hours=3)):
        for _browser in range(2):
            client = Client()
            client.force_login(get_user_model().objects.get(pk=cast.rita.me))
            statuses += [client.get(f"{API}/me").status_code for _ in range(6)]
    assert statuses == [200] * 10 + [429] * 2


def test_what_a_token_was_last_used_for_is_noted_by_the_clock(cast: Cast, alice: Program) -> None:
    from tandem.accounts import jobs

    with clock.at(clock.now() + timedelta(hours=4)):
        alice.get("/me")
        used = clock.now()
    assert ApiToken.objects.get().last_used_at is None
    jobs.note_last_use()
    assert ApiToken.objects.get().last_used_at == used
    assert alice.get("/tokens")["items"][0]["last_used_at"]


# Scopes ---------------------------------------------------------------------------------------


def test_each_operation_asks_for_its_scope(cast: Cast) -> None:
    """Each with a token that reaches less, and with one that reaches just so far."""
    from tandem.config.api import api

    less = {"write": Scope.READ, "settings": Scope.WRITE}
    programs = {scope: program_of(cast.ada, scope) for scope in Scope}
    seen = set()
    for path, methods in api.get_openapi_schema(path_prefix="")["paths"].items():
        for method, operation in methods.items():
            wanted = operation["x-scope"]
            seen.add(wanted)
            place = _filled(path, operation)
            if narrow := less.get(wanted):
                refused = programs[narrow].ask(method.upper(), place, "no JSON")
                assert refused.status == 403, (method, path)
                assert "This token" in refused.body["detail"]
            enough = programs[Scope(wanted)].ask(method.upper(), place, "no JSON")
            assert "This token" not in str(enough.body), (method, path)
    assert seen == set(Scope)


def _filled(path: str, operation: dict[str, object]) -> str:
    for parameter in operation["parameters"]:  # type: ignore[attr-defined]
        if parameter["in"] == "path":
            schema = parameter["schema"]
            value = "0" * 64 if "pattern" in schema else schema.get("enum", ["999999999"])[0]
            path = path.replace(f"{{{parameter['name']}}}", str(value))
    return path


def test_what_administrators_alone_may_change_asks_for_its_own_scope() -> None:
    from tests.architecture.access.table import rows

    from tandem.config.api.scopes import _SETTINGS

    may: dict[str, set[str]] = {}
    for row in rows():
        if row.is_api and row.method != "GET":
            may.setdefault(row.url.removeprefix("api:"), set()).add(str(row.who))
    told = {name for name, who in may.items() if who <= {"administrators", "nobody"}}
    assert told - {"make_token"} == _SETTINGS
