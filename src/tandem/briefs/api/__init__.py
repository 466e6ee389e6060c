"""Briefs, playback and sign-off for programs."""

from base64 import b64decode
from typing import Annotated

from ninja import Path, Query, Router

from tandem.accounts.requests import ActorRequest
from tandem.briefs import queries, services
from tandem.briefs.api import (
    changes,
    checking,
    comparing,
    moving,
    owing,
    prototypes,
    second,
    taking_away,
    what_ifs,
)
from tandem.briefs.api.shapes import (
    Brief,
    ChangedItem,
    Item,
    NewBrief,
    NewItem,
    NewPlayback,
    NewSignOff,
    Playback,
    PlaybackAnswer,
    Restoration,
    SignOff,
    Snapshot,
)
from tandem.briefs.queries import BriefWhole, ItemRow, Said, SaidPlayback, SnapshotRead
from tandem.briefs.rules import PICTURE, WHAT_IFS
from tandem.core.api_shapes import PathId
from tandem.core.errors import BadInput, NotFound
from tandem.core.words import say
from tandem.formats.plain_text import UnusableText
from tandem.initiatives.api import InitiativeId

router = Router(tags=["Briefs"])
routers = (
    *(router, changes.router, checking.router, comparing.router, moving.router, owing.router),
    *(prototypes.router, second.router, taking_away.router, what_ifs.router),
)

_CARRIED = {WHAT_IFS, PICTURE}
"""What acts of its own write, and no change of a text."""
_BRIEF = "/initiatives/{initiative_id}/brief"

ItemId = Annotated[PathId, Path(description="The item's id.")]
PlaybackId = Annotated[PathId, Path(description="The playback's id.")]
SnapshotNumber = Annotated[PathId, Path(description="The snapshot's number.")]
Base = Annotated[PathId, Query(description="The `revision` you began from.")]


@router.post(_BRIEF, response={201: Brief}, operation_id="start_brief", summary="Start the brief")
def start_brief(request: ActorRequest, initiative_id: InitiativeId, brief: NewBrief) -> BriefWhole:
    """Marketing's people on the initiative may, once it has been assessed."""
    services.start_brief(
        actor=request.actor,
        initiative_id=initiative_id,
        document=_document(brief),
        with_answers=brief.with_answers,
    )
    return queries.whole(request.actor, initiative_id)


def _document(brief: NewBrief) -> str:
    """The document it begins with, of a Word file as Markdown."""
    if not brief.word:
        return brief.document
    if brief.document:
        raise BadInput(say("Send a Markdown document or a Word file, not both."), field="word")
    from tandem.formats.docx_markdown import read_docx  # heavy, and rarely sent

    try:
        return read_docx(b64decode(brief.word, validate=True)).markdown
    except UnusableText as error:
        raise BadInput(say(error.template, **error.values), field="word") from error
    except ValueError as error:
        raise BadInput(say("This isn't base64."), field="word") from error


@router.get(_BRIEF, response=Brief, operation_id="read_brief", summary="The brief as it is now")
def read_brief(request: ActorRequest, initiative_id: InitiativeId) -> BriefWhole:
    """Its items with who has signed them, what was said, and the name of its exact content."""
    return queries.whole(request.actor, initiative_id)


@router.get(
    _BRIEF + "/snapshots/{number}",
    response=Snapshot,
    operation_id="read_snapshot",
    summary="The brief as it was",
)
def read_snapshot(
    request: ActorRequest, initiative_id: InitiativeId, number: SnapshotNumber
) -> SnapshotRead:
    """The exact content that somebody played back or signed, and who said what of it."""
    return queries.snapshot_of(request.actor, initiative_id, number)


@router.post(
    _BRIEF + "/items", response={201: Item}, operation_id="add_item", summary="Add an item"
)
def add_item(request: ActorRequest, initiative_id: InitiativeId, item: NewItem) -> ItemRow:
    """People of the side that decides the section."""
    added = services.add_item(
        actor=request.actor,
        initiative_id=initiative_id,
        section=item.section,
        title=item.title,
        text=item.text,
        priority=item.priority,
        fields=item.fields.given if item.fields else None,
    )
    return queries.item_of(request.actor, initiative_id, added.pk)


