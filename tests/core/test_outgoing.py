"""Asking another machine: at the address that was checked, without following, not for ever."""

import gzip
import socket
import ssl
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tandem.core import clock
from tandem.core.outgoing import Patience, Unreachable, connecting, fetch
from tandem.core.outgoing.fetching import unpacked

LIMIT = 10_000
Reply = Callable[[socket.socket], None]


@contextmanager
def answering(
    reply: Reply, context: ssl.SSLContext | None = None
) -> Iterator[tuple[int, list[bytes]]]:
    """A server on this machine that answers once, or hangs until the test is over."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            try:
                connection, _ = listening.accept()
                with (
                    context.wrap_socket(connection, server_side=True)
                    if context
                    else connection as talk
                ):
                    asked.append(talk.recv(65_536))
                    reply(talk)
            except OSError:
                return  # who asked hung up, or the test is over

        threading.Thread(target=serve, daemon=True).start()
        yield listening.getsockname()[1], asked


def saying(*pieces: bytes) -> Reply:
    def reply(talk: socket.socket) -> None:
        for piece in pieces:
            talk.sendall(piece)

    return reply


def until_hung_up(talk: socket.socket) -> None:
    while talk.recv(1024):
        pass


@pytest.fixture
def named(settings: object) -> Callable[[str], None]:
    """Say what the operator named."""

    def name(*hosts: str) -> None:
        settings.TANDEM_INSIDE_HOSTS = list(hosts)  # type: ignore[attr-defined]

    return name  # type: ignore[return-value]


def test_what_is_there_is_fetched_with_nothing_of_ours(named: Callable[[str], None]) -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: Text/Calendar; charset=utf-8\r\n\r\nBEGIN"
    with answering(saying(answer)) as (port, asked):
        named(f"127.0.0.1:{port}")
        got = fetch(f"http://127.0.0.1:{port}/a.ics?x=1#y", limit=LIMIT, accept="text/calendar")
    assert (got.content, got.kind) == (b"BEGIN", "text/calendar")
    head = asked[0].decode().splitlines()
    assert head[0] == "GET /a.ics?x=1 HTTP/1.1"
    assert {line.partition(":")[0] for line in head[1:] if line} == {
        *("Host", "User-Agent", "Accept", "Accept-Encoding", "Connection")
    }
    assert f"Host: 127.0.0.1:{port}" in head
    assert "User-Agent: Tandem" in head


def test_the_environment_leads_nobody_elsewhere(
    named: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    with answering(saying(b"HTTP/1.1 200 OK\r\n\r\nwell")) as (port, _):
        named(f"127.0.0.1:{port}")
        assert fetch(f"http://127.0.0.1:{port}/", limit=LIMIT).content == b"well"


def test_a_name_is_asked_for_once_and_one_connects_to_what_was_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever owns the name answers with a public address first and with one of ours then."""
    names, connected = [], []

    def resolve(host: str, _port: int) -> list[str]:
        names.append(host)
        return ["8.8.8.8"] if len(names) == 1 else ["127.0.0.1"]

    def connect(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(Unreachable, match="Nobody answers at"):
        fetch("http://calendar.example.org/", limit=LIMIT, resolve=resolve)
    assert names == ["calendar.example.org"]
    assert connected == [("8.8.8.8", 80)]


def test_nobody_connects_to_a_name_of_which_one_address_is_inside(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def connect(*_: object, **__: object) -> socket.socket:
        raise AssertionError("nobody may connect")

    monkeypatch.setattr(socket, "create_connection", connect)
    for inside in ("127.0.0.1", "10.0.0.1", "::1", "169.254.169.254", "::ffff:10.0.0.1"):
        with pytest.raises(Unreachable, match="isn't on the public internet"):
            fetch(
                "https://calendar.example.org/",
                limit=LIMIT,
                resolve=lambda *_, ip=inside: ["8.8.8.8", ip],  # type: ignore[misc]
            )


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\n\r\n", "leads on"),
        (b"HTTP/1.1 301 Moved\r\nLocation: /other\r\n\r\n", "leads on"),
        (b"HTTP/1.1 401 Who\r\n\r\n", "asks who you are"),
        (b"HTTP/1.1 404 No\r\n\r\n", "nothing at this address"),
        (b"HTTP/1.1 500 Oh\r\n\r\n", "error 500"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", "broke off"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nabc", "packs its answer"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nabcdefghijk", "can't be unpacked"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
            + gzip.compress(b"abc", mtime=0)[:12],
            "broke",
        ),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * (LIMIT + 1), "larger than 9 kB"),
        (b"\x00\x01 no such thing", "broke off"),
        (b"", "broke off"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000, "broke off"),
    ],
)
def test_what_went_wrong_is_said_in_words(
    answer: bytes, said: str, named: Callable[[str], None]
) -> None:
    with answering(saying(answer)) as (port, _):
        named(f"127.0.0.1:{port}")
        with pytest.raises(Unreachable, match=said):
            fetch(f"http://127.0.0.1:{port}/", limit=LIMIT)


