"""Saved views for programs."""

from typing import Annotated

from ninja import Path, Query, Router
from pydantic import Field

from tandem.accounts.api.shapes import PersonName
from tandem.accounts.requests import ActorRequest
from tandem.core.api_pages import ListPage, PageAsked, PageOf, page_of_query
from tandem.core.api_shapes import Answer, Body, Id, Line, PathId, Text
from tandem.core.errors import BadInput, NotFound
from tandem.core.words import say
from tandem.initiatives.api.shapes import InitiativePage
from tandem.initiatives.queries import ORDERS, rows
from tandem.initiatives.rules import ListAsked
from tandem.lists import queries, services
from tandem.lists.rules import ASKED_LIMIT, NAME_LIMIT, Listed, Sharing

router = Router(tags=["Views"])

ViewId = Annotated[PathId, Path(description="The view's id.")]

_QUERY = "What it asks of its list, as in that page's address behind the question mark."
_QUERIES = ["waits=it&order=wished"]


class View(Answer):
    """What is asked of Ideas & work, or of all work, under a name."""

    id: int = Field(description="The view's id.", examples=[4])
    listed: Listed = Field(description="What it is a view of.")
    name: str = Field(description="Its name.", examples=["Waits for IT"])
    query: str = Field(description=_QUERY, examples=_QUERIES)
    shared: Sharing = Field(description="Who finds it.")
    owner: PersonName = Field(description="Whoever saved it.")
    own: bool = Field(description="It is yours.")
    chosen: bool = Field(description="Ideas & work opens with it for you.")
    url: str = Field(description="Its page.", examples=["/ideas/views/4/"])


class ViewPage(PageOf[View]):
    """All views that you find."""


class NewView(Body):
    """What to keep, under which name, for whom."""

    name: Annotated[str, Line(NAME_LIMIT)] = Field(
        description="Its name.", examples=["Waits for IT"]
    )
    query: Annotated[str, Text(ASKED_LIMIT)] = Field("", description=_QUERY, examples=_QUERIES)
    listed: Listed = Field(Listed.IDEAS, description="What it is a view of.")
    shared: Sharing = Field(Sharing.OWN, description="Who finds it.")
    choose: bool = Field(
        default=False, strict=True, description="Ideas & work opens with it for you."
    )


class ChangedView(Body):
    """What to change; what is left out stays."""

    name: Annotated[str, Line(NAME_LIMIT)] | None = Field(
        None, description="Its name from now on.", examples=["Waits for IT"]
    )
    query: Annotated[str, Text(ASKED_LIMIT)] | None = Field(
        None, description=_QUERY, examples=_QUERIES
    )
    shared: Sharing | None = Field(None, description="Who finds it from now on.")


class ChosenView(Body):
    """The view that Ideas & work opens with for you."""

    view_id: Id | None = Field(description="The view's id; null: everything.", examples=[4])


class ListedAsked(PageAsked):
    """What is asked of the list, and which part of it."""

    query: str = Field(
        "", max_length=ASKED_LIMIT, description=_QUERY, examples=["waits=it&order=wished"]
    )


@router.get(
    "/list",
    response=InitiativePage,
    operation_id="list_asked",
    summary="Initiatives as a list or a view asks for them",
)
def list_asked(request: ActorRequest, asked: Query[ListedAsked]) -> ListPage:
    """All filters and orders of Ideas & work; send a view's `query` to get what it shows."""
    wanted = ListAsked.of_query(asked.query)
    order = ORDERS[wanted.order]
    return page_of_query(queries.fitting(request.actor, wanted), asked, order=order, read=rows)


@router.get("/views", response=ViewPage, operation_id="list_views", summary="Saved views")
def list_views(request: ActorRequest) -> ListPage:
    """Your own and those shared with you; there are never enough for a second page."""
    return ListPage(queries.views_for(request.actor))


@router.post("/views", response={201: View}, operation_id="save_view", summary="Save a view")
def save_view(request: ActorRequest, view: NewView) -> queries.ViewRow:
    """Readers save views for themselves, members share them, too."""
    saved = services.save_view(
        actor=request.actor,
        name=view.name,
        asked=view.listed.of_query(view.query),
        shared=view.shared,
        choose=view.choose,
    )
    return queries.view_for(request.actor, saved.pk)


@router.put("/views/chosen", response=ViewPage, operation_id="choose_view", summary="Choose a view")
def choose_view(request: ActorRequest, chosen: ChosenView) -> ListPage:
    """Ideas & work opens with it for you; with everything where it is null."""
    try:
        services.choose_view(actor=request.actor, view_id=chosen.view_id)
    except NotFound as missing:
        reason = say("There is no view of this number, or it isn't shared with you.")
        raise BadInput(reason, field="view_id") from missing
    return list_views(request)


@router.get("/views/{view_id}", response=View, operation_id="read_view", summary="One view")
def read_view(request: ActorRequest, view_id: ViewId) -> queries.ViewRow:
    """One of your own, or one shared with you."""
    return queries.view_for(request.actor, view_id)


@router.patch(
    "/views/{view_id}", response=View, operation_id="change_view", summary="Change a view"
)
def change_view(request: ActorRequest, view_id: ViewId, change: ChangedView) -> queries.ViewRow:
    """Whoever saved it: its name, what it asks, who finds it."""
    listed = queries.view_for(request.actor, view_id).listed
    services.change_view(
        actor=request.actor,
        view_id=view_id,
        name=change.name,
        asked=None if change.query is None else listed.of_query(change.query),
        shared=change.shared,
    )
    return queries.view_for(request.actor, view_id)


@router.delete(
    "/views/{view_id}", response={204: None}, operation_id="delete_view", summary="Delete a view"
)
def delete_view(request: ActorRequest, view_id: ViewId) -> None:
    """Whoever saved it, or an administrator. Nothing that it showed is touched."""
    services.delete_view(actor=request.actor, view_id=view_id)
