"""What is planned and spent, as programs see it."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from ninja import Path
from pydantic import Field

from tandem.core.api_shapes import Answer, Body, Day, Id, Line, PathId, Text
from tandem.formats.expenses import ROLES
from tandem.plans.rules import MOST_MONEY, MoneyKind
from tandem.spending.rules import (
    CHANNEL_LIMIT,
    CODE_LIMIT,
    NAME_LIMIT,
    RATE_AT_MOST,
    TEXT_LIMIT,
    Drift,
)

SpendingId = Annotated[PathId, Path(description="The initiative's id.")]
BudgetLineId = Annotated[PathId, Path(description="The id of a line of its budget.")]
ActualId = Annotated[PathId, Path(description="The id of something that was spent.")]
UploadId = Annotated[PathId, Path(description="The id of a file that waits.")]
CostCodeId = Annotated[PathId, Path(description="The id of a cost code.")]
_Money = Annotated[Decimal, Field(ge=0, le=MOST_MONEY, decimal_places=2)]
_Amount = Annotated[Decimal, Field(ge=-MOST_MONEY, le=MOST_MONEY, decimal_places=2)]
_FILE_LIMIT = 500_000


class MoneyPart(Answer):
    """One part of an initiative's money, in the company's currency."""

    part: MoneyKind = Field(description="Building, media or running.")
    given: Decimal | None = Field(description="The budget; null: none.", examples=["38000.00"])
    planned: Decimal = Field(description="Its lines.", examples=["36000.00"])
    spent: Decimal = Field(description="So far.", examples=["21000.00"])
    to_come: Decimal = Field(description="Still to come.", examples=["20200.00"])
    expected: Decimal = Field(description="In the end.", examples=["41200.00"])
    drift: Drift = Field(description="How that stands to the budget.")


class PlannedLine(Answer):
    """A line of a budget."""

    id: int = Field(description="Its id.", examples=[4])
    part: MoneyKind = Field(description="Of which part.")
    name: str = Field(description="What for.", examples=["Search ads"])
    amount: Decimal = Field(description="How much.", examples=["4000.00"])
    month: date | None = Field(description="In which month.")
    channel: str = Field(description="On which channel.", examples=["Search"])
    code: str = Field(description="Its cost code.", examples=["MKT-20"])


class SpentOne(Answer):
    """Money that was spent, in the currency it was paid in."""

    id: int = Field(description="Its id.", examples=[9])
    part: MoneyKind = Field(description="Of which part.")
    line_id: int | None = Field(description="Of which line.", examples=[4])
    day: date = Field(description="When.")
    amount: Decimal = Field(description="How much.", examples=["136.56"])
    currency: str = Field(description="Of which currency.", examples=["EUR"])
    text: str = Field(description="What it was.", examples=["Search ads, May"])
    code: str = Field(description="Its cost code.", examples=["MKT-20"])


class MoneyOfInitiative(Answer):
    """Where an initiative's money ends."""

    currency: str = Field(description="The company's.", examples=["EUR"])
    drift: Drift = Field(description="The worst of its parts.")
    words: list[str] = Field(description="The same in sentences.")
    parts: list[MoneyPart] = Field(description="By part.")
    lines: list[PlannedLine] = Field(description="What is planned.")
    spent: list[SpentOne] = Field(description="What was spent, newest first.")


class NewBudgetLine(Body):
    """A line to plan."""

    part: MoneyKind = Field(description="Of which part.")
    name: Annotated[str, Line(NAME_LIMIT)] = Field(description="What for.", examples=["Search ads"])
    amount: _Money = Field(description="How much.", examples=["4000.00"])
    code: Annotated[str, Text(CODE_LIMIT)] = Field(
        "", description="Its cost code.", examples=["MKT-20"]
    )
    month: Day | None = Field(None, description="A day of its month.", examples=["2026-05-01"])
    channel: Annotated[str, Text(CHANNEL_LIMIT)] = Field(
        "", description="On which channel.", examples=["Search"]
    )


