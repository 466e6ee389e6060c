"""Everything that changes the workspace itself."""

from tandem.upkeep.services.closing_calendar import (
    follow_calendar,
    note_calendar_read,
    read_calendar_again,
    stop_calendar,
    take_closing_days,
)
from tandem.upkeep.services.emptying import start_for_real
from tandem.upkeep.services.mail import (
    begin_test_mail,
    change_mail_server,
    end_mail,
    end_test_mail,
)
from tandem.upkeep.services.marks import note_done
from tandem.upkeep.services.people import take_people_in

__all__ = [
    "begin_test_mail",
    "change_mail_server",
    "end_mail",
    "end_test_mail",
    "follow_calendar",
    "note_calendar_read",
    "note_done",
    "read_calendar_again",
    "start_for_real",
    "stop_calendar",
    "take_closing_days",
    "take_people_in",
]
