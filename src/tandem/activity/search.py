"""Finding texts by their words, whoever wrote them: only what the reader may see.

Ranking by how rare a word is costs more with every text there is. Here the newest titles and the
newest texts that hold all the words are taken, and titles come first. So does, for the same reason,
what holds the words as they were typed before what holds longer ones that begin so: an index reads
the newest texts of one word without looking at the others, of a beginning it gathers all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Lookup, Q, QuerySet, TextField

from tandem.accounts.rules import Actor
from tandem.activity import permissions, registry
from tandem.activity.models import SearchText, SubjectAccess
from tandem.activity.rules import TITLE_WORD
from tandem.core.prepared import number, prepared, text
from tandem.core.words import Sentence
from tandem.formats.search_words import asked_words, excerpt

NEWEST = 300
"""How many of the newest texts that fit are looked at."""


@dataclass(frozen=True, slots=True)
class Found:
    """A subject that holds the words: its title, and the text they stand in."""

    subject_id: int
    root_id: int
    kind: str
    title: str
    url: str
    part: str
    in_title: bool
    excerpt: list[tuple[str, bool]]

    @property
    def label(self) -> Sentence:
        """What kind of thing it is, in words."""
        return registry.label_of(self.kind)


@TextField.register_lookup
class Holding(Lookup):
    """`words__holding=query`: among the newest that the index of the database finds.

    The newest are taken inside, where the index has them in that order: a word that half of all
    texts hold costs no more than a rare one.
    """

    lookup_name = "holding"

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> Any:
        """FTS5 stands in a table beside, with the same row ids."""
        query, params = self.process_rhs(compiler, connection)
        return self._among(
            compiler,
            f"SELECT rowid FROM activity_searchwords WHERE words MATCH {query} "
            f"ORDER BY rowid DESC LIMIT {NEWEST}",
        ), params

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> Any:
        """A generated column of the same table."""
        query, params = self.process_rhs(compiler, connection)
        return self._among(
            compiler,
            f"SELECT id FROM activity_searchtext WHERE document @@ to_tsquery('simple', {query}) "
            f"ORDER BY id DESC LIMIT {NEWEST}",
        ), params

    def _among(self, compiler: Any, newest: str) -> str:
        return f'{compiler.quote_name_unless_alias(self.lhs.alias)}."id" IN ({newest})'


def _query_of(words: Sequence[str], *, begun: bool) -> str:
    """All the words, as they are or `begun`: as beginnings. They hold letters and digits only."""
    if connection.vendor == "sqlite":
        return " AND ".join(f'"{word}"{"*" if begun else ""}' for word in words)
    return " & ".join(f"'{word}'{':*' if begun else ''}" for word in words)


@prepared
def _holding(
    kinds: tuple[str, ...],
    mine: bool,  # noqa: FBT001
    most: int,
) -> QuerySet[SearchText, tuple[Any, ...]]:
    found = SearchText.objects.filter(
        permissions.in_sight("subject__"), words__holding=text("query")
    )
    if kinds:
        found = found.filter(subject__kind__in=kinds)
    if mine:
        own = SubjectAccess.objects.filter(permissions.holding(), person_id=number("me"))
        roots = own.values("subject")
        found = found.filter(Q(subject__root__in=roots) | Q(subject__in=roots))
    return found.order_by("-pk").values_list(
        *("subject_id", "subject__root_id", "subject__kind", "subject__title"),
        *("subject__parent_id", "part", "is_title", "text"),
    )[:most]


def found_by_words(
    actor: Actor,
    words: str,
    *,
    kinds: tuple[str, ...] = (),
    mine: bool = False,
    limit: int = 30,
) -> list[Found]:
    """What the actor may see that holds all the words, titles first, then the newest.

    Each subject comes once. `kinds` are kinds of subject ("initiative", "brief"); empty: all.
    `mine`: only on initiatives that the actor takes part in.
    """
    asked = asked_words(words)
    if not asked:
        return []
    best: dict[int, tuple[Any, ...]] = {}
    eyes = permissions.eyes_of(actor)
    for begun in (False, True):
        # A subject has one title and many texts: so many texts may all be of one.
        for sought, most in (([TITLE_WORD, *asked], limit), (asked, NEWEST)):
            if len(best) < limit:
                query = _query_of(sought, begun=begun)
                for row in _holding(kinds, mine, most, query=query, **eyes):
                    best.setdefault(row[0], row)
    return [_found(row, asked) for row in list(best.values())[:limit]]


def _found(row: tuple[Any, ...], asked: list[str]) -> Found:
    subject_id, root_id, kind, title, parent_id, part, is_title, held = row
    return Found(
        subject_id=subject_id,
        root_id=root_id or subject_id,
        kind=kind,
        title=title,
        url=registry.url_of(kind, subject_id, parent_id),
        part=part,
        in_title=is_title,
        excerpt=excerpt(held, asked),
    )


TEXTS_BELOW = 300


@prepared
def _texts_below() -> QuerySet[SearchText, tuple[str]]:
    found = SearchText.objects.filter(subject__root_id=number("root"), subject__kind=text("kind"))
    return found.order_by("-pk").values_list("text")[:TEXTS_BELOW]


def texts_below(root_id: int, kind: str) -> list[str]:
    """The newest texts of one kind of subject below a root. The caller has checked sight."""
    return [text for (text,) in _texts_below(root=root_id, kind=kind)]
