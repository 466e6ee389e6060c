"""How far a workspace is on its first day."""

from tandem.accounts import queries as accounts
from tandem.accounts.rules import Actor, Lane
from tandem.initiatives.queries import any_idea
from tandem.upkeep.permissions import can_look_after
from tandem.upkeep.rules.steps import Facts, StepState, states_of


def first_steps() -> list[StepState]:
    """Every step, and how far it is."""
    company = accounts.workspace()
    sides = [Lane(one.lane) for one in accounts.departments() if one.lane]
    return states_of(
        Facts(
            country=bool(company and company.country),
            closing_days=bool(company and company.closing_days),
            sides=sides,
            people=accounts.count_of_people(),
            on_duty=list(accounts.duty_people()),
            mail=accounts.mail_is_on(),
            ideas=any_idea(),
            passed=company.steps_passed if company else (),
        )
    )


def steps_to_remind_of(actor: Actor) -> list[StepState]:
    """The same for the card that reminds administrators; nothing once all are over, once the card
    was put away, and in the demonstration.
    """
    company = accounts.workspace()
    if not can_look_after(actor) or company is None or company.demonstration:
        return []
    if company.steps_put_away_at:
        return []
    states = first_steps()
    return [] if all(one.is_over for one in states) else states
