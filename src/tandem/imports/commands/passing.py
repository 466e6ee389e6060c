"""Going through the items of an export: compared with what is here, or taken in."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from tandem.activity.permissions import standing_on
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed
from tandem.formats.trackers import Item, Spooled
from tandem.imports import permissions, queries, services
from tandem.imports.commands.shared import SeeTo, several, somebody
from tandem.imports.queries import Known
from tandem.imports.rules import telling
from tandem.imports.rules.comparing import Compared, compared, values_of
from tandem.imports.rules.own import Target, own_said
from tandem.imports.rules.report import Field, Report, Said
from tandem.imports.rules.steps import AT_ONCE, COMMENTS_AT_ONCE
from tandem.imports.rules.ties import edges_of
from tandem.imports.rules.translating import Here, Translated, people_meant, translate
from tandem.imports.rules.tying import Ties, ties_of
from tandem.imports.services import Claim, NewItem
from tandem.imports.services.taking import Progress
from tandem.rights.queries import decision_rights
from tandem.rights.rules import Matter
from tandem.talk.services import SaidElsewhere
from tandem.timesheets.services import Worklog
from tandem.work.queries import able_to_do, dependencies, parents_in

_TIES_AT_ONCE = 150
_HOURS_AT_ONCE = 150


@dataclass(slots=True)
class Passing:
    """What one way through a file gathers."""

    claim: Claim
    items: Spooled
    here: Here
    targets: list[Target] = field(default_factory=list)
    report: Report = field(default_factory=Report)
    names: dict[str, str] = field(default_factory=dict)
    """{key in the file: by what it is known again}."""
    parents: dict[str, str] = field(default_factory=dict)
    edges: list[tuple[str, str]] = field(default_factory=list)
    hours: list[Worklog] = field(default_factory=list)

    def person(self, who: str) -> int | None:
        """Who of ours somebody of theirs is: by what items call them, or by their name there."""
        found = somebody(self.claim, self.items, who)
        return found if found in self.here.able else None

    def words_of(self, fields: Iterable[str]) -> list[str]:
        """Fields as they are called."""
        own = {one.key: one.name for one in self.targets}
        return [own.get(one, str(one)) for one in fields]

    def gather(self, item: Item, name: str) -> None:
        """Remember what an item says about others."""
        self.names[item.key] = name
        if item.source_id:
            self.names.setdefault(item.source_id, name)
        if item.parent:
            self.parents[name] = item.parent
        self.edges += edges_of(item)

    def theirs(self, key: str) -> bool:
        """Whether what stands there counts where both sides changed."""
        return self.claim.means.theirs or key in self.claim.means.theirs_for


def begin(claim: Claim, items: Spooled) -> Passing:
    """What is to be known before the first item."""
    actor = claim.actor
    standing = standing_on(actor, claim.home_id)
    decides = decision_rights().lane(Matter.ESTIMATE)
    here = Here(
        me=actor.me,
        now=clock.now(),
        able=frozenset(able_to_do(claim.home_id, people_meant(claim.means))),
        estimates=permissions.lanes_estimated(actor, standing, decides),
    )
    return Passing(claim, items, here, queries.own_targets() if claim.means.fields else [])


def compare(claim: Claim, items: Spooled, see_to: SeeTo) -> Report:
    """How an export differs from what is here; nothing is written."""
    passing = begin(claim, items)
    known: dict[str, int] = {}
    for done, some in several(_translated(passing), AT_ONCE * 5):
        see_to(done, len(items))
        found = _known(passing, some)
        for name, one in some:
            _compare_one(passing, name, one, found.get(name))
        known |= {name: one.id for name, one in found.items()}
    ids = queries.ids_by_key(claim.home_id, claim.source) | known
    for name in passing.names.values():
        ids.setdefault(name, -len(ids) - 1)
    parents, edges = _as_ids(passing, ids)
    above, _ = parents_in(claim.home_id)
    ties = ties_of(parents, edges, above, dependencies())
    passing.report.count("parts", len(ties.parents))
    passing.report.count("waits", len(ties.edges))
    _say_ties(passing, ties, ids)
    return passing.report


def _translated(passing: Passing) -> Iterator[tuple[str, Translated]]:
    """Each item under the name by which it is known again; of rows alike the first keeps it."""
    used: set[str] = set()
    for item in passing.items:
        name = telling.identity(item)
        if name in used:
            name = f"{name[:60]} {telling.digest(item.key)}"
        used.add(name)
        found = translate(item, passing.claim.means, passing.here)
        passing.report.count("items")
        passing.report.tell_all(found.said, item.key)
        if found.work is None:
            passing.report.count("left_out")
            continue
        if passing.targets:
            means = passing.claim.means.fields
            kind = found.work.kind
            found.own = own_said(item, kind, means, passing.targets, passing.person)
            for what, more in found.own.said:
                passing.report.tell(what, item.key, more)
        passing.gather(item, name)
        yield name, found


def _known(passing: Passing, some: list[tuple[str, Translated]]) -> dict[str, Known]:
    wanted = {name: one.item.source_id for name, one in some}
    return queries.known_items(passing.claim.home_id, passing.claim.source, wanted)


def _compare_one(passing: Passing, name: str, one: Translated, known: Known | None) -> Compared:
    """Count it as new, changed, in conflict or unchanged."""
    report, item, work = passing.report, one.item, one.work
    assert work is not None  # noqa: S101 - what is left out doesn't come here
    comments = _new_comments(passing, one, known)
    report.count("comments", len(comments))
    if known is None:
        report.count("new")
        report.count("over", work.state.is_over)
        report.count("moves", len(work.moves) - 1)
        report.count("seconds", telling.spent(item))
        report.count("logs", len(item.work))
        if len(report.examples.setdefault("new", [])) < 12:
            report.examples["new"].append([item.key[:100], work.title])
        return Compared((), ())
    found = _compared(passing, name, one, known)
    if found.conflicts and not passing.theirs(name):
        report.conflict(name, work.title, passing.words_of(found.conflicts), known.id)
    take = found.theirs + (found.conflicts if passing.theirs(name) else ())
    if take or comments:
        report.change(item.key, work.title, passing.words_of(take) or ("comments",))
    elif not found.conflicts:
        report.count("unchanged")
    return Compared(take, found.conflicts)


def _compared(passing: Passing, name: str, one: Translated, known: Known) -> Compared:
    """What changed; of fields of one's own those of the kind that it will be here."""
    assert one.work is not None  # noqa: S101 - what is left out doesn't come here
    found = compared(known.said, values_of(one.work) | one.own.codes, known.here)
    taken = found.theirs + (found.conflicts if passing.theirs(name) else ())
    if Field.KIND in taken or one.work.kind is known.row.kind:
        return found
    others = {target.key for target in passing.targets}
    theirs = tuple(key for key in found.theirs if key not in others)
    return Compared(theirs, tuple(key for key in found.conflicts if key not in others))


