"""What a page loads, and what was let into accounts: hosts and programs are kept, people never."""

import gzip
import json
from pathlib import Path
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.accounts.browsing import as_person, words
from tests.cast import Cast
from tests.refusals import refused

from tandem.core.errors import BadInput
from tandem.formats.expenses import UnusableFile
from tandem.formats.grants import columns_of, read_grants
from tandem.formats.site_files import content_of, hosts_of_har, hosts_of_page
from tandem.systems.rules import DataClass
from tandem.tools import queries, services
from tandem.tools.commands.looking import look_through_all
from tandem.tools.models import Find, Sighting, Tool
from tandem.tools.requests import receive
from tandem.tools.rules import (
    LookKind,
    LookState,
    Purpose,
    Sign,
    data_let_in,
    maker_of_host,
    recognise_grant,
    recognise_host,
)

REAL = Path(__file__).parents[3] / "shared" / "data" / "05-third-party-tags"
URLS = [
    "https://shop.orchard.example/?mail=alice.albers@orchard.example",
    "https://static.hotjar.com/c/hotjar-1.js",
    "https://cdn.pollpanda.example:8443/p.js?visitor=albers",
    "wss://ws.pollpanda.example/live",
    "data:text/plain,albers",
    "https://fonts.googleapis.com/css",
]
HAR = json.dumps(
    {
        "log": {
            "entries": [
                {"startedDateTime": "2026-02-03T10:00:00Z", "request": {"url": url}} for url in URLS
            ]
            + [None, {"request": 3}, {"request": {"url": 4}}]
        }
    }
)
PAGE = """<!doctype html><!-- saved from url=(0030)https://www.orchard.example/offers -->
<link rel=canonical href="https://www.orchard.example/offers"><link rel="stylesheet" href="//fonts.googleapis.com/x">
<link rel="alternate" href="https://linked.example/"><a href="https://facebook.com/orchard">Follow</a>
<script src="/own.js"></script><script>(function(){s.src='//static.hotjar.com/c/hotjar.js'; t='https://written.example/a.js'})()</script>
<script type="application/ld+json">{"sameAs": "https://www.linkedin.com/in.js"}</script>
<form action="https://orchard.us1.list-manage.com/subscribe"></form><IMG SRC='https://img.orchard.example/a.png'>
<script>let unclosed = 1"""
GRANTS = (
    "App name,ID,Type,Users,Requested services,Homepage\n"
    "Slidewright,1-x.apps,Web,7,https://www.googleapis.com/auth/drive,https://slidewright.example\n"
    "Alice's script,2,Web,1,https://www.googleapis.com/auth/gmail.modify,\n"
    "Calendly,3,Web,4,openid https://www.googleapis.com/auth/calendar,\n"
)


def looked(cast: Cast, text: str | bytes) -> int:
    data = text.encode() if isinstance(text, str) else text
    file = SimpleUploadedFile("alice-albers.har", data)
    look_id = services.send_payments(actor=cast.igor, sent=receive(cast.igor, file)).pk
    assert look_through_all() == 1
    return look_id


def test_what_a_page_loads_is_found_and_nothing_else_of_the_file_is_kept(cast: Cast) -> None:
    look = queries.look_of(cast.igor, looked(cast, gzip.compress(HAR.encode())))
    assert (look.kind, look.state, look.rows, look.found) == (LookKind.HAR, LookState.DONE, 5, 3)
    rows = {one.name: one for one in queries.open_finds(cast.igor)}
    assert {name: one.sign for name, one in rows.items()} == {
        "Google Fonts": Sign.EMBEDDED,
        "Hotjar": Sign.EMBEDDED,
        "pollpanda.example": Sign.HOST,
    }
    assert rows["Hotjar"].purpose is Purpose.ANALYTICS
    assert (rows["Hotjar"].data_classes, rows["Hotjar"].months) == ((DataClass.BEHAVIOUR,), 0)
    kept = str([*Find.objects.values(), *Sighting.objects.values(), look]).casefold()
    assert "albers" not in kept


def test_what_is_taken_costs_nothing_that_anybody_knows_and_says_where_it_was_seen(
    cast: Cast,
) -> None:
    looked(cast, HAR)
    finds = {one.name: one.id for one in queries.open_finds(cast.igor)}
    services.take_finds(actor=cast.igor, find_ids=[finds["Hotjar"]])
    services.refuse_finds(actor=cast.igor, find_ids=[finds["pollpanda.example"]])
    tool = Tool.objects.get()
    assert (tool.cost, tool.data_classes) == (None, ["behaviour"])
    shown = words(as_person(cast.rita).get(f"/tools/{tool.pk}/"))
    assert "2026-02 What a page loads (HAR)" in shown
    assert "Really paid" not in shown
    looked(cast, HAR.replace("2026-02-03", "2026-03-03"))
    assert [one.name for one in queries.open_finds(cast.igor)] == ["Google Fonts"]
    assert len(queries.paid_months(tool.pk)) == 2


def test_programs_that_were_let_in_are_found_and_nobody_who_let_them_in(cast: Cast) -> None:
    look = queries.look_of(cast.igor, looked(cast, GRANTS))
    assert (look.kind, look.rows, look.found) == (LookKind.GRANTS, 3, 2)
    rows = {one.name: one for one in queries.open_finds(cast.igor)}
    assert {name: one.data_classes for name, one in rows.items()} == {
        "Calendly": (DataClass.CUSTOMER_CONTACT,),
        "Slidewright": (DataClass.INTERNAL,),
    }
    assert rows["Slidewright"].domain == "slidewright.example"
    assert "Programs let into accounts" in words(as_person(cast.igor).get("/tools/found/"))
    assert "programs" in words(as_person(cast.igor).get(look.url))


