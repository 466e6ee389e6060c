"""Which addresses may be asked. Plain Python: nothing is resolved here, nobody is asked.

Only what is written plainly is read: the name of a host as the public knows it, or an IP address
as it is usually written. Whatever programs read in different ways (numbers in octal, a name and
an @ before the host, letters that look like digits) is refused, for the check and the connection
would mean different machines.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from tandem.core.words import Sentence, say

LONGEST = 2_000
_PORTS = {"http": 80, "https": 443}
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?", re.ASCII)
_LAST_LABEL = re.compile(r"[a-z](?:[a-z0-9-]*[a-z0-9])?", re.ASCII)
_AT_HOME = """
localhost localdomain local internal intranet lan home corp private invalid test example onion alt
home.arpa in-addr.arpa ip6.arpa
"""
_HOME = tuple(f".{one}" for one in _AT_HOME.split())
"""Endings that the public doesn't have: whatever answers there is inside."""


def _networks(listed: str) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(one) for one in listed.split())


_NOT_PUBLIC_4 = _networks("""
    0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24
    192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24
    198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3 168.63.129.16/32
""")
"""IANA's list of special purposes, and an address at which a cloud tells machines about
themselves though it looks like everybody's.
"""
_PUBLIC_6 = ip_network("2000::/3")
_NOT_PUBLIC_6 = _networks("2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20")
"""Of what may be public in IPv6: protocols' own (Teredo and others hide an address in theirs),
documentation, 6to4.
"""
_ISATAP = frozenset({0x00005EFE, 0x02005EFE})
_INSIDE = _networks("10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 fc00::/7")
_TELLS_SECRETS = frozenset(
    ip_address(one) for one in ("100.100.100.200", "fd00:ec2::254", "fd20:ce::254", "fd00:42::42")
)
"""Where clouds tell machines their secrets, inside of what companies use as well."""

Ip = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True)
class Inside:
    """The hosts inside one's own network that the operator named, each with or without a port."""

    named: frozenset[str] = frozenset()

    @classmethod
    def of(cls, listed: Iterable[str]) -> "Inside":
        return cls(frozenset(one.strip().lower() for one in listed))

    def has(self, host: str, port: int, scheme: str) -> bool:
        usual = port == _PORTS[scheme]
        return f"{host}:{port}" in self.named or (usual and host in self.named)


@dataclass(frozen=True, slots=True)
class Place:
    """An address, taken apart. `host` is in small ASCII letters, an IPv6 address without brackets.

    `inside`: the operator named it. `target` is what is asked for there: path and query.
    """

    scheme: str
    host: str
    port: int
    target: str
    inside: bool

    @property
    def shown(self) -> str:
        """The host as an address has it."""
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def ip(self) -> Ip | None:
        """What it is where it is no name."""
        return _ip(self.host)


def place_of(address: str, inside: Inside) -> Place | Sentence:
    """Where an address leads, or the sentence that says why nobody is sent there."""
    try:
        place = _taken_apart(address.strip(" "), inside)
    except ValueError:
        return say("This isn't an address that a browser would open. Check how it is written.")
    if not isinstance(place, Place):
        return place
    if place.port not in _PORTS.values() and not place.inside:
        return say(
            "Only the usual ports are asked: 443 and 80. "
            "Whoever runs Tandem can name others in TANDEM_INSIDE_HOSTS."
        )
    return why_not_there(place) or place


def _taken_apart(text: str, inside: Inside) -> Place | Sentence:
    """The parts of an address. Raises ValueError where even the standard library finds none."""
    whole = re.fullmatch(r"https?://[^\s\\]+", text, re.IGNORECASE)
    if whole is None or len(text) > LONGEST or not text.isprintable():
        return say("Write an address that begins with https:// or http://, in one piece.")
    parts = urlsplit(text)
    if "@" in parts.netloc:
        return say("Take the name and the password before the host out: they would be kept here.")
    host = _host(parts.netloc)
    if host is None or parts.netloc.endswith(":"):
        return say("Write the host as its name, such as calendar.example.org.")
    port = _PORTS[parts.scheme] if parts.port is None else parts.port
    known = inside.has(f"[{host}]" if ":" in host else host, port, parts.scheme)
    path = _quoted(parts.path or "/")
    target = f"{path}?{_quoted(parts.query)}" if parts.query else path
    return Place(parts.scheme, host, port, target, known)


