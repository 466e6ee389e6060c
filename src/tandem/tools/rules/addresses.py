"""Addresses of tools: the host alone is kept, for the rest may name a person or hold a secret."""

import re

from tandem.core.words import Sentence, say

_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_BELOW_COUNTRIES = {"ac", "co", "com", "edu", "gov", "gouv", "gob", "ltd", "net", "ne", "or", "org"}
"""Names below a country's under which anybody may register: example.co.uk, example.com.au."""


def host_of(address: str) -> str:
    """The host that an address names, in small ASCII letters; empty where it names none."""
    text = address.strip().casefold().removeprefix("//")
    text = text.split("://", 1)[-1]
    text = re.split(r"[/?#\\\s]", text, maxsplit=1)[0].rpartition("@")[2]
    text = re.sub(r":\d+$", "", text).strip(".")
    try:
        host = text.encode("idna").decode("ascii").lower() if text else ""
    except UnicodeError:
        return ""
    labels = host.split(".")
    whole = len(labels) > 1 and all(_LABEL.fullmatch(one) for one in labels)
    return host if whole and len(host) <= 253 and not labels[-1].isdecimal() else ""


def domain_of(host: str) -> str:
    """What somebody registered: shop.example.co.uk → example.co.uk; empty for no host.

    Below a country's two letters a general name (co, com, org…) belongs to the country. That is
    no list of all public endings; where it is wrong two tools are compared by too much or too
    little of their address, and people see both.
    """
    labels = [one for one in host.split(".") if one]
    if len(labels) < 2:
        return ""
    shared = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _BELOW_COUNTRIES
    return ".".join(labels[-3 if shared else -2 :])


def why_not_address(address: str) -> Sentence | None:
    """Say why an address can't be taken, or nothing if it can; an empty one can."""
    if address.strip() and not host_of(address):
        return say("Write the address as the browser shows it: tool.example. Or leave it empty.")
    return None
