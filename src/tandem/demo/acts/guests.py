"""Guests from outside, who come in by a private link."""

from tandem.accounts.queries import guest_by_hash
from tandem.accounts.queries.actors import secret_hash
from tandem.accounts.rules import GuestMay
from tandem.demo.play import Play, act
from tandem.demo.story import Act, Unreadable
from tandem.talk import services as talk


@act("invites-guest")
def invite(play: Play, line: Act) -> None:
    """`invites-guest ADDRESS DAYS [comment] [approve] #name: their name`, until so many days on."""
    address, days, *may = line.plain
    _, secret = talk.invite_guest(
        actor=play.actor(line),
        initiative_id=play.initiative,
        email=address,
        name=line.text,
        may=[GuestMay(word) for word in may],
        until=play.day(days),
    )
    play.secrets[line.label] = secret


@act("writes-by-link")
def write_by_link(play: Play, line: Act) -> None:
    """`guest writes-by-link #name: words`."""
    actor = guest_by_hash(secret_hash(play.secrets[line.label]))
    if actor is None:
        raise Unreadable(f"line {line.line}: the link of #{line.label} doesn't open anything")
    talk.comment_as_guest(actor=actor, text=line.text)
