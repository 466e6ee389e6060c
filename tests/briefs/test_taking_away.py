"""A brief, or a snapshot of one, on paper and as a file."""

from io import BytesIO

import docx
import pytest
from django.test import Client
from tests.cast import FIELDS, SENTENCE, Cast, hide, sign

from tandem.accounts.models import Person
from tandem.accounts.rules import Lane
from tandem.briefs import queries, services
from tandem.briefs.queries import FileKind, brief_document, file_of, snapshot_document
from tandem.briefs.rules import Section, Statement
from tandem.core.errors import NotFound


def _all_text(body: bytes) -> str:
    paper = docx.Document(BytesIO(body))
    cells = (cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in paper.paragraphs), *cells])


def test_a_signed_snapshot_says_who_signed_it_with_which_dissent(
    cast: Cast, heard_brief: int
) -> None:
    sign(cast.alice, heard_brief, Lane.MARKETING)
    half = file_of(snapshot_document(cast.rita, heard_brief, 1), FileKind.HTML).body.decode()
    assert "signed by Marketing" in half
    assert "has not signed this" in half
    sign(cast.igor, heard_brief, Lane.IT, Statement.DISSENT)
    document = snapshot_document(cast.rita, heard_brief, 1)
    page = file_of(document, FileKind.HTML).body.decode()
    word = _all_text(file_of(document, FileKind.DOCX).body)
    for text in (page, word):
        for words in (
            *(SENTENCE, "Brief, snapshot 1", "signed by both sides", "Alice Albers", "Igor Ilic"),
            *("agrees, with dissent", "Two days a week would do.", "5.5 days of IT", "R1", "U1"),
            *("The day stands in the order.", "36 %", "picks a free day", document.digest),
            *(document.chain, "Fingerprint of the signatures up to here"),
            "Wednesday 30 September 2026",
        ):
            assert words in text, words


def test_the_html_file_needs_nothing_from_elsewhere(cast: Cast, signed_brief: int) -> None:
    services.add_item(
        actor=cast.alice, initiative_id=signed_brief, section=Section.WHY,
        text="See https://shop.example & <script>alert(1)</script> [x](https://shop.example/y)",
    )  # fmt: skip
    page = file_of(brief_document(cast.rita, signed_brief), FileKind.HTML).body.decode()
    assert "@page { size: A4" in page
    for reached in ("<link", "<script", "src=", "@import", "url("):
        assert reached not in page
    assert '<a href="https://shop.example/y"' in page


def test_the_brief_as_it_is_now_says_what_waits_for_a_signature(
    cast: Cast, signed_brief: int
) -> None:
    services.add_item(
        actor=cast.alice, initiative_id=signed_brief, section=Section.TRACKING, text="Counted once.",
        fields={"event": "day_chosen", "parameters": ["shop", "day"]},
    )  # fmt: skip
    document = brief_document(cast.rita, signed_brief)
    assert document.facts[1] == ("State", "not signed by both sides")
    assert document.statements[1].remark.endswith("wait for this signature since: 1")
    assert document.allowance[0].startswith("5.5 days")
    text = _all_text(file_of(document, FileKind.DOCX).body)
    assert "50 to 60 days" in text
    assert "day_chosen" in text


@pytest.mark.parametrize("kind", list(FileKind))
def test_a_file_has_a_safe_name_and_is_handed_over_as_one(
    cast: Cast, signed_brief: int, client: Client, kind: FileKind
) -> None:
    client.force_login(Person.objects.get(pk=cast.rita.me))
    for place, name in (
        ("file/", "brief-let-customers-choose-their-delivery-day-in-the-shop"),
        ("snapshots/1/", "brief-snapshot-1-let-customers-choose-their-delivery-day-in"),
    ):
        answer = client.get(f"/initiatives/{signed_brief}/brief/{place}{kind}/")
        assert answer["Content-Disposition"] == f'attachment; filename="{name}.{kind.ending}"'
        assert answer["Content-Type"] == kind.media_type
    assert client.get(f"/initiatives/{signed_brief}/brief/file/exe/").status_code == 404


def test_the_page_for_paper_leads_back_and_the_file_does_not(
    cast: Cast, signed_brief: int, client: Client
) -> None:
    client.force_login(Person.objects.get(pk=cast.rita.me))
    for place in ("", "snapshots/1/"):
        page = client.get(f"/initiatives/{signed_brief}/brief/{place}print/").text
        assert f'href="/initiatives/{signed_brief}/brief/{place}">Back to the brief' in page
    file = file_of(brief_document(cast.rita, signed_brief), FileKind.HTML).body.decode()
    assert "Back to the brief" not in file


def test_what_is_hidden_cannot_be_taken_away(cast: Cast, signed_brief: int) -> None:
    hide(signed_brief)
    with pytest.raises(NotFound):
        brief_document(cast.charlie, signed_brief)
    with pytest.raises(NotFound):
        snapshot_document(cast.charlie, signed_brief, 1)
    with pytest.raises(NotFound):
        snapshot_document(cast.alice, signed_brief, 9)
    assert queries.whole(cast.alice, signed_brief).items, "Its people still read it."
    assert FIELDS[Section.METRICS]["target"] in str(brief_document(cast.alice, signed_brief))
