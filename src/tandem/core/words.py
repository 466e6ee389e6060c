"""Sentences that pure code returns and a screen may still translate.

`say("Signed on {when}.", when=day)` is a plain string for logs, tests and the API, and keeps its
template and values, so that the template environment can look the template up in the reader's
language. Babel extracts the first argument of `say`.
"""

from functools import lru_cache
from typing import Self


class Sentence(str):
    """A formatted string that remembers how it was made."""

    __slots__ = ("template", "values")
    template: str
    values: dict[str, object]

    def __new__(cls, template: str, **values: object) -> Self:
        sentence = super().__new__(cls, template.format(**values) if values else template)
        sentence.template = template
        sentence.values = values
        return sentence

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        return (self.template,), self.values


def say(template: str, **values: object) -> Sentence:
    """Return the sentence `template`, filled with `values`, ready to be shown or translated."""
    return Sentence(template, **values) if values else _plain(template)


@lru_cache(maxsize=4096)
def _plain(template: str) -> Sentence:
    """A sentence without values is always the same; conditions say dozens for each row."""
    return Sentence(template)
