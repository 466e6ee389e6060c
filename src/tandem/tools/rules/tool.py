"""What a tool is, what is said of it when it is declared, how IT answers. Plain Python."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from tandem.core.words import Sentence, say
from tandem.systems.rules import DataClass

NAME_LIMIT = 120
ADDRESS_LIMIT = 200
LINE_LIMIT = 200
TEXT_LIMIT = 1_000
COST_AT_MOST = 10**9


class Purpose(StrEnum):
    """What a tool is for, roughly: so that two for the same are seen beside each other."""

    MAIL = "mail"
    SURVEYS = "surveys"
    SOCIAL = "social"
    DESIGN = "design"
    VIDEO = "video"
    ANALYTICS = "analytics"
    ADVERTISING = "advertising"
    WEBSITE = "website"
    CONTACTS = "contacts"
    EVENTS = "events"
    WRITING = "writing"
    PLANNING = "planning"
    STORING = "storing"
    OTHER = "other"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Purpose.MAIL: say("Newsletters and mail"),
            Purpose.SURVEYS: say("Surveys and forms"),
            Purpose.SOCIAL: say("Social media"),
            Purpose.DESIGN: say("Pictures and design"),
            Purpose.VIDEO: say("Video and sound"),
            Purpose.ANALYTICS: say("Numbers about visitors"),
            Purpose.ADVERTISING: say("Advertising"),
            Purpose.WEBSITE: say("Pages, shops, chats on the site"),
            Purpose.CONTACTS: say("Contacts and sales"),
            Purpose.EVENTS: say("Events and meetings"),
            Purpose.WRITING: say("Writing and translating"),
            Purpose.PLANNING: say("Notes, boards, plans"),
            Purpose.STORING: say("Keeping and sending files"),
            Purpose.OTHER: say("Something else"),
        }[self]


class PaidEvery(StrEnum):
    """How often it is paid."""

    MONTH = "month"
    YEAR = "year"

    @property
    @cache
    def label(self) -> Sentence:
        return say("a month") if self is PaidEvery.MONTH else say("a year")


class AnswerKind(StrEnum):
    """What IT says about a tool."""

    REGISTER = "register"
    REPLACE = "replace"
    RETIRE = "retire"
    LEAVE = "leave"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            AnswerKind.REGISTER: say("Yes: register it"),
            AnswerKind.REPLACE: say("Replace it by something else"),
            AnswerKind.RETIRE: say("Retire it"),
            AnswerKind.LEAVE: say("Leave it as it is, with a reason"),
        }[self]


class ToolState(StrEnum):
    """How a tool stands with us: asked about, or as it was answered last."""

    FOUND = "found"
    DECLARED = "declared"
    REGISTERED = "registered"
    REPLACED = "replaced"
    RETIRED = "retired"
    LEFT = "left"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            ToolState.FOUND: say("found, not declared"),
            ToolState.DECLARED: say("waiting for IT"),
            ToolState.REGISTERED: say("registered"),
            ToolState.REPLACED: say("to be replaced"),
            ToolState.RETIRED: say("retired"),
            ToolState.LEFT: say("left as it is"),
        }[self]


STATE_AFTER = {
    AnswerKind.REGISTER: ToolState.REGISTERED,
    AnswerKind.REPLACE: ToolState.REPLACED,
    AnswerKind.RETIRE: ToolState.RETIRED,
    AnswerKind.LEAVE: ToolState.LEFT,
}


class DataRisk(StrEnum):
    """How delicate what a tool holds is, by the worst of it."""

    NONE = "none"
    UNSAID = "unsaid"
    PERSONAL = "personal"
    DELICATE = "delicate"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            DataRisk.NONE: say("nothing about persons"),
            DataRisk.UNSAID: say("not said yet"),
            DataRisk.PERSONAL: say("about persons"),
            DataRisk.DELICATE: say("payment or special data"),
        }[self]


ANSWER_DAYS = {DataRisk.NONE: 1, DataRisk.UNSAID: 3, DataRisk.PERSONAL: 3, DataRisk.DELICATE: 8}
"""Working days within which IT promises its answer."""


@dataclass(frozen=True, slots=True)
class Declared:
    """What is said of a tool in two minutes. The department is an id, the cost whole units."""

    name: str
    what_for: str
    department: int | None
    address: str = ""
    vendor: str = ""
    purpose: Purpose = Purpose.OTHER
    missed_by: str = ""
    """Who would miss it, in the words of whoever declares: a team, an occasion. No names."""
    data_classes: tuple[DataClass, ...] = ()
    cost: int | None = None
    every: PaidEvery = PaidEvery.MONTH
    renews_on: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What IT says: `system_id` is the entry of the catalogue that a registered tool is."""

    kind: AnswerKind
    words: str = ""
    replaced_by: str = ""
    system_id: int | None = None
    new_system: bool = False


def risk_of(data_classes: tuple[DataClass, ...]) -> DataRisk:
    """How delicate the data is; nothing said is not the same as nothing held."""
    if not data_classes:
        return DataRisk.UNSAID
    if {DataClass.PAYMENT, DataClass.SPECIAL} & set(data_classes):
        return DataRisk.DELICATE
    personal = any(one.is_personal for one in data_classes)
    return DataRisk.PERSONAL if personal else DataRisk.NONE


def answer_days(data_classes: tuple[DataClass, ...]) -> int:
    """How many working days IT has for its answer."""
    return ANSWER_DAYS[risk_of(data_classes)]


def why_not_declare(declared: Declared) -> tuple[str, Sentence] | None:
    """Say which field can't be taken and why, or nothing if all can."""
    if declared.department is None:
        return "department", say("Say which department uses it.")
    if declared.cost is not None and not 0 <= declared.cost <= COST_AT_MOST:
        return "cost", say("Write what it costs as a whole number, or leave it empty.")
    return None


def why_not_answer(answer: Answer) -> tuple[str, Sentence] | None:
    """Say which field of an answer can't be taken and why, or nothing if all can."""
    if answer.kind is AnswerKind.REPLACE and not answer.replaced_by:
        return "replaced_by", say("Say by what it is replaced.")
    if answer.kind is AnswerKind.LEAVE and not answer.words:
        return "words", say("Give a reason: whoever looks at it next will ask.")
    if answer.kind is AnswerKind.RETIRE and not answer.words:
        return "words", say("Say why, and what people use instead.")
    named = answer.system_id is not None or answer.new_system
    if named and answer.kind is not AnswerKind.REGISTER:
        return "system", say("Only a registered tool becomes an entry of the catalogue.")
    return None
