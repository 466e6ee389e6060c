"""Imports as programs see them."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Path
from pydantic import Field

from tandem.accounts.api.shapes import PersonName
from tandem.core.api_pages import PageOf
from tandem.core.api_shapes import Answer, Body, Day, Id, PathId
from tandem.formats.trackers import ROLES
from tandem.imports.rules.ideas import REASON_LIMIT
from tandem.imports.rules.mapping import POINT_DAYS_AT_MOST, SideBy
from tandem.imports.rules.quiet import Asks
from tandem.imports.rules.steps import ImportFailure, ImportState

ImportId = Annotated[PathId, Path(description="The import's id.")]
HomeId = Annotated[PathId, Path(description="The id of what has work: an initiative.")]

_OurState = Literal[
    "to_do", "next", "in_progress", "in_review", "done", "dropped", "idea", "parked", "out"
]
_OurKind = Literal[
    "task", "bug", "tweak", "spike",
    "campaign", "content", "integration", "data", "product", "tool", "other", "out",
]  # fmt: skip
_OurSide = Literal["marketing", "it", "shared"]
_Word = Annotated[str, Field(max_length=400)]
_Role = Literal[ROLES]  # type: ignore[valid-type]
_MOST = 20_000


class ImportInShort(Answer):
    """Files of another tool on their way in."""

    id: int = Field(description="Its id.", examples=[7])
    home_id: int | None = Field(
        description="What the work goes into: an initiative; null where they become ideas.",
        examples=[12],
    )
    by: PersonName = Field(description="Whoever uploaded the files.")
    made_at: datetime = Field(description="When that was.")
    state: ImportState = Field(description="Where it stands.")
    source: str = Field(description="What the files are from.", examples=["Jira"])
    files: list[str] = Field(description="What they are called.", examples=[["shop.csv"]])
    done: int = Field(description="How much of the step is through.", examples=[400])
    total: int = Field(description="Of how much; 0 while nobody knows.", examples=[1499])
    result: dict[str, int] = Field(
        description="What came in so far: added, changed, comments, parts, waits, seconds.",
        examples=[{"added": 317, "comments": 466}],
    )
    failed: ImportFailure = Field(description="Why it ended early, if it did.")
    detail: str = Field(
        description="The same in a sentence of the reader.", examples=["This file is empty."]
    )
    ended_at: datetime | None = Field(description="When it was all in.")


class ImportPage(PageOf[ImportInShort]):
    """One's imports."""


class Counted(Answer):
    """A word of theirs, and how often it stands there."""

    word: str = Field(description="The word.", examples=["Closed"])
    count: int = Field(description="How often.", examples=[782])


class FoundPerson(Answer):
    """Somebody the files name."""

    id: str = Field(description="What the mapping calls them.", examples=["5b10a2844c2016"])
    name: str = Field(description="Their name there.", examples=["Ann Example"])
    count: int = Field(description="How often they are named.", examples=[41])


class FoundColumn(Answer):
    """A column of a table."""

    heading: str = Field(description="Its heading.", examples=["Vorgang"])
    role: str = Field(description="What it was taken for; empty: nothing.", examples=["title"])


class FoundSheet(Answer):
    """A sheet of a spreadsheet."""

    name: str = Field(description="What it is called.", examples=["Ideas 2026"])
    hidden: bool = Field(description="Hidden there; read only where it is chosen.")
    read: bool = Field(description="The one that was read.")


class FoundField(Answer):
    """What may fill a field of one's own: a column of its own, or one like priority or labels."""

    word: str = Field(description="The column.", examples=["Custom field (Browser)"])
    count: int = Field(description="In how many items something stands.", examples=[78])
    examples: list[str] = Field(description="The first of it.", examples=[["Firefox"]])


class FoundNote(Answer):
    """What could not be read."""

    sentence: str = Field(description="In a sentence.", examples=["A row without a title."])
    times: int = Field(description="How often.", examples=[2])
    places: list[str] = Field(description="The first places.", examples=[["row 14"]])


