"""Everything that changes how somebody signs in."""

from tandem.sign_in.services.forgotten import (
    ask_for_new_password,
    change_password,
    choose_password_by_link,
    link_for_new_password,
)
from tandem.sign_in.services.inviting import (
    invite_by_mail,
    link_for_invitation,
    take_invitation_back,
)
from tandem.sign_in.services.passkeys import (
    State,
    add_passkey,
    ask_for_key,
    ask_for_new_key,
    open_by_passkey,
    remove_passkey,
)
from tandem.sign_in.services.second_factor import (
    Offered,
    demand_second_factor,
    give_code,
    offer_secret,
    remove_second_factor,
    renew_recovery_codes,
    set_up_code_app,
    take_off_second_factor,
)
from tandem.sign_in.services.tries import TooSoon, begin_try, end_try, forget_old_tries

__all__ = [
    "Offered",
    "State",
    "TooSoon",
    "add_passkey",
    "ask_for_key",
    "ask_for_new_key",
    "ask_for_new_password",
    "begin_try",
    "change_password",
    "choose_password_by_link",
    "demand_second_factor",
    "end_try",
    "forget_old_tries",
    "give_code",
    "invite_by_mail",
    "link_for_invitation",
    "link_for_new_password",
    "offer_secret",
    "open_by_passkey",
    "remove_passkey",
    "remove_second_factor",
    "renew_recovery_codes",
    "set_up_code_app",
    "take_invitation_back",
    "take_off_second_factor",
]
