"""Any file: what it is, and what is in it."""

import gzip
import json
import lzma
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

from tandem.formats.catalogues.backstage import is_backstage, read_backstage
from tandem.formats.catalogues.calm import is_calm, read_calm
from tandem.formats.catalogues.rows import entries_in, is_list, read_list, read_table
from tandem.formats.catalogues.shapes import (
    ENTRIES_AT_MOST,
    Catalogue,
    FoundEntry,
    LeftOut,
    UnusableCatalogue,
)
from tandem.formats.catalogues.structurizr import is_structurizr, read_structurizr
from tandem.formats.catalogues.yaml_tree import trees_of
from tandem.formats.expenses import UnusableFile, decoded

LARGEST = 4_000_000
"""Bytes of a file, unpacked."""


def kept_text(data: bytes) -> str:
    """A file as text: unpacked, a sheet as CSV. Raises UnusableCatalogue."""
    if data.startswith(b"\xfd7zXZ\x00"):
        data = _unpacked(lzma.open, data)
    elif data.startswith(b"\x1f\x8b"):
        data = _unpacked(gzip.open, data)
    if len(data) > LARGEST:
        raise _too_large()
    try:
        text = decoded(data).replace("\x00", "")
    except UnusableFile as error:
        raise UnusableCatalogue(error.template, **error.values) from error
    if not text.strip():
        raise UnusableCatalogue("This file is empty.")
    return text


def _unpacked(opening: Callable[[BytesIO], Any], data: bytes) -> bytes:
    """Never more of it than is read."""
    try:
        with opening(BytesIO(data)) as file:
            found: bytes = file.read(LARGEST + 1)
    except (OSError, EOFError, lzma.LZMAError, zlib.error) as error:
        raise UnusableCatalogue("This file breaks off or is damaged. Pack it once more.") from error
    return found


def _too_large() -> UnusableCatalogue:
    return UnusableCatalogue(
        "This file has more than {most} MB. Upload a part of it at a time.",
        most=LARGEST // 1_000_000,
    )


def read_catalogue(text: str) -> Catalogue:
    """What is in a text, as far as it can be told. Raises UnusableCatalogue."""
    found = _read(text)
    if len(found.entries) > ENTRIES_AT_MOST:
        raise UnusableCatalogue(
            "{n} entries are too many at once; {most} are taken. Upload a part of it.",
            n=len(found.entries),
            most=ENTRIES_AT_MOST,
        )
    return replace(found, **_each_once(found)) if found.entries else found


def entries_of(found: Catalogue, columns: Mapping[str, int]) -> Catalogue:
    """The same, with a table's rows as entries, each once."""
    if not found.is_table:
        return found
    entries = list(entries_in(found, columns))
    nameless = LeftOut("Rows without a name: {n}.", len(found.rows) - len(entries))
    whole = replace(found, entries=entries, left_out=[nameless] if nameless.count else [])
    return replace(whole, **_each_once(whole))


def _each_once(found: Catalogue) -> dict[str, Any]:
    entries: dict[str, FoundEntry] = {}
    names: set[str] = set()
    for one in found.entries:
        if one.key not in entries and one.name.casefold() not in names:
            entries[one.key] = one
            names.add(one.name.casefold())
    twice = LeftOut(
        "Twice in the file, where the first counts: {n}.", len(found.entries) - len(entries)
    )
    left_out: Sequence[LeftOut] = [*found.left_out, twice] if twice.count else found.left_out
    return {"entries": list(entries.values()), "left_out": left_out}


def _read(text: str) -> Catalogue:
    start = text.lstrip()[:1]
    if start and start in "{[" and (tree := _json(text)) is not None:
        return _of_tree([tree])
    if is_structurizr(text):
        return read_structurizr(text)
    if _looks_like_yaml(text):
        return _of_tree(trees_of(text))
    return read_table(text)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise UnusableCatalogue("This file is nested too deep. No catalogue is.") from error
    except ValueError:
        return None


def _of_tree(trees: list[Any]) -> Catalogue:
    filled = [tree for tree in trees if tree]
    if is_backstage(filled):
        return read_backstage(filled)
    if len(filled) == 1 and is_calm(filled[0]):
        return read_calm(filled[0])
    if len(filled) == 1 and is_list(filled[0]):
        return read_list(filled[0])
    if filled and isinstance(filled[0], dict) and isinstance(filled[0].get("landscape"), list):
        raise UnusableCatalogue(
            "This is a market overview of {n} products, and no list of what runs at your company. "
            "Name those that you have in a table, or add them by hand.",
            n=_products(filled[0]["landscape"]),
        )
    raise UnusableCatalogue(
        "This is neither a list of systems nor an export that we know (Backstage, CALM, "
        "Structurizr). Save it as a table (CSV or XLSX), a row for each system."
    )


def _products(categories: list[Any]) -> int:
    parts = [
        part
        for one in categories
        if isinstance(one, dict) and isinstance(one.get("subcategories"), list)
        for part in one["subcategories"]
    ]
    items = [part.get("items") for part in parts if isinstance(part, dict)]
    return sum(len(one) for one in items if isinstance(one, list))


def _looks_like_yaml(text: str) -> bool:
    """YAML begins with a mark, a key or an item; a table's first line has cells."""
    for line in text.splitlines()[:200]:
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        if bare.startswith(("---", "%YAML", "- ", "!", "&", "{", "[", "? ", "*")) or bare == "-":
            return True
        key, colon, rest = bare.partition(":")
        return (
            bool(colon) and not any(cut in key for cut in ',;\t|"') and (not rest or rest[0] == " ")
        )
    return False