class FoundInFiles(Answer):
    """What is in the files."""

    items: int = Field(description="Items.", examples=[1499])
    open: int = Field(description="Of them not over yet.", examples=[214])
    states: list[Counted] = Field(description="Their states.")
    kinds: list[Counted] = Field(description="Their kinds.")
    resolutions: list[Counted] = Field(description="Their resolutions.")
    components: list[Counted] = Field(description="Their components.")
    labels: list[Counted] = Field(description="Their labels.")
    groups: list[Counted] = Field(description="Their lists, sections or teams.")
    links: list[Counted] = Field(description="How they are linked.")
    fields: list[FoundField] = Field(description="What may fill fields of one's own.")
    people: list[FoundPerson] = Field(description="Who is named, those who do the most first.")
    columns: list[FoundColumn] = Field(description="Of a table, its columns.")
    sheets: list[FoundSheet] = Field(description="Of a spreadsheet, its sheets.")
    notes: list[FoundNote] = Field(description="What could not be read.")
    sums: dict[str, int] = Field(
        description="Comments, moves, logs, hours, checks, parents, waits, estimates, points.",
        examples=[{"comments": 4513}],
    )


class Mapping(Answer):
    """What means what, and what to take."""

    columns: dict[str, list[str]] = Field(
        description="Of a table: what is where, {role: headings}.",
        examples=[{"title": ["Vorgang"]}],
    )
    sheet: str = Field(
        description="Of a spreadsheet; empty: the first that isn't hidden.", examples=["Ideas 2026"]
    )
    states: dict[str, str] = Field(description="Their states.", examples=[{"Closed": "done"}])
    resolutions: dict[str, str] = Field(
        description="Those that mean that something was dropped.",
        examples=[{"Won't Fix": "dropped"}],
    )
    kinds: dict[str, str] = Field(description="Their kinds.", examples=[{"Defect": "bug"}])
    side: str = Field(description="Whose work it is.", examples=["it"])
    side_by: str = Field(description="What tells that.", examples=["all"])
    sides: dict[str, str] = Field(
        description="Side by component, label or list.", examples=[{"Newsletter": "marketing"}]
    )
    people: dict[str, int] = Field(description="Who is who.", examples=[{"ann": 5}])
    fields: dict[str, str] = Field(
        description="Which field of one's own a column fills, by its name; empty: none.",
        examples=[{"Custom field (Browser)": "Browser"}],
    )
    only_open: bool = Field(description="Only what isn't over.")
    since: str = Field(description="Of what is over: changed since.", examples=["2026-01-01"])
    comments: bool = Field(description="With comments.")
    history: bool = Field(description="With moves.")
    hours: bool = Field(description="With time spent.")
    checks: bool = Field(description="With checklists.")
    point_days: float = Field(description="Working days for a story point.", examples=[0.5])
    theirs: bool = Field(description="What changed on both sides becomes theirs.")
    theirs_for: list[str] = Field(description="The same for these keys.", examples=[["SHOP-4"]])
    into: Literal["work", "ideas"] = Field(description="What the items become.", examples=["ideas"])
    reason: str = Field(
        description="Of ideas that come in parked: why.", examples=["After the new shop."]
    )
    until: str = Field(
        description="When those are looked at again; empty: in three months.",
        examples=["2026-09-01"],
    )
    asks: Asks = Field(
        description="Which of the new ideas ask both sides at once: `recent` (of the last 30 days),"
        " `all`, `none`; empty: `none` of more than ten, else `recent`."
    )


