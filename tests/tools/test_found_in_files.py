"""Files of payments: looked through as a stream, what may be a tool is kept, people never are."""

import gzip
import os
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoCaptureOnCommitCallbacks
from tests.accounts.browsing import as_person, words
from tests.cast import Cast
from tests.formats.sheets import book, cells
from tests.formats.sheets import words as words_of
from tests.refusals import nothing_written, refused

from tandem.accounts.queries import departments
from tandem.attachments.queries import digests_passing
from tandem.config.backup import making
from tandem.core import clock, kept_files
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.formats import purchases
from tandem.formats.expenses import UnusableFile
from tandem.formats.purchases import Purchase, open_purchases
from tandem.tools import queries, services
from tandem.tools.commands.looking import Sieve, look_through_all
from tandem.tools.jobs import leave_forgotten_files
from tandem.tools.models import FileLook, Find, Sighting, Tool
from tandem.tools.queries import ToolsShown
from tandem.tools.requests import receive
from tandem.tools.rules import (
    Declared,
    LookState,
    Reading,
    ToolState,
    merchant_of,
    recognise,
)

REAL = Path(__file__).parents[3] / "shared" / "data" / "06-expenses"
CARDS = """Date,Merchant,Amount,Team,Description
2026-01-05,MAILCHIMP *MISC 0412,20.00,Marketing,Advertising
2026-02-05,MAILCHIMP *MISC 0517,22.00,marketing,Advertising
2026-02-07,PAYPAL *ALICE ALBERS,50.00,Marketing,Gifts
2026-01-09,ODD TOOL LTD,9.00,IT,Software rental
2026-01-28,JOHN BRAMBLE,3200.00,IT,Wages
2026-02-28,JOHN BRAMBLE,3200.00,IT,Wages
2026-03-28,JOHN BRAMBLE,3200.00,IT,Wages
2026-03-29,BRAMBLE JOHN,12.00,IT,Software
2026-03-29,WWW.,12.00,IT,Software
2026-01-11,GARDEN CENTRE,14.00,IT,Plants
2026-01-20,ORCHARD BOARD LTD,30.00,Sales,Fees
2026-02-20,ORCHARD BOARD LTD,30.00,Sales,Fees
2026-03-20,ORCHARD BOARD LTD,31.00,Sales,Fees
"""


def sent(cast: Cast, text: str | bytes = CARDS) -> int:
    data = text.encode() if isinstance(text, str) else text
    file = SimpleUploadedFile("alice-albers-card.csv", data)
    return services.send_payments(actor=cast.igor, sent=receive(cast.igor, file)).pk


def looked(cast: Cast, text: str | bytes = CARDS) -> int:
    look_id = sent(cast, text)
    row = queries.look_of(cast.igor, look_id)
    reading = Reading(row.columns, row.turned)
    services.start_looking(actor=cast.igor, look_id=look_id, reading=reading)
    assert look_through_all() == 1
    return look_id


def found(cast: Cast) -> list[str]:
    return [one.name for one in queries.open_finds(cast.igor)]


def test_what_may_be_a_tool_is_found_and_nothing_of_people_is_kept(cast: Cast) -> None:
    look_id = looked(cast)
    rows = {one.name: one for one in queries.open_finds(cast.igor)}
    assert list(rows) == ["Mailchimp", "Odd Tool", "Orchard Board"]
    mail = rows["Mailchimp"]
    assert (mail.months, mail.amount, mail.currency) == (2, Decimal(42), "EUR")
    assert [one.name for one in mail.departments] == ["Marketing"]
    assert rows["Orchard Board"].amount == 90
    look = queries.look_of(cast.igor, look_id)
    assert (look.state, look.rows, look.found) == (LookState.DONE, 13, 3)
    kept = str([*Find.objects.values(), *Sighting.objects.values(), look]).casefold()
    assert "albers" not in kept
    assert "bramble" not in kept, "Wages come back every month, too."
    assert "garden" not in kept
    assert queries.digests_spoken_of([FileLook.objects.get().digest]) == set()


