"""Everything that changes people, departments, sides, links and tokens."""

from tandem.accounts.services.account import NAME_LIMIT, lock_person, note_timer
from tandem.accounts.services.availability import (
    add_absence,
    change_answer_time,
    end_absence,
    name_deputy,
    name_duty_person,
    name_head,
    name_liaison,
)
from tandem.accounts.services.people import (
    add_person,
    change_role,
    change_sides,
    deactivate_person,
    reactivate_person,
    renew_password_link,
)
from tandem.accounts.services.programs import (
    Attempt,
    Kept,
    forget_old_answers,
    keep_answer,
    limit_programs,
    note_last_use,
    take_key,
    together,
)
from tandem.accounts.services.rota import plan_duty, swap_duty
from tandem.accounts.services.sessions import end_session, end_sessions_but, note_seen
from tandem.accounts.services.teams import add_team, join_team, leave_team, rename_team
from tandem.accounts.services.tokens import TOKEN_NAME_LIMIT, make_token, revoke_token
from tandem.accounts.services.working import (
    change_working_time,
    place_person,
    write_how_to_work,
)
from tandem.accounts.services.workspace import (
    add_department,
    change_workspace,
    choose_password,
    found_workspace,
    keep_mail_server,
    make_set_up_link,
    plan_demonstration,
    set_up_workspace,
    take_demonstration_part,
)

__all__ = [
    "NAME_LIMIT",
    "TOKEN_NAME_LIMIT",
    "Attempt",
    "Kept",
    "add_absence",
    "add_department",
    "add_person",
    "add_team",
    "change_answer_time",
    "change_role",
    "change_sides",
    "change_working_time",
    "change_workspace",
    "choose_password",
    "deactivate_person",
    "end_absence",
    "end_session",
    "end_sessions_but",
    "forget_old_answers",
    "found_workspace",
    "join_team",
    "keep_answer",
    "keep_mail_server",
    "leave_team",
    "limit_programs",
    "lock_person",
    "make_set_up_link",
    "make_token",
    "name_deputy",
    "name_duty_person",
    "name_head",
    "name_liaison",
    "note_last_use",
    "note_seen",
    "note_timer",
    "place_person",
    "plan_demonstration",
    "plan_duty",
    "reactivate_person",
    "rename_team",
    "renew_password_link",
    "revoke_token",
    "set_up_workspace",
    "swap_duty",
    "take_demonstration_part",
    "take_key",
    "together",
    "write_how_to_work",
]
