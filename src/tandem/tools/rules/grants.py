"""Programs that were let into the company's accounts, and what they may read there."""

import re
from collections.abc import Iterable, Mapping

from tandem.systems.rules import DataClass
from tandem.tools.rules.addresses import domain_of, host_of
from tandem.tools.rules.hosts import maker_of_host
from tandem.tools.rules.merchants import (
    Known,
    Recognised,
    Sign,
    may_be_person,
    merchant_of,
    recognise,
)
from tandem.tools.rules.register import plain_vendor
from tandem.tools.rules.tool import NAME_LIMIT, Purpose

_READS = (
    (re.compile(r"mail|message|contact|people|directory|user\.read|calendar"), "customer_contact"),
    (re.compile(r"drive|files|sites|sheet|document|notes|task|chat|channel"), "internal"),
    (re.compile(r"payment|billing|invoice"), "payment"),
)
_ONLY_SIGN_IN = re.compile(
    r"(?:.*/)?(?:openid|email|profile|userinfo\.(?:email|profile)|offline_access|user\.read)"
)


def data_let_in(scopes: Iterable[str]) -> tuple[DataClass, ...]:
    """What a program may read by these scopes. Signing in alone lets nothing in."""
    found = set()
    for scope in scopes:
        plain = scope.casefold().strip()
        if not plain or _ONLY_SIGN_IN.fullmatch(plain):
            continue
        found |= {DataClass(code) for pattern, code in _READS if pattern.search(plain)}
    return tuple(one for one in DataClass if one in found)


def recognise_grant(
    name: str, publisher: str, address: str, known: Mapping[str, Known]
) -> Recognised | None:
    """Which program it is: known here, by its maker, or by what it calls itself.

    “Anna's script” was written by somebody for themselves: unless it or its maker is known, what
    may be a person's name is left out, whoever published it.
    """
    name = " ".join(name.split())[:NAME_LIMIT]
    host = host_of(address)
    if not name:
        return None
    said = merchant_of(name)
    maker = maker_of_host(host) if host else None
    from_words = recognise(said, "", {})
    shown = maker.name if maker else from_words.name if from_words else name
    purpose = maker.purpose if maker else from_words.purpose if from_words else Purpose.OTHER
    names = (name.casefold(), shown.casefold(), domain_of(host), plain_vendor(publisher))
    if one := next((known[text] for text in names if text and text in known), None):
        return Recognised(Sign.KNOWN, shown if maker or from_words else one.name, known=one)
    if may_be_person(said) and not maker and not from_words:
        return None
    return Recognised(Sign.GRANTED, shown, purpose)