def _new_comments(
    passing: Passing, one: Translated, known: Known | None
) -> list[tuple[str, str, datetime, str]]:
    """(digest, text, moment, by whom) of comments that aren't here yet."""
    if not passing.claim.means.comments:
        return []
    found = []
    people, means = passing.items.gathered.people, passing.claim.means
    seen = set(known.comments) if known else set()
    for comment in one.item.comments:
        name = telling.comment_digest(comment)
        if name in seen or not comment.text.strip():
            continue
        seen.add(name)
        own = means.people.get(comment.who) == passing.here.me
        by = telling.speaker(telling.name_of(comment.who, people), own=own)
        text, cut = telling.comment_text(comment)
        if cut:
            passing.report.tell(Said.COMMENT_CUT, one.item.key)
        at = min(comment.at or one.item.changed or passing.here.now, passing.here.now)
        found.append((name, text, at, by))
    return found


def _as_ids(passing: Passing, ids: dict[str, int]) -> tuple[dict[int, int], list[tuple[int, int]]]:
    """What items say about each other, by ids; what isn't here is said."""
    parents: dict[int, int] = {}
    for name, key in passing.parents.items():
        above = ids.get(passing.names.get(key, key))
        if above is None:
            passing.report.tell(Said.UNKNOWN_PARENT, name, key)
        elif name in ids:
            parents[ids[name]] = above
    edges = []
    for waiting, on in dict.fromkeys(passing.edges):
        pair = [ids.get(passing.names.get(key, key)) for key in (waiting, on)]
        if pair[0] is None or pair[1] is None:
            passing.report.tell(Said.UNKNOWN_LINK, waiting, on)
        else:
            edges.append((pair[0], pair[1]))
    return parents, edges


def _say_ties(passing: Passing, ties: Ties, ids: dict[str, int]) -> None:
    names = {pk: name for name, pk in ids.items()}
    for circle in ties.circles:
        way = " → ".join(names.get(pk, "…") for pk in [*circle[:8], circle[0]])
        passing.report.tell(Said.CIRCLE, names.get(circle[-1], "…"), way)
    for item, on in ties.related:
        passing.report.tell(Said.PART_OF_IT, names.get(item, "…"), names.get(on, "…"))
    for item, above in ties.deep:
        passing.report.tell(Said.TOO_DEEP, names.get(item, "…"), names.get(above, "…"))


def take_in(claim: Claim, items: Spooled, see_to: SeeTo) -> Report:
    """Take an export in, some at a time; what is here already is known and not doubled."""
    passing = begin(claim, items)
    for done, some in several(_translated(passing), AT_ONCE):
        see_to(min(done, len(items)), len(items))
        found = _known(passing, some)
        at = Progress(min(done, len(items)), len(items))
        ids = {name: one.id for name, one in found.items()}
        ids |= _take_new(passing, [(n, one) for n, one in some if n not in found], at)
        for name, one in some:
            if known := found.get(name):
                _take_change(passing, name, one, known)
            elif name in ids:
                passing.report.count("new")
        _take_comments(passing, some, found, ids)
        _take_hours(passing, some, ids, at_least=_HOURS_AT_ONCE)
    _take_hours(passing, [], {}, at_least=1)
    _tie(passing)
    return passing.report


