#!/usr/bin/env python3
"""Check what two sides signed, as Tandem exported it. Needs Python 3.8 or newer, and nothing else.

    python verify.py signed-chain.zip
    python verify.py signed-chain.json --head 5f3c…

It recomputes the fingerprint of every text, of every signed content, of every link between the
statements and of the record of what happened, and says in plain words what it found. A file that
somebody wrote anew from the beginning holds together, too; so compare the last fingerprint, which
is printed, with the one that Tandem shows or that stands on paper: `--head` does it for you.

Ends with 0 where all of it holds together, with 1 where something was changed, with 2 where the
file can't be read.
"""

from __future__ import annotations

import hashlib
import json
import sys
import zipfile
import zlib
from datetime import datetime
from typing import Any, Iterator  # noqa: UP035 - it runs on Python 3.8, too

FORMAT = "tandem-signed-chain"
VERSION = 1
FILE = "signed-chain.json"
START = "0" * 64
SECTIONS = (
    *("why", "audience", "looks", "mvp", "requirements", "use_cases", "metrics", "tracking"),
    *("data", "changeable", "constraints", "cost", "owes", "more"),
)
LETTERS = {
    "text": "T",
    "requirement": "R",
    "use_case": "U",
    "metric": "M",
    "event": "E",
    "owed": "O",
}
SIDES = {"marketing": "Marketing", "it": "IT"}
STANCES = {
    "agree": "agrees",
    "dissent": "agrees, with dissent",
    "object": "objects and offers an alternative",
}
_LARGEST = 200_000_000
_APART = 60
"""Seconds between a statement and its entry in the record."""
_COMPARE = (
    "Compare it with the one on paper or in Tandem: whoever writes a whole file anew can let it "
    "hold together."
)


def fingerprint(value: Any) -> str:
    """SHA-256 over the value as JSON without spaces, its keys in order, as 64 hex digits."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint_of_part(part: Any) -> str:
    """The name of one exact text. Fields are left out where there are none."""
    body = [part[key] for key in ("kind", "section", "title", "text", "priority", "removed")]
    return fingerprint([*body, part["fields"]] if part["fields"] else body)


def fingerprint_of_content(parts: Any) -> str:
    """The name of one exact content: over “id fingerprint” of each part, by their ids."""
    pairs = sorted((part["item"], part["fingerprint"]) for part in parts)
    lines = "".join(f"{item} {name}\n" for item, name in pairs)
    return hashlib.sha256(lines.encode()).hexdigest()


def link_of(previous: str, snapshot: Any, statement: Any) -> str:
    """The fingerprint of a statement, with the one before it and all that it is about."""
    said = {key: value for key, value in statement.items() if key not in {"number", "link"}}
    names = [[part["item"], part["name"]] for part in snapshot["parts"]]
    about = [snapshot["number"], snapshot["taken_at"], snapshot["fingerprint"], names]
    return fingerprint([previous, statement["number"], about, said])


def fingerprint_of_event(previous: str, subject: int, event: Any) -> str:
    """The fingerprint of an entry of the record, with the one before it."""
    body = {key: event[key] for key in ("number", "kind", "actor", "at", "data")}
    return fingerprint({**body, "subject": subject, "previous": previous})


def seal_of(chain: Any) -> str:
    """The fingerprint of the whole file but for its seal."""
    return fingerprint({key: value for key, value in chain.items() if key != "seal"})


def as_text(chain: Any) -> str:
    """The file as it is written, to the byte."""
    return json.dumps(chain, ensure_ascii=False, indent=1) + "\n"


def findings(text: str) -> list[str]:
    """What doesn't hold together in the text of a file, each a sentence; nothing if all does."""
    try:
        chain = json.loads(text)
        if (chain["format"], chain["version"]) != (FORMAT, VERSION):
            return ["This isn't a signed chain that this program knows."]
        found = [*_snapshots(chain), *_statements(chain), *_record(chain), *_matches(chain)]
        if chain["seal"] != seal_of(chain):
            found.append("Something in the file was changed after it was written.")
        if not found and text != as_text(chain):
            found.append("The file isn't written as Tandem writes it: it was edited.")
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError) as error:
        return [f"The file is damaged: {type(error).__name__}, {error}."]
    return found


def _snapshots(chain: Any) -> Iterator[str]:
    numbers = [snapshot["number"] for snapshot in chain["snapshots"]]
    if numbers != sorted(set(numbers)):
        yield "The snapshots don't stand in their order."
    for snapshot in chain["snapshots"]:
        name, parts = f"Snapshot {snapshot['number']}", snapshot["parts"]
        for part in parts:
            if part["fingerprint"] != fingerprint_of_part(part):
                yield f"{name}: the text of {part['name']} isn't the one that was signed."
            if part["name"][:1] != LETTERS[part["kind"]]:
                yield f"{name}: {part['name']} isn't called so."
        places = [(SECTIONS.index(part["section"]), part["item"]) for part in parts]
        if places != sorted(set(places)):
            yield f"{name}: its parts don't stand in their order."
        if snapshot["fingerprint"] != fingerprint_of_content(parts):
            yield f"{name}: a part was added, taken away or exchanged."


