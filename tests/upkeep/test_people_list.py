"""People from a list: looked at first, taken in all at once, and the same list twice is once."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from tests.accounts.browsing import as_person, words
from tests.cast import Cast
from tests.refusals import nothing_written, refused
from tests.rows import everything

from tandem.accounts import queries as accounts
from tandem.accounts.models import Person, SideMembership
from tandem.accounts.rules import Lane
from tandem.accounts.services import change_sides
from tandem.activity.models import Event, Outbox
from tandem.core.errors import BadInput, NotAllowed
from tandem.upkeep import services
from tandem.upkeep.rules.listing import ListedPerson

LIST = """Name;E-mail;Department;Side
Nina Nolte;nina@nordlicht.example;Brand;Marketing
Olaf Otto;olaf@nordlicht.example;IT;
Alice Albers;alice@nordlicht.example;Marketing;
"""


def look(client: Client, **more: object) -> HttpResponse:
    return client.post("/people/list/", {"text": LIST, **more})


def take(client: Client, **more: object) -> HttpResponse:
    """Look, and take in what was shown."""
    shown = look(client, **more)
    seen = re.search(r'name="seen" value="(\w+)"', shown.content.decode())
    sent = {"text": LIST, "step": "take", "seen": seen[1] if seen else "", **more}
    return client.post("/people/list/", sent)


def test_looking_says_what_each_row_would_do_and_does_nothing(cast: Cast) -> None:
    admin = as_person(cast.ada)
    with nothing_written():
        text = words(look(admin))
    assert "2 people would come in. 1 is here already" in text
    assert "Departments that aren’t here yet" in text


def test_a_list_comes_in_with_its_departments_and_a_link_for_each(cast: Cast) -> None:
    admin = as_person(cast.ada)
    answer = take(admin)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    links = set(re.findall(r"/set-up/[\w-]+/", answer.content.decode()))
    assert len(links) == 2
    assert all(Client().get(link).status_code == 200 for link in links)
    nina = Person.objects.get(email="nina@nordlicht.example")
    assert (nina.department.name, nina.department.lane) == ("Brand", "marketing")
    assert accounts.lanes_held_by(nina.pk) == {Lane.MARKETING}
    assert Event.objects.get(kind="people.taken_in").data == {"count": 2}


def test_the_same_list_again_changes_nothing(cast: Cast) -> None:
    admin = as_person(cast.ada)
    take(admin)
    with nothing_written():
        assert "There is nobody new" in words(take(admin))


def test_what_was_looked_at_is_what_is_taken_in(cast: Cast) -> None:
    admin = as_person(cast.ada)
    with nothing_written():
        answer = admin.post("/people/list/", {"text": LIST, "step": "take", "seen": "0" * 64})
    assert answer.status_code == 422
    assert "look once more" in words(answer)


def test_a_row_that_cant_be_taken_holds_all_up_until_it_is_left_out(cast: Cast) -> None:
    admin = as_person(cast.ada)
    broken = f"{LIST}Broken;nowhere;IT;\n"
    with nothing_written():
        answer = take(admin, text=broken)
    assert "Line 5, E-mail:" in words(answer)
    assert answer.status_code == 422
    assert take(admin, text=broken, leave_out="on").status_code == 200
    assert Person.objects.filter(email="olaf@nordlicht.example").exists()


def test_a_department_that_isnt_wanted_holds_its_people_up(cast: Cast) -> None:
    answer = look(as_person(cast.ada), **{"called-0": "Brand", "side-0": "it"})
    assert "There is no department called Brand." in words(answer)


def test_columns_can_be_chosen(cast: Cast) -> None:
    text = "wer;wo;was\nNina Nolte;nina@nordlicht.example;IT"
    admin = as_person(cast.ada)
    assert "Say which column is the e-mail" in words(look(admin, text=text))
    chosen = {"column-0": "name", "column-1": "email", "column-2": "department"}
    assert "1 person would come in" in words(look(admin, text=text, **chosen))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "nothing in this file"),
        (b"PK\x03\x04", "Save the sheet as CSV"),
        (b"a\0b", "that can be read"),
        (b"Name;Mail\n" + b"A;a@x.example\n" * 100_000, "too"),
    ],
)
def test_a_file_that_cant_be_taken_says_why(cast: Cast, content: bytes, said: str) -> None:
    file = SimpleUploadedFile("people.csv", content)
    answer = as_person(cast.ada).post("/people/list/", {"text": "", "file": file})
    assert answer.status_code == 422
    assert said in words(answer)


def test_a_file_of_a_spreadsheet_is_read_with_its_mark_and_umlauts(cast: Cast) -> None:
    file = SimpleUploadedFile("people.csv", LIST.replace("Nina", "Jörg").encode("utf-8-sig"))
    answer = as_person(cast.ada).post("/people/list/", {"text": "", "file": file})
    assert "Jörg Nolte" in words(answer)


def test_links_come_as_a_file_no_spreadsheet_calculates_with(cast: Cast) -> None:
    answer = take(as_person(cast.ada), invite="file")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="links.csv"'
    assert answer.content.count(b"/set-up/") == 2


def test_invitations_are_mailed_where_mail_is_set_up(cast: Cast, settings: object) -> None:
    settings.TANDEM_MAIL_URL = "smtp://mail.example"  # type: ignore[attr-defined]
    answer = take(as_person(cast.ada), invite="mail")
    assert answer.status_code == 303
    assert Outbox.objects.filter(kind="sign_in.invite").count() == 2


def test_only_an_administrator_takes_people_in(cast: Cast) -> None:
    assert as_person(cast.alice).post("/people/list/", {"text": LIST}).status_code == 403
    somebody = ListedPerson("Nina", "nina@nordlicht.example", department="IT")
    with refused(NotAllowed):
        services.take_people_in(actor=cast.alice, people=[somebody], departments={}, by_mail=False)


def test_all_come_in_or_nobody(cast: Cast) -> None:
    people = [
        ListedPerson("Nina", "nina@nordlicht.example", department="IT"),
        ListedPerson("Olaf", "olaf@nordlicht.example", department="Nowhere"),
    ]
    before = everything()
    with pytest.raises(BadInput):
        services.take_people_in(actor=cast.ada, people=people, departments={}, by_mail=False)
    assert everything() == before


def test_who_starts_later_is_on_their_side_from_then(cast: Cast) -> None:
    today = accounts.present_day()
    later = today + timedelta(days=30)
    nina = ListedPerson("Nina", "nina@nordlicht.example", department="IT", starts_on=later)
    (taken,) = services.take_people_in(actor=cast.ada, people=[nina], departments={}, by_mail=False)
    assert accounts.lanes_held_by(taken.person_id) == frozenset()
    sides = SideMembership.objects.filter(person_id=taken.person_id)
    assert sides.get().starts_on == later
    change_sides(actor=cast.ada, person_id=taken.person_id, lanes=[Lane.IT])
    assert sides.get().starts_on == today


def test_a_program_looks_first_and_gets_a_link_for_each(cast: Cast) -> None:
    nina = {"name": "Nina", "email": "nina@nordlicht.example", "department": "Brand"}
    alice = {"name": "Alice", "email": "alice@nordlicht.example", "department": "IT"}
    sent = {"people": [nina, alice], "departments": [{"name": "Brand", "lane": "marketing"}]}
    ada = Client(enforce_csrf_checks=False)
    ada.cookies = as_person(cast.ada).cookies

    def ask(**more: object) -> HttpResponse:
        return ada.post("/api/v1/people-lists", {**sent, **more}, content_type="application/json")

    with nothing_written():
        looked = ask(dry_run=True)
    assert looked.status_code == 200
    assert [one["standing"] for one in looked.json()["rows"]] == ["new", "here"]
    with nothing_written():
        wrong = ask(people=[{**nina, "email": "nina"}])
    assert wrong.status_code == 422
    assert "Row 1, email" in wrong.json()["detail"]
    taken = ask()
    assert (taken.status_code, taken.json()["taken"]) == (201, 1)
    assert "/set-up/" in taken.json()["rows"][0]["link"]
