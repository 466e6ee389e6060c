"""Going through items that become ideas: compared with what is here, or taken in."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from tandem.accounts.queries import active_people_of, answers_for, people_who_act, present_day
from tandem.accounts.rules import Lane
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, Refused
from tandem.core.words import say
from tandem.formats.trackers import Item, Spooled
from tandem.imports import queries, services
from tandem.imports.commands.shared import SeeTo, several, somebody
from tandem.imports.queries import KnownIdea
from tandem.imports.rules import telling
from tandem.imports.rules.comparing import Compared, compared
from tandem.imports.rules.idea_items import Here, IdeaSaid, translate_idea, values_of_idea
from tandem.imports.rules.ideas import IDEAS_AT_MOST, GivenIdea
from tandem.imports.rules.quiet import is_old, is_quiet, things_asked
from tandem.imports.rules.report import Report, Said
from tandem.imports.rules.steps import IDEAS_AT_ONCE
from tandem.imports.services import Claim, NewIdea
from tandem.imports.services.ideas import Said as SaidThere
from tandem.imports.services.taking import Progress
from tandem.initiatives.permissions import may_triage
from tandem.initiatives.rules import Question, Stage, look_again_day
from tandem.rights.queries import decision_rights

Known = dict[str, KnownIdea]
Some = list[tuple[str, IdeaSaid]]


@dataclass(slots=True)
class Passing:
    """What one way through a file gathers."""

    claim: Claim
    items: Spooled
    here: Here
    report: Report = field(default_factory=Report)
    new: int = 0
    asked: dict[str, set[int]] = field(default_factory=lambda: {"recent": set(), "all": set()})
    """Whom the new ones would ask."""

    def theirs(self, key: str) -> bool:
        """Whether what stands there counts where both sides changed."""
        return self.claim.means.theirs or key in self.claim.means.theirs_for


def _begin(claim: Claim, items: Spooled) -> Passing:
    actor = claim.actor
    own = next(iter(actor.lanes)) if len(actor.lanes) == 1 else None
    decided = {one: one.decided_by(decision_rights()) for one in Question}
    here = Here(
        today=present_day(),
        now=clock.now(),
        person=lambda who: somebody(claim, items, who),
        able=frozenset(pk for pk, _ in people_who_act()),
        of_side={lane: frozenset(one.id for one in active_people_of(lane)) for lane in Lane},
        answers=frozenset(one for one, lane in decided.items() if lane in {None, own}),
        may_park=may_triage(actor, answers_for(actor)),
    )
    return Passing(claim, items, here)


def compare_ideas(claim: Claim, items: Spooled, see_to: SeeTo) -> Report:
    """How an export differs from what is here; nothing is written."""
    passing = _begin(claim, items)
    for done, some in several(_translated(passing), IDEAS_AT_ONCE * 5):
        see_to(done, len(items))
        known = _known(passing, some)
        for name, one in some:
            _compare_one(passing, name, one, known.get(name))
    for which, people in passing.asked.items():
        passing.report.count(f"people_{which}", len(people))
    return passing.report


def take_in_ideas(claim: Claim, items: Spooled, see_to: SeeTo) -> Report:
    """Take an export in, some at a time; what is here already is known and not doubled."""
    passing = _begin(claim, items)
    for done, some in several(_translated(passing), IDEAS_AT_ONCE):
        see_to(min(done, len(items)), len(items))
        known = _known(passing, some)
        _take_new(passing, [one for one in some if one[0] not in known], done)
        for name, one in some:
            if name in known:
                _take_change(passing, name, one, known[name])
    return passing.report


def _translated(passing: Passing) -> Iterator[tuple[str, IdeaSaid]]:
    """Each item under the name by which it is known again; of rows alike the first keeps it."""
    used: set[str] = set()
    people = passing.items.gathered.people
    for item in passing.items:
        name = telling.identity(item)
        if name in used:
            name = f"{name[:60]} {telling.digest(item.key)}"
        used.add(name)
        found = translate_idea(item, passing.claim.means, passing.here, people)
        passing.report.count("items")
        for what, more in found.said:
            passing.report.tell(what, item.key, more)
        if found.idea is None:
            passing.report.count("left_out")
            continue
        yield name, found


def _known(passing: Passing, some: Some) -> Known:
    wanted = {name: one.item.source_id for name, one in some}
    return queries.known_ideas(passing.claim.actor, passing.claim.source, wanted)


def _compare_one(passing: Passing, name: str, one: IdeaSaid, known: KnownIdea | None) -> Compared:
    """Count it as new, changed, in conflict or unchanged."""
    report, idea = passing.report, one.idea
    assert idea is not None  # noqa: S101 - what is left out doesn't come here
    if known is None:
        _count_new(passing, one, idea)
        return Compared((), ())
    if known.row.stage not in {Stage.IDEA, Stage.PARKED}:
        report.tell(Said.MOVED_ON, one.item.key)
        report.count("unchanged")
        return Compared((), ())
    theirs = {**known.said, **values_of_idea(idea)}
    found = compared(known.said, theirs, known.here)
    if found.conflicts and not passing.theirs(name):
        report.conflict(name, idea.sentence, map(str, map(in_words, found.conflicts)), known.id)
    take = found.theirs + (found.conflicts if passing.theirs(name) else ())
    comments = _comments(passing, one, known.comments)
    report.count("comments", len(comments))
    if take or comments:
        words = [str(in_words(field_)) for field_ in take] or [str(say("talk"))]
        report.change(one.item.key, idea.sentence, words)
    elif not found.conflicts:
        report.count("unchanged")
    return Compared(take, found.conflicts)


def _count_new(passing: Passing, one: IdeaSaid, idea: GivenIdea) -> None:
    """Count it with all that comes with it, if there is room for it."""
    if not _is_room(passing, one.item):
        return
    report = passing.report
    report.count("new")
    report.count("parked", idea.parked)
    if not idea.parked:
        _count_asked(passing, one.item, idea)
    report.count("answers", len(idea.answers))
    report.count("comments", len(_comments(passing, one, frozenset())))
    if len(report.examples.setdefault("new", [])) < 12:
        report.examples["new"].append([one.item.key[:100], idea.sentence])


def _count_asked(passing: Passing, item: Item, idea: GivenIdea) -> None:
    """Whom an idea would ask, and for how many things."""
    here = passing.here
    author = idea.asked_by or passing.claim.by
    sides = [lane for lane in Lane if author in here.of_side[lane]]
    side = sides[0] if sides else None
    asked = {author} if side else set()
    for lane in Lane:
        if lane is not side:
            asked |= here.of_side[lane]
    for which in ("all",) if is_old(item.made, here.now) else ("all", "recent"):
        passing.report.count(f"ask_{which}")
        passing.report.count(f"things_{which}", things_asked(side))
        passing.asked[which] |= asked


def in_words(compared_field: str) -> str:
    """What is compared, as it is called."""
    if compared_field == "title":
        return say("sentence")
    if compared_field == "wish_date":
        return say("wished day")
    return Question(compared_field.partition(":")[2]).asks


def _is_room(passing: Passing, item: Item) -> bool:
    passing.new += 1
    if passing.new > IDEAS_AT_MOST:
        passing.report.tell(Said.MANY_IDEAS, item.key)
        passing.report.count("left_out")
    return passing.new <= IDEAS_AT_MOST


def _comments(passing: Passing, one: IdeaSaid, seen: frozenset[str]) -> list[SaidThere]:
    """What isn't in the talk yet: the description first, then what was said there."""
    item, now, source = one.item, passing.here.now, passing.items.source
    began = min(item.made or now, now)
    found = {telling.digest(text)[:12]: (text, began, "") for text in one.texts}
    if passing.claim.means.comments:
        people = passing.items.gathered.people
        for comment in item.comments:
            if not comment.text.strip():
                continue
            own = passing.here.person(comment.who) == passing.claim.by
            by = telling.speaker(telling.name_of(comment.who, people), own=own)
            text, cut = telling.comment_text(comment)
            if cut:
                passing.report.tell(Said.COMMENT_CUT, item.key)
            at = min(comment.at or item.changed or now, now)
            found[telling.comment_digest(comment)] = (text, at, by)
    return [
        SaidThere(key, text, at, source, by)
        for key, (text, at, by) in found.items()
        if key not in seen
    ]


