"""A person's own tokens, for programs."""

from typing import Annotated

from ninja import Path, Query, Router

from tandem.accounts import queries, services
from tandem.accounts.api.shapes import MadeToken, NewToken, TokenPage
from tandem.accounts.requests import ActorRequest
from tandem.core.api_pages import ListPage, PageAsked, page_of_query
from tandem.core.api_shapes import SHOWN_ONCE, PathId

router = Router(tags=["Tokens"])

TokenId = Annotated[PathId, Path(description="The token's id.")]


@router.get(
    "/tokens", response=TokenPage, operation_id="list_tokens", summary="Your tokens that work"
)
def list_tokens(request: ActorRequest, asked: Query[PageAsked]) -> ListPage:
    """Your own, newest first, never with their secrets."""
    found = queries.tokens_of(request.actor)
    return page_of_query(found, asked, order=["-made_at", "-id"], read=list)


@router.post(
    "/tokens",
    response={201: MadeToken},
    operation_id="make_token",
    openapi_extra={SHOWN_ONCE: True},
    summary="Make a token",
)
def make_token(request: ActorRequest, token: NewToken) -> dict[str, object]:
    """Only from a signed-in browser: a token can't make tokens."""
    made, secret = services.make_token(
        actor=request.actor, name=token.name, scope=token.scope, days=token.days
    )
    return {"token": made, "secret": secret}


@router.delete(
    "/tokens/{token_id}",
    response={204: None},
    operation_id="revoke_token",
    summary="Revoke a token",
)
def revoke_token(request: ActorRequest, token_id: TokenId) -> None:
    """It stops working at once."""
    services.revoke_token(actor=request.actor, token_id=token_id)
