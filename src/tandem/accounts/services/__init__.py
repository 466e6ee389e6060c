"""Everything that changes people, departments, sides, links and tokens."""

from tandem.accounts.services.account import NAME_LIMIT, lock_person
from tandem.accounts.services.people import (
    add_person,
    change_role,
    change_sides,
    deactivate_person,
    reactivate_person,
    renew_password_link,
)
from tandem.accounts.services.tokens import TOKEN_NAME_LIMIT, make_token, revoke_token
from tandem.accounts.services.workspace import (
    add_department,
    change_workspace,
    choose_password,
    found_workspace,
    make_set_up_link,
    set_up_workspace,
)

__all__ = [
    "NAME_LIMIT",
    "TOKEN_NAME_LIMIT",
    "add_department",
    "add_person",
    "change_role",
    "change_sides",
    "change_workspace",
    "choose_password",
    "deactivate_person",
    "found_workspace",
    "lock_person",
    "make_set_up_link",
    "make_token",
    "reactivate_person",
    "renew_password_link",
    "revoke_token",
    "set_up_workspace",
]
