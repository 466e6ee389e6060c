"""Ask for what is at an address: where it is allowed, at the address that was checked, for as long
as patience and memory are meant to last. What asks is imported when it is used.
"""

import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address

from django.conf import settings

from tandem.core.outgoing.judging import Inside, Ip, Place, may_connect, not_inside, place_of
from tandem.core.words import Sentence, say

Resolve = Callable[[str, int], Sequence[str]]
_PACKED = {"gzip": 31, "x-gzip": 31}
_OK = 200


class Unreachable(Exception):
    """Nothing was fetched; `why` is a sentence for whoever gave the address."""

    def __init__(self, why: Sentence) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Answer:
    """What was there, unpacked, and what its server calls it: "text/calendar"."""

    content: bytes
    kind: str


@dataclass(slots=True)
class Patience:
    """Seconds: for a connection, between two pieces, and for all of it, name and end included."""

    connect: float = 5.0
    read: float = 5.0
    whole: float = 15.0
    clock: Callable[[], float] = time.monotonic
    _ends: float = field(init=False, default=0.0)

    def begin(self) -> None:
        """From now on the whole counts."""
        self._ends = self.clock() + self.whole

    def left(self, most: float) -> float:
        """Seconds for the next thing, `most` at most; Unreachable where none are left."""
        left = self._ends - self.clock()
        if left <= 0:
            raise Unreachable(too_slow())
        return min(most, left)


def why_not_fetch(address: str) -> Sentence | None:
    """Say why an address isn't asked, as far as it tells by itself; nobody is asked for it."""
    place = place_of(address, _inside())
    return None if isinstance(place, Place) else place


def host_of(address: str) -> str:
    """The host of an address that may be asked, to show it; nothing of any other."""
    place = place_of(address, _inside())
    return place.shown if isinstance(place, Place) else ""


def fetch(
    address: str,
    *,
    limit: int,
    accept: str = "*/*",
    patience: Patience | None = None,
    resolve: Resolve | None = None,
) -> Answer:
    """What is at an address, of at most `limit` bytes once unpacked. Raises Unreachable.

    Never in a transaction: it may take seconds.
    """
    place = place_of(address, _inside())
    if not isinstance(place, Place):
        raise Unreachable(place)
    patience = patience or Patience()
    patience.begin()
    ips = checked(place, _patiently(resolve or resolved, place, patience))
    return _asked(place, ips, limit, accept, patience)


def checked(place: Place, found: Iterable[str]) -> list[Ip]:
    """The addresses of a host, all of them allowed: one that isn't spoils the others."""
    ips = list(dict.fromkeys(ip_address(one) for one in found))
    if not ips:
        raise Unreachable(unknown_host(place))
    if not all(may_connect(place, ip) for ip in ips):
        raise Unreachable(not_inside())
    return ips


def resolved(host: str, port: int) -> list[str]:
    """The addresses of a name, as this machine knows them."""
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [str(row[4][0]) for row in rows]


def _patiently(resolve: Resolve, place: Place, patience: Patience) -> Sequence[str]:
    """Ask for the name, once, in a thread: nothing else can be interrupted while it does."""
    if place.ip is not None:
        return [place.host]
    found: list[Sequence[str]] = []
    asking = threading.Thread(
        target=lambda: found.append(resolve(place.host, place.port)), daemon=True
    )
    asking.start()
    asking.join(patience.left(patience.connect))
    if not found:
        raise Unreachable(too_slow())
    return found[0]


def _asked(place: Place, ips: Sequence[Ip], limit: int, accept: str, patience: Patience) -> Answer:
    import httpcore

    from tandem.core.outgoing.connecting import Pinned, certificates

    headers: dict[bytes | str, bytes | str] = {
        "Host": place.shown if place.port in {80, 443} else f"{place.shown}:{place.port}",
        "User-Agent": "Tandem",
        "Accept": accept,
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    url = httpcore.URL(scheme=place.scheme, host=place.host, port=place.port, target=place.target)
    pool = httpcore.ConnectionPool(
        ssl_context=certificates() if place.scheme == "https" else None,
        network_backend=Pinned(ips, patience),
        max_connections=1,
    )
    try:
        with pool, pool.stream("GET", url, headers=headers) as answer:
            _look_at(answer.status)
            known = {
                name.decode("latin-1").lower(): value.decode("latin-1")
                for name, value in answer.headers
            }
            packed = known.get("content-encoding", "").strip().lower()
            content = unpacked(answer.iter_stream(), packed, limit)
            return Answer(content, known.get("content-type", "").partition(";")[0].strip().lower())
    except httpcore.TimeoutException as error:
        raise Unreachable(too_slow()) from error
    except (OSError, httpcore.ConnectError) as error:
        raise Unreachable(no_connection(place, error)) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise Unreachable(broke_off()) from error


def _look_at(status: int) -> None:
    if status == _OK:
        return
    if 300 <= status < 400:
        raise Unreachable(
            say(
                "This address only leads on to another one. Open it in a browser and give the "
                "address at which you end."
            )
        )
    if status in {401, 403, 407}:
        raise Unreachable(
            say("The server asks who you are. Give an address that opens without a password.")
        )
    if status in {404, 410}:
        raise Unreachable(say("The server answers that there is nothing at this address."))
    raise Unreachable(say("The server answers with error {status}.", status=status))


def unpacked(pieces: Iterable[bytes], packed: str, limit: int) -> bytes:
    """What comes in, unpacked as it comes: never more than `limit` bytes stand in memory."""
    if packed not in {"", "identity", *_PACKED}:
        raise Unreachable(say("The server packs its answer in a way that wasn't asked for."))
    whole = bytearray()
    opener = zlib.decompressobj(_PACKED[packed]) if packed in _PACKED else None
    for piece in pieces:
        try:
            whole += opener.decompress(piece, limit - len(whole) + 1) if opener else piece
        except zlib.error as error:
            raise Unreachable(say("What the server sent can't be unpacked.")) from error
        if len(whole) > limit:
            most = max(1, limit // 1024)
            raise Unreachable(say("What is there is larger than {most} kB.", most=most))
    if opener and not opener.eof:
        raise Unreachable(broke_off())
    return bytes(whole)


def too_slow() -> Sentence:
    """Said of whoever takes longer than patience lasts."""
    return say("The server takes too long to answer. Try again later.")


def broke_off() -> Sentence:
    """Said of an answer that ends before its end."""
    return say("The server broke off in the middle. Try again later.")


def unknown_host(place: Place) -> Sentence:
    """Said of a name that leads nowhere."""
    return say("There is no host called {host}. Check how it is written.", host=place.host)


def no_connection(place: Place, error: Exception) -> Sentence:
    """In words: whether nobody is there, or whoever is there isn't who the address says."""
    if "CERTIFICATE" in str(error).upper():
        return say(
            "Nobody vouches for {host} being who it says it is: its certificate isn't valid.",
            host=place.host,
        )
    return say("Nobody answers at {host}. Try again later.", host=place.host)


def _inside() -> Inside:
    return Inside.of(settings.TANDEM_INSIDE_HOSTS)
