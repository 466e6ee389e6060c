"""Which scope of a token each operation asks for: one table, in the document and at the door."""

from tandem.accounts.rules import Scope

READING = frozenset({"GET", "HEAD", "OPTIONS"})

_SETTINGS = frozenset(
    [
        "add_person",
        "change_sides",
        "change_role",
        "deactivate_person",
        "reactivate_person",
        "renew_password_link",
        "place_person",
        "add_department",
        "name_head",
        "name_liaison",
        "add_team",
        "rename_team",
        "join_team",
        "leave_team",
        "plan_duty",
        "name_duty_person",
        "change_answer_time",
        "change_workspace",
        "change_closing_days",
        "follow_calendar",
        "read_calendar_again",
        "stop_calendar",
        "take_people_in",
        "limit_programs",
        "change_decision_rights",
        "name_sponsor",
        "name_authority",
        "end_authority",
        "set_path_limit",
        "set_stage_limit",
        "set_all_work_limits",
        "set_windows",
        "reserve_hours",
        "add_field",
        "change_field",
        "retire_field",
        "bring_back_field",
        "move_field",
        "make_rule_for_all",
        "open_form",
        "renew_form_address",
        "close_form",
        "set_day_rate",
        "set_currency",
        "set_currency_rates",
        "add_cost_code",
        "close_cost_code",
        "add_occupation",
        "close_occupation",
        "close_hours",
        "open_year",
        "move_revision",
        "hold_revision",
        "give_back_at_revision",
        "begin_question_version",
        "change_risk_question",
        "change_risk_limits",
        "publish_question_version",
        "drop_question_version",
        "retry_outbox_row",
        "drop_outbox_row",
    ]
)
"""What administrators alone may change. A token that writes, and is lost, reaches none of it."""


def scope_for(method: str, operation: str) -> Scope:
    """What a token needs for an operation, by the name that the document gives it."""
    if method in READING:
        return Scope.READ
    return Scope.SETTINGS if operation in _SETTINGS else Scope.WRITE