def _new_idea(passing: Passing, name: str, one: IdeaSaid, seen: frozenset[str]) -> NewIdea:
    item = one.item
    assert one.idea is not None  # noqa: S101 - what is left out doesn't come here
    return NewIdea(
        key=name,
        source_id=item.source_id if item.source_id != item.key else "",
        url=telling.address(item),
        idea=one.idea,
        quiet=not one.idea.parked
        and is_quiet(passing.claim.means.asks, item.made, passing.here.now),
        told=one.told,
        text=telling.as_text(item, one.told),
        comments=_comments(passing, one, seen),
    )


def _take_new(passing: Passing, new: Some, done: int) -> None:
    """All at once; where one of them can't be kept, each by itself."""
    given = [
        _new_idea(passing, name, one, frozenset())
        for name, one in new
        if _is_room(passing, one.item)
    ]
    if not given:
        return
    try:
        _take(passing, given, done)
    except BadInput:
        for one in given:
            try:
                _take(passing, [one], done)
            except BadInput as refused:
                passing.report.tell(Said.REFUSED, one.key, str(refused.reason))


def _take(passing: Passing, given: list[NewIdea], done: int) -> None:
    means, total = passing.claim.means, len(passing.items)
    _, refused = services.take_new_ideas(
        claim=passing.claim,
        items=given,
        at=Progress(min(done, total), total),
        reason=_reason(passing),
        until=_until(passing.here.today, means.until_day),
    )
    passing.report.count("new", len(given))
    for key, why in refused:
        passing.report.tell(Said.NOT_YOUR_ANSWER, key, str(why))


def _reason(passing: Passing) -> str:
    there = say("It was put aside in {source}, where it came from.", source=passing.items.source)
    said = passing.claim.means.reason.strip()
    return said or str(there)


def _until(today: date, chosen: date | None) -> date:
    return chosen if chosen and chosen > today else look_again_day(today)


def _take_change(passing: Passing, name: str, one: IdeaSaid, known: KnownIdea) -> None:
    found = _compare_one(passing, name, one, known)
    if known.row.stage not in {Stage.IDEA, Stage.PARKED}:
        return
    item = _new_idea(passing, name, one, known.comments)
    if not found.theirs and not found.conflicts and not item.comments and item.told == known.told:
        return
    try:
        services.change_taken_idea(
            claim=passing.claim,
            idea_id=known.id,
            item=item,
            take=found.theirs,
            keep=found.conflicts,
            seen=known.answers,
        )
    except NotAllowed:
        passing.report.tell(Said.NOT_YOURS, name)
    except Refused as refused:
        passing.report.tell(Said.NOT_YOURS, name, str(refused.reason))