def why_not_there(place: Place) -> Sentence | None:
    """Say why a host isn't asked, before its name is resolved; nothing if it may be."""
    if place.ip is not None:
        return None if may_connect(place, place.ip) else not_inside()
    at_home = "." not in place.host or place.host.endswith(_HOME)
    return not_inside() if at_home and not place.inside else None


def may_connect(place: Place, ip: Ip) -> bool:
    """Whether this is an address to which one may connect for that place.

    What the operator named may be inside: on private addresses; on this machine only where it is
    named as that, for a name could be pointed here by somebody else.
    """
    if is_public(ip):
        return True
    if not place.inside or ip in _TELLS_SECRETS or _scoped(ip):
        return False
    this_machine = place.host == "localhost" or place.ip is not None
    return (ip.is_loopback and this_machine) or any(ip in network for network in _INSIDE)


def is_public(ip: Ip) -> bool:
    """Whether it is an address of the public internet, and hides no other."""
    if isinstance(ip, IPv4Address):
        return not any(ip in network for network in _NOT_PUBLIC_4)
    hides = (int(ip) >> 32) & 0xFFFFFFFF in _ISATAP
    return (
        ip in _PUBLIC_6
        and not hides
        and not _scoped(ip)
        and not any(ip in network for network in _NOT_PUBLIC_6)
    )


def not_inside() -> Sentence:
    """One sentence for everything inside: it doesn't say what is there."""
    return say(
        "This address isn't on the public internet, so Tandem doesn't ask it. "
        "If it is a host of your own, whoever runs Tandem can name it in TANDEM_INSIDE_HOSTS."
    )


def _scoped(ip: Ip) -> bool:
    return isinstance(ip, IPv6Address) and ip.scope_id is not None


def _host(netloc: str) -> str | None:
    """The host in one spelling, or nothing where it has none that all programs agree on."""
    typed = netloc.lower()
    if typed.startswith("["):
        inner, closed, rest = typed[1:].partition("]")
        ip = _ip(inner) if closed and (not rest or rest.startswith(":")) else None
        return str(ip) if isinstance(ip, IPv6Address) and not _scoped(ip) else None
    name = typed.partition(":")[0]
    if not name.isascii():
        name = _in_ascii(name)
    if isinstance(_ip(name), IPv4Address) and name == typed.partition(":")[0]:
        return name
    labels = name.split(".")
    plain = len(name) <= 253 and all(_LABEL.fullmatch(label) for label in labels)
    return name if plain and _LAST_LABEL.fullmatch(labels[-1]) else None


def _in_ascii(name: str) -> str:
    """A name with umlauts as the internet writes it. A part that becomes plain letters thereby was
    disguised, and so is a name with another kind of dot.
    """
    try:
        written = name.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    typed, parts = name.split("."), written.split(".")
    honest = not any(one.isnumeric() and not one.isascii() for one in name) and all(
        one.isascii() or other.startswith("xn--") for one, other in zip(typed, parts, strict=False)
    )
    return written if honest and len(typed) == len(parts) else ""


def _ip(text: str) -> Ip | None:
    try:
        return ip_address(text)
    except ValueError:
        return None


def _quoted(text: str) -> str:
    """A path or query as it goes over the wire: what isn't ASCII is percent-encoded."""
    return "".join(
        one if one.isascii() else "".join(f"%{octet:02X}" for octet in one.encode()) for one in text
    )
