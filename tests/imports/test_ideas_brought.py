"""Ideas come from tables, boards, threads and documents; known again, and taken back."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.cast import Cast, happened, hide
from tests.days import present_date
from tests.formats.sheets import book, cells, words
from tests.formats.test_plan_files import REAL

from tandem.accounts.queries import active_people_of
from tandem.accounts.rules import Actor, Lane
from tandem.activity.models import Notification, Turn
from tandem.activity.queries import kinds_open_on
from tandem.activity.search import found_by_words
from tandem.core.errors import NotAllowed, NotFound
from tandem.imports import queries, services
from tandem.imports.commands.steps import carry_on_all
from tandem.imports.models import Import, TakenIn
from tandem.imports.queries import ImportWhole
from tandem.imports.requests import keep
from tandem.imports.rules.quiet import Asks, is_quiet
from tandem.imports.rules.steps import ImportFailure, ImportState
from tandem.initiatives import services as initiatives
from tandem.initiatives.models import Answer, Initiative
from tandem.initiatives.queries import ideas_to_sort
from tandem.talk.models import Comment
from tandem.talk.services import write_comment

pytestmark = pytest.mark.usefixtures("tuesday")

TABLE = """Ticket;Idee;Beschreibung;Zielgruppe;What should change?;Termin;Status;Anforderer;IT owner;Kanal
M-1;Newsletter for returning buyers;Sent monthly.;Buyers of last year;They come back;2031-03-02;new;Alice;Igor;Mail
M-2;Old wish;;;;2020-01-01;on hold;Nobody Here;;
M-3;Done already;;;;;done;;;
"""
TABLE = (
    TABLE.replace("2031", str(present_date().year + 1))
    .replace("Idee;", "Titel;")
    .replace("Termin", "Deadline")
)


def sent(actor: Actor, *files: tuple[str, bytes]) -> int:
    kept = [keep(name, [data]) for name, data in files]
    return services.upload_ideas(actor=actor, files=kept).pk


def read(actor: Actor, *files: tuple[str, bytes]) -> ImportWhole:
    made = sent(actor, *files)
    carry_on_all()
    return queries.whole(actor, made)


def compared(actor: Actor, it: ImportWhole, **changes: object) -> ImportWhole:
    if changes:
        means = it.means.with_changes(**changes)
        services.map_import(actor=actor, import_id=it.row.id, means=means)
    services.compare_import(actor=actor, import_id=it.row.id)
    carry_on_all()
    return queries.whole(actor, it.row.id)


def taken(actor: Actor, it: ImportWhole, **changes: object) -> ImportWhole:
    it = compared(actor, it, **changes)
    assert it.row.state is ImportState.CHECKED, it.row
    services.start_import(actor=actor, import_id=it.row.id)
    carry_on_all()
    return queries.whole(actor, it.row.id)


def table(actor: Actor, text: str = TABLE, **changes: object) -> ImportWhole:
    return taken(actor, read(actor, ("ideas.csv", text.encode())), **changes)


def ideas() -> dict[str, Initiative]:
    rows = TakenIn.objects.filter(home=None)
    found = Initiative.objects.in_bulk([row.item_id for row in rows])
    return {row.key: found[row.item_id] for row in rows}


def test_a_table_is_understood_by_its_words_and_shown_before_anything_is_written(
    cast: Cast,
) -> None:
    it = read(cast.alice, ("ideas.csv", TABLE.encode()))
    assert it.means.states == {"new": "idea", "on hold": "parked", "done": "out"}
    assert it.means.fields["Zielgruppe"] == "audience"
    assert it.means.fields["What should change?"] == "goal"
    assert it.means.fields["IT owner"] == "owner_it"
    it = compared(cast.alice, it)
    assert not Initiative.objects.exists()
    assert (it.report.counts["new"], it.report.counts["left_out"]) == (2, 1)
    said = {str(line): examples for line, _, examples in it.report.lines(leaving_out=False)}
    assert said["Its day is over; kept as text."] == [["M-2", "2020-01-01"]]


def test_an_idea_comes_in_with_its_answers_talk_owner_and_box(cast: Cast) -> None:
    it = table(cast.alice)
    assert (it.row.state, it.row.result["added"]) == (ImportState.DONE, 2)
    one = ideas()["M-1"]
    assert (one.sentence, one.stage) == ("Newsletter for returning buyers", "idea")
    assert one.wish_date == date(present_date().year + 1, 3, 2)
    answers = Answer.objects.filter(initiative=one).values_list("question", "text")
    assert dict(answers) == {"audience": "Buyers of last year", "goal": "They come back"}
    assert [c.text for c in Comment.objects.filter(subject_id=one.pk)] == ["Sent monthly."]
    origin = queries.origin_of(cast.alice, one.pk)
    assert origin is not None
    assert origin.key == "M-1"
    assert ("Kanal", "Mail") in origin.lines
    assert found_by_words(cast.rita, "M-1")


def test_what_was_put_aside_there_is_not_now_here_and_says_how_it_stood(cast: Cast) -> None:
    table(cast.alice, reason="After the new shop.")
    one = ideas()["M-2"]
    assert one.stage == "parked"
    outcome = one.outcomes.get(ended_at=None)
    assert (outcome.verdict, outcome.reason) == ("parked", "After the new shop.")
    origin = queries.origin_of(cast.alice, one.pk)
    assert origin is not None
    assert ("State there", "on hold") in origin.lines


def test_the_idea_is_of_whoever_asked_for_it_if_they_are_somebody_here(cast: Cast) -> None:
    it = read(cast.igor, ("ideas.csv", TABLE.encode()))
    people = {str(one[0]): cast.alice.me for one in it.found["people"] if one[1] == "Alice"}
    taken(cast.igor, it, people=people)
    one, other = ideas()["M-1"], ideas()["M-2"]
    assert (one.written_by_id, one.brought_by_id) == (cast.alice.me, cast.igor.me)
    assert (other.written_by_id, other.brought_by_id) == (cast.igor.me, None)
    told = Notification.objects.filter(kind="import.ideas_of_yours")
    assert [(one.person_id, one.subject_id) for one in told] == [(cast.alice.me, one.pk)]
    # Marketing decides what should change: Igor can't answer that for them.
    assert not Answer.objects.filter(initiative=one, question="goal").exists()


def test_the_same_file_again_changes_nothing_and_doubles_nothing(cast: Cast) -> None:
    table(cast.alice)
    it = table(cast.alice)
    assert it.report.counts["unchanged"] == 2
    assert Initiative.objects.count() == 2
    assert Comment.objects.count() == 1


def test_what_changed_there_is_taken_what_changed_here_stays_and_both_is_asked(
    cast: Cast,
) -> None:
    table(cast.alice)
    one, other = ideas()["M-1"], ideas()["M-2"]
    initiatives.reword_idea(
        actor=cast.alice, initiative_id=other.pk, sentence="Ours", before=other.sentence
    )
    text = TABLE.replace("for returning buyers", "for all buyers").replace("Old wish", "Theirs")
    it = compared(cast.alice, read(cast.alice, ("ideas.csv", text.encode())))
    assert [line[1] for line in it.report.changed] == ["Newsletter for all buyers"]
    assert [line[0] for line in it.report.conflicts] == ["M-2"]
    it = taken(cast.alice, it)
    assert ideas()["M-1"].sentence == "Newsletter for all buyers"
    assert ideas()["M-2"].sentence == "Ours"
    assert compared(cast.alice, it).report.counts["unchanged"] == 2, "asked once"
    assert one.pk in {row.pk for row in ideas().values()}


def test_undoing_closes_what_nobody_touched_and_leaves_the_rest(cast: Cast) -> None:
    it = table(cast.alice)
    one, other = ideas()["M-1"], ideas()["M-2"]
    write_comment(actor=cast.igor, subject_id=one.pk, text="I like it.")
    services.undo_import(actor=cast.alice, import_id=it.row.id)
    carry_on_all()
    assert queries.whole(cast.alice, it.row.id).row.state is ImportState.UNDONE
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.stage, other.stage) == ("idea", "closed")
    assert happened(other.pk)[-2:] == ["initiative.taken_back", "initiative.moved"]
    table(cast.alice)
    assert Initiative.objects.filter(sentence="Old wish").count() == 2, "it can be taken in anew"


def test_a_stopped_import_goes_on_where_it_was(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "Title\n" + "".join(f"Idea {n}\n" for n in range(25))
    it = compared(cast.alice, read(cast.alice, ("i.csv", rows.encode())))
    services.start_import(actor=cast.alice, import_id=it.row.id)
    steps = iter([True, True, True, False])
    carry_on_all(lambda: next(steps, False))
    some = Initiative.objects.count()
    assert 0 < some < 25
    services.stop_import(actor=cast.alice, import_id=it.row.id)
    services.start_import(actor=cast.alice, import_id=it.row.id)
    carry_on_all()
    assert Initiative.objects.count() == 25


def test_an_idea_that_one_does_not_see_any_more_is_not_told_of(cast: Cast) -> None:
    table(cast.alice)
    hide(ideas()["M-1"].pk)
    it = compared(cast.igor, read(cast.igor, ("ideas.csv", TABLE.encode())))
    assert it.report.counts["new"] == 1
    assert it.report.counts["unchanged"] == 1


def test_readers_bring_nothing_and_nobody_sees_the_import_of_another(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        sent(cast.rita, ("ideas.csv", TABLE.encode()))
    assert not Import.objects.exists()
    made = sent(cast.alice, ("ideas.csv", TABLE.encode()))
    for act in (services.compare_import, services.start_import, services.undo_import):
        with pytest.raises(NotFound):
            act(actor=cast.igor, import_id=made)


BOARD = {
    "name": "Wishes",
    "lists": [{"id": "l1", "name": "Someday"}, {"id": "l2", "name": "Ideas"}],
    "cards": [
        {"id": "c1", "shortLink": "aa", "idList": "l1", "name": "Podcast", "desc": "Weekly"},
        {"id": "c2", "shortLink": "bb", "idList": "l2", "name": "Sticker page", "closed": False},
        {"id": "c3", "shortLink": "cc", "idList": "l2", "name": "Gone", "closed": True},
    ],
    "checklists": [
        {"idCard": "c2", "name": "Steps", "checkItems": [{"name": "Draw", "state": "complete"}]}
    ],
}


def test_cards_of_a_board_become_ideas_by_their_lists(cast: Cast) -> None:
    it = taken(cast.alice, read(cast.alice, ("board.json", json.dumps(BOARD).encode())))
    assert it.means.states == {"Someday": "parked", "Ideas": "idea", "Archived": "out"}
    stages = {one.sentence: one.stage for one in ideas().values()}
    assert stages == {"Podcast": "parked", "Sticker page": "idea"}
    talk = Comment.objects.get(subject_id=ideas()["bb"].pk).text
    assert talk == "**Steps**\n\n- [x] Draw"


def test_threads_of_requests_become_ideas_with_their_talk(cast: Cast) -> None:
    thread = {
        "html_url": "https://github.com/shop/site/issues/7", "title": "A page for spring",
        "body": "For the fair.", "state": "open", "user": {"login": "ann"}, "labels": [{"name": "web"}],
        "comments": [{"body": "Who owns it?", "user": {"login": "ben"}, "created_at": "2026-01-05T09:00:00Z"}],
    }  # fmt: skip
    line = json.dumps(thread).encode() + b"\n"
    it = taken(cast.alice, read(cast.alice, ("threads.jsonl", line)))
    assert it.row.source == "GitHub"
    one = ideas()["site#7"]
    said = [(c.said_by, c.text) for c in Comment.objects.filter(subject_id=one.pk).order_by("pk")]
    assert said == [("", "For the fair."), ("ben", "Who owns it?")]
    again = read(cast.alice, ("threads.jsonl", line + b'{"title": "x", \n'))
    assert again.row.failed is ImportFailure.FILE
    assert "line 2, column" in again.row.detail


def test_documents_become_ideas_and_their_sections_answer_questions(cast: Cast) -> None:
    brief = (
        "---\ntitle: Spring page\n---\n# Spring page\n\n## Goal\nMore visits.\n\n## Plan\nSoon.\n"
    )
    sheet = book(cells(words("Title"), words("From a sheet")))
    it = read(cast.alice, ("a.md", brief.encode()), ("b.xlsx", sheet))
    taken(cast.alice, it)
    one = Initiative.objects.get(sentence="Spring page")
    assert Answer.objects.get(initiative=one).text == "More visits."
    assert "## Plan\nSoon." in Comment.objects.get(subject_id=one.pk).text
    assert Initiative.objects.filter(sentence="From a sheet").exists()


BROKEN = [
    (b'{"cards": [{"id": 1,\n', "line 2, column 1"),
    (b"<rss><channel>\n<item></rss>", "line 2, column"),
    (b'Title,Why\nOne,"a\nTwo,b\n', "line 2, column 2"),
    (b"PK\x03\x04 no sheet", "looks like a spreadsheet"),
    (book("<worksheet><sheetData><row>"), "s1.xml, line 1, column"),
    (b"\x00\x01\x02\x03", "no text"),
    (b"%PDF-1.7", "a PDF"),
]


@pytest.mark.parametrize(("data", "place"), BROKEN)
def test_a_broken_file_is_named_by_its_place_and_changes_nothing(
    cast: Cast, data: bytes, place: str
) -> None:
    it = read(cast.alice, ("broken", data))
    assert (it.row.state, it.row.failed) == (ImportState.FAILED, ImportFailure.FILE)
    assert place in it.row.detail
    assert not Initiative.objects.exists()


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("02-boards-and-plans/trello_pacs-spark.json", 20),
        ("02-boards-and-plans/redmine_import_issues.csv", 1),
        ("04-briefs-and-templates/issues/real_marketing_it_issues.jsonl", 2),
        ("04-briefs-and-templates/briefs/sourcegraph__handbook__launch-activity-list.md", 1),
        ("04-briefs-and-templates/templates/fleetdm__fleet__website-request.md", 1),
    ],
)
def test_files_that_others_wrote_become_ideas(cast: Cast, name: str, count: int) -> None:
    if not (REAL / name).exists():
        pytest.skip(f"{name} is not beside the project")
    it = taken(cast.alice, read(cast.alice, (name, (REAL / name).read_bytes())))
    assert it.row.state is ImportState.DONE
    assert it.row.result["added"] >= count
    assert it.row.result["added"] == it.report.counts["new"]


def rows_of(many: int, made: str = "") -> str:
    return "Title;Created\n" + "".join(f"Idea {n};{made}\n" for n in range(many))


def asked_on(*ids: int) -> int:
    return Turn.objects.filter(subject_id__in=ids, closed_at=None).count()


def test_more_than_ten_at_once_ask_nobody_until_one_is_taken_up(cast: Cast) -> None:
    it = compared(cast.alice, read(cast.alice, ("i.csv", rows_of(11).encode())))
    told = queries.would_ask(it)
    assert (told.things, told.quiet, told.all_things) == (0, 11, 33)
    assert told.all_people == len({cast.alice.me} | {one.id for one in active_people_of(Lane.IT)})
    it = taken(cast.alice, it)
    assert it.row.result["quiet"] == 11
    ids = [one.pk for one in ideas().values()]
    assert asked_on(*ids) == 0
    assert len(ideas_to_sort(cast.alice)) == 11, "they are to be sorted like all others"
    initiatives.take_up_idea(actor=cast.alice, initiative_id=ids[0])
    assert kinds_open_on(ids[0]) == {
        ("initiative.answer", Lane.MARKETING),
        ("initiative.join", Lane.IT),
    }
    assert asked_on(*ids[1:]) == 0


def test_old_ideas_come_in_quietly_beside_new_ones_and_one_may_say_otherwise(cast: Cast) -> None:
    rows = rows_of(2, "2015-03-02") + "Fresh one;\n"
    it = compared(cast.alice, read(cast.alice, ("i.csv", rows.encode())))
    told = queries.would_ask(it)
    assert (told.ideas, told.things, told.quiet) == (1, 3, 2)
    services.start_import(actor=cast.alice, import_id=it.row.id)
    carry_on_all()
    assert {one.sentence for one in ideas().values() if asked_on(one.pk)} == {"Fresh one"}
    other = compared(cast.alice, read(cast.alice, ("j.csv", b"Title;Created\nOld;2015-03-02\n")))
    services.start_import(actor=cast.alice, import_id=other.row.id, asks=Asks.ALL)
    carry_on_all()
    assert asked_on(Initiative.objects.get(sentence="Old").pk) == 3


def test_an_owner_named_in_the_file_is_not_asked_for_what_came_in_quietly(cast: Cast) -> None:
    rows = f"Title;IT owner;Marketing owner\nOne;{cast.igor.name};{cast.alice.name}\n"
    people = {one.name: one.me for one in (cast.igor, cast.alice)}
    it = compared(cast.alice, read(cast.alice, ("i.csv", rows.encode())), people=people)
    services.start_import(actor=cast.alice, import_id=it.row.id, asks=Asks.NONE)
    carry_on_all()
    idea = Initiative.objects.get(sentence="One").pk
    assert asked_on(idea) == 0
    initiatives.take_up_idea(actor=cast.alice, initiative_id=idea)
    open_now = Turn.objects.filter(subject_id=idea, closed_at=None)
    assert open_now.filter(kind="initiative.next_stage").exists()


@pytest.mark.parametrize(
    ("asks", "days", "quiet"),
    [("none", 0, True), ("recent", 29, False), ("recent", 31, True), ("all", 99, False)],
)
def test_what_is_quiet(asks: str, days: int, quiet: bool) -> None:
    now = datetime(2026, 3, 3, tzinfo=UTC)
    assert is_quiet(asks, now - timedelta(days=days), now) is quiet
    assert is_quiet(asks, None, now) is (asks == "none")
