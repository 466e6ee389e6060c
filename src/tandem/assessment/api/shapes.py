"""What an assessment, a hold and an authority look like to programs."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field, field_validator

from tandem.accounts.api.shapes import PersonName
from tandem.accounts.rules import Lane
from tandem.assessment.queries import ImpactBasis
from tandem.assessment.rules import TEXT_LIMIT, Authority, Ruling, TouchState, Word
from tandem.assessment.rules.impact import Path
from tandem.core.api_pages import PageOf
from tandem.core.api_shapes import Answer, Body, Day, Id, Line, Text
from tandem.initiatives.rules import Stage
from tandem.systems.rules import DataClass

_WHY = ["It would send customer data to a vendor without a contract."]
_LIFTS = ["A signed data agreement with the vendor."]
_DAY = ["2027-05-06"]


class NamedSystem(Answer):
    """A system by its name."""

    id: int = Field(description="The system's id.", examples=[31])
    name: str = Field(description="What it is called.", examples=["Northstar CRM"])


class Touched(Answer):
    """A system that was named as affected."""

    system: NamedSystem = Field(description="Which.")
    state: TouchState = Field(description="What IT says to it.")
    named_by: PersonName = Field(description="Who named it.")
    named_for: Lane = Field(description="For which side.")
    settled_by: PersonName | None = Field(description="Who said for IT whether it is so.")


class Suggested(Answer):
    """A system that the words of the idea name."""

    system: NamedSystem = Field(description="Which.")
    why: str = Field(description="Which word named it.", examples=["“the CRM” stands in the text."])


class FeasibilityWord(Answer):
    """IT's word on whether it can be done, and what followed."""

    id: int = Field(description="Send it as `replaces` to say something else.", examples=[5])
    word: Word = Field(description="The word.")
    text: str = Field(description="In words.", examples=["Yes, through the ledger's queue."])
    alternative: str = Field(
        description="What would serve the same goal.", examples=["The balance by mail."]
    )
    by: PersonName = Field(description="Who said it.")
    at: datetime = Field(description="When.")
    accepted: bool | None = Field(description="Whether Marketing accepted; null: no answer yet.")
    answer: str = Field(description="How Marketing sees it.", examples=["Mail is too late."])
    answered_by: PersonName | None = Field(description="Who answered.")
    ruling: Ruling | None = Field(description="What the sponsor decided.")
    reason: str = Field(description="Why they did.", examples=["The season decides."])
    ruled_by: PersonName | None = Field(description="Who decided.")


class Checked(Answer):
    """The answer to whether personal data flow."""

    id: int = Field(description="Send it as `replaces` to answer anew.", examples=[5])
    personal: bool = Field(description="Whether they do.")
    classes: list[DataClass] = Field(description="Which data.")
    text: str = Field(description="What was looked at.", examples=["By consent, for a year."])
    by: PersonName = Field(description="Who answered.")
    by_authority: bool = Field(description="Whether with authority over data protection.")
    at: datetime = Field(description="When.")


class Assessment(Answer):
    """What was found out about an initiative."""

    touches: list[Touched] = Field(description="Systems that were named.")
    suggested: list[Suggested] = Field(description="Systems that its words name.")
    nothing_by: PersonName | None = Field(description="Who said that none is affected.")
    said: FeasibilityWord | None = Field(description="Whether it can be done; null: not said yet.")
    data: Checked | None = Field(description="Whether personal data flow; null: not said yet.")


class DirectlyAffected(Answer):
    """A system that is affected directly."""

    system: NamedSystem = Field(description="Which.")
    why: str = Field(description="Who or what says so.", examples=["IT says so."])


class ReachedSystem(Answer):
    """A system that is reached along flows of data, and by which path."""

    system: NamedSystem = Field(description="Which.")
    steps: int = Field(description="How many flows away.", examples=[2])
    data: list[DataClass] = Field(description="Which of the touched data come there.")
    path: str = Field(
        description="A shortest path, in words.",
        examples=["Online shop → (customer contact) → E-mail sender → Weekly report"],
    )

    @field_validator("path", mode="before")
    @classmethod
    def _in_words(cls, path: object) -> object:
        return path.in_words() if isinstance(path, Path) else path


