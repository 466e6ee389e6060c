"""What the clock does for plans. May be called as often as one likes."""

import time

from tandem.engine.model.apart import NoAnswer, ask_apart
from tandem.plans import services
from tandem.plans.promises import Failure

SECONDS = 30.0
"""How long the engine may take for one forecast, on the wall."""
AT_ONCE = 15.0
"""How long one call takes on new forecasts, so that the other jobs have their turn."""


def work_out_forecasts() -> int:
    """Work out anew what changed; returns how many were tried."""
    services.see_what_changed()
    tried, until = 0, time.monotonic() + AT_ONCE
    while time.monotonic() < until and (asked := services.claim_forecast()):
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
