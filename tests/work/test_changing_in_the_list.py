"""One field of a line is changed where it stands, and nobody's change is lost."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from tests.accounts.browsing import as_person
from tests.cast import Cast, happened
from tests.refusals import nothing_written
from tests.work.making import add, item, move, of_it, order, refused, shared

from tandem.core.errors import BadInput, NotAllowed, RuleBroken
from tandem.work import queries, services
from tandem.work.rules import Cell, Estimate, Sureness, WorkState, estimate_typed, read_estimate

HTMX = {"HX-Request": "true"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("3", Estimate(Decimal(3))),
        (" 2,5 days ", Estimate(Decimal("2.5"))),
        ("2 guess", Estimate(Decimal(2), Sureness.GUESS)),
        ("2?", Estimate(Decimal(2), Sureness.GUESS)),
        ("1 sure", Estimate(Decimal(1), Sureness.SURE)),
        ("2-3-6", Estimate(Decimal(3), None, Decimal(2), Decimal(6))),
    ],
)
def test_an_estimate_is_typed_on_one_line(typed: str, said: Estimate) -> None:
    assert read_estimate(typed) == said
    assert read_estimate(estimate_typed(said)) == said


@pytest.mark.parametrize("typed", ["soon", "2-3", "1-2-3-4", "3 guess-4-5", "-", "99999", "2.55"])
def test_what_is_no_estimate_is_none(typed: str) -> None:
    assert read_estimate(typed) is None


def cell(client: Client, work: int, name: str, value: object = None, **more: object) -> object:
    address = f"/work/{work}/cell/{name}/"
    if value is None:
        return client.get(address, headers=HTMX)
    return client.post(address, {"value": value, **more}, headers=HTMX)


def test_each_field_is_saved_by_itself_and_comes_back_as_it_is_now(
    cast: Cast, planned: int
) -> None:
    work = of_it(cast.igor, planned)
    client = as_person(cast.igor)
    services.edit_work_item(actor=cast.igor, work_id=work, changes={"description": "Why."})
    for name, value, seen in (
        ("title", "Ask the ledger", "Read the free days"),
        ("due", "2027-06-01", ""),
        ("state", "next", "to_do"),
        ("estimate", "2-3-6", ""),
        ("who", "me, Charlie Cramer", ""),
    ):
        opened = cell(client, work, name)
        assert f'name="seen" value="{seen}"' in opened.text
        saved = cell(client, work, name, value, seen=seen)
        assert saved.status_code == 200, saved.text
        assert "<html" not in saved.text
        assert "cell-form" not in saved.text
    row = queries.rows_by_id([work])[0]
    assert (row.title, row.due_on, row.state) == (
        "Ask the ledger",
        date(2027, 6, 1),
        WorkState.NEXT,
    )
    assert row.estimate
    assert estimate_typed(row.estimate) == "2-3-6"
    assert {one.id for one in row.assignees} == {cast.igor.me, cast.charlie.me}
    assert item(work).description == "Why."
    assert cell(client, work, "estimate", "", seen="2-3-6").status_code == 200
    assert queries.rows_by_id([work])[0].estimate is None


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("title", "", "required"),
        ("due", "some day", "Write the day as"),
        ("estimate", "soon", "Write days like 3"),
        ("estimate", "6-3-2", "upside down"),
        ("who", "Nobody Atall", "Nobody here is called so"),
        ("who", "Rita Raabe", "Choose somebody"),
        ("state", "somewhere", "Choose one"),
    ],
)
def test_what_cannot_be_taken_is_told_beside_the_field_and_stays(
    cast: Cast, planned: int, name: str, value: str, why: str
) -> None:
    work = of_it(cast.igor, planned)
    seen = {"title": "Read the free days", "state": "to_do"}.get(name, "")
    with nothing_written():
        answer = cell(as_person(cast.igor), work, name, value, seen=seen)
    assert answer.status_code == 422
    assert why in answer.text
    assert name == "state" or f'value="{value}"' in answer.text


@pytest.mark.parametrize(
    ("name", "value", "theirs"),
    [
        ("title", "My words", "Their words"),
        ("due", "2027-06-02", "2027-05-05"),
        ("estimate", "2", "9 days"),
        ("who", "", "Charlie Cramer"),
        ("state", "done", "In progress"),
    ],
)
def test_whoever_comes_second_is_told_keeps_what_they_typed_and_saves_again(
    cast: Cast, planned: int, name: str, value: str, theirs: str
) -> None:
    work = of_it(cast.igor, planned)
    seen = {"title": "Read the free days", "state": "to_do"}.get(name, "")
    services.edit_work_item(
        actor=cast.igor,
        work_id=work,
        changes={"title": "Their words", "due_on": date(2027, 5, 5)},
    )
    services.estimate_work_item(actor=cast.igor, work_id=work, estimate=Estimate(Decimal(9)))
    services.assign_work_item(actor=cast.igor, work_id=work, person_id=cast.charlie.me)
    move(cast.igor, work, WorkState.IN_PROGRESS)
    client, mine = as_person(cast.igor), cast.igor.name if name == "who" else value
    with nothing_written():
        answer = cell(client, work, name, mine, seen=seen)
    assert answer.status_code == 422
    assert "meanwhile" in answer.text
    assert theirs in answer.text
    now = queries.cell_seen(queries.rows_by_id([work])[0], Cell(name))
    assert f'name="seen" value="{now}"' in answer.text
    assert cell(client, work, name, mine, seen=now).status_code == 200


def test_the_other_side_and_readers_change_no_field_and_without_htmx_it_is_a_page(
    cast: Cast, planned: int
) -> None:
    work = of_it(cast.igor, planned)
    for actor in (cast.alice, cast.rita):
        with nothing_written():
            assert cell(as_person(actor), work, "due", "2027-06-01", seen="").status_code == 403
        assert f"/work/{work}/cell/" not in as_person(actor).get("/all-work/").text
    client = as_person(cast.igor)
    assert f"/work/{work}/cell/due/" in client.get("/all-work/").text
    address = f"/work/{work}/cell/due/"
    assert "<html" in client.get(address).text
    saved = client.post(address, {"value": "2027-06-01", "seen": "", "back": "/all-work/?q=days"})
    assert saved.headers["Location"] == "/all-work/?q=days"
    assert client.get(f"/work/{work}/cell/nothing/").status_code == 404


def test_who_does_it_is_said_at_once_and_the_same_again_writes_nothing(
    cast: Cast, planned: int
) -> None:
    work = shared(cast.alice, planned)
    for people in ([cast.mona.me, cast.alice.me], [cast.mona.me]):
        services.set_assignees(actor=cast.alice, work_id=work, people=people)
    assert [one.id for one in queries.rows_by_id([work])[0].assignees] == [cast.mona.me]
    assert happened(planned).count("work_item.unassigned") == 1
    with nothing_written():
        services.set_assignees(actor=cast.alice, work_id=work, people=[cast.mona.me])
    with refused(RuleBroken, "Mona"):
        services.set_assignees(actor=cast.alice, work_id=work, people=[], seen=[])
    with refused(BadInput):
        services.set_assignees(actor=cast.alice, work_id=work, people=[cast.rita.me])
    with refused(NotAllowed):
        services.set_assignees(actor=cast.rita, work_id=work, people=[])


def test_the_backlog_is_ordered_in_the_list_and_put_back(cast: Cast, planned: int) -> None:
    first, _second, third = (add(cast.igor, planned, title) for title in ("One", "Two", "Three"))
    page = as_person(cast.igor).get(f"/initiatives/{planned}/work/")
    assert page.text.count("data-grip") == 3
    assert "data-grip" not in as_person(cast.rita).get(f"/initiatives/{planned}/work/").text
    sent = {"to": "to_do", "seen": "to_do", "before": first, "back": page.request["PATH_INFO"]}
    answer = as_person(cast.igor).post(f"/work/{third}/move/", sent)
    assert answer.headers["Location"] == f"/initiatives/{planned}/work/"
    assert order(cast.igor, planned) == ["Three", "One", "Two"]
    by_order = as_person(cast.igor).get("/all-work/", {"q": f"in:{planned}", "order": "backlog"})
    at = [by_order.text.index(f"<bdi>{title}</bdi>") for title in ("Three", "One", "Two")]
    assert at == sorted(at)
    moved = item(third).moves.latest("pk")
    services.undo_move(actor=cast.igor, move_id=moved.pk)
    assert order(cast.igor, planned) == ["One", "Two", "Three"]
