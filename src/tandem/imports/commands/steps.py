"""One step after another, until nothing waits."""

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from tandem.accounts.queries import people_by_mail_and_name
from tandem.core import kept_files
from tandem.core.errors import NotFound, Refused
from tandem.formats.trackers import Reading, Spooled, UnreadableExport, open_exports
from tandem.imports import services
from tandem.imports.commands.ideas import compare_ideas, take_in_ideas
from tandem.imports.commands.passing import compare, take_in
from tandem.imports.queries import lanes_of, own_names
from tandem.imports.rules import found
from tandem.imports.rules.ideas import (
    proposed_idea_kinds,
    proposed_idea_states,
    proposed_targets,
)
from tandem.imports.rules.mapping import SHARED, Means
from tandem.imports.rules.own import proposed_fields
from tandem.imports.rules.steps import AT_ONCE, ImportFailure, ImportState
from tandem.imports.services import Claim, Gone

log = logging.getLogger(__name__)
There = Callable[[], bool]


class Ended(Exception):
    """Whoever started this is gone: so does this."""


def carry_on_all(is_wanted: There = lambda: True) -> int:
    """Do what waits; returns how many steps that were."""
    steps = 0
    while is_wanted() and (claim := services.claim_step()):
        steps += 1
        try:
            _carry_on(claim, is_wanted)
        except Gone:
            continue
        except Ended:
            services.let_go(claim=claim)
        except Exception as error:
            why, detail = _why(error)
            if why is ImportFailure.OURS:
                log.exception("A step of import %d failed.", claim.id)
            services.fail_step(claim=claim, why=why, detail=detail)
    return steps


def _why(error: Exception) -> tuple[ImportFailure, str]:
    """Why a step can't go on, in words for whoever asked for it."""
    if isinstance(error, UnreadableExport):
        return ImportFailure.FILE, str(error)
    if isinstance(error, FileNotFoundError):
        return ImportFailure.GONE, ""
    if isinstance(error, Refused):
        return ImportFailure.REFUSED, "" if isinstance(error, NotFound) else str(error.reason)
    return (ImportFailure.LARGE if isinstance(error, MemoryError) else ImportFailure.OURS), ""


def _carry_on(claim: Claim, is_wanted: There) -> None:
    def see_to(done: int, total: int = 0) -> None:
        if not is_wanted():
            raise Ended
        if not services.keep_going(claim=claim, done=done, total=total):
            raise Gone

    if claim.state is ImportState.UNDOING:
        _undo(claim, is_wanted)
        return
    if claim.state is ImportState.LOOKING:
        _look_or_ask(claim, see_to)
        return
    ideas = claim.means.are_ideas
    with spooled(claim, see_to) as items:
        if claim.state is ImportState.CHECKING:
            found = (compare_ideas if ideas else compare)(claim, items, see_to)
            services.keep_comparison(claim=claim, report=found)
        else:
            found = (take_in_ideas if ideas else take_in)(claim, items, see_to)
            services.end_import(claim=claim, report=found)


def _undo(claim: Claim, is_wanted: There) -> None:
    ideas = claim.means.are_ideas
    drop = services.take_back_taken if ideas else services.drop_taken_in
    while drop(claim=claim, most=AT_ONCE):
        if not is_wanted():
            raise Ended
    services.end_undoing(claim=claim)


@contextmanager
def reading(claim: Claim) -> Iterator[Reading]:
    """An import's files, to be read."""
    with ExitStack() as opened:
        paths = [kept_files.path_of(digest) for digest in claim.digests]
        files = [opened.enter_context(path.open("rb")) for path in paths]
        yield open_exports(
            files, claim.means.columns, sheet=claim.means.sheet, documents=claim.means.are_ideas
        )


@contextmanager
def spooled(claim: Claim, see_to: Callable[..., None]) -> Iterator[Spooled]:
    """Their items, read once, to be gone through."""
    with reading(claim) as opened, Spooled(opened, see_to) as items:
        yield items


def _look_or_ask(claim: Claim, see_to: Callable[..., None]) -> None:
    """Look what is there. A table whose columns say nothing asks which of them is the title."""
    with reading(claim) as opened:
        try:
            with Spooled(opened, see_to) as items:
                _look(claim, items)
        except UnreadableExport as error:
            if not opened.gathered.columns:
                raise
            opened.gathered.note(str(error).partition(" Say which one it is")[0])
            nothing = found.as_json(found.Counted(), opened.source, opened.gathered)
            services.keep_found(claim=claim, found=nothing, means=claim.means)


def _look(claim: Claim, items: Spooled) -> None:
    """Count what is there, and propose what it means; what somebody said before stays."""
    counted = found.Counted()
    for item in items:
        counted.take(item)
    told = claim.means
    people = items.gathered.people.values()
    by_mail, by_name = people_by_mail_and_name(
        [one.mail for one in people if one.mail], [one.name for one in people]
    )
    means = told.with_changes(
        **_meant(claim, counted),
        people=found.who_is_who(people, by_mail, by_name) | told.people,
    )
    services.keep_found(
        claim=claim, found=found.as_json(counted, items.source, items.gathered), means=means
    )


def _meant(claim: Claim, counted: found.Counted) -> dict[str, Any]:
    """What their words probably mean; what somebody said before stays."""
    told = claim.means
    if told.are_ideas:
        return {
            "states": proposed_idea_states(counted.states, counted.categories) | told.states,
            "kinds": proposed_idea_kinds(counted.kinds) | told.kinds,
            "fields": proposed_targets(list(counted.columns)) | told.fields,
        }
    return {
        "states": found.proposed_states(counted.states, counted.categories) | told.states,
        "kinds": found.proposed_kinds(counted.kinds) | told.kinds,
        "resolutions": found.proposed_resolutions(counted.resolutions) | told.resolutions,
        "fields": proposed_fields(list(counted.columns), own_names()) | told.fields,
        "side": told.side if told != Means() else _own_side(claim),
    }


def _own_side(claim: Claim) -> str:
    actor = claim.actor
    own = [lane for lane in lanes_of(actor, claim.home_id) if lane and lane in actor.lanes]
    return own[0].value if len(own) == 1 else SHARED
