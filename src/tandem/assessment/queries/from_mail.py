"""The link by which whoever is asked about a system answers from a mail.

It is signed, for one person and one asking: nothing is stored. What its holder may do is looked at
anew whenever it is opened, and once the answer is given it opens that answer alone.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.urls import reverse

from tandem.accounts.queries import actor_by_id, open_accounts
from tandem.accounts.rules import Actor
from tandem.assessment.models import Consult
from tandem.assessment.queries.consults import consults_visible_to, may_answer_consult
from tandem.assessment.rules.consulting import ConsultState, why_not_answer_consult
from tandem.core import clock
from tandem.core.words import Sentence, say

OPENS_FOR = timedelta(days=30)
_SALT = "consult.answer"


@dataclass(frozen=True, slots=True)
class AskedFromMail:
    """Who opened their link, and what they are asked; `answered` by them already, or still open."""

    actor: Actor
    consult: Consult
    answered: bool


def answer_path(consult_id: int, person_id: int) -> str | None:
    """The path of the link for somebody, or nothing where it isn't theirs to answer."""
    actor = actor_by_id(person_id)
    consult = consults_visible_to(actor).filter(subject__id=consult_id).first()
    if consult is None or not may_answer_consult(actor, consult):
        return None
    secret = signing.dumps([consult_id, person_id, _asking(consult)], salt=_SALT)
    return reverse("answer_from_mail", args=[secret])


def asked_from_mail(secret: str) -> AskedFromMail | Sentence | None:
    """What a link opens; a sentence where it opens nothing any more, nothing where it never did."""
    try:
        consult_id, person_id, asking = signing.loads(secret, salt=_SALT)
    except signing.BadSignature:
        return None
    actor = actor_by_id(person_id) if open_accounts([person_id]) else None
    seen = consults_visible_to(actor).filter(subject__id=consult_id) if actor else None
    consult = seen.first() if seen is not None else None
    if actor is None or consult is None:
        return say("What it was about isn't there for you any more.")
    mine = ConsultState(consult.state).is_answer and consult.closed_by_id == actor.me
    if reason := _why_not_open(actor, consult, asking, mine=mine):
        return reason
    return AskedFromMail(actor, consult, answered=mine)


def _why_not_open(actor: Actor, consult: Consult, asking: int, *, mine: bool) -> Sentence | None:
    if asking != _asking(consult):
        return say("It was asked anew since: the newest mail has the link that opens.")
    if clock.now() > consult.asked_at + OPENS_FOR:
        return say("It was good for {days} days.", days=OPENS_FOR.days)
    if mine:
        return None
    if reason := why_not_answer_consult(ConsultState(consult.state)):
        return reason
    if not may_answer_consult(actor, consult):
        return say("It waits for somebody else by now.")
    return None


def _asking(consult: Consult) -> int:
    """Which asking it is: one that was withdrawn and asked again is another one."""
    return int(consult.asked_at.timestamp())
