"""What the clock does for plans. May be called as often as one likes."""

import time

from tandem.core import clock
from tandem.engine.model.apart import NoAnswer, ask_apart
from tandem.plans import queries, services
from tandem.plans.promises import Failure
from tandem.plans.services import Asked

SECONDS = 30.0
"""How long the engine may take for one forecast, on the wall."""
AT_ONCE = 15.0
"""How long one call takes on new forecasts, so that the other jobs have their turn."""


def next_question() -> Asked | None:
    """The next initiative that asks something new; what asks the same as before is put down."""
    while claim := services.claim_plan():
        if question := queries.new_question(claim.initiative_id):
            return Asked(*claim, question)
        services.drop_claim(asked=claim)
    return None


def work_out_forecasts() -> int:
    """Work out anew what changed; returns how many were tried."""
    services.see_what_changed()
    tried, until = 0, time.monotonic() + AT_ONCE
    while time.monotonic() < until and (asked := next_question()):
        tried += 1
        began = time.monotonic()
        try:
            answer = ask_apart("tandem.plans.commands", asked.ask, SECONDS)
        except NoAnswer:
            late = time.monotonic() - began >= SECONDS
            services.note_failure(asked=asked, why=Failure.TIME if late else Failure.ENGINE)
        else:
            services.keep_forecast(asked=asked, answer=answer)  # type: ignore[arg-type]
    return tried


def work_out_forecast(initiative_id: int) -> None:
    """Work out the one of an initiative now, where its work asks anything new. Raises NoAnswer."""
    if question := queries.new_question(initiative_id):
        asked = Asked(initiative_id, clock.now(), question)
        answer = ask_apart("tandem.plans.commands", asked.ask, SECONDS)
        services.keep_forecast(asked=asked, answer=answer)  # type: ignore[arg-type]


def learn_from_finished_work() -> int:
    """Learn from finished work, where there is enough more of it; 1 where something was learned."""
    lesson = queries.what_to_learn()
    if lesson is None:
        return 0
    try:
        taught = ask_apart("tandem.plans.commands", {"history": lesson.written}, SECONDS)
    except NoAnswer:
        return 0
    services.keep_learned(lesson=lesson, taught=taught)  # type: ignore[arg-type]
    return 1