def _statements(chain: Any) -> Iterator[str]:
    snapshots = {snapshot["number"]: snapshot for snapshot in chain["snapshots"]}
    if {statement["snapshot"] for statement in chain["statements"]} != set(snapshots):
        yield "There are snapshots that nobody spoke of, or statements without their snapshot."
        return
    previous = START
    for number, statement in enumerate(chain["statements"], start=1):
        name = f"Statement {number}, by {statement['name']}"
        if statement["number"] != number:
            yield f"{name}: it stands elsewhere than it stood, or one before it is missing."
        if statement["link"] != link_of(previous, snapshots[statement["snapshot"]], statement):
            yield f"{name}: its words, name, time, content or place isn't as it was."
        previous = statement["link"]
    if chain["head"] != previous:
        yield "The last statement isn't the one that the file ends with."


def _record(chain: Any) -> Iterator[str]:
    record = chain["record"]
    previous = START
    for number, event in enumerate(record["events"], start=1):
        if event["number"] != number:
            yield f"Entry {number} of the record is missing, or stands elsewhere."
            return
        if event["fingerprint"] != fingerprint_of_event(previous, record["subject"], event):
            yield f"Entry {number} of the record isn't as it was written."
            return
        previous = event["fingerprint"]
    if record["head"] != previous:
        yield "The end of the record was cut off."


def _matches(chain: Any) -> Iterator[str]:
    """Each statement has its entry in the record, and each entry its statement."""
    contents = {snapshot["number"]: snapshot["fingerprint"] for snapshot in chain["snapshots"]}
    waiting = list(chain["statements"])
    for event in chain["record"]["events"]:
        if event["kind"] == "brief.repeated":
            # Both owners' yes to a repeat is their signature; the record has one entry for both.
            for _ in SIDES:
                if waiting and contents[waiting[0]["snapshot"]] == event["data"]["content"]:
                    waiting.pop(0)
        if event["kind"] != "brief.signed":
            continue
        if not waiting or not _same(waiting.pop(0), contents, event):
            yield f"Entry {event['number']} of the record tells something else than was said."
            return
    if waiting:
        yield f"The record knows nothing of statement {waiting[0]['number']}."


def _same(statement: Any, contents: Any, event: Any) -> bool:
    data = event["data"]
    apart = datetime.fromisoformat(event["at"]) - datetime.fromisoformat(statement["at"])
    return (
        statement["side"] == data["lane"]
        and statement["statement"] == data["statement"]
        and contents[statement["snapshot"]] == data["content"]
        and statement["person"] == event["actor"][1]
        and abs(apart.total_seconds()) < _APART
    )


def report(text: str, head: str = "") -> tuple[bool, list[str]]:
    """Whether all of it holds together, and the lines to show."""
    found = findings(text)
    chain = {} if found else json.loads(text)
    if not found and head and head.lower() != chain["head"]:
        found = ["It ends with another fingerprint than the one you compare it with."]
    if found:
        return False, ["This is NOT as it was written:", *(f"  - {one}" for one in found)]
    snapshots, events = chain["snapshots"], chain["record"]["events"]
    texts = sum(len(snapshot["parts"]) for snapshot in snapshots)
    return True, [
        f"What was signed: {chain['initiative']['sentence']}",
        "",
        *(line for statement in chain["statements"] for line in _told(statement)),
        "",
        f"Checked: {texts} texts in {len(snapshots)} snapshots, {len(chain['statements'])} "
        f"statements, {len(events)} entries of the record.",
        "All of it holds together. Its last fingerprint:",
        f"  {chain['head']}",
        "It is the one that you compare it with." if head else _COMPARE,
    ]


def _told(statement: Any) -> Iterator[str]:
    at = statement["at"][:16].replace("T", " ")
    side, stance = SIDES[statement["side"]], STANCES[statement["statement"]]
    yield f"  {statement['number']}. {at} UTC, snapshot {statement['snapshot']}"
    yield f"     {statement['name']}, for {side}: {stance}"
    if statement["note"]:
        yield f"     “{statement['note']}”"


def read(path: str) -> str:
    """The text of a file; of a zip the chain that is in it."""
    if not zipfile.is_zipfile(path):
        with open(path, "rb") as file:
            return file.read(_LARGEST).decode("utf-8")
    with zipfile.ZipFile(path) as packed, packed.open(FILE) as file:
        return file.read(_LARGEST).decode("utf-8")


def main(words: list[str]) -> int:
    """Read the file that is named, say what was found; see the top of this file."""
    head = words[words.index("--head") + 1] if "--head" in words[:-1] else ""
    files = [word for word in words if word not in ("--head", head)]
    if len(files) != 1:
        sys.stderr.write(__doc__ or "")
        return 2
    try:
        text = read(files[0])
    except (OSError, ValueError, KeyError, zlib.error, zipfile.BadZipFile) as error:
        sys.stderr.write(f"This file can't be read: {error}\n")
        return 2
    holds, lines = report(text, head)
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if holds else 1


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main(sys.argv[1:]))
