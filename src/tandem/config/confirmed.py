"""What is done only by somebody who has lately proved who they are: a browser left open must not
be enough to sign a brief, to change who may do what, or to let somebody in.

Asked is by `confirming_door`, for pages and for what a browser asks of the API. A program shows
its token, which somebody made who had proved who they are.
"""

SIGNING = frozenset({"sign", "sign_brief"})

_WHO_COMES_IN = """
new_person deactivate_person reactivate_person change_sides change_role renew_link invite_by_mail
take_off_second_factor sign_in_settings set_up_code_app tokens
add_person renew_password_link make_token people_list take_people_in
"""
_SETTINGS = """
settings program_limits departments sides change_side change_department decision_rights break_in
windows first_step change_closing_days closing_days look_into_calendar take_closing_days
follow_calendar stop_calendar mail_settings end_mail
authorities end_authority open_form renew_form_address money set_currency set_day_rate
set_currency_rates spending_settings hours_settings close_hours
change_workspace add_department name_duty_person change_answer_time name_head
change_decision_rights name_authority set_windows
"""
ASKED = SIGNING | frozenset((_WHO_COMES_IN + _SETTINGS).split())
"""Names of addresses and of operations of the API, where they change something."""

_AT_ONCE = """
revoke_token close_form
outbox retry_outbox_row drop_outbox_row
test_mail start_for_real read_calendar_again
own_fields own_field retire_own_field bring_back_own_field move_own_field
add_cost_code close_cost_code add_occupation close_occupation
begin_question_version risk_question change_risk_limits drop_question_version
publish_question_version
"""
NOT_ASKED = frozenset(_AT_ONCE.split())
"""In Settings as well: what takes a power away, tries a mail again, keeps a list, such as what the
risk check asks; and what ends the demonstration, where nobody has a password."""