class ConcernedPerson(Answer):
    """Somebody who owns affected systems."""

    person: PersonName = Field(description="Who.")
    direct: list[str] = Field(description="What they own of it.", examples=[["Online shop"]])
    downstream: list[str] = Field(
        description="What of theirs gets the data.", examples=[["Weekly report"]]
    )


class SameSystems(Answer):
    """Another initiative under way on the same systems."""

    id: int = Field(description="The initiative's id.", examples=[17])
    sentence: str = Field(description="Its sentence.", examples=["Points in the online shop"])
    stage: Stage = Field(description="Where it stands.")
    wish_date: date | None = Field(description="The wished day.", examples=_DAY)
    systems: list[str] = Field(description="Which systems.", examples=[["Online shop"]])


class ImpactFound(Answer):
    """How far an initiative reaches. Of each direction at most the 40 nearest are told."""

    basis: ImpactBasis = Field(
        description="`said`: people named the systems. `probable`: its words point to them."
    )
    direct: list[DirectlyAffected] = Field(description="What is affected itself.")
    downstream: list[ReachedSystem] = Field(description="Where the data go on to.")
    downstream_count: int = Field(description="To how many in all.", examples=[3])
    upstream: list[ReachedSystem] = Field(description="What feeds them with such data.")
    upstream_count: int = Field(description="How many in all.", examples=[1])
    people: list[ConcernedPerson] = Field(description="Who owns them.")
    elsewhere: list[SameSystems] = Field(
        description="What else that you may see is under way on the same systems."
    )


class Ruled(Answer):
    """What sponsor or risk owner said about a hold."""

    by: PersonName = Field(description="Who.")
    as_sponsor: bool = Field(description="As the sponsor, else as risk owner.")
    keep: bool = Field(description="Whether it stays.")
    reason: str = Field(description="Why.", examples=_WHY)


class Hold(Answer):
    """That an initiative stands still, why, and what would lift that."""

    id: int = Field(description="The hold's id.", examples=[3])
    kind: Authority = Field(description="For what it is held.")
    reason: str = Field(description="Why.", examples=_WHY)
    lifts: str = Field(description="What would lift it.", examples=_LIFTS)
    look_again_on: date = Field(description="When it is looked at again.", examples=_DAY)
    by: PersonName = Field(description="Who holds it.")
    at: datetime = Field(description="Since when.")
    renewals: int = Field(description="How often it was renewed.", examples=[1])
    asked: str = Field(
        description="Why sponsor and risk owner are asked to renew it; empty: they aren't.",
        examples=["The contract isn't signed yet."],
    )
    rulings: list[Ruled] = Field(description="What they have said.")
    lifted_by: PersonName | None = Field(description="Who lifted it; null: it stands.")
    lifted_at: datetime | None = Field(description="When.")
    lifted_note: str = Field(description="What had changed.", examples=["It is signed."])


class HoldPage(PageOf[Hold]):
    """All holds of an initiative."""


class HoldAuthority(Answer):
    """That somebody may hold initiatives."""

    id: int = Field(description="The authority's id.", examples=[2])
    person: PersonName = Field(description="Who.")
    kind: Authority = Field(description="For what.")
    starts_on: date = Field(description="The first day.", examples=_DAY)
    ends_on: date | None = Field(description="The last day; null: until further notice.")


class AuthorityPage(PageOf[HoldAuthority]):
    """Everybody who may hold."""


class AffectedSystem(Body):
    """A system that is affected."""

    system_id: Id = Field(description="Which.", examples=[31])


class NewWord(Body):
    """IT's word."""

    word: Word = Field(description="The word.")
    text: Annotated[str, Text(TEXT_LIMIT)] = Field(
        description="How, what has to be so, or why not as asked.",
        examples=["Yes, through the ledger's queue."],
    )
    alternative: Annotated[str, Text(TEXT_LIMIT)] = Field(
        "",
        description="With `not_as_asked`: what would serve the same goal.",
        examples=["The balance by mail."],
    )
    replaces: Id | None = Field(
        None, description="The id of the word you read, if there was one.", examples=[5]
    )


