"""What a scenario was made of, and what of that has moved since. Plain Python."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tandem.core.words import Sentence, say
from tandem.plans.problems import Facts
from tandem.plans.rules import ScopeFacts
from tandem.work.rules import WorkState

MadeOf = dict[str, Any]
"""As it is kept: ids, short digests and a day, no words."""
_NAMED = 6


@dataclass(frozen=True, slots=True)
class Labels:
    """How what moved is called, for those who may see it: work, requirements, people by id."""

    work: Mapping[str, str]
    requirements: Mapping[str, str]
    people: Mapping[str, str]


def made_of(
    facts: Facts,
    scope: ScopeFacts,
    promised: date | None,
    freezes: Collection[int],
    soft: Collection[int] = (),
) -> MadeOf:
    """What the plan is now, as far as a scenario stands on it. Work that goes on as planned
    changes nothing of it; nor does the time of day. `freezes` are those in force, `soft` the soft
    ones ahead.
    """
    return {
        "work": {
            str(one.id): _code(
                one.lane, one.estimate, one.parent_id, one.starts_on, one.doers, sorted(one.skills)
            )
            for one in facts.pieces
            if one.state is not WorkState.DROPPED
        },
        "people": {
            str(one.id): _code(sorted(one.lanes), one.share) for one in facts.people if one.on_it
        },
        "waits": sorted(_code(one.waiting, one.on, one.kind, one.lag) for one in facts.waits),
        "freezes": sorted(freezes),
        "soft": sorted(soft),
        "scope": {
            str(one.id): _code(one.priority, one.effort, one.spend, one.counts, one.needs)
            for one in scope.wanted
        },
        "out": sorted(facts.left_out),
        "money": _code(scope.budget, scope.rate, scope.most_days),
        "promise": promised.isoformat() if promised else None,
    }


def _code(*values: object) -> str:
    said = json.dumps([_plain(one) for one in values])
    return hashlib.sha256(said.encode()).hexdigest()[:8]


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value if isinstance(value, int | float | str) or value is None else str(value)


def what_moved(before: MadeOf, now: MadeOf, labels: Labels) -> list[Sentence]:
    """What has changed in the plan since, in sentences; nothing where it is as it was."""
    told = _of_many(before, now, "work", labels.work, _WORK)
    told += _of_many(before, now, "scope", labels.requirements, _SCOPE)
    told += _of_many(before, now, "people", labels.people, _PEOPLE)
    if before.get("waits") != now["waits"]:
        told.append(say("What waits for what has changed."))
    soft = before.get("soft", now["soft"])
    if (before.get("freezes"), soft) != (now["freezes"], now["soft"]):
        told.append(say("The freezes of the year have changed."))
    if before.get("out") != now["out"]:
        told.append(say("Both sides agreed on another list of what will be built."))
    if before.get("money") != now["money"]:
        told.append(say("The budget, the rate of a day or IT's days have changed."))
    if before.get("promise") != now["promise"]:
        told.append(say("Another date is promised."))
    return told


_WORK = (
    say("New work: {names}."),
    say("Work that is gone: {names}."),
    say("Work that was changed: {names}."),
)
_SCOPE = (
    say("New in the brief: {names}."),
    say("No longer in the brief: {names}."),
    say("Changed in the brief, or weighed anew: {names}."),
)
_PEOPLE = (
    say("New on it: {names}."),
    say("No longer on it: {names}."),
    say("With other sides or another share of their time: {names}."),
)


def _of_many(
    before: MadeOf,
    now: MadeOf,
    what: str,
    labels: Mapping[str, str],
    sentences: tuple[Sentence, Sentence, Sentence],
) -> list[Sentence]:
    was, there = before.get(what, {}), now[what]
    sets = (
        [pk for pk in there if pk not in was],
        [pk for pk in was if pk not in there],
        [pk for pk in there if pk in was and was[pk] != there[pk]],
    )
    return [
        Sentence(sentence.template, names=_names(found, labels))
        for sentence, found in zip(sentences, sets, strict=True)
        if found
    ]


def _names(ids: list[str], labels: Mapping[str, str]) -> str:
    known = [labels[pk] for pk in ids if pk in labels][:_NAMED]
    more = len(ids) - len(known)
    return ", ".join([*known, *([f"+{more}"] if more else [])])
