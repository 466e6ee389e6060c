"""What waits for the person who asks, for programs."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from tandem.accounts.api.shapes import PersonName
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Lane
from tandem.activity import permissions, queries, registry, services
from tandem.activity.rules import MailChoice
from tandem.activity.search import found_by_words
from tandem.core.api_pages import ListPage, PageAsked, PageOf, page_of_list, page_of_query
from tandem.core.api_shapes import READ_BY_SOME, Answer, Body, Day, Id, PathId
from tandem.core.errors import BadInput, NotAllowed
from tandem.core.words import say

router = Router(tags=["Turns"])


class Turn(Answer):
    """Something that waits for someone until a date."""

    id: int = Field(description="The turn's id.", examples=[41])
    kind: str = Field(description="What kind of turn it is.", examples=["brief.sign"])
    asks: str = Field(description="What is asked, in words.", examples=["Sign the brief"])
    verb: str = Field(description="What doing it is called.", examples=["Read and sign"])
    subject_id: int = Field(
        description="What it is about: an initiative or its brief.", examples=[13]
    )
    subject_title: str = Field(
        description="What that is called.", examples=["A page for the summer sale"]
    )
    initiative_id: int = Field(
        validation_alias="root_id", description="The initiative it belongs to.", examples=[12]
    )
    lane: Lane | None = Field(description="The side that is waited for, if it is a side.")
    person: PersonName | None = Field(description="Who is waited for, if it is one person.")
    on_duty: PersonName | None = Field(
        description="Who answers for that side, where this is for whoever is on duty."
    )
    team: str = Field(description="The team that is waited for; empty: none.", examples=[""])
    asked_by: PersonName | None = Field(description="Who opened it; null: Tandem itself.")
    opened_at: datetime = Field(description="Since when it waits.")
    due_at: datetime = Field(description="Until when, in the working hours of whoever must act.")
    url: str = Field(
        description="The page where it is done.", examples=["/initiatives/12/brief/#sign"]
    )


class Delegate(Body):
    """To whom something is passed on."""

    person_id: Id = Field(description="Somebody of the side that is asked.", examples=[7])


class Snooze(Body):
    """Until when something stays out of sight."""

    until: Day = Field(description="The day it comes back.", examples=["2027-05-06"])


class Several(Body):
    """Things that take one click each."""

    turn_ids: list[Id] = Field(description="Which.", max_length=50, examples=[[41, 43]])


class Answered(Answer):
    """How much was answered."""

    count: int = Field(
        description="Those that somebody else answered meanwhile are left out.", examples=[2]
    )


class Incident(Answer):
    """An incident that is on."""

    lane: Lane = Field(description="Whose hands are full.")
    since: datetime = Field(description="Since when.")
    declared_by: PersonName = Field(description="Who said so.")


class Notification(Answer):
    """Something you were told."""

    id: int = Field(description="Its id.", examples=[5])
    sentence: str = Field(description="What, in words.", examples=["This was due: Sign the brief"])
    subject_id: int = Field(description="What it is about.", examples=[13])
    subject_title: str = Field(
        description="What that is called.", examples=["A page for the summer sale"]
    )
    by: PersonName | None = Field(description="Whose act told you; null: Tandem itself.")
    at: datetime = Field(description="When.")
    read: bool = Field(description="Whether you have read it.")
    url: str = Field(description="The page it leads to.", examples=["/initiatives/12/brief/#sign"])


class NotificationPage(PageOf[Notification]):
    """A page of your inbox."""


class Found(Answer):
    """Something that holds the words, among what you may see."""

    subject_id: int = Field(description="What holds them.", examples=[13])
    initiative_id: int = Field(
        validation_alias="root_id",
        description="What it belongs to: an initiative; itself, where it stands alone.",
        examples=[12],
    )
    kind: str = Field(description="What kind of thing it is.", examples=["initiative"])
    title: str = Field(description="What it is called.", examples=["A page for the summer sale"])
    in_title: bool = Field(description="Whether its title holds them.")
    text: str = Field(
        description="The words with what stands around them.", examples=["A page for the summer …"]
    )
    url: str = Field(description="Its page.", examples=["/initiatives/12/"])


class MailWish(Answer):
    """How you hear of things outside the app."""

    choice: MailChoice = Field(description="`app`, `at_once` or `digest`.")
    hour: int = Field(description="When the daily mail comes, where you are.", examples=[8])


class NewMailWish(Body):
    """How you want to hear of things outside the app."""

    choice: MailChoice = Field(description="`app`, `at_once` or `digest`.")
    hour: int = Field(
        8, strict=True, ge=0, le=23, description="When the daily mail comes.", examples=[8]
    )


class DeadRow(Answer):
    """Something that could not be sent, after all tries."""

    id: int = Field(description="Its id.", examples=[3])
    kind: str = Field(description="What was to be done.", examples=["mail"])
    attempts: int = Field(description="How often it was tried.", examples=[8])
    dead_at: datetime = Field(description="When it was put aside.")
    error: str = Field(description="The last error.", examples=["SMTPServerDisconnected"])


class TurnPage(PageOf[Turn]):
    """A page of what waits."""


def _place(turn: queries.OpenTurn) -> tuple[float, int]:
    return turn.due_at.timestamp(), turn.id


@router.get("/turns", response=TurnPage, operation_id="list_turns", summary="What waits for you")
def list_turns(request: ActorRequest, asked: Query[PageAsked]) -> ListPage:
    """Yours by name, and those of your side that you can take; oldest promise first."""
    return page_of_list(queries.turns_waiting_for(request.actor), asked, _place)


TurnId = Annotated[PathId, Path(description="The turn's id.")]
OfLane = Annotated[Lane, Path(description="The side.")]
RowId = Annotated[PathId, Path(description="The row's id.")]


@router.post(
    "/turns/{turn_id}/delegation",
    response={204: None},
    operation_id="delegate_turn",
    summary="Pass something on",
)
def delegate_turn(request: ActorRequest, turn_id: TurnId, delegate: Delegate) -> None:
    """What waits for you, to somebody of the side who may do it. They are told."""
    services.delegate_turn(actor=request.actor, turn_id=turn_id, person_id=delegate.person_id)


@router.put(
    "/turns/{turn_id}/snooze",
    response={204: None},
    operation_id="snooze_turn",
    summary="Put something off",
)
def snooze_turn(request: ActorRequest, turn_id: TurnId, snooze: Snooze) -> None:
    """Hides it from your own Today until a day, at the latest until it is due."""
    services.snooze_turn(actor=request.actor, turn_id=turn_id, until=snooze.until)


@router.post(
    "/turns/answers",
    response=Answered,
    operation_id="answer_turns",
    summary="Answer several things at once",
)
def answer_turns(request: ActorRequest, several: Several) -> dict[str, int]:
    """For kinds that take one click: all of them or none."""
    return {"count": services.answer_turns(actor=request.actor, turn_ids=several.turn_ids)}


@router.get(
    "/search", response=list[Found], operation_id="look_for_words", summary="Look for words"
)
def look_for_words(
    request: ActorRequest,
    q: Annotated[
        str,
        Query(
            max_length=200,
            description="Words, or their beginnings; what holds all of them is found.",
            examples=["summer sale"],
        ),
    ],
    kind: Annotated[
        str, Query(max_length=40, description="Only subjects of this kind.", examples=["brief"])
    ] = "",
    mine: Annotated[bool, Query(description="Only on initiatives that you take part in.")] = False,  # noqa: FBT002
) -> list[dict[str, Any]]:
    """At most thirty: titles first, then the newest texts."""
    if kind and kind not in registry.subject_kinds():
        known = ", ".join(registry.subject_kinds())
        raise BadInput(
            say("There is no such kind. Take one of: {kinds}.", kinds=known), field="kind"
        )
    return [
        {
            **{name: getattr(one, name) for name in ("subject_id", "root_id", "kind", "title")},
            "in_title": one.in_title,
            "text": "".join(part for part, _ in one.excerpt),
            "url": one.url,
        }
        for one in found_by_words(request.actor, q, kinds=(kind,) if kind else (), mine=mine)
    ]


@router.get(
    "/incidents",
    response=list[Incident],
    operation_id="list_incidents",
    summary="Incidents that are on",
)
def list_incidents(request: HttpRequest) -> list[queries.RunningIncident]:
    """What a side owes waits while it deals with one, for five working days at most."""
    return queries.running_incidents()


@router.put(
    "/sides/{lane}/incident",
    response=list[Incident],
    operation_id="declare_incident",
    summary="Declare an incident",
)
def declare_incident(request: ActorRequest, lane: OfLane) -> list[queries.RunningIncident]:
    """For who is on duty for the side. Declared twice it is one."""
    services.declare_incident(actor=request.actor, lane=lane)
    return queries.running_incidents()


@router.delete(
    "/sides/{lane}/incident",
    response=list[Incident],
    operation_id="end_incident",
    summary="End an incident",
)
def end_incident(request: ActorRequest, lane: OfLane) -> list[queries.RunningIncident]:
    """For who is on duty for the side. Its dates run again."""
    services.end_incident(actor=request.actor, lane=lane)
    return queries.running_incidents()


def _notices(rows: Iterable[Any]) -> Sequence[object]:
    return queries.notices(rows)


@router.get(
    "/notifications",
    response=NotificationPage,
    operation_id="list_notifications",
    summary="Your inbox",
)
def list_notifications(request: ActorRequest, asked: Query[PageAsked]) -> ListPage:
    """What you were told, newest first."""
    mine = queries.notifications_of(request.actor)
    return page_of_query(mine, asked, order=["-at", "-id"], read=_notices)


@router.post(
    "/notifications/{notification_id}/reading",
    response=Notification,
    operation_id="read_notification",
    summary="Mark something as read",
)
def read_notification(
    request: ActorRequest,
    notification_id: Annotated[PathId, Path(description="The notification's id.")],
) -> queries.Notice:
    """What was read isn't mailed any more."""
    services.read_notification(actor=request.actor, notification_id=notification_id)
    return queries.notification_visible_to(request.actor, notification_id)


