"""Whether estimates and promised chances come true, and habits learned from it."""

from tandem.engine.calibration.case import Case
from tandem.engine.calibration.history import calibrate
from tandem.engine.calibration.looking_back import look_back
from tandem.engine.calibration.scoring import Outcome, Score, score

__all__ = ["Case", "Outcome", "Score", "calibrate", "look_back", "score"]
