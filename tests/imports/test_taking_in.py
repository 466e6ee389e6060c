"""Work of another tool comes in, is known again, and nothing that was changed here is lost."""

import pytest
from tests.cast import Cast, happened, hide
from tests.formats.trackers.samples import ISSUE
from tests.imports.test_import_pages import browser_of
from tests.imports.uploading import (
    SHOP,
    by_key,
    compared,
    lines,
    mapped,
    read,
    take,
    taken,
    upload,
)
from tests.refusals import nothing_written
from tests.work.making import refused

from tandem.activity.commands import take_checkpoint, verify
from tandem.activity.models import Event
from tandem.activity.search import found_by_words
from tandem.attachments.jobs import sweep_files
from tandem.core import clock, kept_files
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.imports import queries, services
from tandem.imports.commands import passing
from tandem.imports.commands.steps import carry_on_all
from tandem.imports.models import Import, TakenIn
from tandem.imports.rules.steps import ImportFailure, ImportState
from tandem.imports.services.steps import LEASE
from tandem.talk.models import Comment
from tandem.talk.queries import thread
from tandem.talk.services import change_comment, take_back_comment, write_comment
from tandem.timesheets.models import Entry
from tandem.work import services as work
from tandem.work.models import Assignment, Dependency
from tandem.work.rules import WorkState

pytestmark = pytest.mark.usefixtures("tuesday")


def test_an_export_is_read_compared_and_taken_in(cast: Cast, planned: int) -> None:
    it = read(cast.igor, planned)
    assert (it.row.state, it.row.source) == (ImportState.CHECKED, "Jira")
    assert it.report.counts["new"] == 4, "compared at once with what it probably means"
    assert dict(it.found["states"]) == {"Closed": 2, "In Review": 1, "Open": 1}
    assert it.means.people == {"Igor Ilic": cast.igor.me}
    assert it.means.side == "it"
    it = compared(cast.igor, it)
    assert not TakenIn.objects.exists()
    assert it.report.counts["new"] == 4
    it = taken(cast.igor, it)
    assert (it.row.state, it.row.result["added"]) == (ImportState.DONE, 4)
    one = by_key(planned)
    assert [one[key].state for key in sorted(one)] == ["done", "in_review", "to_do", "dropped"]
    assert [(move.after, f"{move.at:%d.%m}") for move in one["SHOP-1"].moves.order_by("at")] == [
        ("to_do", "05.01"),
        ("done", "19.01"),
    ]
    assert one["SHOP-3"].parent_id == one["SHOP-2"].pk
    assert (one["SHOP-1"].days, one["SHOP-1"].kind) == (1, "bug")
    assert set(Dependency.objects.values_list("waiting_id", "on_id")) == {
        (one["SHOP-2"].pk, one["SHOP-1"].pk)
    }
    assert Assignment.objects.get().person_id == cast.igor.me
    assert happened(planned)[-2:] == ["import.begun", "import.ended"]


def test_comments_name_their_author_and_whoever_brought_them(cast: Cast, planned: int) -> None:
    take(cast.igor, planned)
    said = Comment.objects.get()
    assert (said.said_by, said.brought_from, said.written_by_id) == (
        *("Ann Example", "Jira"),
        cast.igor.me,
    )
    assert f"{said.written_at:%Y-%m-%d}" == "2026-01-06"
    piece = browser_of(cast.igor).get(f"/work/{said.subject_id}/").content.decode()
    assert "Ann Example" in piece
    assert f"/comments/{said.pk}/" in piece
    assert ">Change<" not in piece.partition('id="talk"')[2]
    with pytest.raises(NotAllowed):
        change_comment(actor=cast.igor, comment_id=said.pk, text="Mine", before=said.text)
    take_back_comment(actor=cast.igor, comment_id=said.pk)


def test_comments_that_came_with_work_are_one_line_in_the_talk_of_the_initiative(
    cast: Cast, planned: int
) -> None:
    take(cast.igor, planned)
    write_comment(actor=cast.alice, subject_id=planned, text="Ours.")
    whole = thread(planned, below=True)
    assert ([row.text for row in whole.rows], whole.brought) == (["Ours."], 1)
    page = browser_of(cast.alice).get(f"/initiatives/{planned}/talk/").content.decode()
    assert "1 comment came with work from another tool" in page
    assert "Ann Example" not in page