def test_what_is_packed_is_unpacked_up_to_the_limit_and_never_beyond() -> None:
    well = gzip.compress(b"BEGIN:VCALENDAR")
    assert unpacked([well[:5], well[5:]], "gzip", LIMIT) == b"BEGIN:VCALENDAR"
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < 60_000
    tracemalloc.start()
    with pytest.raises(Unreachable, match="larger than"):
        unpacked([bomb], "gzip", LIMIT)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 500_000

    def for_ever() -> Iterator[bytes]:
        while True:
            yield b"x" * 1_000

    with pytest.raises(Unreachable, match="larger than"):
        unpacked(for_ever(), "", LIMIT)


@pytest.mark.parametrize(
    "begun", [b"", b"HTTP/1.1 200 OK\r\nX-", b"HTTP/1.1 200 OK\r\n\r\nBEGIN"], ids=str
)
def test_who_answers_slowly_is_not_waited_for(begun: bytes, named: Callable[[str], None]) -> None:
    def reply(talk: socket.socket) -> None:
        talk.sendall(begun)
        until_hung_up(talk)

    with answering(reply) as (port, _):
        named(f"127.0.0.1:{port}")
        with pytest.raises(Unreachable, match="too long"):
            fetch(f"http://127.0.0.1:{port}/", limit=LIMIT, patience=Patience(read=0.05))


def test_a_letter_now_and_then_does_not_hold_anybody_up(named: Callable[[str], None]) -> None:
    """Each letter comes in time; all of them together don't."""
    seconds = iter(range(1_000))

    def reply(talk: socket.socket) -> None:
        talk.sendall(b"HTTP/1.1 200 OK\r\n")
        for _ in range(1_000):
            talk.sendall(b"X-A: b\r\n")

    with answering(reply) as (port, _):
        named(f"127.0.0.1:{port}")
        patience = Patience(whole=4, clock=lambda: float(next(seconds)))
        with pytest.raises(Unreachable, match="too long"):
            fetch(f"http://127.0.0.1:{port}/", limit=LIMIT, patience=patience)


def test_a_name_that_is_never_answered_is_not_waited_for() -> None:
    over = threading.Event()
    with pytest.raises(Unreachable, match="too long"):
        fetch(
            "https://calendar.example.org/",
            limit=LIMIT,
            patience=Patience(connect=0.05),
            resolve=lambda *_: [str(over.wait(5))],
        )
    over.set()


def _certificate(folder: Path, *, name: str) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(called)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(clock.now() - timedelta(days=2))
        .not_valid_after(clock.now() + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = folder / f"{name}.pem"
    pem.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return pem


@pytest.mark.parametrize(
    ("name", "trusted", "said"),
    [
        ("localhost", True, ""),
        ("localhost", False, "certificate isn't valid"),
        ("elsewhere.example.org", True, "certificate isn't valid"),
    ],
)
def test_the_certificate_must_be_that_of_the_name(
    name: str,
    trusted: bool,
    said: str,
    named: Callable[[str], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pem = _certificate(tmp_path, name=name)
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(pem)
    if trusted:
        believing = ssl.create_default_context(cafile=str(pem))
        monkeypatch.setattr(connecting, "certificates", lambda: believing)
    with answering(saying(b"HTTP/1.1 200 OK\r\n\r\nwell"), serving) as (port, _):
        named(f"localhost:{port}")
        address = f"https://localhost:{port}/"
        if not said:
            assert fetch(address, limit=LIMIT, resolve=lambda *_: ["127.0.0.1"]).content == b"well"
        else:
            with pytest.raises(Unreachable, match=said):
                fetch(address, limit=LIMIT, resolve=lambda *_: ["127.0.0.1"])


def test_the_next_address_is_tried_where_nobody_answers_at_the_first(
    named: Callable[[str], None],
) -> None:
    with answering(saying(b"HTTP/1.1 200 OK\r\n\r\nwell")) as (port, _):
        named(f"localhost:{port}")
        found = ["127.0.0.2", "127.0.0.1"]
        assert ip_address(found[0]).is_loopback
        got = fetch(f"http://localhost:{port}/", limit=LIMIT, resolve=lambda *_: found)
    assert got.content == b"well"