@router.post(
    "/notifications/reading",
    response=Answered,
    operation_id="read_all_notifications",
    summary="Mark everything as read",
)
def read_all_notifications(request: ActorRequest) -> dict[str, int]:
    """The count is of those that were new."""
    return {"count": services.read_all_notifications(actor=request.actor)}


@router.get(
    "/me/mail", response=MailWish, operation_id="read_mail_wish", summary="What is mailed to you"
)
def read_mail_wish(request: ActorRequest) -> queries.MailWish:
    """Until you choose, one mail a day at eight."""
    return queries.mail_wish_of(request.actor)


@router.put(
    "/me/mail",
    response=MailWish,
    operation_id="choose_mail",
    summary="Choose what is mailed to you",
)
def choose_mail(request: ActorRequest, wish: NewMailWish) -> queries.MailWish:
    """Only in the app, a mail at once, or one a day."""
    services.choose_mail(actor=request.actor, choice=wish.choice, hour=wish.hour)
    return queries.mail_wish_of(request.actor)


@router.get(
    "/outbox",
    response=list[DeadRow],
    operation_id="list_outbox",
    summary="What could not be sent",
    openapi_extra={READ_BY_SOME: True},
)
def list_outbox(request: ActorRequest) -> list[Any]:
    """For administrators: what was put aside after its last try, at most 200."""
    if not permissions.can_see_outbox(request.actor):
        raise NotAllowed(say("Only an administrator looks after what could not be sent."))
    return queries.dead_rows()


@router.post(
    "/outbox/{row_id}/retry",
    response={204: None},
    operation_id="retry_outbox_row",
    summary="Try something again",
)
def retry_outbox_row(request: ActorRequest, row_id: RowId) -> None:
    """For administrators."""
    services.retry_outbox_row(actor=request.actor, row_id=row_id)


@router.delete(
    "/outbox/{row_id}",
    response={204: None},
    operation_id="drop_outbox_row",
    summary="Forget something",
)
def drop_outbox_row(request: ActorRequest, row_id: RowId) -> None:
    """For administrators."""
    services.drop_outbox_row(actor=request.actor, row_id=row_id)
