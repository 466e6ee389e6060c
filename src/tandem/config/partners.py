"""What is open to partners: people of an agency, who see the initiatives they were put on.

Sight and permissions hold there as everywhere, and begin with "no" for them. What isn't named
here is closed to them at the door (`partners_door`): pages about the company, acts that are never
theirs, and every new address until somebody writes it down.
"""

_EVERY_DAY = """
today waiting pass_on put_off answer_several roadmap roadmap_file
inbox open_notification read_all choose_mail
ideas export_ideas saved_views save_view open_view choose_view edit_view change_view delete_view
search questions decisions paste how_to_work tokens revoke_token
my_sign_in end_session sign_out_everywhere change_password confirm begin_confirming
set_up_code_app recovery_codes remove_second_factor
begin_passkey add_passkey remove_passkey
"""
_INITIATIVES = """
initiative initiative_history initiative_talk question next_question assess risk_check
data_protection data_protection_file path access partners
forecast proposals new_proposal proposal withdraw_proposal undo_tidying
"""
_BRIEFS = """
brief item new_item remove_item restore_item move_item place_item suggest_item
suggest_new_item what_ifs
deliver_item take_back_delivery new_prototype new_prototype_version new_version
changes change allowance check_brief compare snapshot signed_chain
print_brief print_snapshot brief_file snapshot_file signed_chain_file
"""
_TALK = """
talk comment take_back_comment react new_question asked_question ask_again accept_answer withdraw
new_note take_off_note new_task task finish_task reopen_task new_decision decision
approvals approval
attached attached_file attachment move_attachment remove_attachment pins settle_pin reopen_pin
"""
_WORK = """
initiative_work work_board my_work all_work export_work work_item edit_work_item
change_several undo_several move_work_item undo_work_move work_cell work_calendar move_due_day
work_field
assign_work_item unassign_work_item block_work_item unblock_work_item add_check tick_check
remove_check link_work_item unlink_work_item let_wait_for let_wait_no_more
hours hours_cell add_sheet_row copy_last_week export_hours timer start_timer stop_timer
initiative_time still_needs
traceability export_traceability link_code unlink_code
"""
_OF_THE_API = """
api-root openapi-view openapi-json read_me list_tokens make_token revoke_token write_how_to_work
send_batch
list_turns list_asked answer_turns snooze_turn delegate_turn
list_notifications read_notification read_all_notifications read_mail_wish choose_mail
list_views save_view read_view change_view delete_view choose_view
list_initiatives read_initiative list_stages read_history list_partners read_path read_access
read_assessment read_risk_check read_data_protection list_holds look_for_words read_forecast
read_roadmap
list_proposals suggest_change withdraw_proposal undo_tidying
read_brief read_snapshot read_brief_file read_snapshot_file read_signed_chain check_brief
compare_brief add_item edit_item remove_item restore_item move_item place_item list_what_ifs
deliver_item take_back_delivery add_prototype add_prototype_version list_changes read_change
read_allowance
offer_names list_comments write_comment read_comment change_comment take_back_comment
react_to_comment
list_questions ask_question read_question give_answer accept_answer ask_again withdraw_question
list_decisions read_decision list_notes keep_note take_off_note
list_tasks give_task read_task finish_task reopen_task
list_approvals read_approval answer_approval
list_attachments add_file add_link read_attachment read_file change_attachment move_attachment
place_pin settle_pin reopen_pin remove_attachment
list_work change_several undo_several add_work_item read_work_item edit_work_item
move_work_item undo_work_move
read_work_limits assign_work_item set_assignees unassign_work_item link_work_item unlink_work_item
let_wait_for let_wait_no_more block_work_item unblock_work_item add_check tick_check untick_check
remove_check
read_hours write_hours add_sheet_row copy_last_week read_timer start_timer stop_timer
list_occupations say_still_needs read_initiative_time
read_work_fields fill_in list_code link_code unlink_code read_traceability
"""

OPEN = frozenset(
    [*_EVERY_DAY.split(), *_INITIATIVES.split(), *_BRIEFS.split(), *_TALK.split(), *_WORK.split()]
    + [f"api:{name}" for name in _OF_THE_API.split()]
)
"""The names of the addresses that a partner may ask for."""

_OF_A_PERSON = """
working_time add_absence end_absence
api:read_work api:change_working_time api:read_availability api:add_absence api:end_absence
"""

OF_ONESELF = frozenset(_OF_A_PERSON.split())
"""Addresses of a person, that are open to partners for themselves."""

OF_PEOPLE = frozenset({"person", "api:read_person"})
"""The same for those they work with: somebody is on an initiative with them."""
