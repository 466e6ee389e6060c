"""Exports of other trackers become items, or a sentence says what is wrong with the file."""

import gzip
import lzma
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from tests.formats.sheets import book, cells, words
from tests.formats.trackers import samples

from tandem.formats.trackers import (
    Change,
    Check,
    Export,
    Link,
    Person,
    UnreadableExport,
    open_exports,
    read_export,
    read_mapping,
)

MADE = datetime(2026, 1, 5, 8, tzinfo=UTC)
RESOLVED = datetime(2026, 1, 19, 16, tzinfo=UTC)


def read(text: str | bytes, mapping: str = "") -> Export:
    data = text.encode() if isinstance(text, str) else text
    return read_export(BytesIO(data), read_mapping(mapping))


@pytest.mark.parametrize("text", [samples.JIRA_LINES, samples.JIRA_SEARCH])
def test_an_issue_of_jira_is_read_with_all_it_says(text: str) -> None:
    export = read(text)
    one, other = export.items
    assert (export.source, one.key, one.title) == ("Jira", "SHOP-1", "Basket forgets the voucher")
    assert (one.kind, one.state, one.category, one.resolution) == ("Bug", "Closed", "done", "Fixed")
    assert (one.made, one.resolved, one.due) == (MADE, RESOLVED, date(2026, 1, 30))
    assert (one.estimate, one.spent, one.points) == (28800, 43200, 3)
    assert (one.assignee, one.reporter, one.parent, one.project) == ("a1", "ben", "SHOP-9", "SHOP")
    assert Person("a1", "Anna", "anna@shop.example") in export.people
    assert (one.labels, one.components, one.versions) == (("checkout",), ("Web",), ("2.1",))
    assert one.sprints == ("Sprint 7", "Sprint 8")
    assert one.links == (Link("blocks", "SHOP-2"),)
    assert "**Bold** and [a page](https://shop.example/x)" in one.description
    assert "x = *1*" in one.description, "code stays as it was"
    assert one.comments[0].text == "Seen by *three* people"
    assert (one.work[0].seconds, one.work[0].text) == (43200, "all of it")
    first, *_, last = one.history
    assert first == Change(
        datetime(2026, 1, 10, 8, tzinfo=UTC), "state", "Open", "In Progress", "a1"
    )
    assert (last.at, last.after) == (RESOLVED, "Closed")
    assert (other.category, other.description) == ("doing", "**As a document**")


@pytest.mark.parametrize("pack", [lzma.compress, gzip.compress])
def test_packed_files_are_read_as_they_are(pack) -> None:  # type: ignore[no-untyped-def]
    assert len(read(pack(samples.JIRA_LINES.encode())).items) == 2
    with pytest.raises(UnreadableExport, match="breaks off"):
        read(pack(samples.JIRA_LINES.encode() * 2000)[:-40])


def test_the_xml_of_a_search_is_read() -> None:
    (one,) = read(samples.JIRA_RSS).items
    assert (one.key, one.source_id, one.category) == ("SHOP-1", "10001", "done")
    assert (one.made, one.resolved, one.due) == (MADE, RESOLVED, date(2026, 1, 30))
    assert (one.estimate, one.spent, one.points) == (28800, 43200, 3)
    assert (one.description, one.comments[0].text) == ("Some **words**", "Seen")
    assert one.links == (Link("blocks", "SHOP-2"),)


def test_a_csv_of_jira_is_read_with_columns_that_come_twice() -> None:
    export = read(samples.JIRA_CSV)
    one, other = export.items
    assert (export.source, one.key, other.title) == ("Jira", "SHOP-1", "Tidy, the footer")
    assert (one.made, one.resolved) == (
        datetime(2026, 1, 5, 9, tzinfo=UTC),
        datetime(2026, 1, 19, 17, tzinfo=UTC),
    )
    assert (one.labels, one.points, one.spent) == (("checkout", "web"), 3, 43200)
    assert (one.comments[0].who, one.comments[0].text) == ("Ben", "Seen by; three")
    assert (one.work[0].who, one.work[0].seconds) == ("Anna", 43200)
    assert one.custom == (("Custom field (Colour)", "red"),)
    assert ("Custom field (Colour)", "") in export.columns


def test_of_several_columns_about_a_parent_the_key_is_taken() -> None:
    table = "Summary,Issue key,Issue id,Parent,Parent key\nx,A-2,7,6,A-1\n"
    assert read(table).items[0].parent == "A-1"


def test_rows_of_changes_become_items_with_their_history() -> None:
    one, other = read(samples.CHANGES).items
    assert (one.key, one.category, other.category) == ("A-1", "done", "new")
    states = [(change.before, change.after) for change in one.history if change.field == "state"]
    assert states == [("", "Open"), ("Open", "In Progress"), ("In Progress", "Done")]
    assert one.resolved == datetime(2026, 1, 19, 22, tzinfo=UTC)


