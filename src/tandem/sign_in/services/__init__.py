"""Everything that changes how somebody signs in."""

from tandem.sign_in.services.forgotten import (
    ask_for_new_password,
    choose_password_by_link,
    link_for_new_password,
)
from tandem.sign_in.services.tries import TooSoon, begin_try, end_try, forget_old_tries

__all__ = [
    "TooSoon",
    "ask_for_new_password",
    "begin_try",
    "choose_password_by_link",
    "end_try",
    "forget_old_tries",
    "link_for_new_password",
]
