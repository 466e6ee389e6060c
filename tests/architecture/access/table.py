"""table.txt, read: what each row says, and what it means for each role."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tests.architecture.access.roles import GROUPS, SIGNED_IN, Role

from tandem.config.partners import OF_ONESELF, OF_PEOPLE, OPEN

FILE = Path(__file__).with_name("table.txt")

SIGN_IN, UNKNOWN, NOT_YOURS, NOT_THERE = 302, 401, 403, 404

FOR_BROWSERS = {"api:openapi-view"}
"""Addresses of the API that send a person to sign in, as a page does."""

FOR_GUESTS = {"shared", "shared_comment", "shared_approval"}
"""The pages of guests: for everybody else they aren't there."""

_STEP = "signed_brief"


@dataclass(frozen=True, slots=True)
class Row:
    """One way to ask for one address: who gets what they asked for, and what the others get."""

    part: str
    section: str
    method: str
    url: str
    case: str
    step: str
    who: str
    done: int
    refused: int
    does: str

    @property
    def key(self) -> str:
        return " ".join(filter(None, (self.method, self.url, self.case)))

    @property
    def is_api(self) -> bool:
        return self.url.startswith("api:")

    @property
    def reads(self) -> bool:
        return self.method == "GET"

    @property
    def may(self) -> frozenset[Role]:
        """Everybody whom `who` names."""
        named = [name.strip() for name in self.who.split(",")]
        return frozenset().union(*(GROUPS.get(name) or _one(name) for name in named))

    @property
    def _closed(self) -> int:
        """What a partner gets who may not: of what is named for them the same as everybody."""
        if self.url in OF_ONESELF | OF_PEOPLE:
            return NOT_THERE
        return self.refused if self.url in OPEN else NOT_YOURS

    def expects(self, role: Role, *, inside: frozenset[Role] = SIGNED_IN) -> int:
        """The status that a role is to get, where only those `inside` may know of it."""
        if role in SIGNED_IN - inside:
            return NOT_THERE
        if role in self.may:
            return self.done
        if self.url in FOR_GUESTS or (role is Role.GUEST and not self.is_api):
            return NOT_THERE
        if role is Role.PARTNER and Role.VISITOR not in self.may:
            return self._closed
        if role in SIGNED_IN:
            return self.refused
        return UNKNOWN if self.is_api and self.url not in FOR_BROWSERS else SIGN_IN


def _one(name: str) -> frozenset[Role]:
    return frozenset() if name == "nobody" else frozenset({Role(name)})


@lru_cache
def rows() -> tuple[Row, ...]:
    """Every row of the table, in its order."""
    found = tuple(_read(FILE.read_text(encoding="utf-8")))
    keys = [row.key for row in found]
    assert len(keys) == len(set(keys)), [key for key in keys if keys.count(key) > 1]
    return found


def _read(text: str) -> Iterator[Row]:
    part = section = ""
    for line in text.splitlines():
        if line.startswith("### "):
            section = line.removeprefix("### ")
        elif line.startswith("## "):
            part = line.removeprefix("## ")
        elif line and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("|")]
            method, url, case, step, who, done, refused, does = cells
            statuses = int(done), int(refused or NOT_YOURS)
            yield Row(part, section, method, url, case, step or _STEP, who, *statuses, does)
