"""The words of a TaskJuggler file, with their lines: comments out, macros in.

Source of the syntax: the manual of TaskJuggler 3, https://taskjuggler.org/tj3/manual/.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tandem.formats.plans.unreadable import UnreadablePlan

_MOST_WORDS = 500_000
"""More than any plan has: macros that call macros can grow without end."""
_MOST_CALLS = 20_000
_DEEPEST = 20

_WORD = re.compile(
    r"""
    (?P<space>\s+|\#[^\n]*|//[^\n]*|/\*.*?\*/)
    |(?P<scissors>-8<-.*?->8-)
    |"(?P<double>(?:\\.|[^"\\])*)"
    |'(?P<single>(?:\\.|[^'\\])*)'
    |\$\{(?P<call>[^}]*)\}
    |(?P<sign>[{},])
    |\[(?P<bracket>[^\[\]]*)\]
    |(?P<plain>(?:\$\{[^}]*\}|[^\s{},"'\#\[\]])+)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word or sign, the line it stands on, and whether it stood in quotation marks.

    `row` counts lines with those of macros among them, which all stand on the line of their call.
    """

    said: str
    line: int
    row: int
    quoted: bool = False


def words(text: str, given: Mapping[str, str]) -> Iterator[Word]:
    """All words of a file. `given` are macros that the file needn't define. Raises UnreadablePlan.

    What `macro NAME [ … ]` holds stands where `${NAME}` is, with `${1}` for the first word after
    the name in the call. A macro that nobody defined is left out where the call says `${?NAME}`.
    """
    macros: dict[str, str] = dict(given)
    bare = _without_macros(text, macros)
    for number, word in enumerate(_Unfolding(macros).words(bare, 1, 0)):
        if number > _MOST_WORDS:
            raise UnreadablePlan(f"Line {word.line}: with its macros this file grows too long.")
        yield word


def _without_macros(text: str, macros: dict[str, str]) -> str:
    """Take the definitions out, leaving their line breaks, so that lines keep their numbers."""

    def keep(found: re.Match[str]) -> str:
        begin = found.end()
        end = _closing(text, begin)
        if end < 0:
            line = text.count("\n", 0, begin) + 1
            raise UnreadablePlan(f"Line {line}: the macro “{found[1]}” has no closing bracket.")
        macros[found[1]] = text[begin:end].strip()
        spans.append((found.start(), end + 1))
        return ""

    spans: list[tuple[int, int]] = []
    for found in re.finditer(r"(?m)^[ \t]*macro\s+(\w+)\s*\[", text):
        if not spans or found.start() >= spans[-1][1]:
            keep(found)
    parts, last = [], 0
    for begin, end in spans:
        parts += [text[last:begin], "\n" * text.count("\n", begin, end)]
        last = end
    return "".join([*parts, text[last:]])


def _closing(text: str, at: int) -> int:
    """Where the bracket that was opened before `at` is closed; -1 for nowhere."""
    depth = 1
    for found in re.compile(r"[\[\]]").finditer(text, at):
        depth += 1 if found[0] == "[" else -1
        if depth == 0:
            return found.start()
    return -1


class _Unfolding:
    """Reading with macros in their places; it ends, whatever they call."""

    def __init__(self, macros: Mapping[str, str]) -> None:
        self.macros = macros
        self.calls = 0
        self.row = 0

    def words(self, text: str, line: int, depth: int) -> Iterator[Word]:
        """The words of a text that begins on this line."""
        at = 0
        while at < len(text):
            found = _WORD.match(text, at)
            if found is None:
                raise UnreadablePlan(f"Line {line}: what begins with “{text[at]}” never ends.")
            yield from self.meant(found, line, depth)
            at = found.end()
            breaks = found[0].count("\n")
            self.row += breaks
            line += breaks if depth == 0 else 0

    def meant(self, found: re.Match[str], line: int, depth: int) -> Iterator[Word]:
        """What one piece of the text stands for."""
        kind = found.lastgroup
        said = found[kind] if kind else ""
        if kind == "call":
            self.calls += 1
            if depth >= _DEEPEST or self.calls > _MOST_CALLS:
                raise UnreadablePlan(f"Line {line}: macros call each other without end.")
            yield from self.words(self.called(said, line), line, depth + 1)
        elif kind == "plain":
            yield Word(_filled(said, lambda name: self.called(name, line)), line, self.row)
        elif kind in {"scissors", "double", "single"}:
            inside = _filled(said, lambda name: self.macros.get(name, ""))
            yield Word(inside, line, self.row, quoted=True)
        elif kind != "space":
            yield Word(said, line, self.row)

    def called(self, call: str, line: int) -> str:
        """The text of a macro with the words of the call in it."""
        name, *given = re.findall(r'"[^"]*"|\S+', call) or [""]
        if name.lstrip("?") not in self.macros:
            if name.startswith("?"):
                return ""
            raise UnreadablePlan(f"Line {line}: nobody defined the macro “{name}”.")
        text = self.macros[name.lstrip("?")]
        for number, word in enumerate(given, 1):
            text = text.replace(f"${{{number}}}", word.strip('"'))
        return text


def _filled(text: str, called: Callable[[str], str]) -> str:
    return re.sub(r"\$\{([^}]*)\}", lambda found: called(found[1]), text)
