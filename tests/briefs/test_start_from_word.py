"""A brief that begins with a Word file."""

from base64 import b64encode
from io import BytesIO

import docx
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.api.program import program_of
from tests.cast import Cast

from tandem.accounts.models import Person
from tandem.accounts.rules import CLOCK
from tandem.briefs.queries import whole, whole_if_started
from tandem.briefs.rules import Priority, Section


def word_file() -> bytes:
    paper = docx.Document()
    paper.add_heading("Delivery days", 0)
    paper.add_heading("Goal", 1)
    paper.add_paragraph("Fewer calls about parcels.")
    paper.add_heading("Requirements", 1)
    paper.add_paragraph("Must: a customer chooses a day", style="List Bullet")
    paper.add_paragraph("Ideally two days", style="List Bullet")
    paper.add_heading("Weather", 1)
    table = paper.add_table(1, 3)
    for cell, text in zip(table.rows[0].cells, ("Sun", "Rain", "Snow"), strict=True):
        cell.text = text
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def test_a_word_file_becomes_parts_and_nothing_of_it_is_lost(
    cast: Cast, briefable: int, client: Client
) -> None:
    client.force_login(Person.objects.get(pk=cast.alice.me))
    place = f"/initiatives/{briefable}/brief/"
    damaged = SimpleUploadedFile("brief.docx", word_file()[:2000])
    refused = client.post(place, {"file": damaged})
    assert refused.status_code == 422
    assert "it is damaged or locked" in refused.text
    assert whole_if_started(CLOCK, briefable) is None
    client.post(place, {"file": SimpleUploadedFile("brief.docx", word_file())})
    items = whole(CLOCK, briefable).items
    assert {(item.section, item.text, item.priority) for item in items} >= {
        (Section.WHY, "Fewer calls about parcels.", None),
        (Section.REQUIREMENTS, "Must: a customer chooses a day", Priority.MUST),
        (Section.REQUIREMENTS, "Ideally two days", Priority.COULD),
    }
    more = [item for item in items if item.section is Section.MORE]
    assert [item.text for item in more if item.title == "Weather"] == [
        "| Sun | Rain | Snow |\n| --- | --- | --- |"
    ]
    assert "Delivery days" in {item.text for item in more}


def test_a_program_sends_it_in_base64(cast: Cast, briefable: int) -> None:
    alice = program_of(cast.alice)
    place = f"/initiatives/{briefable}/brief"
    for body, says in (
        ({"word": "!"}, "base64"),
        ({"word": b64encode(b"no word").decode()}, "damaged"),
        ({"word": "AAAA", "document": "# A"}, "not both"),
    ):
        assert says in str(alice.refused(422, "POST", place, body))
    alice.post(place, {"word": b64encode(word_file()).decode()})
    assert whole(CLOCK, briefable).items
