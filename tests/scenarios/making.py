"""What-ifs for tests, made by the services."""

from datetime import date
from decimal import Decimal

from tests.cast import Cast, waits
from tests.work.making import add

from tandem.accounts.rules import Actor, Lane
from tandem.briefs.queries import requirements_of
from tandem.plans import services as plans
from tandem.scenarios import queries, services
from tandem.scenarios.queries import ScenarioSeen
from tandem.scenarios.rules import Lever, LeverKind
from tandem.work import services as work
from tandem.work.rules import Estimate, Sureness

DAY = date(2026, 5, 6)
LATER = date(2026, 6, 3)


def piece(actor: Actor, initiative: int, lane: Lane, days: str, doer: Actor, part: int = 0) -> int:
    """Work of a side, so long, given to somebody; for a part of the brief."""
    pk = add(actor, initiative, f"{days} days of {lane.value}", lane=lane)
    work.estimate_work_item(
        actor=actor, work_id=pk, estimate=Estimate(Decimal(days), Sureness.NORMAL)
    )
    work.assign_work_item(actor=actor, work_id=pk, person_id=doer.me)
    if part:
        work.link_work_item(actor=actor, work_id=pk, part_id=part)
    return pk


def parts(initiative: int) -> dict[str, int]:
    """The ids of requirements by label."""
    return {one.label: one.id for one in requirements_of([initiative])[initiative]}


def promise(cast: Cast, initiative: int, day: date = DAY) -> int:
    return plans.promise_date(actor=cast.alice, initiative_id=initiative, day=day).pk


def start(actor: Actor, initiative: int, name: str = "A later day", **more: object) -> int:
    made = services.start_scenario(actor=actor, initiative_id=initiative, name=name, **more)  # type: ignore[arg-type]
    return made.pk


def move(actor: Actor, initiative: int, scenario: int, *levers: Lever) -> int:
    return services.move_levers(
        actor=actor, initiative_id=initiative, scenario_id=scenario, levers=levers
    )


def seen(actor: Actor, initiative: int, scenario: int) -> ScenarioSeen:
    return queries.scenario_of(actor, initiative, scenario)


def later(day: date = LATER) -> Lever:
    """Another day is promised."""
    return Lever(LeverKind.DATE, day=day)


def person(actor: Actor, percent: int, lane: Lane | None = None) -> Lever:
    """Somebody gives so much of their time."""
    return Lever(LeverKind.PERSON, actor.me, number=percent, lane=lane)


def out(requirement: int, why: str = "") -> Lever:
    """A requirement is left out."""
    return Lever(LeverKind.SCOPE, requirement, number=0, words=why)


def asked(initiative: int) -> set[tuple[str, str]]:
    """Who is waited for because of what-ifs there: (kind, side)."""
    return {one for one in waits(initiative) if one[0].startswith("scenarios.")}
