"""What the acts of this context share. Called inside their transaction."""

from decimal import Decimal, InvalidOperation

from tandem.accounts.rules import Actor
from tandem.activity.services import lock_subject
from tandem.briefs.queries import brief_if_started
from tandem.core.errors import BadInput, RuleBroken
from tandem.core.words import say
from tandem.initiatives.queries import Heading, heading_visible_to
from tandem.plans.rules import MOST_MONEY, why_not_choose_scope


def locked(actor: Actor, initiative_id: int) -> Heading:
    """The initiative, locked, as the actor sees it; hidden and missing are the same."""
    heading_visible_to(actor, initiative_id)
    lock_subject(initiative_id)
    return heading_visible_to(actor, initiative_id)


def locked_for_scope(actor: Actor, initiative_id: int) -> Heading:
    """The same where scope can be chosen at all. Raises RuleBroken where it can't."""
    heading = locked(actor, initiative_id)
    has_brief = brief_if_started(actor, initiative_id) is not None
    if reason := why_not_choose_scope(heading.stage, has_brief=has_brief):
        raise RuleBroken(reason)
    return heading


def money(amount: Decimal, *, field: str) -> Decimal:
    """An amount as it is kept: whole cents, nothing below zero. Raises BadInput."""
    return _number(amount, field=field, places="0.01", most=MOST_MONEY)


def days(amount: Decimal, *, field: str, most: Decimal) -> Decimal:
    """Working days, in tenths. Raises BadInput."""
    return _number(amount, field=field, places="0.1", most=most)


def _number(amount: Decimal, *, field: str, places: str, most: Decimal) -> Decimal:
    try:
        kept = amount.quantize(Decimal(places))
    except InvalidOperation as error:
        raise BadInput(say("Write a number."), field=field) from error
    if not kept.is_finite() or kept < 0:
        raise BadInput(say("Write zero or more."), field=field)
    if kept > most:
        raise BadInput(say("Write at most {most}.", most=f"{most:,}"), field=field)
    return kept