def test_what_has_no_place_here_stands_beside_it_and_is_found(cast: Cast, planned: int) -> None:
    take(cast.igor, planned)
    voucher = by_key(planned)["SHOP-1"]
    origin = queries.origin_of(cast.igor, voucher.pk)
    assert origin is not None
    assert {"checkout", "Sprint 7", "2.1", "12 h"} <= set(dict(origin.lines).values())
    for words in ("SHOP-1", "voucher", "checkout"):
        found = found_by_words(cast.rita, words)
        assert voucher.pk in {one.subject_id for one in found}, words


def test_logs_of_time_are_hours_of_the_work_once(cast: Cast, planned: int) -> None:
    export = lines(ISSUE)
    for _ in range(2):
        take(cast.igor, planned, export)
    entry = Entry.objects.get()
    assert (entry.subject_id, entry.minutes, entry.by_name) == (
        by_key(planned)["SHOP-1"].pk,
        720,
        "Anna",
    )
    assert entry.day.isoformat() == "2026-01-12"


def test_twice_is_once(cast: Cast, planned: int) -> None:
    take(cast.igor, planned)
    counted = (TakenIn.objects.count(), Comment.objects.count(), Dependency.objects.count())
    again = take(cast.igor, planned)
    assert again.row.result.get("added", 0) == 0
    assert again.outcome.counts["unchanged"] == 4
    assert counted == (
        TakenIn.objects.count(),
        Comment.objects.count(),
        Dependency.objects.count(),
    )


def test_what_changed_there_is_taken_what_changed_here_stays(cast: Cast, planned: int) -> None:
    take(cast.igor, planned)
    one = by_key(planned)
    work.edit_work_item(
        actor=cast.igor, work_id=one["SHOP-2"].pk, changes={"title": "Pay by invoice, in May"}
    )
    later = SHOP.replace("Ask the bank,Open", "Ask both banks,Closed").replace(
        "Pay by invoice", "Pay by invoice or card"
    )
    it = compared(cast.igor, read(cast.igor, planned, later))
    assert (it.report.counts["changed"], it.report.counts["conflicts"]) == (1, 1)
    assert it.report.conflicts[0][:3] == ["SHOP-2", "Pay by invoice or card", ["title"]]
    taken(cast.igor, it)
    one = by_key(planned)
    assert (one["SHOP-3"].subject.title, one["SHOP-3"].state) == ("Ask both banks", "done")
    assert one["SHOP-2"].subject.title == "Pay by invoice, in May"
    kinds = Event.objects.filter(subject_id=one["SHOP-3"].pk).values_list("kind", flat=True)
    assert set(kinds) == {"work_item.changed", "work_item.moved"}


def test_theirs_is_taken_for_those_that_somebody_chose(cast: Cast, planned: int) -> None:
    take(cast.igor, planned)
    two = by_key(planned)["SHOP-2"].pk
    work.edit_work_item(actor=cast.igor, work_id=two, changes={"title": "Mine"})
    it = read(cast.igor, planned, SHOP.replace("Pay by invoice", "Theirs"))
    mapped(cast.igor, it, theirs_for=["SHOP-2"])
    taken(cast.igor, it)
    assert by_key(planned)["SHOP-2"].subject.title == "Theirs"


def test_what_somebody_kept_is_not_asked_about_again(cast: Cast, planned: int) -> None:
    take(cast.igor, planned)
    two = by_key(planned)["SHOP-2"].pk
    work.edit_work_item(actor=cast.igor, work_id=two, changes={"title": "Mine"})
    later = SHOP.replace("Pay by invoice", "Theirs")
    take(cast.igor, planned, later)
    assert compared(cast.igor, read(cast.igor, planned, later)).report.counts["conflicts"] == 0


def test_stopped_it_goes_on_where_it_was(
    cast: Cast, planned: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passing, "AT_ONCE", 1)
    it = compared(cast.igor, read(cast.igor, planned))
    services.start_import(actor=cast.igor, import_id=it.row.id)
    take_new = services.take_new

    def and_stop(**told: object) -> object:
        ids = take_new(**told)  # type: ignore[arg-type]
        services.stop_import(actor=cast.igor, import_id=it.row.id)
        return ids

    with monkeypatch.context() as patched:
        patched.setattr(services, "take_new", and_stop)
        carry_on_all()
    assert set(by_key(planned)) == {"SHOP-1"}
    assert happened(planned)[-1] == "import.stopped"
    services.start_import(actor=cast.igor, import_id=it.row.id)
    carry_on_all()
    assert len(by_key(planned)) == 4
    assert Comment.objects.count() == 1