def test_what_is_too_large_is_told_what_fits_its_kind(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tandem.tools.services.looking.ATTEMPTS", 0)
    data = SimpleUploadedFile("x.har", HAR.encode())
    look_id = services.send_payments(actor=cast.igor, sent=receive(cast.igor, data)).pk
    assert look_through_all() == 0
    assert queries.look_of(cast.igor, look_id).why.endswith("Send a smaller one.")
    monkeypatch.undo()
    monkeypatch.setattr(
        "tandem.tools.commands.looking.content_of", mock.Mock(side_effect=MemoryError)
    )
    assert queries.look_of(cast.igor, looked(cast, HAR)).why.endswith("Send a smaller one.")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ('{"log": {"entries": [', "breaks off"),
        ('{"log": {"entries": []}}', "network panel first"),
        ('{"log": 3}', "no HAR file"),
        ('{"log": ' + "[" * 100_000, "breaks off"),
        ('{"value": [{"id": 1}]}', "No program"),
        ("[1, 2", "breaks off"),
        ("<html><p>Only words</html>", "no page"),
    ],
)
def test_what_can_t_be_read_says_why_on_its_page(cast: Cast, data: str, why: str) -> None:
    look_id = looked(cast, data)
    assert queries.look_of(cast.igor, look_id).state is LookState.FAILED
    assert why in words(as_person(cast.igor).get(f"/tools/found/files/{look_id}/"))


def test_a_page_saved_with_everything_is_refused_at_once(cast: Cast) -> None:
    with refused(BadInput):
        receive(cast.igor, SimpleUploadedFile("x.mhtml", b"From: <Saved by Blink>\r\nSnapshot"))


def test_a_page_loads_what_its_marks_load_and_not_what_it_links_to() -> None:
    found = hosts_of_page(PAGE.encode())
    assert found.own == {"www.orchard.example"}
    assert set(found.hosts) == {
        *("fonts.googleapis.com", "orchard.us1.list-manage.com", "img.orchard.example")
    }
    assert set(found.hinted) == {"static.hotjar.com", "written.example"}


def test_a_packed_bomb_is_no_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.har.gz"
    path.write_bytes(gzip.compress(b"{" * 1000))
    monkeypatch.setattr("tandem.formats.site_files._UNPACKED_AT_MOST", 100)
    with pytest.raises(UnusableFile):
        content_of(path)


def test_a_host_is_its_maker_s_by_the_longest_domain_that_is_known() -> None:
    for host, name in [
        ("www.google-analytics.com", "Google Analytics"),
        ("fonts.googleapis.com", "Google Fonts"),
        ("maps.googleapis.com", "Google services"),
        ("x.list-manage.com", "Mailchimp"),
    ]:
        found = maker_of_host(host)
        assert found
        assert found.name == name
    assert maker_of_host("google-analytics.com.evil.example") is None
    unknown = recognise_host("a.b.unknown.co.uk", {})
    assert unknown
    assert (unknown.name, unknown.sign) == ("unknown.co.uk", Sign.HOST)
    assert recognise_host("10.0.0.1", {}) is None


def test_signing_in_lets_a_program_read_nothing_else() -> None:
    assert data_let_in(["openid", "email", "User.Read", ""]) == ()
    assert data_let_in(["Mail.Read", "Files.ReadWrite.All"]) == (
        *(DataClass.INTERNAL, DataClass.CUSTOMER_CONTACT),
    )
    assert recognise_grant("Anna's own script", "", "", {}) is None
    assert (
        recognise_grant("Anna's own script", "Orchard GmbH", "https://orchard.example", {}) is None
    )
    assert recognise_grant("Calendly for Anna", "", "", {})
    assert recognise_grant("Anna's calendar", "", "https://calendly.com", {})
    assert recognise_grant("Slidewright", "Anna Software Ltd", "", {})


def test_exports_of_several_makers_are_read() -> None:
    graph = b'{"value": [{"displayName": "A", "verifiedPublisher": {"displayName": "B"}, "homepage": null}]}'
    google = b'{"items": [{"displayText": "C", "userKey": "7", "scopes": ["x", 3]}]}'
    found = [*read_grants(graph), *read_grants(google)]
    assert [(one.name, one.publisher, one.scopes) for one in found] == [
        *(("A", "B", ()), ("C", "", ("x",)))
    ]
    assert columns_of(["Date", "Name", "Amount", "Type", "Status"]) == {}
    assert columns_of(["displayName", "appId", "status"]) == {"name": 0}


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files aren't beside this checkout")
def test_every_real_page_and_recording_is_read() -> None:
    told = {}
    for path in [*sorted(REAL.glob("har/*")), *sorted(REAL.glob("html/*"))]:
        read = hosts_of_har if path.parent.name == "har" else hosts_of_page
        found = read(content_of(path))
        hosts = [*found.hosts, *found.hinted]
        told[path.name] = {maker.name for host in hosts if (maker := maker_of_host(host))}
    assert len(told) == 15
    assert all(told.values())
    assert told["ferguson.har.gz"] >= {
        *("Google Tag Manager", "Oracle Maxymiser", "Crazy Egg", "Contentsquare", "LinkedIn"),
        "Movable Ink",
    }
    assert told["enorm-magazin.de.har"] >= {"Google Tag Manager", "AddToAny"}


@pytest.mark.parametrize(
    "piece", ["<img src=" + " " * 5990 + ">", "<link rel=" * 600, "<img " * 1200, "<script>" * 750]
)
def test_a_page_made_to_be_read_slowly_is_read_in_a_moment(piece: str) -> None:
    """Once such a page took two minutes: whoever breaks this waits."""
    try:
        assert not hosts_of_page(piece.encode() * 300).hosts
    except UnusableFile:
        assert ">" not in piece