class NewSpent(Body):
    """Something that was spent."""

    part: MoneyKind = Field(MoneyKind.BUILD, description="Of which part; a line brings its own.")
    line_id: Id | None = Field(None, description="Of which line.", examples=[4])
    day: Day = Field(description="When.", examples=["2026-05-06"])
    amount: _Amount = Field(description="How much; below zero it came back.", examples=["136.56"])
    currency: Annotated[str, Text(3)] = Field(
        "", description="Empty: the company's.", examples=["USD"]
    )
    text: Annotated[str, Line(TEXT_LIMIT)] = Field(
        description="What it was.", examples=["Search ads, May"]
    )
    code: Annotated[str, Text(CODE_LIMIT)] = Field(
        "", description="Its cost code.", examples=["MKT-20"]
    )


class NewExpenses(Body):
    """A file of expenses, as text."""

    content: Annotated[str, Field(max_length=_FILE_LIMIT)] = Field(
        description="CSV with headings.", examples=["Date;Text;Amount\n06.05.2026;Ads;136,56"]
    )


class WaitingFile(Answer):
    """What a file would bring."""

    id: int = Field(description="Its id.", examples=[2])
    headings: list[str] = Field(description="Its columns.")
    columns: dict[str, int] = Field(description="What they are taken for: {role: place}.")
    fresh: int = Field(description="Rows that would come in.", examples=[12])
    known: int = Field(description="Rows that are there already.", examples=[3])
    unread: int = Field(description="Rows that can't be read.", examples=[0])


class HowToRead(Body):
    """How to read a file, and for what its rows are."""

    part: MoneyKind = Field(description="Of which part.")
    columns: dict[str, Annotated[int, Field(strict=True, ge=0, le=5_000)]] = Field(
        description="{role: place}; roles: " + ", ".join(ROLES)
    )
    month_first: Annotated[bool, Field(strict=True)] | None = Field(
        None, description="Of dates like 03/04/2026; null: as the file suggests."
    )
    turned: bool = Field(default=False, strict=True, description="Spending is below zero in it.")
    only: Annotated[str, Text(300)] = Field(
        "", description="Words of which a row must have one.", examples=["ads, mailchimp"]
    )
    code: Annotated[str, Text(CODE_LIMIT)] = Field(
        "", description="Cost code of rows without one.", examples=["MKT-20"]
    )


class TakenExpenses(Answer):
    """How many came in."""

    count: int = Field(description="New ones.", examples=[12])


class MoneyRow(Answer):
    """One initiative."""

    initiative_id: int = Field(description="Its id.", examples=[12])
    drift: Drift = Field(description="The worst of its parts.")
    parts: list[MoneyPart] = Field(description="By part.")


class MoneyOfAll(Answer):
    """All initiatives with money that you may see."""

    items: list[MoneyRow] = Field(description="One each.")


class NewCostCode(Body):
    """A cost code."""

    code: Annotated[str, Line(CODE_LIMIT)] = Field(description="The code.", examples=["MKT-20"])
    name: Annotated[str, Line(NAME_LIMIT)] = Field(
        description="What it is for.", examples=["Paid media"]
    )


class CostCodeNamed(Answer):
    """A cost code."""

    id: int = Field(description="Its id.", examples=[1])
    code: str = Field(description="The code.", examples=["MKT-20"])
    name: str = Field(description="What it is for.", examples=["Paid media"])


class CostCodesThere(Answer):
    """Cost codes that can be used."""

    items: list[CostCodeNamed] = Field(description="By code.")


class NewCurrencyRate(Body):
    """What one of a currency is worth, from a month on."""

    code: Annotated[str, Line(3)] = Field(description="Its letters.", examples=["USD"])
    month: Day = Field(description="A day of that month.", examples=["2026-05-01"])
    rate: Annotated[Decimal, Field(gt=0, le=RATE_AT_MOST, decimal_places=6)] = Field(
        description="In the company's currency.", examples=["0.93"]
    )


class NewCurrencyRates(Body):
    """Rates to set."""

    rates: list[NewCurrencyRate] = Field(max_length=500, description="One each.")


class ChangedRates(Answer):
    """How many are new."""

    count: int = Field(description="Rates that changed.", examples=[2])
