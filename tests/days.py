"""The day it is for the company of the tests. In UTC it is another one for an hour or two."""

from datetime import date
from zoneinfo import ZoneInfo

from tandem.core import clock

BERLIN = ZoneInfo("Europe/Berlin")


def present_date() -> date:
    """Today in Berlin, as the workspace of the tests counts its days."""
    return clock.now().astimezone(BERLIN).date()
