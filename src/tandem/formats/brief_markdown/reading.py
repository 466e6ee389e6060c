"""From a document to the parts of a brief.

The rules, in the order in which they are tried:

- Headings cut the document. A heading's words say where its text belongs (see `headings`); a
  heading that says nothing belongs where the heading above it belongs, else to “more”.
- Below requirements and metrics every list entry is an item of its own; what stands between the
  lists stays as text. Below use cases a heading one step down is a use case with all it contains.
- A requirement's priority comes from the heading above it, else from its own words, else it is
  “should”: a must is a promise that costs both sides work, so none is ever made up.
- A heading that says no more than where its text belongs is not repeated as an empty part.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tandem.formats.brief_markdown import exact
from tandem.formats.brief_markdown.headings import (
    guess_of,
    is_name_of,
    priority_in,
    priority_in_heading,
    words_of,
)
from tandem.formats.brief_markdown.limits import LONGEST_TITLE, cut_long_pieces, cut_title
from tandem.formats.brief_markdown.pieces import ITEM_KINDS, BriefDraft, Piece
from tandem.formats.brief_markdown.preamble import lines_of, without_front_matter
from tandem.formats.brief_markdown.source import (
    Block,
    Heading,
    Lines,
    blocks_of,
    bold_title,
    text_of,
)

_PRIORITY_READ_IN = 300
"""Characters of a requirement in which words of priority count; later ones are about details."""

_STORY_BEGINS = {("as", "a"), ("as", "an"), ("as", "the")}


def read_brief(text: str) -> BriefDraft:
    """Read any Markdown document as a brief; of its text nothing is lost.

    Never raises for what a document says. `pieces` are in the document's order; `notes` are
    sentences for the person who imports it.
    """
    notes: list[str] = []
    lines, title = without_front_matter(lines_of(text, notes), notes)
    reading = _Reading(title=title)
    for chunk in exact.chunks_of(lines):
        if isinstance(chunk, Piece):
            reading.take(chunk)
        elif isinstance(chunk, exact.Title):
            reading.take_title(chunk.title)
        else:
            reading.read(chunk)
    pieces = cut_long_pieces(reading.pieces, notes)
    return BriefDraft(reading.title, tuple(pieces), (*notes, *reading.notes()))


@dataclass(frozen=True)
class _Place:
    """Where the text below a heading belongs."""

    level: int
    section: str
    priority: str | None = None
    is_case: bool = False
    is_clear: bool = False
    """Whether the heading says this, and nothing else."""


_OUTSIDE = _Place(0, "more")
_OPENING = _Place(0, "why")
"""What stands above all headings says what the document is about."""


@dataclass
class _Part:
    """A heading with the blocks up to the next heading."""

    heading: Heading | None
    lines: Lines
    blocks: list[Block] = field(default_factory=list)
    has_parts_below: bool = False

    @property
    def body(self) -> Lines:
        return [line for block in self.blocks for line in block.lines]


@dataclass
class _Reading:
    title: str | None
    pieces: list[Piece] = field(default_factory=list)
    _has_begun: bool = False
    """Whether anything was read already, so that a heading can't be the document's title."""
    _unsaid: int = 0
    _comments: int = 0
    _headings: int = 0

    def take(self, piece: Piece) -> None:
        """Take a part that is written down exactly."""
        self._has_begun = True
        self.pieces.append(piece)

    def take_title(self, title: str) -> None:
        """Take a title that is written down exactly."""
        if self._has_begun:
            self._add("more", "text", title, "")
        else:
            self.title = title or self.title
            self._has_begun = True

    def read(self, lines: Lines) -> None:
        """Read lines that stand outside of all exact parts."""
        blocks = blocks_of(lines)
        self._comments += sum(block.lines[0].lstrip().startswith("<!--") for block in blocks)
        self._headings += sum(block.heading is not None for block in blocks)
        parts = _parts(blocks) if self._has_begun else self._without_title(_parts(blocks))
        self._has_begun = self._has_begun or bool(blocks)
        for part, place in _placed(parts):
            self._read_part(part, place)

    def notes(self) -> Iterator[str]:
        if self.pieces and not self._headings:
            yield "The document has no headings, so all of it stands in its first section."
        if self._unsaid == 1:
            yield "1 requirement doesn't say how important it is; it was taken as “should”."
        elif self._unsaid:
            yield (
                f"{self._unsaid} requirements don't say how important they are; "
                "they were taken as “should”."
            )
        if self._comments:
            yield (
                "Comments for whoever fills in the form were kept as they are "
                f"({self._comments}); take them out when they have done their work."
            )

    def _without_title(self, parts: list[_Part]) -> list[_Part]:
        """Take the document's title off: a first heading that stands above all others."""
        headings = [part.heading for part in parts if part.heading]
        if not headings or not _can_be_title(headings[0], headings[1:]):
            return parts
        at = next(at for at, part in enumerate(parts) if part.heading)
        self.title = cut_title(headings[0].title)
        kept = [Block([headings[0].source, ""])] if _says_more(headings[0]) else []
        opening = [block for part in parts[: at + 1] for block in part.blocks]
        return [_Part(None, [], [*kept, *opening]), *parts[at + 1 :]]

    def _read_part(self, part: _Part, place: _Place) -> None:
        kind = ITEM_KINDS.get(place.section)
        before = len(self.pieces)
        if place.is_case:
            self._add_text(part, place, part.body, kind="use_case")
        elif kind:
            self._read_items(part, place, kind)
        else:
            self._add_text(part, place, part.body)
        if len(self.pieces) == before and part.heading and not part.has_parts_below:
            self._add(place.section, "text", cut_title(part.heading.title), "")

    def _read_items(self, part: _Part, place: _Place, kind: str) -> None:
        """Each list entry is an item; the text before the first list goes with the heading."""
        heading: _Part | None = part
        prose: Lines = []
        for block in part.blocks:
            if not block.entries:
                prose += block.lines
                continue
            self._add_text(heading, place, prose)
            heading, prose = None, []
            for entry in block.entries:
                self._add_item(entry, place, kind)
        self._add_text(heading, place, prose)

    def _add_text(
        self, part: _Part | None, place: _Place, lines: Lines, *, kind: str = "text"
    ) -> None:
        heading = part.heading if part else None
        text, title = text_of(lines), ""
        if heading and not text and place.is_clear:
            return
        if heading and not is_name_of(heading.title, place.section):
            title = cut_title(heading.title)
        if heading and _says_more(heading):
            text = f"{heading.source}\n\n{text}".rstrip()
        if place.section == "use_cases" and words_of(text[:40])[:2] in _STORY_BEGINS:
            kind = "use_case"
        self._add(place.section, kind, title, text)

    def _add_item(self, entry: Lines, place: _Place, kind: str) -> None:
        if entry[0].startswith("[ ] "):
            entry = [entry[0][4:].lstrip(), *entry[1:]]
        title, lines = bold_title(entry)
        text = text_of(lines)
        priority = None
        if kind == "requirement" and (title or text):
            said = place.priority or priority_in(f"{title} {text}"[:_PRIORITY_READ_IN])
            self._unsaid += said is None
            priority = said or "should"
        self._add(place.section, kind, title, text, priority)

    def _add(
        self, section: str, kind: str, title: str, text: str, priority: str | None = None
    ) -> None:
        if title or text:
            self.pieces.append(Piece(section, kind, title, text, priority))