def test_answers_kept_by_devlake_are_put_together_across_files() -> None:
    head, *rows = samples.RAW.splitlines()
    files = [BytesIO(f"{head}\n{row}\n".encode()) for row in rows]
    (one,) = open_exports(files).whole().items
    assert (one.key, one.title, one.spent, one.work[0].seconds) == ("SHOP-2", "Tidy", 3600, 3600)
    assert one.history[0].after == "Done"


def test_a_board_of_trello_is_read_with_what_its_actions_tell() -> None:
    one, archived = read(samples.TRELLO).items
    assert (one.key, one.state, one.category, one.project) == (
        "abc",
        "Done",
        "done",
        "Spring campaign",
    )
    assert one.made == datetime(2026, 1, 5, 3, 5, 36, tzinfo=UTC), "an id tells when it was made"
    assert one.resolved == RESOLVED
    assert (one.labels, one.assignee, one.comments[0].text) == (("urgent",), "m1", "Looks good")
    assert one.checklists[0].checks == (Check("Copy", True), Check("Pictures", False))
    assert (archived.state, archived.category) == ("Archived", "done")


def test_asana_redmine_and_ticktick_are_known_by_their_headings() -> None:
    asana, redmine, ticktick = (
        read(text) for text in (samples.ASANA, samples.REDMINE, samples.TICKTICK)
    )
    assert [one.source for one in (asana, redmine, ticktick)] == ["Asana", "Redmine", "TickTick"]
    one, other = asana.items
    assert (one.key, one.category, one.labels) == ("1200", "done", ("web", "spring"))
    assert (one.links, other.links) == ((Link("blocks", "1201"),), (Link("is blocked by", "1200"),))
    one, other = redmine.items
    assert (one.category, one.estimate, one.spent) == ("done", 8 * 3600, 45000)
    assert (other.category, other.parent) == ("new", one.key)
    one, other = ticktick.items
    assert (one.category, one.resolved, other.category, other.parent) == (
        "done",
        RESOLVED,
        "new",
        "1",
    )


def test_times_alone_become_items_with_what_was_spent() -> None:
    export = read(samples.TIMES)
    assert [(one.key, one.spent, len(one.work)) for one in export.items] == [("7", 14400, 2)]
    assert "times alone" in export.notes[0].sentence


def test_any_table_is_read_by_its_headings_and_says_what_it_took_them_for() -> None:
    export = read(samples.GERMAN)
    one, other = export.items
    assert (one.key, one.title, one.category, other.category) == (
        "1",
        "Landeseite",
        "done",
        "doing",
    )
    assert (one.made, one.due) == (datetime(2026, 1, 5, 9, tzinfo=UTC), date(2026, 1, 30))
    assert (one.estimate, one.spent, one.labels) == (28800, 45000, ("web", "frühling"))
    assert ("Zuständig", "assignee") in export.columns


def test_what_is_told_goes_before_what_is_guessed() -> None:
    table = "Was,Wo,Titel\nBanner,fertig,x\n"
    (one,) = read(table, "title=Was, state=Wo, labels=Titel").items
    assert (one.title, one.state, one.category, one.labels) == ("Banner", "fertig", "done", ("x",))
    with pytest.raises(UnreadableExport, match=r"No column is called “Wer”.*“Was”"):
        read(table, "title=Wer")
    with pytest.raises(UnreadableExport, match="roles are key, id, title"):
        read_mapping("name=Was")


def test_plans_become_items_and_say_what_they_cannot_show() -> None:
    for text, source in (
        (samples.MS_PROJECT, "Microsoft Project"),
        (samples.TASK_JUGGLER, "TaskJuggler"),
    ):
        export = read(text)
        walls, roof = export.items
        assert (export.source, walls.title, walls.estimate) == (source, "Walls", 16 * 3600)
        assert roof.links == (Link("is blocked by", walls.key),)
        assert "only" not in export.notes[0].sentence
        assert "This is a plan" in export.notes[0].sentence
    house, walls, roof = read(samples.GAN).items
    assert (house.category, house.estimate, walls.estimate) == ("done", None, 4 * 28800)
    assert (walls.parent, walls.assignee, roof.links[0].key) == ("0", "r3", "0")


@pytest.mark.parametrize("code", ["utf-8-sig", "utf-16", "cp1252"])
def test_letters_are_read_however_they_are_written(code: str) -> None:
    one, other = read(samples.GERMAN.encode(code)).items
    assert (other.title, one.labels[1]) == ("Fußzeile", "frühling")


def test_whether_months_come_first_is_seen_in_other_rows() -> None:
    table = "Title,Created\na,02/03/2026\nb,02/25/2026\n"
    one, _ = read(table).items
    assert one.made == datetime(2026, 2, 3, tzinfo=UTC)
    unclear = read("Title,Created\na,02/03/2026\n")
    assert unclear.items[0].made == datetime(2026, 3, 2, tzinfo=UTC)
    assert any("day/month" in note.sentence for note in unclear.notes)


