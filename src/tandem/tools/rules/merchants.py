"""What stands on a statement, and whether it is software: by its maker, by its site, by what
accounting calls it, by an amount that comes back.

Payments often name a person: wages, rent, what somebody laid out, what was collected for others
(PayPal, SumUp, iZettle). Unless a line names a maker of software or something that is known here,
it is looked at only where it doesn't look like a person's; the rest is forgotten at once.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from tandem.core.words import Sentence, say
from tandem.tools.rules.addresses import domain_of, host_of
from tandem.tools.rules.tool import Purpose

KEY_LIMIT = 80
WATCHED_AT_MOST = 50_000
"""Merchants of whom only an amount that comes back would tell something; the rest isn't watched."""
MONTHS_AT_LEAST = 3
"""So many months in a row make an amount one that comes back."""
_LONG = 6
_VENDORS = Path(__file__).parent / "words" / "vendors.toml"
_FIRST_NAMES = Path(__file__).parent / "words" / "first_names.toml"
_COLLECTS = re.compile(
    r"(?:paypal|pp|pay ?pal|iz|izettle|zettle|sumup|sq|square|sp|stripe|gocardless|crv)\s*[*\s]\s*"
)
_WEB = re.compile(r"(?:https?://)?(?:www[.\s])?([a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.[a-z]{2,})\b")
_LEGAL = {
    "www",
    "ltd",
    "limited",
    "inc",
    "llc",
    "gmbh",
    "ag",
    "bv",
    "plc",
    "co",
    "corp",
    "the",
    "help",
}
_COMPANY = _LEGAL - {"the", "help"} | {
    *("app", "apps", "cloud", "data", "design", "digital", "europe", "global", "group", "hosting"),
    *("international", "internet", "labs", "learning", "licence", "license", "marketing", "media"),
    *("network", "networks", "online", "plan", "platform", "pro", "publishing", "research", "se"),
    *("services", "soft", "software", "solutions", "store", "studio", "studios", "subscription"),
    *("survey", "surveys", "systems", "tech", "technologies", "technology", "tools", "uk", "web"),
}
"""Words that a company has in its name, and a person hasn't."""
_SOFTWARE = re.compile(
    r"\b(?:software|saas|web ?hosting|hosting|cloud services|app subscriptions?|domain names?)\b"
)


class Sign(StrEnum):
    """Why something may be a tool; the surest first."""

    KNOWN = "known"
    VENDOR = "vendor"
    EMBEDDED = "embedded"
    GRANTED = "granted"
    SOFTWARE = "software"
    RECURRING = "recurring"
    HOST = "host"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Sign.KNOWN: say("one of our tools"),
            Sign.VENDOR: say("its maker makes software"),
            Sign.EMBEDDED: say("our site loads it, its maker is known"),
            Sign.GRANTED: say("it was let into our accounts"),
            Sign.SOFTWARE: say("accounting calls it software"),
            Sign.RECURRING: say("the same amount month after month"),
            Sign.HOST: say("our site loads something from there"),
        }[self]


@dataclass(frozen=True, slots=True)
class Merchant:
    """Whom a line names: `key` is the same for every line that means the same."""

    key: str
    """Nothing where it has no name: a number, or “www.” where the rest was cut off."""
    domain: str
    collected: bool
    """Somebody collected it for another, who may be a person."""
    company: bool
    """It says that it is a company: by an address, or by a word that no person is called by."""


@dataclass(frozen=True, slots=True)
class Vendor:
    """A maker of software, or one tool of it."""

    name: str
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class Known:
    """What this workspace knows by a name: a tool of ours, or an entry of the catalogue."""

    tool: int | None
    """The tool; nothing for an entry of the catalogue, which nobody has to find."""
    name: str = ""
    """What it is called here."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a merchant is."""

    sign: Sign
    name: str
    purpose: Purpose = Purpose.OTHER
    known: Known | None = None


@dataclass(slots=True)
class Watch:
    """An amount that may come back, month after month."""

    amount: Decimal
    months: list[date] = field(default_factory=list)
    steady: bool = True


@lru_cache(maxsize=20_000)
def merchant_of(text: str) -> Merchant:
    """Whom a line of a statement names."""
    plain = " ".join(text.casefold().replace("*", " * ").split())
    found = _COLLECTS.match(plain)
    rest = plain[found.end() :].strip("* ") if found else plain
    web = _WEB.search(rest)
    domain = domain_of(host_of(web[1])) if web else ""
    every = re.split(r"[\s*/,;:#()]+", rest)
    words = [word for word in every if _says(word)]
    key = " ".join(words[:6])[:KEY_LIMIT].strip(" .-&")
    if not key and any(letter.isalpha() for letter in rest.removeprefix("www")):
        key = rest[:KEY_LIMIT].strip()
    company = bool(domain) or any(word.strip(".-+&'") in _COMPANY for word in every)
    return Merchant(key, domain, bool(found), company)


