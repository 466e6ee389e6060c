"""What came in before, beside what stands here now: for the worker."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from tandem.accounts.rules import Actor
from tandem.activity.queries import lengths_of, with_history
from tandem.core.errors import NotFound
from tandem.imports.models import TakenIn
from tandem.imports.rules.comparing import standing_values
from tandem.imports.rules.own import code_of
from tandem.imports.rules.telling import digest
from tandem.initiatives.queries import IdeaStanding, ideas_as_they_stand
from tandem.initiatives.rules import Question
from tandem.own_fields.queries import contents_of
from tandem.work.queries import WorkRow, descriptions_of, rows_by_id


@dataclass(frozen=True, slots=True)
class Known:
    """An item that came in before: what it said then, and what stands here."""

    row: WorkRow
    said: Mapping[str, str]
    here: Mapping[str, str]
    comments: frozenset[str]
    told: list[list[str]]

    @property
    def id(self) -> int:
        return self.row.id


def known_items(home_id: int, source: str, wanted: Mapping[str, str]) -> dict[str, Known]:
    """Of these items, {key: source id}, those that came in before; one whose key changed there is
    known by its id.
    """
    ids = {source_id: key for key, source_id in wanted.items() if source_id and source_id != key}
    asked = Q(key__in=wanted) | Q(source_id__in=ids)
    taken = list(TakenIn.objects.filter(asked, home_id=home_id, source=source))
    rows = {row.id: row for row in rows_by_id([one.item_id for one in taken])}
    texts = descriptions_of(rows) if rows else {}
    own = contents_of(rows) if rows else {}
    found: dict[str, Known] = {}
    for one in sorted(taken, key=lambda one: one.key in wanted):
        key = one.key if one.key in wanted else ids.get(one.source_id)
        if key is not None:
            row = rows[one.item_id]
            here = standing_values(row, texts.get(row.id, ""))
            here |= {f"own:{pk}": code_of(rows) for pk, rows in own.get(row.id, {}).items()}
            found[key] = Known(row, one.said, here, frozenset(one.comments), one.told)
    return found


def ids_by_key(home_id: int, source: str) -> dict[str, int]:
    """Everything that came from a source: {key: item id}."""
    rows = TakenIn.objects.filter(home_id=home_id, source=source)
    return dict(rows.values_list("key", "item_id"))


@dataclass(frozen=True, slots=True)
class KnownIdea:
    """An idea that came in before: what it said then, what stands here, whether it still is one."""

    id: int
    row: IdeaStanding
    said: Mapping[str, str]
    here: Mapping[str, str]
    answers: Mapping[Question, int]
    """The standing answers, by question."""
    comments: frozenset[str]
    told: list[list[str]]


def known_ideas(actor: Actor, source: str, wanted: Mapping[str, str]) -> dict[str, KnownIdea]:
    """Of these, {key: source id}, those that came in before and that the actor sees; by key."""
    ids = {source_id: key for key, source_id in wanted.items() if source_id and source_id != key}
    asked = Q(key__in=wanted) | Q(source_id__in=ids)
    taken = list(TakenIn.objects.filter(asked, home=None, source=source).order_by("-pk"))
    rows = ideas_as_they_stand(actor, [one.item_id for one in taken])
    found: dict[str, KnownIdea] = {}
    for one in sorted(taken, key=lambda one: one.key in wanted):
        key = one.key if one.key in wanted else ids.get(one.source_id)
        row = rows.get(one.item_id)
        if key is None or row is None:
            continue
        own = row.answers
        here = {
            "title": digest(row.sentence),
            "wish_date": row.wish_date.isoformat() if row.wish_date else "",
            **{f"answer:{question.value}": digest(text) for question, (_, text) in own.items()},
        }
        held = {question: pk for question, (pk, _) in own.items()}
        comments = frozenset(one.comments)
        found[key] = KnownIdea(row.id, row, one.said, here, held, comments, one.told)
    return found


def idea_seen(actor: Actor, idea_id: int) -> IdeaStanding:
    """An idea as it stands. Raises NotFound."""
    found = ideas_as_they_stand(actor, [idea_id]).get(idea_id)
    if found is None:
        raise NotFound
    return found


def untouched_ideas(import_id: int, after: int, most: int) -> tuple[list[int], int]:
    """Of the ideas that an import made, some in the order of their ids: those that nobody touched
    since, and the last one looked at (0 at the end).
    """
    taken = TakenIn.objects.filter(first_id=import_id, item_id__gt=after).order_by("item_id")
    some = list(taken.values_list("item_id", "length")[:most])
    now = lengths_of([pk for pk, _ in some])
    return [pk for pk, length in some if now.get(pk) == length], some[-1][0] if some else 0


def untouched_items(import_id: int, after: int, most: int) -> tuple[list[int], int]:
    """Of what an import made, some in the order of their ids: those on which nothing happened
    since, and the last one looked at (0 at the end).
    """
    taken = TakenIn.objects.filter(first_id=import_id, item_id__gt=after).order_by("item_id")
    some = list(taken.values_list("item_id", flat=True)[:most])
    touched = with_history(some)
    return [pk for pk in some if pk not in touched], some[-1] if some else 0