def _take_new(passing: Passing, new: list[tuple[str, Translated]], at: Progress) -> dict[str, int]:
    """All at once; where one of them can't be kept, each by itself."""
    if not new:
        return {}
    given = [_new_item(passing, name, one) for name, one in new]
    try:
        return services.take_new(claim=passing.claim, items=given, at=at)
    except BadInput:
        return _take_one_by_one(passing, given, at)


def _take_one_by_one(passing: Passing, given: list[NewItem], at: Progress) -> dict[str, int]:
    ids: dict[str, int] = {}
    for one in given:
        try:
            ids |= services.take_new(claim=passing.claim, items=[one], at=at)
        except BadInput as refused:
            passing.report.tell(Said.REFUSED, one.key, str(refused.reason))
    return ids


def _new_item(passing: Passing, name: str, one: Translated) -> NewItem:
    item, work = one.item, one.work
    assert work is not None  # noqa: S101 - what is left out doesn't come here
    people, own = passing.items.gathered.people, one.own
    told = telling.told(item, people, estimated=work.days is not None, taken=own.taken)
    return NewItem(
        key=name,
        source_id=item.source_id if item.source_id != item.key else "",
        url=telling.address(item),
        work=work,
        told=told,
        text=telling.as_text(item, told),
        seconds=telling.spent(item) if passing.claim.means.hours else 0,
        own=own.values,
    )


def _take_change(passing: Passing, name: str, one: Translated, known: Known) -> None:
    found = _compare_one(passing, name, one, known)
    item = _new_item(passing, name, one)
    if not found.theirs and not found.conflicts and item.told == known.told:
        return
    try:
        services.take_changes(
            claim=passing.claim,
            work_id=known.id,
            item=item,
            take=found.theirs,
            keep=found.conflicts,
        )
    except NotAllowed:
        passing.report.tell(Said.NOT_YOURS, name)
    except BadInput as refused:
        passing.report.tell(Said.REFUSED, name, str(refused.reason))


def _take_comments(
    passing: Passing,
    some: list[tuple[str, Translated]],
    found: dict[str, Known],
    ids: dict[str, int],
) -> None:
    """The comments of some items, in transactions of their own."""
    said: list[SaidElsewhere] = []
    digests: dict[int, list[str]] = {}
    for name, one in some:
        if name not in ids:
            continue
        for digest, text, at, by in _new_comments(passing, one, found.get(name)):
            said.append(SaidElsewhere(ids[name], text, at, passing.items.source, by))
            digests.setdefault(ids[name], []).append(digest)
            if len(said) >= COMMENTS_AT_ONCE:
                services.take_comments(claim=passing.claim, said=said, digests=digests)
                said, digests = [], {}
    if said:
        services.take_comments(claim=passing.claim, said=said, digests=digests)


def _take_hours(
    passing: Passing, some: list[tuple[str, Translated]], ids: dict[str, int], *, at_least: int
) -> None:
    """The time that was written down there, gathered until there is enough of it."""
    claim = passing.claim
    if claim.means.hours:
        for name, one in some:
            if name in ids:
                passing.hours += _worklogs(passing, ids[name], name, one.item)
    while len(passing.hours) >= at_least:
        part, passing.hours = passing.hours[:_HOURS_AT_ONCE], passing.hours[_HOURS_AT_ONCE:]
        services.take_hours(claim=claim, worklogs=part)


def _worklogs(passing: Passing, work_id: int, name: str, item: Item) -> Iterator[Worklog]:
    """Each with a name of its own: of two that say the same, the second is another."""
    people, means, claim = passing.items.gathered.people, passing.claim.means, passing.claim
    seen: Counter[str] = Counter()
    for log in item.work:
        day = log.at or item.resolved or item.changed or item.made
        if day is None or not log.seconds:
            continue
        said = telling.digest(name, log.who, day.isoformat(), str(log.seconds), log.text)
        seen[said] += 1
        yield Worklog(
            source_id=f"import:{claim.home_id}:{claim.source[:40]}:{said}:{seen[said]}",
            work_id=work_id,
            day=min(day, passing.here.now).date(),
            seconds=log.seconds,
            person_id=means.people.get(log.who[:400]),
            name=telling.one_line(telling.name_of(log.who, people), 120)[0],
            note=log.text,
        )


def _tie(passing: Passing) -> None:
    """What is a part of what, and what waits for what, when everything is there."""
    ids = queries.ids_by_key(passing.claim.home_id, passing.claim.source)
    parents, edges = _as_ids(passing, ids)
    pairs, waits = iter(parents.items()), iter(edges)
    while True:
        some, others = dict(islice(pairs, _TIES_AT_ONCE)), list(islice(waits, _TIES_AT_ONCE))
        if not some and not others:
            return
        # Parts come first, so that nothing waits for what it will be a part of.
        ties = services.tie_items(claim=passing.claim, parents=some, edges=[] if some else others)
        _say_ties(passing, ties, ids)
        if some and others:
            waits = iter([*others, *waits])
