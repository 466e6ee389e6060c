"""Work is added with a line, and says more bit by bit."""

from datetime import date

import pytest
from tests.cast import Cast, happened, hide
from tests.refusals import nothing_written
from tests.work.making import add, item, of_it, order, refused, shared

from tandem.accounts.rules import Lane
from tandem.activity.search import found_by_words
from tandem.core.errors import BadInput, NotAllowed, NotFound, Stale
from tandem.initiatives import services as initiatives
from tandem.work import queries, services
from tandem.work.rules import WorkKind, WorkState

pytestmark = pytest.mark.usefixtures("tuesday")


def test_a_line_is_enough(cast: Cast, planned: int) -> None:
    first = add(cast.igor, planned, "  Read the\tfree days ")
    second = add(cast.alice, planned, "Write the e-mails", kind=WorkKind.SPIKE)
    rows = queries.work_of(planned).rows
    assert [(row.number, row.title, row.lane) for row in rows] == [
        (1, "Read the free days", Lane.IT),
        (2, "Write the e-mails", Lane.MARKETING),
    ]
    assert item(first).rank < item(second).rank
    assert happened(planned)[-2:] == ["work_item.added", "work_item.added"]
    assert [move.after for move in item(first).moves.all()] == ["to_do"]
    assert found_by_words(cast.rita, "e-mails")[0].subject_id == second


def test_a_form_counts_once(cast: Cast, planned: int) -> None:
    first = add(cast.igor, planned, form_key="one")
    with nothing_written():
        assert add(cast.igor, planned, form_key="one") == first


def test_people_of_a_side_add_its_work_and_what_is_shared(cast: Cast, planned: int) -> None:
    with refused(NotAllowed):
        of_it(cast.alice, planned)
    with refused(NotAllowed):
        add(cast.charlie, planned)
    with refused(NotAllowed):
        shared(cast.rita, planned)
    with refused(BadInput):
        add(cast.igor, planned, "  ")
    assert item(shared(cast.alice, planned)).lane == ""


def test_whoever_is_outside_finds_none_of_it(cast: Cast, planned: int) -> None:
    work = add(cast.igor, planned)
    hide(planned)
    with refused(NotFound):
        queries.whole_item(cast.charlie, work)
    with refused(NotFound):
        add(cast.charlie, planned)
    with refused(NotFound):
        services.edit_work_item(actor=cast.charlie, work_id=work, changes={"title": "Mine"})
    assert found_by_words(cast.charlie, "free days") == []
    assert queries.work_visible_to(cast.charlie).count() == 0


def test_only_what_has_work_gets_some(cast: Cast, planned: int) -> None:
    work = add(cast.igor, planned)
    with refused(NotFound):
        add(cast.igor, work)


def test_an_idea_that_was_declined_gets_none(cast: Cast, idea: int) -> None:
    initiatives.join_initiative(actor=cast.igor, initiative_id=idea, lane=Lane.IT)
    add(cast.igor, idea)
    assert queries.why_no_work(queries.home_visible_to(cast.igor, idea)) is None


def test_everything_it_says_can_be_changed(cast: Cast, planned: int) -> None:
    work = add(cast.igor, planned)
    services.edit_work_item(
        actor=cast.igor,
        work_id=work,
        changes={
            "title": "Read the days that are free",
            "description": "From the **carrier**.",
            "kind": WorkKind.SPIKE,
            "due_on": date(2026, 4, 1),
            "starts_on": date(2026, 3, 20),
            "skills": ["PHP", "php ", "SQL"],
        },
    )
    whole = queries.whole_item(cast.rita, work)
    assert whole.row.title == "Read the days that are free"
    assert (whole.description, whole.skills) == ("From the **carrier**.", ["SQL", "php"])
    assert whole.row.version == 2
    assert found_by_words(cast.rita, "carrier")[0].subject_id == work
    with nothing_written():
        services.edit_work_item(
            actor=cast.igor,
            work_id=work,
            changes={"kind": WorkKind.SPIKE, "skills": ["SQL", "php"]},
        )


def test_an_edit_on_an_older_text_shows_both(cast: Cast, planned: int) -> None:
    work = add(cast.igor, planned)
    services.edit_work_item(actor=cast.igor, work_id=work, changes={"title": "Theirs"}, version=1)
    with refused(Stale) as stale:
        services.edit_work_item(actor=cast.igor, work_id=work, changes={"title": "Mine"}, version=1)
    assert isinstance(stale.value, Stale)
    assert (stale.value.mine, stale.value.theirs, stale.value.version) == ("Mine", "Theirs", 2)


def test_it_is_not_due_before_it_may_start(cast: Cast, planned: int) -> None:
    work = add(cast.igor, planned)
    with refused(BadInput):
        services.edit_work_item(
            actor=cast.igor,
            work_id=work,
            changes={"starts_on": date(2026, 4, 2), "due_on": date(2026, 4, 1)},
        )


def test_parts_stand_below_their_whole(cast: Cast, planned: int) -> None:
    top = add(cast.igor, planned, "The shop")
    part = add(cast.igor, planned, "The days", parent_id=top)
    whole = queries.whole_item(cast.rita, top)
    assert [row.title for row in whole.children] == ["The days"]
    assert queries.whole_item(cast.rita, part).parent == whole.row
    with refused(BadInput) as circle:
        services.edit_work_item(actor=cast.igor, work_id=top, changes={"parent_id": part})
    assert "The shop → The shop → The days" in circle.value.reason


def test_the_list_is_in_its_order(cast: Cast, planned: int) -> None:
    for title in ("One", "Two", "Three"):
        add(cast.igor, planned, title, stands=WorkState.NEXT)
    assert order(cast.rita, planned) == ["One", "Two", "Three"]
