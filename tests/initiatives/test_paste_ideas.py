"""Rows of a spreadsheet become ideas: all of them or none, and nothing that was pasted is lost."""

from datetime import date, timedelta

import pytest
from django.test import Client
from tests.cast import Cast, happened
from tests.days import present_date
from tests.refusals import nothing_written, refused

from tandem.accounts.models import Person
from tandem.core.errors import BadInput, NotAllowed
from tandem.formats.pasted_rows import cells_of
from tandem.initiatives.models import Initiative
from tandem.initiatives.rules import IdeaRow, InitiativeKind, read_rows
from tandem.initiatives.services import write_ideas

TODAY = date(2026, 3, 10)


def wrong(text: str) -> list[list[str]]:
    return [[str(one) for one in row.wrong] for row in read_rows(cells_of(text), TODAY)]


def test_a_heading_row_says_where_things_stand() -> None:
    [row] = read_rows(cells_of("Due date\tKind\tTitle\n06.05.2026\tTool\tA better search"), TODAY)
    assert row.row == IdeaRow("A better search", date(2026, 5, 6), InitiativeKind.TOOL)


def test_without_one_the_first_cell_is_the_idea() -> None:
    first, second = read_rows(cells_of("A page\t2026-05-06\ncampaign for all"), TODAY)
    assert (first.row.sentence, first.row.wish_date) == ("A page", date(2026, 5, 6))
    assert second.row.sentence == "campaign for all"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("\t2026-05-06", "no sentence"),
        ("A page\tsoon", "“soon” is no date"),
        ("A page\t2026-02-30", "is no date"),
        ("A page\t2026-03-01", "That day is over"),
        ("A page\t\tshoe", "no kind “shoe”"),
        ("x" * 301 + "\t", "longer than 300"),
    ],
)
def test_each_row_says_what_is_wrong_with_it(line: str, says: str) -> None:
    good, [found] = wrong(f"Fine\t2026-05-06\n{line}")
    assert good == []
    assert says in found


def test_all_are_written_and_the_same_form_writes_them_once(cast: Cast) -> None:
    rows = [IdeaRow("One idea"), IdeaRow("Another", kind=InitiativeKind.TOOL)]
    first, second = write_ideas(actor=cast.alice, rows=rows, form_key="k" * 36)
    assert happened(second.pk) == ["initiative.written"]
    with nothing_written():
        again = write_ideas(actor=cast.alice, rows=rows, form_key="k" * 36)
    assert [one.pk for one in again] == [first.pk, second.pk]


def test_one_that_can_t_be_taken_keeps_all_from_being_written(cast: Cast) -> None:
    late = IdeaRow("Late", wish_date=present_date() - timedelta(days=1))
    with refused(BadInput) as caught:
        write_ideas(actor=cast.alice, rows=[IdeaRow("One idea"), late])
    assert caught.value.reason.startswith("Row 2: That day is over")
    with refused(BadInput):
        write_ideas(actor=cast.alice, rows=[])
    with refused(NotAllowed):
        write_ideas(actor=cast.rita, rows=[IdeaRow("One idea")])


def test_the_page_shows_the_rows_before_it_writes_them(cast: Cast, client: Client) -> None:
    client.force_login(Person.objects.get(pk=cast.alice.me))
    bad = "Title\tDue\nOne idea\tsoon\nAnother\t"
    page = client.post("/ideas/paste/", {"text": bad, "step": "write"})
    assert page.status_code == 422
    assert "“soon” is no date" in page.content.decode()
    assert "One idea\tsoon" in page.content.decode(), "What was pasted is still there."
    good = bad.replace("soon", "")
    looked = client.post("/ideas/paste/", {"text": good, "step": "look"})
    assert looked.status_code == 200
    assert not Initiative.objects.exists()
    assert client.post("/ideas/paste/", {"text": good, "step": "write"}).status_code == 303
    assert set(Initiative.objects.values_list("sentence", flat=True)) == {"One idea", "Another"}
