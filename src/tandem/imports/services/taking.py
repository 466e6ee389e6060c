"""Taking in, some at a time: each call is one short transaction, after which others may write.

Killed between two of them, the next worker begins at the file's first item again: what is here is
known by its key, so nothing comes twice.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db import transaction

from tandem.activity.services import lock_subject, make_texts_findable
from tandem.core import clock
from tandem.core.errors import NotAllowed
from tandem.core.words import say
from tandem.imports import queries
from tandem.imports.models import Import, TakenIn
from tandem.imports.rules.comparing import values_of
from tandem.imports.rules.own import Content, code_of
from tandem.imports.rules.report import Field
from tandem.imports.rules.tying import Ties, ties_of
from tandem.imports.services.steps import Claim, of_claim, renew
from tandem.own_fields import services as own_fields
from tandem.own_fields.queries import may_fill_in
from tandem.talk.services import SaidElsewhere, bring_comments
from tandem.timesheets.services import Worklog, take_in_hours
from tandem.work import services as work
from tandem.work.queries import dependencies, parents_in, rows_by_id
from tandem.work.rules import Changes, Estimate, GivenWork

TEXT = "imported"
"""The part that the box of an item is to the search."""


class Gone(Exception):
    """The step is no longer this worker's: it was stopped, or taken over."""


class NewItem(NamedTuple):
    """Work, and by what it is known again."""

    key: str
    source_id: str
    url: str
    work: GivenWork
    told: list[list[str]]
    text: str
    seconds: int
    own: dict[int, list[Content]]
    """What stands in fields of one's own: {field: rows}."""

    @property
    def said(self) -> dict[str, str]:
        """What it says, as it is compared when it comes again."""
        return values_of(self.work) | {f"own:{pk}": code_of(rows) for pk, rows in self.own.items()}


class Progress(NamedTuple):
    """How far the file is read."""

    done: int
    total: int


@transaction.atomic
def take_new(*, claim: Claim, items: Sequence[NewItem], at: Progress) -> dict[str, int]:
    """Take new items in; what came in meanwhile by another import is left to that.

    Returns {key: item id} of all of them.
    """
    held = held_by(claim, at)
    lock_subject(claim.home_id)
    here = {one.key: "" for one in items}
    known = {key: one.id for key, one in _known(claim, here).items()}
    new = [one for one in items if one.key not in known]
    ids = (
        work.take_in_work(actor=claim.actor, home_id=claim.home_id, given=[one.work for one in new])
        if new
        else []
    )
    TakenIn.objects.bulk_create(
        TakenIn(
            item_id=pk,
            home_id=claim.home_id,
            source=claim.source,
            key=one.key,
            source_id=one.source_id,
            url=one.url,
            first_id=claim.id,
            last_id=claim.id,
            said=one.said,
            told=one.told,
            seconds=min(one.seconds, 2**31 - 1),
        )
        for pk, one in zip(ids, new, strict=True)
    )
    make_texts_findable({(pk, TEXT): one.text for pk, one in zip(ids, new, strict=True)})
    own = {pk: one.own for pk, one in zip(ids, new, strict=True) if any(one.own.values())}
    if own:
        own_fields.fill_in_new(actor=claim.actor, values=own)
    given = {who for one in new for who in one.work.people}
    count(held, added=len(new), seconds=sum(one.seconds for one in new))
    if given:
        held.result["given"] = sorted({*held.result.get("given", ()), *given})
    held.save()
    return known | {one.key: pk for pk, one in zip(ids, new, strict=True)}


def _known(claim: Claim, wanted: Mapping[str, str]) -> dict[str, queries.Known]:
    return queries.known_items(claim.home_id, claim.source, wanted)


@transaction.atomic
def take_changes(
    *, claim: Claim, work_id: int, item: NewItem, take: Iterable[str], keep: Iterable[str]
) -> None:
    """Let an item say what it says there by now, in the fields to `take`. Those to `keep` stay as
    they are here, and aren't asked about again until they change there once more.
    """
    held = held_by(claim)
    chosen = set(take)
    changes = _changes(item.work, chosen)
    if changes:
        work.edit_work_item(actor=claim.actor, work_id=work_id, changes=changes)
    if Field.DAYS in chosen:
        if item.work.days is None:
            work.take_back_estimate(actor=claim.actor, work_id=work_id)
        else:
            work.estimate_work_item(
                actor=claim.actor, work_id=work_id, estimate=Estimate(item.work.days)
            )
    if Field.STATE in chosen:
        work.catch_up_moves(actor=claim.actor, work_id=work_id, moves=item.work.moves)
    if own := {pk: rows for pk, rows in item.own.items() if f"own:{pk}" in chosen}:
        _fill_in(claim, work_id, own)
    taken = TakenIn.objects.get(pk=work_id)
    now = item.said
    taken.said = {**taken.said, **{str(one): now[str(one)] for one in {*chosen, *keep}}}
    taken.told, taken.last_id, taken.at = item.told, claim.id, clock.now()
    taken.key, taken.url, taken.seconds = item.key, item.url, min(item.seconds, 2**31 - 1)
    taken.save()
    if chosen:
        count(held, changed=1)
    held.save()


