"""Subjects and texts of many things at once. Called inside the transaction of the act itself."""

from collections.abc import Mapping, Sequence

from tandem.activity import rules
from tandem.activity.models import SearchText, Subject
from tandem.activity.services.record import TITLE
from tandem.formats.search_words import words_of

AT_ONCE = 500
"""Rows in one statement."""


def make_subjects(kind: str, titles: Sequence[str], *, parent_id: int) -> list[int]:
    """Make the subjects of new things below one and return their ids, in order: in a fixed number
    of queries for each five hundred.
    """
    parent = Subject.objects.get(pk=parent_id)
    made = Subject.objects.bulk_create(
        [
            Subject(kind=kind, title=title[:300], parent=parent, root_id=parent.root_id)
            for title in titles
        ],
        batch_size=AT_ONCE,
    )
    SearchText.objects.bulk_create(
        [
            SearchText(
                subject=one,
                part=TITLE,
                is_title=True,
                text=one.title,
                words=" ".join([rules.TITLE_WORD, *words_of(one.title)]),
            )
            for one in made
            if one.title.strip() and one.title != parent.title
        ],
        batch_size=AT_ONCE,
    )
    return [one.pk for one in made]


def make_texts_findable(texts: Mapping[tuple[int, str], str]) -> None:
    """Let new texts of many subjects be found: {(subject id, part): text}."""
    SearchText.objects.bulk_create(
        [
            SearchText(subject_id=pk, part=part, text=text, words=" ".join(words_of(text)))
            for (pk, part), text in texts.items()
            if text.strip()
        ],
        batch_size=AT_ONCE,
    )


def make_texts_findable_anew(texts: Mapping[tuple[int, str], str]) -> None:
    """The same where others may stand in their place: those are found no longer."""
    parts = {part for _, part in texts}
    for part in parts:
        named = [pk for pk, other in texts if other == part]
        SearchText.objects.filter(part=part, subject_id__in=named).delete()
    make_texts_findable(texts)


def salted_digests(texts: Mapping[int, str]) -> dict[int, str]:
    """What events of many subjects may hold of typed texts: {subject id: text}."""
    salts = Subject.objects.filter(pk__in=texts).values_list("pk", "salt")
    return {pk: rules.salted(salt, texts[pk]) for pk, salt in salts}
