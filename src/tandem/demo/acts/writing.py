"""Writing a brief: from a document, part by part, with IT's effort and what-if questions."""

from decimal import Decimal
from importlib.resources import files

from tandem.briefs import services as briefs
from tandem.briefs.rules import Effort, Priority, Section, WhatIfOutcome
from tandem.demo.play import Play, act
from tandem.demo.story import Act, Unreadable

_LISTS = {
    "main_flow",
    "alternatives",
    "acceptance",
    "technical",
    "preconditions",
    "covers",
    "depends_on",
    "parameters",
}


def _document(name: str) -> str:
    return (files("tandem.demo") / "documents" / f"{name}.md").read_text(encoding="utf-8")


def _days(words: str) -> tuple[Decimal, Decimal]:
    low, _, high = words.partition("-")
    return Decimal(low), Decimal(high or low)


def _fields(play: Play, line: Act) -> dict[str, object]:
    """`actor = a member | main_flow = one; two | day = 300` as a part carries it."""
    fields: dict[str, object] = {}
    for part in line.text.split(" | "):
        name, equals, value = (word.strip() for word in part.partition("="))
        if not equals:
            raise Unreadable(f"line {line.line}: what is “{part}”?")
        if name in _LISTS:
            fields[name] = [one.strip() for one in value.split(";")]
        else:
            fields[name] = play.day(value).isoformat() if name == "day" else value
    return fields


@act("begins-brief")
def begin(play: Play, line: Act) -> None:
    """`begins-brief: NAME` of a file in `documents`; empty without one."""
    document = _document(line.text) if line.text else ""
    briefs.start_brief(actor=play.actor(line), initiative_id=play.initiative, document=document)


@act("completes")
def complete(play: Play, line: Act) -> None:
    """`completes U1: covers = R1; R2 | actor = … | main_flow = …; … | acceptance = …; …`."""
    item = play.item(line, line.plain[0])
    briefs.edit_item(
        actor=play.actor(line),
        initiative_id=play.initiative,
        item_id=item.id,
        title=item.title,
        text=item.text,
        priority=item.priority,
        base=item.revision,
        fields={**item.fields, **_fields(play, line)},
    )


@act("adds")
def add(play: Play, line: Act) -> None:
    """`adds requirements must: text`, `adds use_cases: title | text`."""
    section, *priority = line.plain
    title, text = line.texts(2)
    briefs.add_item(
        actor=play.actor(line),
        initiative_id=play.initiative,
        section=Section(section),
        title=title if text else "",
        text=text or title,
        priority=Priority(priority[0]) if priority else None,
    )


@act("rewrites")
def rewrite(play: Play, line: Act) -> None:
    """`rewrites R4 days=1-2: the new text`; with days where somebody of IT writes a change."""
    item, days = play.item(line, line.plain[0]), line.option("days")
    briefs.edit_item(
        actor=play.actor(line),
        initiative_id=play.initiative,
        item_id=item.id,
        title=item.title,
        text=line.text,
        priority=item.priority,
        base=item.revision,
        effort=Effort(*_days(days)) if days else None,
    )


@act("takes-out")
def take_out(play: Play, line: Act) -> None:
    """`takes-out R5`."""
    item = play.item(line, line.plain[0])
    briefs.remove_item(
        actor=play.actor(line),
        initiative_id=play.initiative,
        item_id=item.id,
        base=item.revision,
    )


@act("estimates")
def estimate(play: Play, line: Act) -> None:
    """`estimates: R1 2-5, R2 3`, in days of IT's work."""
    items = {item.label: item for item in play.brief(line).items}
    for part in line.text.split(", "):
        label, days = part.split()
        low, high = _days(days)
        briefs.state_effort(
            actor=play.actor(line),
            initiative_id=play.initiative,
            item_id=items[label].id,
            low=low,
            high=high,
        )


@act("delivers")
def deliver(play: Play, line: Act) -> None:
    """`delivers O1`: it is there."""
    briefs.deliver_item(
        actor=play.actor(line),
        initiative_id=play.initiative,
        item_id=play.item(line, line.plain[0]).id,
    )


@act("asks-what-if")
def ask_what_if(play: Play, line: Act) -> None:
    """`asks-what-if U1 #name: what if …?`."""
    card = briefs.ask_what_if(
        actor=play.actor(line),
        initiative_id=play.initiative,
        item_id=play.item(line, line.plain[0]).id,
        question=line.text,
    )
    play.name(line, card.pk)


@act("answers-what-if")
def answer_what_if(play: Play, line: Act) -> None:
    """`answers-what-if U1 alternative|risk|not_now #name: words`, by Marketing."""
    label, outcome = line.plain
    briefs.answer_what_if(
        actor=play.actor(line),
        initiative_id=play.initiative,
        item_id=play.item(line, label).id,
        card_id=play.meant(line),
        outcome=WhatIfOutcome(outcome),
        words=line.text,
    )