class NewMapping(Body):
    """What to change about what means what; what is left out stays."""

    columns: dict[_Role, list[_Word]] | None = Field(
        None,
        max_length=60,
        description="Of a table: {role: headings}. The files are read again.",
        examples=[{"title": ["Vorgang"]}],
    )
    sheet: _Word | None = Field(
        None,
        description="Of a spreadsheet, the sheet to read. The files are read again.",
        examples=["Ideas 2026"],
    )
    states: dict[_Word, _OurState] | None = Field(
        None,
        max_length=_MOST,
        description="Their states; for ideas `idea`, `parked` or `out`.",
        examples=[{"Closed": "done"}],
    )
    resolutions: dict[_Word, Literal["", "dropped"]] | None = Field(
        None,
        max_length=_MOST,
        description="Those that mean that something was dropped.",
        examples=[{"Won't Fix": "dropped"}],
    )
    kinds: dict[_Word, _OurKind] | None = Field(
        None, max_length=_MOST, description="Their kinds.", examples=[{"Defect": "bug"}]
    )
    side: _OurSide | None = Field(None, description="Whose work it is.")
    side_by: SideBy | None = Field(None, description="What tells that.")
    sides: dict[_Word, _OurSide] | None = Field(
        None,
        max_length=_MOST,
        description="Side by component, label or list.",
        examples=[{"Newsletter": "marketing"}],
    )
    people: dict[_Word, Id] | None = Field(
        None, max_length=_MOST, description="Who is who.", examples=[{"ann": 5}]
    )
    fields: dict[_Word, _Word] | None = Field(
        None,
        max_length=_MOST,
        description="Which field of one's own a column fills, by its name; empty: none. For ideas: "
        "which question it answers (goal, audience, …), or `owner_marketing`, `owner_it`.",
        examples=[{"Custom field (Browser)": "Browser"}],
    )
    only_open: bool | None = Field(None, strict=True, description="Only what isn't over.")
    since: Day | None = Field(
        None, description="Of what is over: changed since.", examples=["2026-01-01"]
    )
    comments: bool | None = Field(None, strict=True, description="With comments.")
    history: bool | None = Field(None, strict=True, description="With moves.")
    hours: bool | None = Field(None, strict=True, description="With time spent.")
    checks: bool | None = Field(None, strict=True, description="With checklists.")
    point_days: float | None = Field(
        None,
        ge=0,
        le=POINT_DAYS_AT_MOST,
        allow_inf_nan=False,
        description="Working days for a story point; 0: points stay a text.",
        examples=[0.5],
    )
    theirs: bool | None = Field(
        None, strict=True, description="What changed on both sides becomes theirs."
    )
    reason: str | None = Field(
        None,
        max_length=REASON_LIMIT,
        description="Of ideas that come in parked: why.",
        examples=["After the new shop."],
    )
    until: Day | None = Field(
        None, description="When those are looked at again.", examples=["2026-09-01"]
    )
    asks: Asks | None = Field(
        None, description="Of ideas: which of the new ones ask both sides at once."
    )
    theirs_for: list[_Word] | None = Field(
        None, max_length=_MOST, description="The same for these keys.", examples=[["SHOP-4"]]
    )


class Example(Answer):
    """An item that a report names."""

    key: str = Field(description="Its key there.", examples=["SHOP-12"])
    more: str = Field(description="What else is to be said.", examples=["SHOP-12 → SHOP-13"])


class ReportLine(Answer):
    """Something that is said about items."""

    sentence: str = Field(
        description="In a sentence.", examples=["A text is too long; its end is cut off."]
    )
    count: int = Field(description="Of how many.", examples=[3])
    leaves_out: bool = Field(description="These aren't taken at all.")
    examples: list[Example] = Field(description="The first of them.")


class BothSides(Answer):
    """An item that changed here and there."""

    key: str = Field(description="Its key there.", examples=["SHOP-12"])
    title: str = Field(description="What it is called there.", examples=["Pay by invoice"])
    fields: list[str] = Field(description="In what.", examples=[["state"]])
    work_id: int = Field(description="The work here.", examples=[912])


class ImportReport(Answer):
    """How the files compare with what is here."""

    counts: dict[str, int] = Field(
        description="new, changed, conflicts, unchanged, left_out, comments, parts, waits, moves.",
        examples=[{"new": 1499, "left_out": 3}],
    )
    lines: list[ReportLine] = Field(description="What is said about items.")
    conflicts: list[BothSides] = Field(description="Changed here and there.")


class ImportWhole(Answer):
    """An import with what was found, what means what, and how it compares."""

    row: ImportInShort = Field(description="In short.")
    found: FoundInFiles | None = Field(
        description="What is in the files; null until they are read."
    )
    mapping: Mapping = Field(description="What means what.")
    report: ImportReport = Field(description="How it compares with what is here.")
    outcome: ImportReport = Field(description="What was said while it was taken in.")
