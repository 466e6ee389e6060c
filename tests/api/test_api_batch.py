"""Many changes in one request: all of them or none, or with a report of each."""

from datetime import timedelta
from typing import Any

import pytest
from tests.api.program import Program, program_of
from tests.cast import Cast, hide

from tandem.accounts import services as accounts
from tandem.accounts.rules import Scope, WorkspaceRole
from tandem.activity import commands
from tandem.activity.models import Event
from tandem.core import clock
from tandem.initiatives.models import Initiative
from tandem.talk.models import Comment
from tandem.work.models import WorkItem

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(cast: Cast) -> Program:
    return program_of(cast.alice)


_QUESTION = {"text": "Which days?", "to_lane": "it"}


def row(method: str, path: str, body: Any = None, **more: Any) -> dict[str, Any]:
    return {"method": method, "path": path, "body": body, **more}


def idea(sentence: str, **more: Any) -> dict[str, Any]:
    return row("POST", "/initiatives", {"sentence": sentence, **more})


def statuses(report: Any) -> list[int]:
    return [one["status"] for one in report["rows"]]


def test_what_pages_change_many_at_once_programs_do_too(
    cast: Cast, alice: Program, planned: int
) -> None:
    """Ideas, work, questions, and what waits for somebody."""
    work = {"title": "Write the copy", "kind": "task", "lane": "marketing"}
    made = alice.post(
        "/batch",
        {
            "requests": [
                idea("One"),
                idea("Two"),
                row("POST", f"/initiatives/{planned}/work", work),
                row("POST", f"/initiatives/{planned}/work", {**work, "title": "Take pictures"}),
                row("POST", f"/subjects/{planned}/questions", _QUESTION),
                row("POST", f"/subjects/{planned}/questions", _QUESTION | {"text": "Who?"}),
            ]
        },
    )
    assert statuses(made) == [201] * 6
    pieces = [one["body"]["id"] for one in made["rows"][2:4]]
    asked = [one["body"]["id"] for one in made["rows"][4:]]
    turns = [one["id"] for one in alice.get("/turns")["items"]]
    changes = [
        *(row("PUT", f"/work/{pk}/people/{cast.alice.me}") for pk in pieces),
        *(row("POST", f"/questions/{pk}/withdrawal") for pk in asked),
        *(row("POST", f"/turns/{pk}/delegation", {"person_id": cast.mona.me}) for pk in turns[:2]),
    ]
    assert set(statuses(alice.post("/batch", {"requests": changes}))) <= {200, 204}
    assert WorkItem.objects.filter(pk__in=pieces, assignments__isnull=False).count() == 2


def test_of_several_together_one_refusal_takes_everything_back(alice: Program, cast: Cast) -> None:
    before = Event.objects.count()
    sent = {"requests": [idea("One"), idea("Two", wish_date="2001-01-01"), idea("Three")]}
    refused = alice.refused(422, "POST", "/batch", sent)
    assert refused["detail"].startswith("Row 2: ")
    assert refused["detail"].endswith("Nothing was changed.")
    assert refused["field"] == "requests.1.wish_date"
    assert not Initiative.objects.exists()
    assert Event.objects.count() == before
    assert commands.verify() == 0


def test_each_by_itself_is_reported_by_itself(alice: Program, cast: Cast) -> None:
    rows = [idea("One"), idea("Two", wish_date="2001-01-01"), row("DELETE", "/nowhere"), idea("3")]
    told = alice.ask("POST", "/batch", {"together": False, "requests": rows})
    assert (told.status, statuses(told.body)) == (207, [201, 422, 404, 201])
    assert told.body["rows"][1]["body"]["field"] == "wish_date"
    assert Initiative.objects.count() == 2


def test_a_batch_opens_nothing_that_its_rows_would_not(cast: Cast, idea: int) -> None:
    hide(idea)
    igor = program_of(cast.igor, Scope.WRITE)
    rows = [
        row("POST", f"/subjects/{idea}/comments", {"text": "Seen you."}),
        row("POST", "/departments", {"name": "Sales"}),
        row("PATCH", f"/initiatives/{idea}", {"sentence": "Mine", "before": ""}),
    ]
    told = igor.ask("POST", "/batch", {"together": False, "requests": rows})
    assert statuses(told.body) == [404, 403, 404]
    assert not Comment.objects.exists()
    reader = program_of(cast.alice, Scope.READ)
    reader.refused(403, "POST", "/batch", {"requests": [row("POST", "/initiatives", {})]})


def test_a_partner_finds_in_a_batch_what_is_open_to_partners(cast: Cast) -> None:
    accounts.change_sides(actor=cast.ada, person_id=cast.charlie.me, lanes=list(cast.alice.lanes))
    accounts.change_role(actor=cast.ada, person_id=cast.charlie.me, role=WorkspaceRole.PARTNER)
    charlie = program_of(cast.charlie)
    rows = [row("PUT", "/me/how-to-work", {"text": "Call me."}), idea("Mine")]
    told = charlie.ask("POST", "/batch", {"together": False, "requests": rows})
    assert statuses(told.body) == [200, 403]


def test_the_tags_of_rows_hold(cast: Cast, alice: Program, idea: int) -> None:
    tag = alice.ask("GET", f"/initiatives/{idea}").headers["ETag"]
    path = f"/initiatives/{idea}/answers/goal"
    rows = [
        row("PUT", path, {"text": "Calls."}, if_match=tag),
        row("PUT", path, {"text": "More."}, if_match=tag),
    ]
    told = alice.ask("POST", "/batch", {"requests": rows})
    assert (told.status, told.body["title"]) == (412, "It has changed meanwhile")
    alice.post("/batch", {"requests": rows[:1]})


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/batch"), ("POST", "/people"), ("POST", "/tokens"), ("POST", "/batch?x=1")],
)
def test_what_tells_a_secret_and_a_batch_itself_come_by_themselves(
    cast: Cast, method: str, path: str
) -> None:
    refused = program_of(cast.ada).refused(
        422, "POST", "/batch", {"requests": [row(method, path, {})]}
    )
    assert "by itself" in refused["detail"]


def test_a_hundred_is_the_most(alice: Program) -> None:
    alice.refused(422, "POST", "/batch", {"requests": [idea("One")] * 101})
    alice.refused(422, "POST", "/batch", {"requests": []})


def test_each_row_counts_as_one_request(cast: Cast, alice: Program) -> None:
    accounts.limit_programs(actor=cast.ada, reads=10, writes=10)

    with clock.at(clock.now() + timedelta(hours=6)):
        sent = {"together": False, "requests": [idea(f"{number}") for number in range(12)]}
        told = alice.ask("POST", "/batch", sent)
    assert statuses(told.body) == [201] * 9 + [429] * 3


def test_a_batch_that_comes_again_is_done_once(alice: Program) -> None:
    sent = {"together": False, "requests": [idea("One"), idea("Two", wish_date="2001-01-01")]}
    first = alice.ask("POST", "/batch", sent, idempotency_key="one")
    again = alice.ask("POST", "/batch", sent, idempotency_key="one")
    assert (first.status, first.body) == (again.status, again.body)
    assert Initiative.objects.count() == 1


@pytest.mark.parametrize("path", ["/docs", "/openapi.json", "/me"])
def test_an_address_that_is_not_for_this_is_refused_before_anything_is_done(
    alice: Program, path: str
) -> None:
    sent = {"together": False, "requests": [idea("One"), row("POST", path, {})]}
    told = alice.ask("POST", "/batch", sent)
    assert (told.status, told.body["field"]) == (422, "requests.1.path")
    assert not Initiative.objects.exists()
