"""Text that a person typed, on its way into a service."""

from tandem.core.errors import BadInput
from tandem.core.words import say
from tandem.formats.plain_text import UnusableText, clean


def typed(text: str, *, limit: int, field: str, required: bool = True) -> str:
    """Return the text cleaned, or raise BadInput naming the field it came from.

    `limit` is in characters. What is refused stays with the person: the form shows it again.
    """
    try:
        cleaned = clean(text, limit=limit)
    except UnusableText as error:
        raise BadInput(say(error.template, **error.values), field=field) from error
    if required and not cleaned:
        raise BadInput(say("Please write something here."), field=field)
    return cleaned