class AlternativeAnswer(Body):
    """Marketing's answer to `not_as_asked`."""

    accepted: bool = Field(description="Whether Marketing takes the alternative.")
    text: Annotated[str, Text(TEXT_LIMIT)] = Field(
        "", description="How Marketing sees it; needed for a no.", examples=["Mail is too late."]
    )


class NewRuling(Body):
    """The sponsor's decision."""

    ruling: Ruling = Field(description="What shall hold.")
    reason: Annotated[str, Text(TEXT_LIMIT)] = Field(
        description="Why.", examples=["The season decides."]
    )


class PersonalDataCheck(Body):
    """Whether personal data flow."""

    personal: bool = Field(description="Whether they do.")
    classes: list[DataClass] = Field(default_factory=list, description="Which data.")
    text: Annotated[str, Text(TEXT_LIMIT)] = Field(
        "",
        description="What was looked at; needed if they do.",
        examples=["By consent, for a year."],
    )
    replaces: Id | None = Field(
        None, description="The id of the answer you read, if there was one.", examples=[5]
    )


class NewHold(Body):
    """Why it is held, what would lift that, and when it is looked at again."""

    kind: Authority = Field(description="For what; you need to be named for it.")
    reason: Annotated[str, Text(TEXT_LIMIT)] = Field(description="Why.", examples=_WHY)
    lifts: Annotated[str, Text(TEXT_LIMIT)] = Field(
        description="What would lift it.", examples=_LIFTS
    )
    look_again_on: Day = Field(description="Within three months.", examples=_DAY)


class NewRenewal(Body):
    """Until when a hold goes on."""

    reason: Annotated[str, Text(TEXT_LIMIT)] = Field(description="Why still.", examples=_WHY)
    look_again_on: Day = Field(description="Within three months.", examples=_DAY)


class NewHoldRuling(Body):
    """Whether a hold stays."""

    keep: bool = Field(description="True: it stays. It is lifted only if both want that.")
    reason: Annotated[str, Text(TEXT_LIMIT)] = Field(description="Why.", examples=_WHY)


class Lifting(Body):
    """What has changed."""

    note: Annotated[str, Text(TEXT_LIMIT)] = Field(
        "", description="In words.", examples=["It is signed."]
    )


class NewAuthority(Body):
    """Who may hold, for what, from when until when."""

    person_id: Id = Field(description="Who.", examples=[7])
    kind: Authority = Field(description="For what.")
    starts_on: Day | None = Field(None, description="The first day; else today.", examples=_DAY)
    ends_on: Day | None = Field(None, description="The last day, if there is one.", examples=_DAY)


class KeptSystem(Answer):
    """A system as it was affected when it was kept."""

    id: int = Field(description="The system's id.", examples=[31])
    name: str = Field(description="What it was called.", examples=["Northstar CRM"])
    direct: bool = Field(description="Whether it was affected itself.", examples=[False])
    data: list[DataClass] = Field(description="Which data that concerned.")
    path: str = Field(
        description="By which path it was reached; empty where it was affected itself.",
        examples=["Shop → (customer contact) → Northstar CRM"],
    )


class ImpactKept(Answer):
    """How far it reached when both sides signed, or when IT last looked at it."""

    systems: list[KeptSystem] = Field(description="What was affected, nearest first.")
    signed: bool = Field(description="Whether it was kept as both sides signed.")
    kept_by: PersonName = Field(description="Whose signature or look it was.")
    kept_at: datetime = Field(description="When.")
    changes: list[str] = Field(
        description="What differs now, a sentence for each.",
        examples=[["Reports is reached now: Shop → (behaviour) → Reports."]],
    )
    seen: str = Field(description="Give it back to say that this was looked at.", examples=["9f2c"])


class ImpactLook(Body):
    """That what has changed was looked at."""

    seen: Annotated[str, Line(64)] = Field(
        description="What was read, as `seen` there says.", examples=["9f2c"]
    )
