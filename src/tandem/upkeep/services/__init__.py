"""Everything that changes the workspace itself."""

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
    "note_done",
    "start_for_real",
    "take_people_in",
]
