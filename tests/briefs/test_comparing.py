"""What changed between two contents of a brief; a snapshot as a file."""

import pytest
from django.test import Client
from tests.cast import SENTENCE, Cast, confirm_playback, hide, let_both_sign, sign

from tandem.accounts.models import Person
from tandem.accounts.rules import CLOCK, Lane
from tandem.briefs import queries, services
from tandem.briefs.queries import FileKind, comparison, file_of, snapshot_document, whole
from tandem.briefs.rules import Priority, Section, in_words
from tandem.core.errors import NotFound
from tandem.formats.brief_markdown import read_brief
from tandem.formats.word_difference import Fate


@pytest.fixture
def changed(cast: Cast, signed_brief: int) -> int:
    """R1 has another text and matters less, U1 is out, T2 is new."""
    r1, u1 = (item for item in whole(CLOCK, signed_brief).items if item.label in {"R1", "U1"})
    services.edit_item(
        actor=cast.alice, initiative_id=signed_brief, item_id=r1.id, title=r1.title,
        text=f"{r1.text} Or two.", priority=Priority.SHOULD, base=1,
    )  # fmt: skip
    let_both_sign(cast.alice, signed_brief, r1.id)
    services.remove_item(actor=cast.alice, initiative_id=signed_brief, item_id=u1.id, base=1)
    services.add_item(
        actor=cast.alice, initiative_id=signed_brief, section=Section.WHY, text="For more calm."
    )
    return signed_brief


def fates(found: queries.Comparison) -> list[tuple[str, str]]:
    return [(part.label, part.fate.value) for part in found.parts]


def test_a_snapshot_is_compared_with_now(cast: Cast, changed: int) -> None:
    found = comparison(cast.rita, changed, 1, None)
    assert fates(found) == [("T2", "new"), ("R1", "changed"), ("U1", "gone")]
    r1 = found.parts[1]
    assert [(run.fate, run.text) for run in r1.text][-1] == (Fate.NEW, " Or two.")
    assert (r1.priority_before, r1.priority_after) == (Priority.MUST, Priority.SHOULD)
    assert found.same == 2


def test_two_snapshots_are_compared_either_way(cast: Cast, changed: int) -> None:
    confirm_playback(cast, changed)
    assert fates(comparison(cast.rita, changed, 1, 2)) == fates(
        comparison(cast.rita, changed, 1, None)
    )
    assert fates(comparison(cast.rita, changed, 2, 1)) == [
        ("T2", "gone"), ("R1", "changed"), ("U1", "new"),
    ]  # fmt: skip
    assert comparison(cast.rita, changed, 2, 2).parts == []


def test_a_snapshot_that_never_was_or_is_hidden_is_not_found(cast: Cast, changed: int) -> None:
    for before, after in ((9, None), (1, 9), (0, None)):
        with pytest.raises(NotFound):
            comparison(cast.rita, changed, before, after)
    hide(changed)
    with pytest.raises(NotFound):
        comparison(cast.rita, changed, 1, None)


def test_a_snapshot_as_markdown_reads_as_the_same_parts(cast: Cast, changed: int) -> None:
    file = file_of(snapshot_document(cast.rita, changed, 1), FileKind.MARKDOWN)
    draft = read_brief(file.body.decode())
    past = queries.snapshot_of(cast.rita, changed, 1).items
    assert draft.title == SENTENCE
    assert {(piece.section, piece.text, piece.priority) for piece in draft.pieces} == {
        (item.section.value, in_words(item.content), item.priority.value if item.priority else None)
        for item in past
    }


def test_who_signs_again_sees_what_changed_since_their_own_signature(
    cast: Cast, changed: int, client: Client
) -> None:
    def since(lane: Lane) -> dict[str, str]:
        found = queries.since_signed(whole(CLOCK, changed), lane).values()
        return {part.label: part.fate.value for part in found}

    assert since(Lane.MARKETING) == since(Lane.IT) == {"R1": "changed", "U1": "gone"}
    confirm_playback(cast, changed)
    sign(cast.igor, changed, Lane.IT)
    assert since(Lane.IT) == {}
    assert since(Lane.MARKETING) == {"R1": "changed", "U1": "gone"}
    client.force_login(Person.objects.get(pk=cast.alice.me))
    page = client.get(f"/initiatives/{changed}/brief/sign/").text
    assert "Or two.<span" in page.split("<ins>")[1]
    assert "Changed since your side signed it" in page
    assert "For more calm." in page


def test_a_part_that_moved_says_from_where(cast: Cast, signed_brief: int) -> None:
    t1 = next(item for item in whole(CLOCK, signed_brief).items if item.label == "T1")
    services.move_item(
        actor=cast.igor, initiative_id=signed_brief, item_id=t1.id, section=Section.COST, base=1
    )
    (part,) = comparison(cast.rita, signed_brief, 1, None).parts
    assert (part.section_before, part.section) == (Section.CONSTRAINTS, Section.COST)
