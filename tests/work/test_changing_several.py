"""Many pieces of work are changed at once: all of them or none, and back again."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.accounts.browsing import as_person
from tests.cast import Cast, happened, hide
from tests.refusals import nothing_written
from tests.work.making import add, item, move, of_it, refused, shared

from tandem.accounts.rules import Lane
from tandem.activity.commands import verify
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.work import queries, services
from tandem.work.rules import WorkState

pytestmark = pytest.mark.usefixtures("tuesday")


def test_many_are_changed_and_put_back(cast: Cast, planned: int) -> None:
    ids = [shared(cast.alice, planned, f"Piece {n}") for n in range(5)]
    services.block_work_item(actor=cast.alice, work_id=ids[0], reason="Later.")
    edit = services.change_several(
        actor=cast.alice,
        work_ids=ids,
        changes={
            "state": WorkState.DONE,
            "lane": Lane.MARKETING,
            "due_on": date(2026, 4, 1),
            "person_id": cast.mona.me,
        },
    )
    assert edit
    rows = queries.rows_by_id(ids)
    assert {(row.state, row.lane, row.due_on) for row in rows} == {
        (WorkState.DONE, Lane.MARKETING, date(2026, 4, 1))
    }
    assert all(row.is_done_by(cast.mona.me) for row in rows)
    assert not rows[0].blocked
    assert happened(planned).count("work_item.moved") == 5
    assert item(ids[0]).moves.count() == 2
    assert services.undo_several(actor=cast.alice, edit_id=edit.id) == 5
    back = queries.rows_by_id(ids)
    assert {(row.state, row.lane, row.due_on, row.assignees) for row in back} == {
        (WorkState.TO_DO, None, None, ())
    }
    with nothing_written():
        assert services.undo_several(actor=cast.alice, edit_id=edit.id) == 0
    assert verify() == 0


def test_one_that_is_not_theirs_keeps_all_as_they_are(cast: Cast, planned: int) -> None:
    ids = [shared(cast.alice, planned), of_it(cast.igor, planned, "Ask the ledger")]
    with refused(NotAllowed, "1 of 2 aren't yours to change, such as “Ask the ledger”"):
        services.change_several(actor=cast.alice, work_ids=ids, changes={"state": WorkState.NEXT})
    with refused(NotAllowed):
        services.change_several(actor=cast.alice, work_ids=ids[:1], changes={"lane": Lane.IT})


def test_what_makes_no_sense_for_one_is_refused_for_all(cast: Cast, planned: int) -> None:
    ids = [add(cast.igor, planned, "One"), add(cast.igor, planned, "Two")]
    services.edit_work_item(
        actor=cast.igor, work_id=ids[1], changes={"starts_on": date(2026, 5, 1)}
    )
    with refused(RuleBroken, "“Two”"):
        services.change_several(actor=cast.igor, work_ids=ids, changes={"due_on": date(2026, 4, 1)})
    for work, changes in (([], {"state": WorkState.NEXT}), (ids, {})):
        with refused(BadInput):
            services.change_several(actor=cast.igor, work_ids=work, changes=changes)  # type: ignore[arg-type]
    with refused(BadInput):
        services.change_several(
            actor=cast.igor, work_ids=range(1, 502), changes={"state": WorkState.NEXT}
        )
    with refused(BadInput):
        services.change_several(actor=cast.igor, work_ids=ids, changes={"person_id": cast.rita.me})


def test_nobody_changes_or_puts_back_what_they_cannot_see(cast: Cast, planned: int) -> None:
    ids = [shared(cast.alice, planned)]
    edit = services.change_several(
        actor=cast.alice, work_ids=ids, changes={"state": WorkState.NEXT}
    )
    assert edit
    with refused(NotFound):
        services.undo_several(actor=cast.igor, edit_id=edit.id)
    hide(planned)
    with refused(NotAllowed):
        services.change_several(actor=cast.charlie, work_ids=ids, changes={"state": WorkState.DONE})


def test_what_moved_on_meanwhile_stays_where_it_is(cast: Cast, planned: int) -> None:
    ids = [shared(cast.alice, planned, "One"), shared(cast.alice, planned, "Two")]
    edit = services.change_several(
        actor=cast.alice, work_ids=ids, changes={"state": WorkState.NEXT}
    )
    assert edit
    move(cast.igor, ids[0], WorkState.DONE)
    assert services.undo_several(actor=cast.alice, edit_id=edit.id) == 1
    assert [row.state for row in queries.rows_by_id(ids)] == [WorkState.DONE, WorkState.TO_DO]


def test_the_same_again_changes_nothing(cast: Cast, planned: int) -> None:
    ids = [shared(cast.alice, planned)]
    with nothing_written():
        assert (
            services.change_several(
                actor=cast.alice, work_ids=ids, changes={"state": WorkState.TO_DO}
            )
            is None
        )


def test_a_hundred_take_no_more_queries_than_five(cast: Cast, planned: int) -> None:
    ids = [shared(cast.alice, planned, f"Piece {n}") for n in range(60)]
    counts = []
    for some, to in ((ids[:5], WorkState.NEXT), (ids[5:], WorkState.NEXT)):
        with CaptureQueriesContext(connection) as seen:
            services.change_several(actor=cast.alice, work_ids=some, changes={"state": to})
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_the_list_changes_what_was_chosen_and_offers_to_undo_it(cast: Cast, planned: int) -> None:
    ids = [shared(cast.alice, planned, f"Piece {n}") for n in range(3)]
    client = as_person(cast.alice)
    sent = {"work": [str(pk) for pk in ids[:2]], "state": "next", "q": "Piece"}
    page = client.post("/all-work/change/", sent, follow=True)
    assert "2 were changed." in page.text
    assert "/all-work/undo/?edit=" in page.text
    all_of_them = client.post(
        "/all-work/change/",
        {"all": "on", "q": "state:todo piece", "side": "marketing"},
        follow=True,
    )
    assert "1 was changed." in all_of_them.text
    wrong = client.post("/all-work/change/", {"work": [str(ids[0])], "q": "Piece"})
    assert wrong.status_code == 422
    assert "Say what is to be changed" in wrong.text
    assert " checked" in wrong.text