def _parts(blocks: list[Block]) -> list[_Part]:
    parts: list[_Part] = []
    for block in blocks:
        if block.heading:
            previous = parts[-1].heading if parts else None
            if previous and previous.level < block.heading.level:
                parts[-1].has_parts_below = True
            parts.append(_Part(block.heading, block.lines))
        else:
            if not parts:
                parts.append(_Part(None, []))
            parts[-1].blocks.append(block)
    return parts


def _placed(parts: list[_Part]) -> list[tuple[_Part, _Place]]:
    """The parts with their places; a use case takes the headings inside it (main flow, …) along."""
    placed: list[tuple[_Part, _Place]] = []
    above: list[_Place] = []
    for part in parts:
        level = part.heading.level if part.heading else 0
        while above and above[-1].level >= level:
            above.pop()
        if above and above[-1].is_case:
            placed[-1][0].blocks += [Block(part.lines), *part.blocks]
            continue
        place = _place_of(part.heading, above[-1] if above else _OUTSIDE)
        placed.append((part, place))
        above += [place] if part.heading else []
    return placed


def _place_of(heading: Heading | None, above: _Place) -> _Place:
    """Where a part belongs, by the words of its heading and by what stands above it.

    Below requirements, use cases and metrics only a heading that can't mean anything else leads
    away: “Customer login” is a requirement there and not an audience.
    """
    if heading is None:
        return _OPENING
    guess = guess_of(heading.title)
    leads = guess if guess and (guess.whole or above.section not in ITEM_KINDS) else None
    section = leads.section if leads else above.section
    priority = None
    if section == "requirements":
        inherited = above.priority if above.section == section else None
        priority = priority_in_heading(heading.title) or inherited
    is_case = leads is None and section == "use_cases" and bool(heading.title)
    is_clear = guess is not None and guess.whole and not heading.rich
    return _Place(heading.level, section, priority, is_case, is_clear)


def _can_be_title(first: Heading, others: list[Heading]) -> bool:
    """Whether the first heading names the document and not its first section."""
    if first.level != 1 or not first.title:
        return False
    guess = guess_of(first.title)
    if not others:
        return guess is None or not guess.whole
    return guess is None or all(heading.level > 1 for heading in others)


def _says_more(heading: Heading) -> bool:
    """Whether the title that is kept says less than the heading did."""
    return heading.rich or len(heading.title) > LONGEST_TITLE
