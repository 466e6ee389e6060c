"""The file of a signed chain, and the zip in which it travels with its verifier."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tandem.formats.signed_chain import verify


@dataclass(frozen=True, slots=True)
class ChainPart:
    """One exact text. `item` is its lasting id, `name` how it is called (R1)."""

    item: int
    name: str
    kind: str
    section: str
    title: str
    text: str
    priority: str | None
    removed: bool
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ChainSnapshot:
    """One exact content, of which somebody said something."""

    number: int
    taken_at: datetime
    parts: Sequence[ChainPart]


@dataclass(frozen=True, slots=True)
class ChainStatement:
    """What a side said of a snapshot; `name` is how its person was called then."""

    snapshot: int
    side: str
    statement: str
    note: str
    person: int
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ChainEvent:
    """An entry of the brief's record: ids, codes and fingerprints, no text."""

    number: int
    kind: str
    actor_kind: str
    actor_id: int | None
    at: datetime
    data: Mapping[str, object]
    digest: str


@dataclass(frozen=True, slots=True)
class SignedChain:
    """All that was said of a brief, oldest first, with the exact contents it was said of."""

    initiative: int
    sentence: str
    brief: int
    snapshots: Sequence[ChainSnapshot]
    statements: Sequence[ChainStatement]
    events: Sequence[ChainEvent]


def write_signed_chain(chain: SignedChain, *, at: datetime) -> dict[str, object]:
    """The chain as it is written down, with all its fingerprints; `verify.as_text` is the file."""
    snapshots = [_snapshot(one) for one in chain.snapshots]
    statements, head = _linked(chain.statements, {one["number"]: one for one in snapshots})
    events = [_event(one) for one in chain.events]
    written: dict[str, object] = {
        "format": verify.FORMAT,
        "version": verify.VERSION,
        "written_at": _moment(at),
        "initiative": {"id": chain.initiative, "sentence": chain.sentence},
        "snapshots": snapshots,
        "statements": statements,
        "head": head,
        "record": {
            "subject": chain.brief,
            "events": events,
            "head": events[-1]["fingerprint"] if events else verify.START,
        },
    }
    return {**written, "seal": verify.seal_of(written)}


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _snapshot(one: ChainSnapshot) -> dict[str, object]:
    parts = [asdict(part) for part in one.parts]
    parts.sort(key=lambda part: (verify.SECTIONS.index(part["section"]), part["item"]))
    for part in parts:
        part["fingerprint"] = verify.fingerprint_of_part(part)
    return {
        "number": one.number,
        "taken_at": _moment(one.taken_at),
        "fingerprint": verify.fingerprint_of_content(parts),
        "parts": parts,
    }


def _linked(
    statements: Sequence[ChainStatement], snapshots: Mapping[object, Mapping[str, object]]
) -> tuple[list[dict[str, object]], str]:
    """The statements with their links, and the last of these."""
    written: list[dict[str, object]] = []
    head = verify.START
    for number, one in enumerate(statements, start=1):
        said: dict[str, object] = {"number": number, **asdict(one), "at": _moment(one.at)}
        head = verify.link_of(head, snapshots[one.snapshot], said)
        written.append({**said, "link": head})
    return written, head


def _event(one: ChainEvent) -> dict[str, object]:
    return {
        "number": one.number,
        "kind": one.kind,
        "actor": [one.actor_kind, one.actor_id],
        "at": _moment(one.at),
        "data": dict(one.data),
        "fingerprint": one.digest,
    }


def zipped(written: Mapping[str, object], read_me: str) -> bytes:
    """The file, the program that checks it, and a page that says how."""
    files = {
        verify.FILE: verify.as_text(written),
        "verify.py": Path(verify.__file__).read_text("utf-8"),
        "READ-ME.txt": read_me,
    }
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(ZipInfo(name), text.encode(), ZIP_DEFLATED)
    return out.getvalue()
