"""What the clock does for the workspace itself."""

from tandem.core.words import say
from tandem.upkeep import queries
from tandem.upkeep.rules.marks import MarkKind
from tandem.upkeep.services import note_calendar_read, note_done


def give_sign_of_life() -> None:
    """Note that the worker works; every minute."""
    note_done(MarkKind.WORKER)


def read_closing_calendar() -> None:
    """Read the calendar of closing days, once a day; asked every minute whether it is time."""
    if not queries.calendar_is_due():
        return
    address = queries.calendar_address()
    found = queries.look_into_calendar(address) if address else _OTHER_KEY
    note_calendar_read(address=address, found=found)


_OTHER_KEY = say("The address was sealed with another key than this Tandem has. Give it again.")