@router.patch(
    _BRIEF + "/items/{item_id}", response=Item, operation_id="edit_item", summary="Change an item"
)
def edit_item(
    request: ActorRequest, initiative_id: InitiativeId, item_id: ItemId, change: ChangedItem
) -> ItemRow:
    """What both sides have signed stays: its change waits; `change_id` names it."""
    now = queries.item_of(request.actor, initiative_id, item_id)
    services.edit_item(
        actor=request.actor,
        initiative_id=initiative_id,
        item_id=item_id,
        title=now.title if change.title is None else change.title,
        text=now.text if change.text is None else change.text,
        priority=now.priority if change.priority is None else change.priority,
        fields={**_slots(now), **change.fields.given} if change.fields else None,
        base=change.base,
        effort=change.effort.as_effort if change.effort else None,
    )
    return queries.item_of(request.actor, initiative_id, item_id)


@router.delete(
    _BRIEF + "/items/{item_id}",
    response={204: None},
    operation_id="remove_item",
    summary="Take an item out",
)
def remove_item(
    request: ActorRequest, initiative_id: InitiativeId, item_id: ItemId, base: Base
) -> None:
    """If anybody had signed it, both sides sign that it is gone."""
    services.remove_item(
        actor=request.actor, initiative_id=initiative_id, item_id=item_id, base=base
    )


@router.post(
    _BRIEF + "/items/{item_id}/restoration",
    response=Item,
    operation_id="restore_item",
    summary="Put an item back",
)
def restore_item(
    request: ActorRequest, initiative_id: InitiativeId, item_id: ItemId, restoration: Restoration
) -> ItemRow:
    """With the text it had: its former signatures count again."""
    services.restore_item(
        actor=request.actor,
        initiative_id=initiative_id,
        item_id=item_id,
        base=restoration.base,
    )
    return queries.item_of(request.actor, initiative_id, item_id)


@router.post(
    _BRIEF + "/playback-request",
    response={204: None},
    operation_id="ask_for_playback",
    summary="Ask IT to play the brief back",
)
def ask_for_playback(request: ActorRequest, initiative_id: InitiativeId) -> None:
    """Marketing's people on the initiative. Twice is once."""
    services.ask_for_playback(actor=request.actor, initiative_id=initiative_id)


@router.post(
    _BRIEF + "/playbacks",
    response={201: Playback},
    operation_id="play_back",
    summary="Say what IT understood",
)
def play_back(
    request: ActorRequest, initiative_id: InitiativeId, playback: NewPlayback
) -> SaidPlayback:
    """IT's people on the initiative."""
    said = services.play_back(
        actor=request.actor, initiative_id=initiative_id, text=playback.text, seen=playback.seen
    )
    return _playback(queries.whole(request.actor, initiative_id), said.pk)


@router.put(
    _BRIEF + "/playbacks/{playback_id}/answer",
    response=Playback,
    operation_id="answer_playback",
    summary="Confirm a playback, or say what is different",
)
def answer_playback(
    request: ActorRequest,
    initiative_id: InitiativeId,
    playback_id: PlaybackId,
    answer: PlaybackAnswer,
) -> SaidPlayback:
    """The Marketing owner, about the newest playback, once."""
    services.answer_playback(
        actor=request.actor,
        initiative_id=initiative_id,
        playback_id=playback_id,
        confirmed=answer.confirmed,
        answer=answer.answer,
    )
    return _playback(queries.whole(request.actor, initiative_id), playback_id)


@router.post(
    _BRIEF + "/sign-offs",
    response={201: SignOff},
    operation_id="sign_brief",
    summary="Sign, or object with an alternative",
)
def sign_brief(request: ActorRequest, initiative_id: InitiativeId, sign_off: NewSignOff) -> Said:
    """Each side's owner, two different people, on exactly the content they saw."""
    services.sign_brief(
        actor=request.actor,
        initiative_id=initiative_id,
        lane=sign_off.lane,
        statement=sign_off.statement,
        seen=sign_off.seen,
        note=sign_off.note,
    )
    said = queries.whole(request.actor, initiative_id).last_said(sign_off.lane)
    if said is None:
        raise NotFound
    return said


def _slots(now: ItemRow) -> dict[str, object]:
    """What may be changed of what it carries; answers to cards have an address of their own."""
    return {name: value for name, value in now.fields.items() if name not in _CARRIED}


def _playback(brief: BriefWhole, playback_id: int) -> SaidPlayback:
    return next(said for said in brief.playbacks if said.id == playback_id)
