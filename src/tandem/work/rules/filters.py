"""The one language in which work is asked for, in lists and by programs. Plain Python.

    side:it state:next,doing assignee:me blocked:yes due:<2026-12-01 skill:"e-mail" -kind:bug ledger

A key, a colon and a value; several values with commas between mean any of them; `-` before the key
means not. `due` and `estimate` take `<` and `>`; days are written 2026-12-01, today or +7. All
other words stand in the title. Form controls write the same text.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from tandem.core.words import Sentence, say
from tandem.work.rules.item import OPEN_STATES, WorkState

FILTER_LIMIT = 1_000
TERMS_AT_MOST = 20

_STATES = {
    **{state.value: (state,) for state in WorkState},
    **{state.value.replace("_", "-"): (state,) for state in WorkState},
    "todo": (WorkState.TO_DO,),
    "doing": (WorkState.IN_PROGRESS,),
    "review": (WorkState.IN_REVIEW,),
    "open": OPEN_STATES,
}
_YES_NO = ("yes", "no")
CHOICES: Mapping[str, tuple[str, ...]] = {
    "side": ("marketing", "it", "both"),
    "state": ("open", "todo", "next", "doing", "review", "done", "dropped"),
    "kind": ("task", "bug", "tweak", "spike"),
    "blocked": _YES_NO,
    "accepted": _YES_NO,
}
"""Keys whose values are these words."""

_FREE = ("assignee", "skill", "in", "field")
_MEASURED = ("due", "starts", "estimate")
KEYS = (*CHOICES, *_FREE, *_MEASURED)

_TERM = re.compile(r'(-?)([a-z]+):((?:"[^"]*"|[^\s"])*)|"([^"]*)"|(\S+)', re.IGNORECASE)
_VALUE = re.compile(r'"([^"]*)"|([^,]+)')
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_AHEAD = re.compile(r"[+-]\d{1,4}", re.ASCII)


class Misread(ValueError):
    """A filter that can't be read: where, and what would do."""

    def __init__(self, reason: Sentence, at: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.at = at


@dataclass(frozen=True, slots=True)
class Term:
    """One condition: any of the values, or none of them. `sign` is "", "<" or ">"."""

    key: str
    values: tuple[str, ...]
    sign: str = ""
    negated: bool = False

    @property
    def text(self) -> str:
        values = ",".join(f'"{one}"' if re.search(r"[\s,:]", one) else one for one in self.values)
        return f"{'-' if self.negated else ''}{self.key}:{self.sign}{values}"

    @property
    def states(self) -> frozenset[WorkState]:
        """The states that a `state` term names."""
        return frozenset(state for one in self.values for state in _STATES[one])


@dataclass(frozen=True, slots=True)
class WorkFilter:
    """What is asked of a list of work."""

    terms: tuple[Term, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """As it is written; read again, it is the same."""
        quoted = (f'"{one}"' if re.search(r"[\s:]", one) else one for one in self.words)
        return " ".join([*(term.text for term in self.terms), *quoted])

    def value(self, key: str) -> str:
        """What a form control shows for a key: its one plain value."""
        for term in self.terms:
            if term.key == key and not term.negated and not term.sign and len(term.values) == 1:
                return term.values[0]
        return ""

    def but(self, changes: Mapping[str, str]) -> "WorkFilter":
        """The same with other plain values; an empty one takes the key away."""
        left = tuple(term for term in self.terms if term.key not in changes)
        added = tuple(Term(key, (value,)) for key, value in changes.items() if value)
        return replace(self, terms=(*left, *added))


def read_filter(text: str) -> WorkFilter:
    """The filter that a text says. Raises Misread with the place and what would do."""
    if len(text) > FILTER_LIMIT:
        raise Misread(say("Keep the filter below {most} characters.", most=FILTER_LIMIT), 0)
    terms, words = [], []
    for found in _TERM.finditer(text):
        minus, key, value, quoted, word = found.groups()
        if key is not None:
            terms.append(_term(key.lower(), value, bool(minus), found.start()))
        elif word and '"' in word:
            raise Misread(_told(found.start(), say("a quotation mark is missing.")), found.start())
        elif quoted or word:
            words.append(quoted or word)
    if len(terms) + len(words) > TERMS_AT_MOST:
        raise Misread(say("At most {most} conditions at once.", most=TERMS_AT_MOST), 0)
    return WorkFilter(tuple(terms), tuple(words))


def _term(key: str, text: str, negated: bool, at: int) -> Term:  # noqa: FBT001 - one call
    if key not in KEYS:
        raise Misread(
            _told(at, say("there is no “{key}:”. Use {keys}.", key=key, keys=", ".join(KEYS))), at
        )
    sign = text[:1] if key in _MEASURED and text[:1] in {"<", ">"} else ""
    found = _VALUE.finditer(text.removeprefix(sign))
    values = tuple(one for match in found if (one := (match[1] or match[2] or "").strip()))
    if not values:
        raise Misread(_told(at, say("“{key}:” needs a value. {do}", key=key, do=_do(key))), at)
    if key not in _FREE:
        values = tuple(one.lower() for one in values)
    wrong = next((one for one in values if not _fits(key, one)), None)
    if wrong is not None or (sign and len(values) > 1):
        raise Misread(
            _told(at, say("“{key}:{value}” is unknown. {do}", key=key, value=text, do=_do(key))), at
        )
    return Term(key, values, sign, negated)


def _told(at: int, what: Sentence) -> Sentence:
    return say("At character {at}: {what}", at=at + 1, what=what)


def _do(key: str) -> Sentence:
    """What would do."""
    if key in CHOICES:
        return say("Use {choices}.", choices=", ".join(CHOICES[key]))
    if key == "estimate":
        return say("Use none, or days such as <3 or >0.5.")
    if key in _MEASURED:
        return say("Use a day such as 2026-12-01, <today, <+7, none or late.")
    if key == "assignee":
        return say("Use me, nobody, or a name.")
    if key == "field":
        return say(
            'Use the name of a field of your own, such as field:"Browser=Firefox", '
            'field:"Cost>100", field:Browser=none.'
        )
    return say('Write it like {key}:"two words".', key=key)


def _fits(key: str, value: str) -> bool:
    if key == "state":
        return value in _STATES
    if key in CHOICES:
        return value in CHOICES[key]
    if key == "estimate":
        return value == "none" or _days(value) is not None
    if key in _MEASURED:
        return value in {"none", "late"} or day_meant(value, date(2000, 1, 1)) is not None
    return True


def _days(value: str) -> Decimal | None:
    try:
        days = Decimal(value)
    except InvalidOperation:
        return None
    return days if days.is_finite() and 0 <= days <= 10_000 else None


def day_meant(value: str, today: date) -> date | None:
    """The day that a value means: 2026-12-01, today, +7; nothing for anything else."""
    if value == "today":
        return today
    if _AHEAD.fullmatch(value):
        return today + timedelta(days=int(value))
    try:
        return date.fromisoformat(value) if _DAY.fullmatch(value) else None
    except ValueError:
        return None


def keys_explained() -> Sequence[tuple[str, Sentence]]:
    """Each key with what it takes, for the page."""
    return [(key, _do(key)) for key in KEYS]