def test_a_worker_that_dies_is_followed_by_another(
    cast: Cast, planned: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passing, "AT_ONCE", 2)
    it = compared(cast.igor, read(cast.igor, planned))
    services.start_import(actor=cast.igor, import_id=it.row.id)

    class Killed(BaseException):
        """As `kill -9`: nothing is tidied up."""

    def die(**_told: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(services, "take_comments", die)
        with pytest.raises(Killed):
            carry_on_all()
    assert len(by_key(planned)) == 2
    assert carry_on_all() == 0
    with clock.at(clock.now() + LEASE):
        assert queries.something_waits()
        carry_on_all()
    assert len(by_key(planned)) == 4
    assert Comment.objects.count() == 1
    assert queries.whole(cast.igor, it.row.id).row.result["added"] == 4


def test_two_at_once_double_nothing(cast: Cast, planned: int) -> None:
    first, second = read(cast.igor, planned), read(cast.igor, planned)
    for one in (first, second):
        compared(cast.igor, one)
    for one in (first, second):
        services.start_import(actor=cast.igor, import_id=one.row.id)
    carry_on_all()
    assert TakenIn.objects.count() == 4
    assert queries.whole(cast.igor, second.row.id).row.result.get("added", 0) == 0


def test_who_adds_no_work_there_takes_none_in(cast: Cast, planned: int) -> None:
    for outside in (cast.charlie, cast.rita, cast.mona):
        with refused(NotAllowed):
            services.upload_export(actor=outside, home_id=planned, files=[])
    it = read(cast.igor, planned)
    for other in (cast.alice, cast.charlie):
        with refused(NotFound):
            queries.whole(other, it.row.id)
        with refused(NotFound):
            services.start_import(actor=other, import_id=it.row.id)


def test_a_side_takes_in_its_own_work(cast: Cast, planned: int) -> None:
    it = read(cast.igor, planned)
    with refused(BadInput, "your own side"):
        mapped(cast.igor, it, side="marketing")
    with refused(BadInput):
        mapped(cast.igor, it, side_by="label", sides={"pay": "marketing"})
    mapped(cast.igor, it, side="shared")


def test_nothing_begins_before_it_was_compared(cast: Cast, planned: int) -> None:
    it = read(cast.igor, planned)
    mapped(cast.igor, it, side="shared")
    with refused(RuleBroken, "Look first"):
        services.start_import(actor=cast.igor, import_id=it.row.id)
    with refused(RuleBroken, "nothing to stop"):
        services.stop_import(actor=cast.igor, import_id=it.row.id)
    with refused(RuleBroken, "Nothing new"):
        services.undo_import(actor=cast.igor, import_id=it.row.id)


def test_an_initiative_that_is_hidden_or_over_meanwhile_takes_nothing(
    cast: Cast, planned: int
) -> None:
    it = compared(cast.igor, read(cast.igor, planned))
    services.start_import(actor=cast.igor, import_id=it.row.id)
    Import.objects.filter(pk=it.row.id).update(by=cast.charlie.me)
    hide(planned)
    carry_on_all()
    held = Import.objects.get(pk=it.row.id)
    assert (held.state, held.failed) == (ImportState.STOPPED.value, ImportFailure.REFUSED.value)
    assert not TakenIn.objects.exists()


def test_a_restricted_initiative_keeps_what_came_in(cast: Cast, planned: int) -> None:
    take(cast.igor, planned)
    hide(planned)
    assert not found_by_words(cast.charlie, "voucher")
    assert found_by_words(cast.igor, "voucher")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("PK\x03\x04 zip", "ZIP"),
        ('{"issues": [{"key": "A-1", "fie', "breaks off"),
        ("<html><body>Sign in</body></html>", "web page"),
        ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><rss>&b;</rss>', "entit"),
        ("\x00\x01\x02 nothing", "no text"),
    ],
)
def test_what_cannot_be_read_is_said_kindly(
    cast: Cast, planned: int, text: str, words: str
) -> None:
    if not text:
        with refused(BadInput, words):
            upload(cast.igor, planned, text)
        return
    it = read(cast.igor, planned, text)
    assert (it.row.state, it.row.failed) == (ImportState.FAILED, ImportFailure.FILE)
    assert words in it.row.detail


