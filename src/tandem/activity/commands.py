"""What the command line does with the record of what happened."""

import sys
from collections.abc import Iterable
from pathlib import Path

from tandem.activity import queries, services
from tandem.activity.rules import (
    KeptCheckpoint,
    Verified,
    compare_with_kept,
    read_kept,
    verify_chains,
    verify_checkpoints,
    written_down,
)
from tandem.core.words import Sentence, say


def take_checkpoint() -> int:
    """Take a checkpoint and print it as one line, to be kept elsewhere. Returns 0."""
    taken = services.take_checkpoint()
    _print(
        written_down(KeptCheckpoint(taken.pk, taken.at, taken.subjects, taken.root, taken.digest))
    )
    return 0


def verify(checkpoint_file: Path | None = None) -> int:
    """Check that the record of what happened is the one that was written, and print what was found.

    `checkpoint_file` holds lines that `take_checkpoint` printed. Returns 0, or 1 if anything is
    damaged or what was kept can't be read.
    """
    # Checkpoints first: what is written meanwhile is in the chains by the time they are read.
    standing = queries.kept_checkpoints()
    checkpoints = verify_checkpoints(standing, queries.kept_heads())
    chains = verify_chains(queries.kept_events())
    damage = [*chains.damage, *_lost_whole(), *checkpoints.damage]
    _print(say("Events checked: {number}.", number=chains.count))
    _print(say("Checkpoints checked: {number}.", number=checkpoints.count))
    if checkpoint_file:
        damage += _held_against(checkpoint_file, standing)
    return _tell(damage)


def _lost_whole() -> list[Sentence]:
    return [
        say(
            "{kind} {subject}: all of its {number} events are gone.",
            kind=kind,
            subject=subject,
            number=number,
        )
        for kind, subject, number in queries.subjects_without_their_events()
    ]


def _held_against(file: Path, standing: Iterable[KeptCheckpoint]) -> list[Sentence]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return [say("{file} can't be read.", file=file)]
    kept, unread = read_kept(lines)
    found: Verified = compare_with_kept(kept, standing)
    _print(say("{number} kept checkpoints compared.", number=found.count))
    return [*unread, *found.damage]


def _tell(damage: list[Sentence]) -> int:
    for sentence in damage:
        _print(sentence)
    if damage:
        _print(say("The record is damaged: {number} findings.", number=len(damage)))
        return 1
    _print(say("The record is whole."))
    return 0


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
