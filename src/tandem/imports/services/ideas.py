"""Taking ideas in, some at a time, and taking back what nobody touched: each call is one short
transaction, after which others may write.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from tandem.accounts.services import lock_person
from tandem.activity.queries import lengths_of
from tandem.activity.rules import TurnOutcome
from tandem.activity.services import close_turns, make_texts_findable
from tandem.core import clock
from tandem.core.errors import Refused
from tandem.core.words import Sentence
from tandem.imports import queries
from tandem.imports.models import TakenIn
from tandem.imports.rules.idea_items import values_of_idea
from tandem.imports.rules.ideas import GivenIdea
from tandem.imports.services.steps import Claim, renew
from tandem.imports.services.taking import TEXT, Progress, count, held_by
from tandem.initiatives import services as initiatives
from tandem.initiatives.events import NAME_SECOND, NEXT_STAGE
from tandem.initiatives.rules import Question
from tandem.initiatives.services import BroughtIdea
from tandem.stages.services import park_initiative, take_back_idea
from tandem.talk.services import SaidElsewhere, bring_comments


class Said(NamedTuple):
    """A text for the talk, its moment, where and by whom, and by what it is known again."""

    digest: str
    text: str
    at: datetime
    source: str
    by: str


@dataclass(frozen=True, slots=True)
class NewIdea:
    """An idea, and by what it is known again."""

    key: str
    source_id: str
    url: str
    idea: GivenIdea
    quiet: bool
    told: list[list[str]]
    text: str
    comments: list[Said] = field(default_factory=list)


Refusals = list[tuple[str, Sentence]]
"""(key, why) of what was refused about ideas that came in all the same."""


@transaction.atomic
def take_new_ideas(
    *, claim: Claim, items: Sequence[NewIdea], at: Progress, reason: str, until: date
) -> tuple[dict[str, int], Refusals]:
    """Write new ideas; what came in meanwhile is left to that. `reason` and `until` are of those
    that come in parked.

    Returns {key: id} of all of them, and what was refused beside.
    """
    held = held_by(claim, at)
    lock_person(claim.by)  # two files of one person at once would each bring the same idea
    actor = claim.actor
    wanted = {one.key: one.source_id for one in items}
    known = {key: one.id for key, one in queries.known_ideas(actor, claim.source, wanted).items()}
    new = [one for one in items if one.key not in known]
    given = [
        BroughtIdea(
            one.idea.sentence, one.idea.wish_date, one.idea.kind, one.idea.asked_by, one.quiet
        )
        for one in new
    ]
    ids = initiatives.bring_ideas(actor=actor, given=given)
    pairs = list(zip(ids, new, strict=True))
    refused = [(one.key, why) for pk, one in pairs for why in _fill(claim, pk, one, reason, until)]
    for pk, one in pairs:
        _speak(claim, pk, one.comments)
    make_texts_findable({(pk, TEXT): one.text for pk, one in pairs})
    lengths = lengths_of(ids)
    TakenIn.objects.bulk_create(
        TakenIn(
            item_id=pk,
            source=claim.source,
            key=one.key,
            source_id=one.source_id,
            url=one.url,
            first_id=claim.id,
            last_id=claim.id,
            said=values_of_idea(one.idea),
            told=one.told,
            comments=[said.digest for said in one.comments],
            length=lengths[pk],
        )
        for pk, one in pairs
    )
    askers = {str(one.idea.asked_by): pk for pk, one in pairs if one.idea.asked_by}
    held.result = {**held.result, "askers": askers | held.result.get("askers", {})}
    parked, quiet = sum(one.idea.parked for one in new), sum(one.quiet for one in new)
    comments = sum(len(one.comments) for one in new)
    count(held, added=len(new), comments=comments, parked=parked, quiet=quiet)
    held.save()
    return known | {one.key: pk for pk, one in pairs}, refused


def _fill(claim: Claim, pk: int, one: NewIdea, reason: str, until: date) -> list[Sentence]:
    """Answers, owners, and “not now”; each by its own act. What is refused stays as it is."""
    refused: list[Sentence] = []
    actor, idea = claim.actor, one.idea
    for lane, person in idea.owners.items():
        try:
            with transaction.atomic():
                initiatives.name_owner(actor=actor, initiative_id=pk, lane=lane, person_id=person)
        except Refused as no:
            refused.append(no.reason)
    for question, text in idea.answers.items():
        try:
            with transaction.atomic():
                initiatives.answer_question(
                    actor=actor, initiative_id=pk, question=question, text=text
                )
        except Refused as no:
            refused.append(no.reason)
    if one.quiet:  # owners alone would be asked to bring it on
        for kind in (NEXT_STAGE, NAME_SECOND):
            close_turns(kind, subject_id=pk, actor=actor, outcome=TurnOutcome.NOT_NEEDED)
    if idea.parked:
        park_initiative(actor=actor, initiative_id=pk, reason=reason, until=until)
    return refused


def _speak(claim: Claim, pk: int, comments: Collection[Said]) -> None:
    if comments:
        said = [SaidElsewhere(pk, one.text, one.at, one.source, one.by) for one in comments]
        bring_comments(actor=claim.actor, root_id=pk, said=said)


@transaction.atomic
def change_taken_idea(
    *,
    claim: Claim,
    idea_id: int,
    item: NewIdea,
    take: Collection[str],
    keep: Collection[str],
    seen: Mapping[Question, int],
) -> None:
    """Let an idea say what it says there by now, in the fields to `take`. Those to `keep` stay, and
    aren't asked about again until they change there once more. `seen` are the answers that stand.
    """
    held = held_by(claim)
    actor, idea = claim.actor, item.idea
    now = values_of_idea(idea)
    taken = TakenIn.objects.get(pk=idea_id)
    standing = queries.idea_seen(actor, idea_id)
    before = lengths_of([idea_id])[idea_id]
    if "title" in take:
        initiatives.reword_idea(
            actor=actor, initiative_id=idea_id, sentence=idea.sentence, before=standing.sentence
        )
    if "wish_date" in take:
        initiatives.wish_for_date(actor=actor, initiative_id=idea_id, wish_date=idea.wish_date)
    for question, text in idea.answers.items():
        if f"answer:{question.value}" in take:
            initiatives.answer_question(
                actor=actor,
                initiative_id=idea_id,
                question=question,
                text=text,
                replaces=seen.get(question),
            )
    new = [one for one in item.comments if one.digest not in taken.comments]
    _speak(claim, idea_id, new)
    taken.said = {**taken.said, **{one: now.get(one, "") for one in {*take, *keep}}}
    taken.comments = [*taken.comments, *(one.digest for one in new)]
    taken.told, taken.last_id, taken.at = item.told, claim.id, clock.now()
    taken.key, taken.url = item.key, item.url
    if taken.length == before:
        taken.length = lengths_of([idea_id])[idea_id]
    taken.save()
    count(held, changed=1 if take else 0, comments=len(new))
    held.save()


@transaction.atomic
def take_back_taken(*, claim: Claim, most: int) -> bool:
    """Take back some of the ideas that an import brought and nobody touched since. False: there is
    no more.
    """
    held = held_by(claim)
    same, last = queries.untouched_ideas(claim.id, held.result.get("undone_to", 0), most)
    if not last:
        return False
    for pk in same:
        take_back_idea(actor=claim.actor, initiative_id=pk)
    TakenIn.objects.filter(pk__in=same).delete()
    held.result = {
        **held.result,
        "undone_to": last,
        "dropped": held.result.get("dropped", 0) + len(same),
    }
    renew(held, held.done + most, held.total)
    held.save()
    return True