def test_a_file_that_is_gone_is_said(cast: Cast, planned: int) -> None:
    made = upload(cast.igor, planned)
    digest = Import.objects.get(pk=made).files.get().digest
    kept_files.path_of(digest).unlink()
    carry_on_all()
    assert queries.whole(cast.igor, made).row.failed is ImportFailure.GONE


def test_files_are_kept_as_long_as_an_import_needs_them(cast: Cast, planned: int) -> None:
    text = SHOP + "\n"
    made = upload(cast.igor, planned, text)
    path = kept_files.path_of(Import.objects.get(pk=made).files.get().digest)
    with clock.at(clock.now().replace(year=2040)):
        sweep_files()
        assert path.exists()
        services.stop_import(actor=cast.igor, import_id=made)
        sweep_files()
        assert not path.exists()


def test_an_import_is_undone_but_for_what_somebody_touched(cast: Cast, planned: int) -> None:
    it = take(cast.igor, planned)
    one = by_key(planned)
    work.edit_work_item(
        actor=cast.igor, work_id=one["SHOP-3"].pk, changes={"description": "Call them"}
    )
    services.undo_import(actor=cast.igor, import_id=it.row.id)
    carry_on_all()
    assert queries.whole(cast.igor, it.row.id).row.state is ImportState.UNDONE
    for item in one.values():
        item.refresh_from_db()
    assert one["SHOP-3"].state == "to_do"
    assert {one[key].state for key in ("SHOP-1", "SHOP-2", "SHOP-4")} == {"dropped"}
    assert happened(planned)[-1] == "import.undone"
    take(cast.igor, planned)
    assert by_key(planned)["SHOP-2"].state == "in_review"


def test_a_form_counts_once(cast: Cast, planned: int) -> None:
    from tandem.imports.requests import keep

    sent = [keep("shop.csv", [SHOP.encode()])]
    told = {"actor": cast.igor, "home_id": planned, "files": sent, "form_key": "one"}
    first = services.upload_export(**told)  # type: ignore[arg-type]
    with nothing_written():
        assert services.upload_export(**told).pk == first.pk  # type: ignore[arg-type]


def test_other_columns_mean_that_the_file_is_read_again(cast: Cast, planned: int) -> None:
    table = "Thema,Wo\nPay,Laufend\nAsk,Offen\n"
    it = read(cast.igor, planned, table)
    mapped(cast.igor, it, columns={"title": ["Thema"], "state": ["Wo"]})
    carry_on_all()
    it = queries.whole(cast.igor, it.row.id)
    assert dict(it.found["states"]) == {"Laufend": 1, "Offen": 1}
    taken(cast.igor, it)
    assert sorted(one.state for one in by_key(planned).values()) == ["in_progress", "to_do"]


def test_a_table_without_a_title_asks_which_column_it_is(cast: Cast, planned: int) -> None:
    table = "Worum,Wie weit\nPay,1\nAsk,2\n"
    it = read(cast.igor, planned, table)
    assert (it.row.state, it.found["items"]) == (ImportState.FOUND, 0)
    assert [heading for heading, _ in it.found["columns"]] == ["Worum", "Wie weit"]
    assert "No column says" in it.found["notes"][0][0]
    assert compared(cast.igor, it).row.failed is ImportFailure.FILE
    mapped(cast.igor, it, columns={"title": ["Worum"]})
    carry_on_all()
    taken(cast.igor, queries.whole(cast.igor, it.row.id))
    assert {one.subject.title for one in by_key(planned).values()} == {"Pay", "Ask"}


def test_what_came_in_leaves_the_record_whole(cast: Cast, planned: int) -> None:
    take(cast.igor, planned)
    item = by_key(planned)["SHOP-2"]
    work.move_work_item(actor=cast.igor, work_id=item.pk, to=WorkState.DONE)
    take_checkpoint()
    assert verify() == 0
