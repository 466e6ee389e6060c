"""A data-protection check as a document to take away: Markdown, in the reader's language."""

from collections.abc import Iterator

from tandem.core import clock
from tandem.core.pages import translated
from tandem.core.words import Sentence, say
from tandem.initiatives.queries import InitiativeWhole
from tandem.risk.queries.protection import ProtectionSeen
from tandem.risk.rules import Criterion


def protection_document(whole: InitiativeWhole, seen: ProtectionSeen) -> str:
    """The check as it stands, as text; what isn't written yet is said to be so."""
    return "\n".join(_lines(whole, seen)).strip() + "\n"


def _lines(whole: InitiativeWhole, seen: ProtectionSeen) -> Iterator[str]:
    yield f"# {translated(say('Data-protection check'))}: {whole.row.sentence}"
    yield ""
    yield f"- {translated(say('As it stood on'))}: {clock.now():%Y-%m-%d}"
    yield f"- {translated(say('State'))}: {translated(seen.step.label)}"
    flowing = ", ".join(translated(one.label) for one in seen.flowing)
    yield f"- {translated(say('Which data'))}: {flowing or '–'}"
    if seen.said is None or seen.by is None or seen.at is None:
        return
    yield f"- {translated(say('Written by'))}: {seen.by.name}, {seen.at:%Y-%m-%d}"
    yield ""
    yield f"## {translated(say('The nine criteria'))}"
    yield ""
    for one in Criterion:
        yield f"- [{'x' if one in seen.said.criteria else ' '}] {translated(one.label)}"
    yield ""
    yield translated(_conclusion(seen))
    for head, text in _chapters(seen):
        yield f"\n## {translated(head)}\n\n{text}"
    if seen.look:
        word = say("It is fine.") if seen.look.fine else say("Sent back.")
        said = f"{translated(word)} {seen.look.text}".strip()
        yield f"\n## {translated(say('Who answers for data protection'))}\n\n{said}"
        yield f"\n{seen.look.by.name}, {seen.look.at:%Y-%m-%d}"


def _conclusion(seen: ProtectionSeen) -> Sentence:
    if seen.full:
        return say("{count} of nine: a full assessment is due.", count=len(seen.criteria))
    return say("{count} of nine: no full assessment is due.", count=len(seen.criteria))


def _chapters(seen: ProtectionSeen) -> Iterator[tuple[Sentence, str]]:
    said = seen.said
    if said is None:
        return
    ground = f"{translated(said.basis.label)}\n\n{said.basis_note}".strip()
    for head, text in (
        (say("What the data are used for"), said.purpose),
        (say("On what ground"), ground),
        (say("How long they are kept"), said.retention),
        (say("Who gets them"), said.recipients),
        (say("Why it needs these data, and no fewer"), said.necessity),
        (say("What may happen to the people concerned"), said.risks),
        (say("What is done against it"), said.measures),
    ):
        if text:
            yield head, text
