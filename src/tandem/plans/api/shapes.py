"""What budgets, rates and scope look like to programs. Money is in the workspace's currency."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from tandem.accounts.api.shapes import PersonName
from tandem.briefs.rules import Priority
from tandem.core.api_shapes import Answer, Body, Id, Line, Text
from tandem.plans.rules import MOST_DAYS, MOST_MONEY, TEXT_LIMIT, ListState

_WHY = ["The season begins in May; without points the till stays as it is."]
Money = Annotated[Decimal, Field(ge=0, le=MOST_MONEY, decimal_places=2)]
Days = Annotated[Decimal, Field(ge=0, le=MOST_DAYS, decimal_places=1)]


class Amounts(Answer):
    """Money by what it is for."""

    build: Decimal = Field(description="For building it.", examples=["25000.00"])
    media: Decimal = Field(description="For media.", examples=["8000.00"])
    run: Decimal = Field(description="For running it, a year.", examples=["1200.00"])


class Budget(Answer):
    """A budget that was asked for or given."""

    id: int = Field(description="Send it as `replaces` to decide anew.", examples=[4])
    amounts: Amounts = Field(description="How much.")
    asked_by: PersonName | None = Field(description="Who asked; null: nobody had to.")
    asked_at: datetime | None = Field(description="When.")
    why: str = Field(description="What for.", examples=_WHY)
    given: bool | None = Field(description="Whether it was given; null: it waits.")
    decided_by: PersonName | None = Field(description="Who decided.")
    decided_at: datetime | None = Field(description="When.")
    words: str = Field(description="What they said.", examples=["Enough for the first version."])


class WantedOne(Answer):
    """A requirement that may be built."""

    id: int = Field(description="The brief item's id.", examples=[81])
    label: str = Field(description="Its short name.", examples=["R3"])
    title: str = Field(description="Its heading.", examples=["Balance in the account"])
    priority: Priority = Field(description="How much it matters.")
    worth: int | None = Field(
        description="What Marketing says it is worth; null: its priority counts.", examples=[3]
    )
    days: Decimal = Field(description="The middle of IT's range.", examples=["4.5"])
    spend: Decimal = Field(description="Money beside the days.", examples=["0.00"])
    estimated: bool = Field(description="Whether IT has said its effort; else it isn't weighed.")
    price: Decimal = Field(description="Days at the rate, and spend.", examples=["3150.00"])
    needs: list[int] = Field(description="What it can't go without.", examples=[[80]])


class NextOne(Answer):
    """Something that doesn't fit, and what more it would take."""

    brings: list[int] = Field(description="What would come in.", examples=[[83]])
    worth: int = Field(description="What that is worth.", examples=[3])
    money: Decimal = Field(description="Money more.", examples=["1200.00"])
    days: Decimal = Field(description="Days more.", examples=["0"])


class Fit(Answer):
    """What fits the budget."""

    inside: list[int] = Field(description="The ids of what fits.", examples=[[80, 81]])
    money: Decimal = Field(description="What that costs.", examples=["21400.00"])
    days: Decimal = Field(description="How many days it takes.", examples=["30.5"])
    chance: float = Field(description="The chance to stay under it, 0 to 1.", examples=[0.72])
    proved: bool = Field(description="Whether nothing that fits is worth more.")
    gap: float = Field(description="By what share more worth could fit at most.", examples=[0.0])
    musts_fit: bool = Field(description="Whether the must-haves fit at all.")
    or_without: list[int] = Field(
        description="If they don't: which of them could wait.", examples=[[82]]
    )
    next_ones: list[NextOne] = Field(description="What lies beside, dearest for its worth last.")


class ListItem(Answer):
    """A requirement on a list, with what it was said to take then."""

    item_id: int = Field(description="The brief item's id.", examples=[81])
    days: Decimal = Field(description="Days.", examples=["4.5"])
    money: Decimal = Field(description="Price.", examples=["3150.00"])
    worth: int = Field(description="Worth.", examples=[3])


class HandedList(Answer):
    """What will be built, as IT handed it over, and what Marketing said to it."""

    id: int = Field(description="The list's id.", examples=[2])
    number: int = Field(description="Which one it is.", examples=[1])
    state: ListState = Field(description="How far it has come.")
    budget: Decimal = Field(description="The budget it was chosen for.", examples=["25000.00"])
    money: Decimal = Field(description="What it takes of it.", examples=["21400.00"])
    days: Decimal = Field(description="How many days it takes.", examples=["30.5"])
    note: str = Field(description="IT's word to Marketing.", examples=["Vouchers come next."])
    handed_by: PersonName = Field(description="Who handed it over.")
    handed_at: datetime = Field(description="When.")
    answered_by: PersonName | None = Field(description="Who answered for Marketing.")
    answered_at: datetime | None = Field(description="When.")
    words: str = Field(
        description="What should be otherwise.", examples=["The balance matters more."]
    )
    items: list[ListItem] = Field(description="What is on it.")