def test_the_same_item_twice_is_one_with_what_both_know() -> None:
    files = [BytesIO(samples.JIRA_CSV.encode()), BytesIO(samples.JIRA_LINES.encode())]
    export = open_exports(files).whole()
    assert [one.key for one in export.items] == ["SHOP-1", "SHOP-2"]
    assert (len(export.items[0].history), export.items[0].components) == (3, ("Web",))


def test_what_cannot_be_read_is_noted_with_its_place() -> None:
    lines = samples.JIRA_LINES + "{broken\n" + '{"key": "SHOP-3", "fields": {"created": "soon"}}\n'
    export = read(lines)
    assert len(export.items) == 3
    told = {note.sentence: note.places for note in export.notes}
    assert told["A line is no issue and was left out."] == ("line 3",)
    assert told["A date here can't be read and was left out."] == ("SHOP-3",)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"PK\x03\x04rest", "save the sheet as CSV"),
        (b"%PDF-1.4 x", "a PDF"),
        (b"\x00\x01\x02", "no text"),
        (b"<!DOCTYPE html><html></html>", "web page"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><rss/>", "declares entities"),
        (b"<svg></svg>", "something else.*<svg>"),
        (samples.JIRA_RSS[:900].encode(), "breaks off"),
        (samples.TRELLO[:900].encode(), "breaks off"),
        (b'{"a": 1}', "it has “a”. What can be read"),
        (b"[]", "something else"),
        (b'{"issues": []}', "no item in it"),
        (b"Title,Created\n", "headings and no rows"),
        (b"Colour,Size\nred,3\n", "--mapping title="),
        (b"hello", "no export"),
        (b"login;firstname;lastname\na;b;c\n", "list of people"),
        (b"[" * 5000, "damaged"),
        (b"<a>" * 500, "something else"),
        (b"<rss>" + b"<a>" * 500, "nested too deeply"),
    ],
)
def test_what_is_no_export_is_refused_in_words(data: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableExport, match=sentence):
        read(data)


def test_texts_stay_unread_where_nobody_wants_them() -> None:
    reading = open_exports([BytesIO(samples.JIRA_LINES.encode())], texts=False)
    one, _ = reading.once()
    assert (one.description, one.comments[0].text, one.comments[0].who) == ("", "", "ben")


def test_a_sheet_is_read_like_a_table_and_its_rows_keep_their_numbers() -> None:
    sheet = cells(
        words("Our list"),
        "",
        words("Key", "Summary", "Due date"),
        words("A-1", "One"),
        words("", "", "x"),
    )
    data = book(cells(), sheet, names=("Cover", "Work"))
    found = open_exports([BytesIO(data)])
    items = list(found.items)
    assert [(one.key, one.title) for one in items] == [("A-1", "One")]
    assert found.gathered.sheets == [("Cover", False, False), ("Work", False, True)]
    said = {note.sentence: note.places for note in found.gathered.notes()}
    assert said["A row without a title was left out."] == ("row 5",)
    assert "It has several sheets; one was read. Choose another where it says so." in said
    with pytest.raises(UnreadableExport, match="nothing in the sheet “Cover”"):
        list(open_exports([BytesIO(data)], sheet="Cover").items)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('Key,Summary\nA-1,"One\nA-2,Two\nA-3,"Three"\n', "line 2, column 2"),
        ('Key,Summary\nA-1,"a\nb"\nA-2,"Two\nA-3,Three\n', "line 4, column 2"),
        ('Key,Summary,More\nA-1,One,x\nA-2,Two,"y', "line 3, column 3"),
    ],
)
def test_a_quote_that_makes_rows_run_into_each_other_is_named_by_its_place(
    text: str, place: str
) -> None:
    with pytest.raises(UnreadableExport, match=f"In {place}, a quote"):
        read_export(BytesIO(text.encode()))


def test_words_behind_a_closing_quote_are_no_fault() -> None:
    found = read_export(BytesIO(b'Key,Summary\nA-1,"One" more\nA-2,5" pipe\n'))
    assert [one.title for one in found.items] == ["One more", '5" pipe']


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b'{"cards": [\n{"id": 1,]}', "line 2, column 10"),
        (b"<rss>\n<channel></rss>", "line 2, column 11"),
        (b"<Project>\n <a b></Project>", "line 2, column"),
    ],
)
def test_what_breaks_off_is_named_by_its_place(data: bytes, place: str) -> None:
    with pytest.raises(UnreadableExport, match=place):
        read_export(BytesIO(data))


def test_letters_that_are_none_are_named_by_their_place() -> None:
    found = read_export(BytesIO(b"Key,Summary\nA-1,caf\xe9\n"))
    assert found.items[0].title == "café"
    assert [note.places for note in found.notes if "UTF-8" in note.sentence] == [
        ("line 2, column 8",)
    ]
