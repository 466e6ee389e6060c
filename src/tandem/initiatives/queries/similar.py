"""Ideas that say something alike, by the index of words. Only what the reader sees is compared."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from tandem.accounts.queries import Name, names
from tandem.accounts.rules import Actor
from tandem.activity.permissions import eyes_of, in_sight
from tandem.core.prepared import number, numbers, prepared, texts
from tandem.initiatives.models import IdeaWord, Initiative
from tandem.initiatives.rules import THE_SAME, Stage, most_alike, rarest, stems_of

_LOOKED_AT = 1_000
"""Rows of the index that are read for one sentence."""
_COMPARED = 60
SIMILAR_LIMIT = 5


@dataclass(frozen=True, slots=True)
class SimilarIdea:
    """An idea that says something alike; `score` goes from 0 to 1."""

    id: int
    sentence: str
    stage: Stage
    written_by: Name
    written_at: datetime
    score: float

    @property
    def url(self) -> str:
        return f"/initiatives/{self.id}/"

    @property
    def perhaps_the_same(self) -> bool:
        return self.score >= THE_SAME


@prepared
def _counts() -> QuerySet[IdeaWord, tuple[str, int]]:
    found = IdeaWord.objects.filter(word__in=texts("words")).order_by()
    return found.values_list("word").annotate(count=Count("*"))


@prepared
def _sharing(limit: int) -> QuerySet[IdeaWord, tuple[int, int]]:
    found = IdeaWord.objects.filter(word__in=texts("words")).order_by()
    shared = found.values_list("initiative_id").annotate(shared=Count("*"))
    return shared.order_by("-shared", "-initiative_id")[:limit]


@prepared
def _seen() -> QuerySet[Initiative, tuple[int, str, str, int, datetime]]:
    found = Initiative.objects.filter(in_sight("subject__"), pk__in=numbers("initiatives"))
    found = found.exclude(pk=number("itself"))
    return found.values_list("pk", "sentence", "stage", "written_by_id", "written_at")


def similar_ideas(actor: Actor, sentence: str, *, itself: int = 0) -> list[SimilarIdea]:
    """The ideas most like a sentence, at most five; `itself` is left out."""
    counts = dict(_counts(words=stems_of(sentence)))
    words = rarest(counts, most=_LOOKED_AT)
    if not words:
        return []
    ids = [pk for pk, _ in _sharing(_COMPARED, words=words)]
    rows = {row[0]: row for row in _seen(initiatives=ids, itself=itself, **eyes_of(actor))}
    found = most_alike(sentence, [(pk, row[1]) for pk, row in rows.items()], most=SIMILAR_LIMIT)
    known = names(rows[pk][3] for pk, _ in found)
    return [
        SimilarIdea(
            id=pk,
            sentence=rows[pk][1],
            stage=Stage(rows[pk][2]),
            written_by=known[rows[pk][3]],
            written_at=rows[pk][4],
            score=score,
        )
        for pk, score in found
    ]
