"""From which hosts a page loads something: HAR files and saved pages. Nothing but hosts is read.

A HAR file holds cookies, words that somebody typed and addresses with secrets in them; none of
that leaves this module.
"""

import gzip
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from tandem.formats.expenses import UnusableFile

HOSTS_AT_MOST = 5_000
_UNPACKED_AT_MOST = 96 * 1024**2
_HEAD = 200_000
_URL = re.compile(r"(?:https?|wss?)://([^/?#\s\"'<>\\@]{4,253})", re.IGNORECASE)
_ANY_URL = re.compile(r"(?:https?:)?//([a-z0-9_.-]{4,253})([^\s\"'<>]{0,300})", re.IGNORECASE)
# A page may be made to be read slowly: no piece of these may take what the next one could take.
_TAG = re.compile(
    r"<(script|iframe|img|link|source|video|audio|object|embed|form|input|meta|base)\b([^<>]{0,6000})>",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\b(?:src|href|data|action|formaction|data-src)\s{0,8}=\s{0,8}[\"']?\s{0,8}([^\s\"'>]+)",
    re.IGNORECASE,
)
_REL = re.compile(r"\brel\s{0,8}=\s{0,8}[\"']?\s{0,8}([^\"'>]+)", re.IGNORECASE)
_LOADS = {"stylesheet", "preconnect", "dns-prefetch", "preload", "prefetch", "modulepreload"}
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d{1,6}\)(\S{4,400})", re.IGNORECASE)


@dataclass(slots=True)
class SiteHosts:
    """Whose page it is, and how often it asks which host. `month` is nothing where none stands."""

    own: set[str] = field(default_factory=set)
    hosts: Counter[str] = field(default_factory=Counter)
    hinted: Counter[str] = field(default_factory=Counter)
    """Hosts of scripts that a script names: a page may only write about them."""
    month: date | None = None


def content_of(path: Path) -> bytes:
    """What is in a file, unpacked where it is packed. Raises UnusableFile."""
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
        with gzip.open(path, "rb") if packed else path.open("rb") as whole:
            data = whole.read(_UNPACKED_AT_MOST + 1)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise UnusableFile(
            "This file breaks off or is damaged. Please export it once more."
        ) from error
    if len(data) > _UNPACKED_AT_MOST:
        raise UnusableFile(
            "This file unpacks to far more than a recorded page or a list of programs holds."
        )
    return data


def hosts_of_har(data: bytes) -> SiteHosts:
    """Every host of a HAR file. Raises UnusableFile."""
    try:
        whole: Any = json.loads(data.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise UnusableFile(
            "This HAR file breaks off or is damaged. Save it once more from the network panel."
        ) from error
    log = whole.get("log") if isinstance(whole, dict) else None
    entries = log.get("entries") if isinstance(log, dict) else None
    if not isinstance(entries, list):
        raise UnusableFile("This is no HAR file: it has no “log” with “entries” in it.")
    found = SiteHosts()
    for entry in entries:
        request = entry.get("request") if isinstance(entry, dict) else None
        url = request.get("url") if isinstance(request, dict) else None
        host = _host(url) if isinstance(url, str) else ""
        if not host:
            continue
        if not found.own:
            found.own.add(host)
            found.month = _month(entry.get("startedDateTime"))
        if host in found.hosts or len(found.hosts) < HOSTS_AT_MOST:
            found.hosts[host] += 1
    if not found.hosts:
        raise UnusableFile(
            "No request stands in this HAR file. Open the network panel first, then load the page."
        )
    return found


def _host(url: str) -> str:
    found = _URL.match(url.strip())
    return re.sub(r":\d+$", "", found[1]).strip(".").lower() if found else ""


def _month(text: object) -> date | None:
    found = re.match(r"(\d{4})-(\d{2})-\d{2}", text) if isinstance(text, str) else None
    try:
        return date(int(found[1]), int(found[2]), 1) if found else None
    except ValueError:
        return None


def hosts_of_page(data: bytes) -> SiteHosts:
    """Every host that a saved page loads from or sends a form to. Raises UnusableFile.

    No parser: a page is searched from its beginning to its end once, whatever stands in it.
    """
    text = data.decode("utf-8-sig", "replace")
    tags = [(one[1].lower(), one[2]) for one in _TAG.finditer(text)]
    found = SiteHosts(own=_own(text, tags))
    loading = (inside for name, inside in tags if _loads(name, inside))
    for address in (address for inside in loading for address in _ADDRESS.finditer(inside)):
        _count(found.hosts, _ANY_URL.match(address[1]))
    for url in (url for script in _scripts(text) for url in _ANY_URL.finditer(script)):
        if ".js" in url[2] or "gtm" in url[2]:
            _count(found.hinted, url)
    if not tags:
        raise UnusableFile("This is no page: nothing in it would be loaded. Save it as HTML.")
    return found


def _own(text: str, tags: Iterable[tuple[str, str]]) -> set[str]:
    """Whose page it says it is."""
    saved = _SAVED_FROM.search(text[:_HEAD])
    said = [saved[1]] if saved else []
    for name, inside in tags:
        lower = inside.lower()
        if (
            (name == "link" and "canonical" in lower)
            or (name == "meta" and "og:url" in lower)
            or name == "base"
        ):
            said.append(inside)
    found = (_ANY_URL.search(one) for one in said[:20])
    return {url[1].strip(".").lower() for url in found if url}


def _loads(name: str, inside: str) -> bool:
    if name != "link":
        return name not in {"meta", "base"}
    rel = _REL.search(inside)
    return rel is not None and not _LOADS.isdisjoint(rel[1].lower().split())


def _count(hosts: Counter[str], url: "re.Match[str] | None") -> None:
    host = url[1].strip(".").lower() if url else ""
    if host and (host in hosts or len(hosts) < HOSTS_AT_MOST):
        hosts[host] += 1


def _scripts(text: str) -> list[str]:
    """What stands between the marks of scripts that are no data."""
    found, at = [], 0
    lower = text.lower()
    while (start := lower.find("<script", at)) >= 0:
        inside = lower.find(">", start)
        end = lower.find("</script", inside) if inside >= 0 else -1
        if end < 0:
            break
        if "json" not in lower[start:inside]:
            found.append(text[inside + 1 : end].replace("\\/", "/"))
        at = end + 8
    return found