def test_of_more_finds_than_are_shown_the_surest_are(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked(cast, "Date,Merchant,Amount,Description\n2026-01-09,ODD TOOL LTD,9.00,Software\n")
    looked(cast)
    monkeypatch.setattr("tandem.tools.queries.finds.FINDS_SHOWN", 1)
    assert found(cast) == ["Mailchimp"]


def test_the_surest_signs_have_room_wherever_they_stand_in_a_file(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cast
    monkeypatch.setattr("tandem.tools.rules.FINDS_AT_MOST", 2)
    sieve, month = Sieve({}, {}, frozenset()), date(2026, 1, 1)
    for merchant in ("ODD LTD", "EVEN LTD", "MAILCHIMP", "THIRD LTD", "EVEN LTD"):
        sieve.take(Purchase(month, Decimal(9), "EUR", merchant, "Software"))
    assert list(sieve.found) == ["odd", "mailchimp"]


def test_the_same_file_is_not_counted_twice(cast: Cast) -> None:
    looked(cast)
    with refused(BadInput):
        sent(cast)


def test_a_file_sent_twice_at_one_moment_is_looked_through_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_id = sent(cast)
    assert sent(cast) == look_id
    monkeypatch.setattr("tandem.tools.queries.standing_look", lambda _digest: None)
    with refused(BadInput):
        sent(cast)
    services.stop_looking(actor=cast.igor, look_id=look_id)
    assert sent(cast) != look_id, "What was stopped can be sent again."


def test_what_two_files_say_of_the_same_month_counts_once(cast: Cast) -> None:
    looked(cast)
    longer = "Date,Merchant,Amount,Team\n" + "".join(
        f"2026-0{month}-05,MAILCHIMP *MISC,{amount}.00,Marketing\n"
        for month, amount in ((1, 20), (2, 25), (3, 30))
    )
    looked(cast, longer)
    mail = queries.open_finds(cast.igor)[0]
    assert (mail.months, mail.amount, mail.lines) == (3, Decimal(75), 3)
    services.take_finds(actor=cast.igor, find_ids=[mail.id])
    tool = Tool.objects.get()
    assert tool.cost == 25
    assert [one.amount for one in queries.paid_months(tool.pk)] == [30, 25, 20]


def test_what_was_refused_once_stays_refused(cast: Cast) -> None:
    looked(cast)
    refusing = [one.id for one in queries.open_finds(cast.igor) if one.name != "Mailchimp"]
    assert services.refuse_finds(actor=cast.igor, find_ids=refusing) == 2
    kept = str([*Find.objects.filter(pk__in=refusing).values()]).casefold()
    assert "odd" not in kept, "It may be what somebody is called."
    assert "orchard" not in kept
    looked(cast, CARDS.replace("2026", "2025"))
    assert found(cast) == ["Mailchimp"]
    assert Find.objects.count() == 3
    with refused(NotFound):
        services.take_finds(actor=cast.igor, find_ids=refusing)


def test_what_is_taken_stands_in_the_register_until_its_department_declares_it(cast: Cast) -> None:
    looked(cast)
    mail = queries.open_finds(cast.igor)[0].id
    services.take_finds(actor=cast.igor, find_ids=[mail])
    tool = Tool.objects.get()
    row = queries.rows([tool])[0]
    assert (row.state, row.per_month) == (ToolState.FOUND, 21)
    assert row.department
    assert row.department.name == "Marketing"
    assert queries.listed(cast.rita, shown=ToolsShown.FOUND).count() == 1
    assert "Really paid" in words(as_person(cast.rita).get(f"/tools/{tool.pk}/"))
    form = as_person(cast.alice).get(f"/tools/new/?found={tool.pk}").content.decode()
    assert 'value="Mailchimp"' in form
    place = departments().get(name="Marketing").pk
    said = Declared("Mailchimp", "Our newsletter.", place)
    assert services.declare_tool(actor=cast.alice, declared=said).pk == tool.pk
    assert queries.whole(cast.rita, tool.pk).row.state is ToolState.DECLARED
    looked(cast, CARDS.replace("2026", "2025"))
    assert len(queries.paid_months(tool.pk)) == 4, "What is known by name goes to its tool."


def test_a_find_can_be_a_tool_that_is_there(cast: Cast) -> None:
    looked(cast)
    place = departments().get(name="IT").pk
    tool = services.declare_tool(actor=cast.igor, declared=Declared("Odd", "x", place)).pk
    odd = next(one.id for one in queries.open_finds(cast.igor) if one.name == "Odd Tool")
    page = as_person(cast.igor)
    others = [one.id for one in queries.open_finds(cast.igor)]
    for wrong in (
        {"chosen": others, "tool": tool},
        {"chosen": [odd]},
        {"chosen": [odd], "tool": "x"},
    ):
        assert page.post("/tools/found/", {**wrong, "answer": "known"}).status_code == 422
    given = {"chosen": [odd], "answer": "known", "tool": tool}
    assert page.post("/tools/found/", given).status_code == 303
    assert [one.amount for one in queries.paid_months(tool)] == [Decimal(9)]
    register = queries.register_of(cast.rita)
    assert (register.known, register.declared_first, register.health) == (1, 0, None)


def test_it_can_be_stopped_and_then_nothing_is_kept(cast: Cast) -> None:
    look_id = sent(cast)
    services.stop_looking(actor=cast.igor, look_id=look_id)
    with refused(RuleBroken):
        services.start_looking(
            actor=cast.igor,
            look_id=look_id,
            reading=Reading({"day": 0, "merchant": 1, "amount": 2}),
        )
    with nothing_written():
        assert look_through_all() == 0
    waiting = sent(cast)
    reading = Reading({"day": 0, "merchant": 1, "amount": 2})
    services.start_looking(actor=cast.igor, look_id=waiting, reading=reading)
    claim = services.claim_look()
    assert claim
    services.stop_looking(actor=cast.igor, look_id=waiting)
    assert not services.go_on_looking(claim=claim, done=1, rows=1)
    assert not services.end_look(claim=claim, found={}, rows=1, unread=0)


def test_its_content_is_gone_at_once_and_stands_in_no_backup(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    look_id = sent(cast)
    digest = FileLook.objects.get(pk=look_id).digest
    path = kept_files.path_of(digest)
    assert digests_passing([digest, "0" * 64]) == {digest}
    assert path in kept_files.all_kept()
    assert path not in [*making._to_keep()]
    with django_capture_on_commit_callbacks(execute=True):
        services.stop_looking(actor=cast.igor, look_id=look_id)
        assert path.exists(), "Until that is written down."
    assert not path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        look_id = looked(cast)
    assert queries.look_of(cast.igor, look_id).state is LookState.DONE
    assert not path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        broken = looked(cast, CARDS + "2026-01-05,HOTJAR,1,IT,x\n" * 500 + "x" * 60_000)
    assert queries.look_of(cast.igor, broken).state is LookState.FAILED
    assert not kept_files.path_of(FileLook.objects.get(pk=broken).digest).exists()


def test_a_file_that_somebody_sent_for_something_else_meanwhile_stays(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    look_id = sent(cast)
    path = kept_files.path_of(FileLook.objects.get(pk=look_id).digest)
    later = clock.now().timestamp() + 60
    os.utime(path, (later, later))
    with django_capture_on_commit_callbacks(execute=True):
        services.stop_looking(actor=cast.igor, look_id=look_id)
    assert path.exists(), "Its row may be on its way."


def test_a_file_that_nobody_came_back_to_is_left_after_a_week(cast: Cast) -> None:
    look_id = sent(cast)
    with nothing_written():
        assert leave_forgotten_files() == 0
    with clock.at(clock.now() + timedelta(days=8)):
        assert leave_forgotten_files() == 1
        assert queries.look_of(cast.igor, look_id).state is LookState.STOPPED
        digest = FileLook.objects.get(pk=look_id).digest
        assert queries.digests_spoken_of([digest]) == set(), "Its content is swept."


@pytest.mark.parametrize("name", ["alice", "charlie", "rita"])
def test_only_it_looks_through_files(cast: Cast, name: str) -> None:
    actor = getattr(cast, name)
    with refused(NotAllowed):
        receive(actor, SimpleUploadedFile("x.csv", CARDS.encode()))
    with refused(NotAllowed):
        queries.open_finds(actor)
    with refused(NotAllowed):
        services.take_finds(actor=actor, find_ids=[1])


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.7", b"PK\x03\x04 no zip", b"\x1f\x8b broken", b"just words\nwithout columns\n",
     b"<OFX><SIGNONMSGSRSV1></OFX>", b'Date,Merchant,Amount\n"' + b"x" * 200_000],
)  # fmt: skip
def test_what_is_no_file_of_payments_is_refused_kindly(cast: Cast, data: bytes) -> None:
    with pytest.raises(BadInput) as caught:
        sent(cast, data)
    assert caught.value.reason.endswith(".")


def read(path: Path) -> list[Purchase]:
    with open_purchases(path) as opened:
        return [one for one in opened.each(opened.columns, "EUR") if one]


def test_ofx_is_read_without_expanding_anything(tmp_path: Path) -> None:
    path = tmp_path / "x.ofx"
    path.write_text(
        '<!DOCTYPE x [<!ENTITY a "boom">]><OFX><CURDEF>USD<STMTTRN><DTPOSTED>20260105120000'
        "<TRNAMT>-29.00<NAME>A&amp;B &a;</STMTTRN><STMTTRN><DTPOSTED>20260106<TRNAMT>5<NAME></STMTTRN><STMTTRN><DTPOSTED>20260107<TRNAMT>-1<NAME>C</OFX>"
    )
    rows = read(path)
    assert [(one.amount, one.currency, one.merchant) for one in rows] == [
        *[(29, "USD", "A&B &a;"), (1, "USD", "C")]
    ]


def test_no_row_is_lost_where_the_first_ones_were_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Date,Merchant,Amount\n" + "2026-01-05,HOTJAR,1\n" * 1000)
    assert len(read(path)) == 1000


def test_a_packed_file_is_read_and_a_bomb_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.csv.gz"
    path.write_bytes(gzip.compress(CARDS.encode() * 1))
    assert len(read(path)) == 13
    monkeypatch.setattr("tandem.formats.purchases._UNPACKED_AT_MOST", 100)
    with pytest.raises(UnusableFile):
        read(path)


def test_a_small_upload_that_unpacks_to_much_is_looked_at_in_a_moment(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_so_far = 0

    def counted(self: purchases._Unpacked, piece: bytes) -> bytes:
        nonlocal read_so_far
        read_so_far += len(piece)
        return piece

    monkeypatch.setattr(purchases._Unpacked, "_counted", counted)
    long = b"x" * 50_000_000
    for data in (CARDS.encode() + long, CARDS.encode() + b'"\n",' * 10_000_000, b"<OFX>" + long):
        read_so_far = 0
        with refused(BadInput):
            sent(cast, gzip.compress(data, 1))
        assert read_so_far < 30_000_000


def test_of_a_sheet_only_the_first_rows_are_looked_at_on_its_way_in(cast: Cast) -> None:
    paid = words_of("2026-01-05", "HOTJAR", "29.00")
    whole = cells(words_of("Date", "Merchant", "Amount"), *[paid] * 2000)
    broken = book(whole.replace("</sheetData>", "<c t='s'><v>7</v></c>"))
    look_id = sent(cast, broken)
    row = queries.look_of(cast.igor, look_id)
    assert row.headings == ("Date", "Merchant", "Amount")
    reading = Reading(row.columns, row.turned)
    services.start_looking(actor=cast.igor, look_id=look_id, reading=reading)
    look_through_all()
    assert queries.look_of(cast.igor, look_id).state is LookState.FAILED, "The worker sees it all."


def test_a_sheet_s_shared_texts_are_read_no_further_than_its_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paid = "".join(f'<c t="s"><v>{at}</v></c>' for at in (3, 4, 5))
    head = "".join(f'<c t="s"><v>{at}</v></c>' for at in range(3))
    texts = [
        "Date",
        "Merchant",
        "Amount",
        "2026-01-05",
        "HOTJAR",
        "29",
        *(sha256(b"%d" % at).hexdigest() for at in range(9_000)),
    ]
    shared = f"<sst>{''.join(f'<si><t>{one}</t></si>' for one in texts)}<broken"
    path = tmp_path / "x.xlsx"
    path.write_bytes(book(cells(head, *[paid] * 2000), shared=shared))
    monkeypatch.setattr("tandem.formats.spreadsheet.opening.BEGINNING", 1000)
    with open_purchases(path, beginning=True) as opened:
        seen = [one for one in opened.each(opened.columns, "EUR") if one]
    assert 400 <= len(seen) <= 430
    assert seen[0].merchant == "HOTJAR"


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files aren't beside this checkout")
def test_every_real_file_is_read_or_refused_kindly() -> None:
    told = {}
    for path in sorted(one for one in REAL.rglob("*") if one.is_file()):
        try:
            told[path.name] = len(read(path))
        except UnusableFile:
            told[path.name] = -1
    assert told["birmingham_2017-01.csv.gz"] == 5227
    assert told["oxford_procurement-card-spending-jan-mar-2017.csv"] == 1141
    assert sum(count > 0 for count in told.values()) >= 30


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files aren't beside this checkout")
def test_a_council_s_cards_yield_its_marketing_tools() -> None:
    names = set()
    for path in sorted(REAL.glob("oxford*.csv")):
        for one in read(path):
            if seen := recognise(merchant_of(one.merchant), "", {}):
                names.add(seen.name)
    assert names >= {
        *("Facebook ads", "LinkedIn", "Mailchimp", "SurveyMonkey", "Hotjar", "Insightly"),
        *("Adobe", "Piktochart", "Animoto", "iStock", "Wix", "Textlocal", "PCA Predict"),
    }
    assert len(names) == 25, "Each of them was looked at: all are software."