class ScopeAndMoney(Answer):
    """Budget, what could be built, what fits, and what was handed over."""

    currency: str = Field(description="Three letters.", examples=["EUR"])
    rate: Decimal = Field(description="What a day costs here.", examples=["700.00"])
    most_days: Decimal | None = Field(
        description="How many days IT has; null: money alone decides.", examples=["40.0"]
    )
    digest: str = Field(
        description="Send it as `seen` to hand a list over.", examples=["5f2b1c9a0d3e4f60"]
    )
    budget: Budget | None = Field(description="The budget that was given.")
    asked: Budget | None = Field(description="What was asked for and isn't given.")
    wanted: list[WantedOne] = Field(description="What could be built.")
    fit: Fit | None = Field(description="What fits; null without a budget or an effort.")
    lists: list[HandedList] = Field(description="What IT handed over, newest first.")


class NewAmounts(Body):
    """Money by what it is for."""

    build: Money = Field(description="For building it.", examples=["25000.00"])
    media: Money = Field(Decimal(0), description="For media.", examples=["8000.00"])
    run: Money = Field(Decimal(0), description="For running it, a year.", examples=["1200.00"])


class NewAsking(NewAmounts):
    """A budget that is asked for."""

    why: Annotated[str, Text(TEXT_LIMIT)] = Field(description="What for.", examples=_WHY)


class NewBudget(NewAmounts):
    """A budget that is given."""

    words: Annotated[str, Text(TEXT_LIMIT)] = Field(
        "", description="In a sentence.", examples=["Enough for the first version."]
    )
    replaces: Id | None = Field(
        None, description="The id of the budget you read, if one was given.", examples=[4]
    )


class NewRefusal(Body):
    """Why there is none for now."""

    words: Annotated[str, Text(TEXT_LIMIT)] = Field(
        description="Why, and what would change it.", examples=["After the stocktaking."]
    )


class ItemWorth(Body):
    """What a requirement is worth."""

    item_id: Id = Field(description="The brief item's id.", examples=[81])
    worth: Annotated[int, Field(strict=True, ge=1, le=5)] = Field(
        description="From 1 to 5.", examples=[3]
    )


class ItemSpend(Body):
    """What a requirement costs beside the days."""

    item_id: Id = Field(description="The brief item's id.", examples=[81])
    spend: Money = Field(description="Money.", examples=["900.00"])


class NewWorths(Body):
    """What requirements are worth."""

    worths: list[ItemWorth] = Field(description="Each requirement once.", max_length=500)


class NewSpends(Body):
    """What requirements cost beside the days."""

    spends: list[ItemSpend] = Field(description="Each requirement once.", max_length=500)


class NewDays(Body):
    """How many days IT has."""

    days: Days | None = Field(description="Null: money alone decides.", examples=["40.0"])


class NewList(Body):
    """What will be built."""

    inside: list[Id] = Field(description="The ids of brief items.", examples=[[80, 81]])
    note: Annotated[str, Text(TEXT_LIMIT)] = Field(
        "", description="A word to Marketing.", examples=["Vouchers come next."]
    )
    seen: Annotated[str, Line(16)] = Field(
        description="The `digest` of the scope it was chosen from.", examples=["5f2b1c9a0d3e4f60"]
    )


class NewReturn(Body):
    """What should be otherwise."""

    words: Annotated[str, Text(TEXT_LIMIT)] = Field(
        description="In words.", examples=["The balance matters more."]
    )


class TeamRate(Answer):
    """What a day of a team costs."""

    id: int = Field(description="The team's id.", examples=[3])
    name: str = Field(description="What it is called.", examples=["Shop"])
    department: str = Field(description="Its department.", examples=["Web & Apps"])
    amount: Decimal | None = Field(
        description="Null: what everybody else costs.", examples=["700.00"]
    )


class Rates(Answer):
    """What days cost, and in which currency."""

    currency: str = Field(description="Three letters.", examples=["EUR"])
    common: Decimal | None = Field(description="Everybody else.", examples=["650.00"])
    teams: list[TeamRate] = Field(description="Each team.")


class NewCurrency(Body):
    """The company's currency."""

    code: Annotated[str, Line(3)] = Field(description="Three letters.", examples=["EUR"])


class NewRate(Body):
    """What a day costs."""

    team_id: Id | None = Field(None, description="Null: everybody else.", examples=[3])
    amount: Money | None = Field(description="Null: no rate of its own.", examples=["700.00"])