def _fill_in(claim: Claim, work_id: int, own: Mapping[int, list[Content]]) -> None:
    lock_subject(work_id)
    if work_id not in may_fill_in(claim.actor, rows_by_id([work_id])):
        raise NotAllowed(say("The people who work on it fill this in."))
    own_fields.fill_in_rows(actor=claim.actor, work_id=work_id, values=own)


def _changes(given: GivenWork, fields: set[str]) -> Changes:
    changes: Changes = {}
    if Field.TITLE in fields:
        changes["title"] = given.title
    if Field.DESCRIPTION in fields:
        changes["description"] = given.description
    if Field.KIND in fields:
        changes["kind"] = given.kind
    if Field.LANE in fields:
        changes["lane"] = given.lane
    if Field.STARTS in fields:
        changes["starts_on"] = given.starts_on
    if Field.DUE in fields:
        changes["due_on"] = given.due_on
    return changes


@transaction.atomic
def take_comments(
    *, claim: Claim, said: Sequence[SaidElsewhere], digests: Mapping[int, Sequence[str]]
) -> None:
    """Keep comments; `digests` are what each item's are known again by: {item: digests}."""
    held = held_by(claim)
    bring_comments(actor=claim.actor, root_id=claim.home_id, said=said)
    rows = list(TakenIn.objects.filter(pk__in=digests))
    for row in rows:
        row.comments = [*row.comments, *digests[row.item_id]]
    TakenIn.objects.bulk_update(rows, ["comments"], batch_size=100)
    count(held, comments=len(said))
    held.save()


@transaction.atomic
def take_hours(*, claim: Claim, worklogs: Sequence[Worklog]) -> None:
    """Keep time that was written down there. What is here already stays as it is."""
    held = held_by(claim)
    found = take_in_hours(actor=claim.actor, worklogs=worklogs)
    count(held, logs=found.added)
    held.save()


@transaction.atomic
def tie_items(
    *, claim: Claim, parents: Mapping[int, int], edges: Sequence[tuple[int, int]]
) -> Ties:
    """Make items parts of others, and let them wait for others; what would be a circle is left out
    and named in what is returned.
    """
    held = held_by(claim)
    lock_subject(claim.home_id)
    above, _ = parents_in(claim.home_id)
    ties = ties_of(parents, edges, above, dependencies())
    actor, home_id = claim.actor, claim.home_id
    if ties.parents:
        work.put_many_below(actor=actor, home_id=home_id, parents=ties.parents)
    new = work.let_many_wait(actor=actor, home_id=home_id, edges=ties.edges) if ties.edges else 0
    count(held, parts=len(ties.parents), waits=new)
    held.save()
    return ties


@transaction.atomic
def drop_taken_in(*, claim: Claim, most: int) -> bool:
    """Drop some of what an import added and nobody changed since. False: there is no more."""
    held = held_by(claim)
    after = held.result.get("undone_to", 0)
    same, last = queries.untouched_items(claim.id, after, most)
    if not last:
        return False
    dropped = work.drop_many(actor=claim.actor, home_id=claim.home_id, work_ids=same)
    TakenIn.objects.filter(pk__in=same).delete()
    held.result = {
        **held.result,
        "undone_to": last,
        "dropped": held.result.get("dropped", 0) + dropped,
    }
    renew(held, held.done + most, held.total)
    held.save()
    return True


def held_by(claim: Claim, at: Progress | None = None) -> Import:
    """The import, locked, with its lease renewed. Raises Gone where it is somebody else's."""
    held = of_claim(claim)
    if held is None:
        raise Gone
    if at:
        renew(held, at.done, at.total)
    else:
        renew(held, held.done, held.total)
    return held


def count(held: Import, **more: int) -> None:
    """Count what came in; the caller saves."""
    counts = dict(held.result.get("counts", {}))
    for name, by in more.items():
        counts[name] = counts.get(name, 0) + by
    held.result = {**held.result, "counts": counts}
