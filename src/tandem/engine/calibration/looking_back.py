"""What the older part of a history would have said of the newer part, and what became of it."""

from collections.abc import Sequence

import numpy as np

from tandem.engine.calibration.case import Case
from tandem.engine.calibration.history import calibrate
from tandem.engine.calibration.scoring import Outcome, Score, score
from tandem.engine.forecast.habits import Habits
from tandem.engine.forecast.normal import deviation_at
from tandem.engine.forecast.sampling import hours_at
from tandem.engine.problem import Need, Single, Task

CHANCES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
_OLDER = 0.6


def look_back(
    history: Sequence[Case], chances: Sequence[float] = CHANCES, habits: Habits | None = None
) -> Score:
    """Learned from the first 60 % of the cases, oldest first, and held against the rest; with
    `habits` these are held against it instead.

    Cases without hours above 0 are left out, as in `calibrate`; of none, the score is empty.
    """
    cases = [case for case in history if case.estimate > 0 and case.actual > 0]
    cut = round(_OLDER * len(cases))
    habits = habits or calibrate(cases[:cut])
    at = deviation_at(np.array(chances))
    outcomes = []
    for case in cases[cut:]:
        needs = (Need("team", case.team),) if case.team else ()
        said = hours_at(Task("", Single(case.estimate), needs=needs), at, habits).tolist()
        outcomes.append(Outcome(tuple(zip(chances, said, strict=True)), case.actual))
    return score(outcomes)