def _says(word: str) -> bool:
    """No number of an order, a telephone or a branch, and no kind of company."""
    bare = word.strip(".-+&'")
    digits = sum(letter.isdigit() for letter in bare)
    known = bare in {"1&1", "11", "1", "123-reg", "123reg", "365", "1password", "37signals", "o365"}
    known |= bare in {"123"}
    return bool(bare) and bare not in _LEGAL and (known or not digits)


@cache
def vendors() -> Mapping[str, Vendor]:
    """{how a statement begins: whom it means}, ours."""
    found = {}
    for purpose, lines in tomllib.loads(_VENDORS.read_text(encoding="utf-8")).items():
        for name, *begins in lines:
            for text in begins or [name.casefold()]:
                found[text] = Vendor(name, Purpose(purpose))
    return found


def recognise(merchant: Merchant, note: str, known: Mapping[str, Known]) -> Recognised | None:
    """What a merchant is, or nothing where no word and no address says so.

    `known` is what this workspace knows, by name and by domain. What is known goes by the name that
    it has here: the line may name whoever paid, too.
    """
    if not merchant.key:
        return None
    begins = list(_beginnings(merchant))
    ours = vendors()
    maker = next((ours[text] for text in begins if text in ours), None)
    # A short word begins too many names: only a whole one or an address is known by it.
    sure = [text for text in begins if len(text) >= _LONG or text == merchant.key]
    names = (merchant.domain, *sure, maker.name.casefold() if maker else "")
    if one := next((known[text] for text in names if text in known), None):
        return Recognised(Sign.KNOWN, maker.name if maker else one.name, known=one)
    if maker:
        return Recognised(Sign.VENDOR, maker.name, maker.purpose)
    if not may_be_person(merchant) and _SOFTWARE.search(note.casefold()):
        return Recognised(Sign.SOFTWARE, shown_name(merchant))
    return None


def may_be_person(merchant: Merchant) -> bool:
    """Whether it may name somebody: a first name, a title or an initial, and no company."""
    words = [
        word.strip(".-'").removesuffix("'s").removesuffix("’s") for word in merchant.key.split()
    ]
    named = any(len(word) == 1 or word in _first_names() for word in words)
    return merchant.collected or (named and not merchant.company)


@cache
def _first_names() -> frozenset[str]:
    return frozenset(tomllib.loads(_FIRST_NAMES.read_text(encoding="utf-8"))["names"].split())


def _beginnings(merchant: Merchant) -> Iterable[str]:
    """The words it begins with, from all of them to the first; of an address its name, too."""
    words = merchant.key.split()
    words[0] = words[0].removeprefix("www.")
    words = [word for word in words if word]
    for count in range(len(words), 0, -1):
        yield " ".join(words[:count])
    if words:
        yield re.split(r"[-.]", words[0], maxsplit=1)[0] if not words[0][0].isdigit() else words[0]


def shown_name(merchant: Merchant) -> str:
    """What it is called on the page until somebody knows better."""
    return merchant.domain or merchant.key.title()


def watch(watched: dict[str, Watch], merchant: Merchant, month: date, amount: Decimal) -> None:
    """Note an amount that may come back; one that changes by more than a tenth doesn't.

    Wages and rents come back, too: only a company is watched.
    """
    if not merchant.key or merchant.collected or not merchant.company or amount <= 0:
        return
    standing = watched.get(merchant.key)
    if standing is None:
        if len(watched) < WATCHED_AT_MOST:
            watched[merchant.key] = Watch(amount, [month])
        return
    if not standing.steady:
        return
    near = abs(amount - standing.amount) * 10 <= standing.amount
    if not near or month in standing.months:
        # Twice in a month is no subscription.
        standing.steady = False
        standing.months.clear()
        return
    standing.months.append(month)


def recurs(standing: Watch) -> bool:
    """Whether an amount came back in enough months in a row."""
    if not standing.steady or len(standing.months) < MONTHS_AT_LEAST:
        return False
    counted = sorted(month.year * 12 + month.month for month in standing.months)
    return counted[-1] - counted[0] == len(counted) - 1
