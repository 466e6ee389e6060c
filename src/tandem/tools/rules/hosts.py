"""Hosts that a page of one's own site loads something from, and whose they are."""

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from tandem.systems.rules import DataClass
from tandem.tools.rules.addresses import domain_of, host_of
from tandem.tools.rules.merchants import Known, Recognised, Sign, Vendor
from tandem.tools.rules.tool import Purpose

_HOSTS = Path(__file__).parent / "words" / "hosts.toml"
_SEES_VISITORS = {Purpose.ANALYTICS, Purpose.ADVERTISING, Purpose.SOCIAL}
_ASKS_VISITORS = {Purpose.MAIL, Purpose.SURVEYS, Purpose.CONTACTS}


@cache
def makers() -> Mapping[str, Vendor]:
    """{domain: whose it is}, ours."""
    found = {}
    for purpose, lines in tomllib.loads(_HOSTS.read_text(encoding="utf-8")).items():
        for name, *domains in lines:
            for domain in domains:
                found[domain] = Vendor(name, Purpose(purpose))
    return found


@lru_cache(maxsize=20_000)
def maker_of_host(host: str) -> Vendor | None:
    """Whose a host is, by the longest domain that is known; nothing where none is."""
    labels, known = host.split("."), makers()
    for at in range(len(labels) - 1):
        if found := known.get(".".join(labels[at:])):
            return found
    return None


def recognise_host(host: str, known: Mapping[str, Known]) -> Recognised | None:
    """What a page loads from there: known here, by its maker, or by its address alone.

    An address that nobody knows is kept: it may be the one that nobody told IT about.
    """
    domain = domain_of(host_of(host))
    if not domain:
        return None
    maker = maker_of_host(host)
    names = (host, domain, maker.name.casefold() if maker else "")
    if one := next((known[name] for name in names if name in known), None):
        return Recognised(Sign.KNOWN, maker.name if maker else domain, known=one)
    if maker:
        return Recognised(Sign.EMBEDDED, maker.name, maker.purpose)
    return Recognised(Sign.HOST, domain)


def data_seen(purpose: Purpose) -> tuple[DataClass, ...]:
    """What such a thing sees of visitors; nothing where that can't be said."""
    if purpose in _SEES_VISITORS:
        return (DataClass.BEHAVIOUR,)
    if purpose in _ASKS_VISITORS:
        return (DataClass.CUSTOMER_CONTACT,)
    return ()
