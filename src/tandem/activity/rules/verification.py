"""Finding out whether the record of what happened is still the one that was written.

A change, a removal or a different order inside a chain is found from the chain alone. A tail that
was cut off is found against a checkpoint taken after it; and if the checkpoints were rewritten as
well, against one that was kept elsewhere.

All functions take iterables and hold one chain's state at a time, or one head per subject.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter

from tandem.activity.rules.chain import (
    GENESIS,
    Link,
    chain_of_checkpoints,
    digest_of,
    root_of,
)
from tandem.core.words import Sentence, say


@dataclass(frozen=True, slots=True)
class KeptEvent:
    """An event as it stands in the database, beside where its subject says that its chain ends."""

    subject_kind: str
    link: Link
    digest: str
    chain_length: int
    chain_head: str

    @property
    def subject_id(self) -> int:
        return self.link.subject_id


@dataclass(frozen=True, slots=True)
class KeptCheckpoint:
    """A checkpoint as it stands in the database, or as it was kept elsewhere."""

    number: int
    at: datetime
    subjects: int
    root: str
    digest: str


@dataclass(frozen=True, slots=True)
class KeptHead:
    """Where a chain stood at a checkpoint, beside the digest of the event with that number now."""

    checkpoint: int
    subject_id: int
    length: int
    head: str
    event_digest: str | None


@dataclass(slots=True)
class Verified:
    """How much was looked at, and what is wrong, each in one sentence."""

    count: int = 0
    damage: list[Sentence] = field(default_factory=list)


def verify_chains(events: Iterable[KeptEvent]) -> Verified:
    """Recompute every chain. `events` come ordered by subject and number.

    Of each chain the first damage is told: what comes after it can't be judged.
    """
    found = Verified()

    def counted(chain: Iterable[KeptEvent]) -> Iterator[KeptEvent]:
        for event in chain:
            found.count += 1
            yield event

    for _, group in groupby(events, key=attrgetter("subject_id")):
        chain = counted(group)
        if damage := _damage_in(chain):
            found.damage.append(damage)
        for _ in chain:
            pass
    return found


def _damage_in(chain: Iterable[KeptEvent]) -> Sentence | None:
    previous, number, last = GENESIS, 0, None
    for number, event in enumerate(chain, start=1):
        if event.link.number != number:
            return say("{where}: event {number} is missing.", where=_where(event), number=number)
        if digest_of(previous, event.link) != event.digest:
            return say(
                "{where}: event {number} ({kind}) is not as it was written, or not in its place.",
                where=_where(event),
                number=number,
                kind=event.link.kind,
            )
        previous, last = event.digest, event
    if last and (last.chain_length, last.chain_head) != (number, previous):
        return say(
            "{where}: it ends with event {number}, but {length} were written.",
            where=_where(last),
            number=number,
            length=last.chain_length,
        )
    return None


def _where(event: KeptEvent) -> str:
    return f"{event.subject_kind} {event.subject_id}"


def verify_checkpoints(
    checkpoints: Iterable[KeptCheckpoint], heads: Iterable[KeptHead]
) -> Verified:
    """Recompute every checkpoint. Both come ordered by number; `heads` are those that moved."""
    found = Verified()
    by_checkpoint = groupby(heads, key=attrgetter("checkpoint"))
    known: dict[int, tuple[int, str]] = {}
    previous = GENESIS
    number, moved = next(by_checkpoint, (0, iter(())))
    for checkpoint in checkpoints:
        found.count += 1
        if checkpoint.number != found.count:
            found.damage.append(say("Checkpoint {number} is missing.", number=found.count))
            return found
        if number == checkpoint.number:
            found.damage += _move(known, moved)
            number, moved = next(by_checkpoint, (0, iter(())))
        found.damage += _damage_of(checkpoint, known, previous)
        previous = checkpoint.digest
    return found


def _move(known: dict[int, tuple[int, str]], heads: Iterable[KeptHead]) -> list[Sentence]:
    """Bring `known` up to a checkpoint; say which of its heads the chains no longer hold."""
    damage = []
    for head in heads:
        known[head.subject_id] = (head.length, head.head)
        present = GENESIS if head.length == 0 else head.event_digest
        if present != head.head:
            damage.append(
                say(
                    "Checkpoint {number} saw event {length} of number {subject}; "
                    "it is gone or another one.",
                    number=head.checkpoint,
                    length=head.length,
                    subject=head.subject_id,
                )
            )
    return damage


def _damage_of(
    checkpoint: KeptCheckpoint, known: Mapping[int, tuple[int, str]], previous: str
) -> list[Sentence]:
    damage = []
    root = root_of((subject, length, head) for subject, (length, head) in known.items())
    if root != checkpoint.root or checkpoint.subjects != len(known):
        damage.append(say("Checkpoint {number} doesn't fit what it saw.", number=checkpoint.number))
    if chain_of_checkpoints(previous, checkpoint.root, checkpoint.at) != checkpoint.digest:
        damage.append(
            say(
                "Checkpoint {number} is not as it was written, or not in its place.",
                number=checkpoint.number,
            )
        )
    return damage


def written_down(checkpoint: KeptCheckpoint) -> str:
    """A checkpoint as the one line that an operator keeps elsewhere."""
    return json.dumps(
        {
            "number": checkpoint.number,
            "at": checkpoint.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "subjects": checkpoint.subjects,
            "root": checkpoint.root,
            "digest": checkpoint.digest,
        }
    )


def read_kept(lines: Iterable[str]) -> tuple[list[KeptCheckpoint], list[Sentence]]:
    """Read the lines that were kept: the checkpoints, and what can't be read."""
    kept, unread = [], []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            kept.append(_kept(json.loads(line)))
        except (ValueError, TypeError, KeyError, RecursionError):
            unread.append(say("Line {number} of what was kept can't be read.", number=number))
    if not kept and not unread:
        unread.append(say("There is no checkpoint in what was kept."))
    return kept, unread


def _kept(line: Mapping[str, object]) -> KeptCheckpoint:
    return KeptCheckpoint(
        number=int(str(line["number"])),
        at=datetime.fromisoformat(str(line["at"])),
        subjects=int(str(line["subjects"])),
        root=str(line["root"]),
        digest=str(line["digest"]),
    )


def compare_with_kept(
    kept: Iterable[KeptCheckpoint], standing: Iterable[KeptCheckpoint]
) -> Verified:
    """Hold what was kept elsewhere against the checkpoints that stand in the database."""
    found = Verified()
    by_number = {checkpoint.number: checkpoint for checkpoint in standing}
    for checkpoint in kept:
        found.count += 1
        here = by_number.get(checkpoint.number)
        if here is None:
            found.damage.append(
                say("Checkpoint {number} was kept and is gone here.", number=checkpoint.number)
            )
        elif here != checkpoint:
            found.damage.append(
                say("Checkpoint {number} is another than the kept one.", number=checkpoint.number)
            )
    return found
