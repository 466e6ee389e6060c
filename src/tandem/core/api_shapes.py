"""What all parts of the API share: how answers and bodies are made, what their fields may hold.

An answer is read off whatever a query returns; a body says no to fields that it doesn't know, so
that a misspelt one isn't silently lost.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler
from pydantic import GetJsonSchemaHandler as JsonSchemaOf
from pydantic_core import CoreSchema, core_schema

from tandem.formats.plain_text import UnusableText, clean

_LARGEST = 2**63 - 1


class Answer(BaseModel):
    """A shape that we send, made from the attributes of a query's result."""

    model_config = ConfigDict(from_attributes=True)


class Body(BaseModel):
    """A shape that we are sent."""

    model_config = ConfigDict(extra="forbid")


READ_BY_SOME = "x-read-by-some"
"""In `openapi_extra` of what some people alone read, such as administrators: others get 403, and it
says so."""
NAMES_ANOTHER = "x-names-another"
"""In `openapi_extra` of what names a thing in its query: it may be missing or closed. (A body that
names one is recognised by its fields.)"""


SHOWN_ONCE = "x-shown-once"
"""In `openapi_extra` of what tells a secret: under an `Idempotency-Key` it isn't told again."""


@dataclass(frozen=True, slots=True)
class Text:
    """Marks a text: cleaned, at most `limit` characters. (Its service would say the same no; said
    here, it also holds for what a service doesn't look at, and the document tells the truth.)
    """

    limit: int

    def __get_pydantic_core_schema__(
        self, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """The text, cleaned after it was found to be one."""
        return core_schema.no_info_after_validator_function(self.cleaned, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: JsonSchemaOf
    ) -> dict[str, Any]:
        """The limits, for the OpenAPI document."""
        return {**handler(schema), "maxLength": self.limit}

    def cleaned(self, value: str) -> str:
        """The text as it can be kept; raises ValueError with a sentence."""
        try:
            return clean(value, limit=self.limit)
        except UnusableText as unusable:
            raise ValueError(unusable.reason) from unusable


@dataclass(frozen=True, slots=True)
class Line(Text):
    """Marks one short text: cleaned, on one line, not empty, at most `limit` characters."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: JsonSchemaOf
    ) -> dict[str, Any]:
        """The limits, for the OpenAPI document."""
        return {**handler(schema), "minLength": 1, "maxLength": self.limit}

    def cleaned(self, value: str) -> str:
        """The line as it can be kept; raises ValueError with a sentence."""
        cleaned = Text(self.limit).cleaned(value)
        if not cleaned:
            raise ValueError("Please write something here")
        if "\n" in cleaned:
            raise ValueError("This has to fit on one line")
        return cleaned


def _a_day(value: object) -> object:
    # Else a number would be taken for the seconds since 1970.
    if value is None or (isinstance(value, str) and len(value) == len("2027-05-06")):
        return value
    raise ValueError("Write a day like 2027-05-06")


Id = Annotated[int, Field(strict=True, ge=1, le=_LARGEST)]
"""An id in a body."""

PathId = Annotated[int, Field(ge=1, le=_LARGEST)]
"""An id in an address; what can't be one is not found."""

Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
"""The name of one exact content: SHA-256 as hex digits."""

Day = Annotated[date, BeforeValidator(_a_day)]
