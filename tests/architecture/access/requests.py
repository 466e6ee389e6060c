"""What is sent with the rows of the table, and what has to happen before."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from tests.architecture.access.roles import SIGNED_IN, Role
from tests.architecture.access.world import CALENDAR, EXPORT, PASSWORD, PAYMENTS, SAID, World
from tests.cast import SENTENCE
from tests.days import present_date
from tests.pictures import drawn

from tandem.rights.rules import Matter, text_digest
from tandem.routine.forms import RecurringForm, RuleForm
from tandem.routine.queries import days_to_come

Values = Mapping[str, object]


Before = Callable[[World], object] | None
"""What happens before something is asked, if anything has to."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A request: what it sends, and where it goes beside what the world knows."""

    send: Values | Callable[[World], Values] = field(default_factory=dict)
    where: Values | Callable[[World], Values] = field(default_factory=dict)
    before: Before = None
    idle: frozenset[Role] = frozenset()
    """Those for whom it changes nothing, because it was done before."""
    done_when_restricted: bool | None = None
    """It has been done before, for everybody, in a world that is restricted, or in one that isn't."""
    keeps: bool = False
    """It changes nothing that is ours: it is about the browser's session, or only answers."""
    about: str = "charlie"
    """Whom an act of an administrator is about."""
    file: bytes = b""
    """A file that goes along, as a browser's form sends one."""
    by_browser: bool = False
    """An operation of the API, asked for by somebody who is signed in."""

    def body(self, world: World) -> Values:
        return self.send(world) if callable(self.send) else self.send

    def placed(self, world: World) -> Values:
        """Where it goes."""
        return self.where(world) if callable(self.where) else self.where


def ask_for(key: str) -> Ask:
    """The request of a row. Most need nothing to be said."""
    return _ASKED.get(key, _PLAIN)


_PLAIN = Ask()


def _impact(world: World) -> Values:
    return {"seen": world.impact}


_MARKETING_OF_IT = frozenset({Role.MARKETING_OWNER, Role.TEAM})
_RHYTHM = {"every": "working_day", "starts_on": "2026-03-10"}
_RULE = {"name": "Again", "when": "signed", "then": "task", "text": "Look", "to": "owner_it"}
_PIECE = {"title": "One more", "kind": "task", "lane": "it"}
_HOW_TO_WORK = {"method": "PUT", "path": "/me/how-to-work", "body": {"text": "Call me."}}
_WORSE = {"points-1": 2, "lowers-1": "Ask for a sign-in."}
_RISK_LIMITS = {"medium_from": 4, "high_from": 8, "revision": 1}
_USED = {
    "purpose": "To tell who asked.",
    "basis": "consent",
    "retention": "90 days.",
    "recipients": "The shop.",
}
_HOURS = {"opens_at": "09:00", "closes_at": "17:00"}
_COMPANY = {**_HOURS, "name": "Südlicht", "time_zone": "Europe/Berlin", "country": "DE"}
_NEWCOMER = {"name": "Nora Neu", "email": "nora@nordlicht.example", "role": "member"}
_LISTED = {"name": "Nora Neu", "email": "nora@nordlicht.example"}
_SIGN_IN = {"email": "alice@nordlicht.example", "password": PASSWORD}
_WITHOUT_SESSION = frozenset({Role.VISITOR})
_INVITE = frozenset({Role.MARKETING_OWNER, Role.IT_OWNER, Role.SPONSOR, Role.ADMINISTRATOR})
_AWAY = {"starts_on": "2027-05-06", "ends_on": "2027-05-07"}


def _owed(world: World) -> Values:
    return {"item_id": world.owed}


_MEANS = {"side": "shared", "side_by": "all", "theirs": "ours", "comments": "on"}
_NEW_DAY = {"day": "2026-03-24", "why": "A fair."}


def _in_a_mail(world: World) -> Values:
    return {"secret": world.mail_secret}


def _marked(world: World) -> Values:
    return {"subject": world.project, "mark": "seen"}


_DOCUMENT = "## What it must do\n\n- must: choose a day"
_TAKING_PART = frozenset({Role.TEAM, Role.MARKETING_OWNER})
_MORE = {"text": "For members only?"}
_DECISION = {"title": "Which days", "options": "All\nTwo", "choice": "All", "why": "Fewer calls."}
_ITEM = {"title": "", "text": "A text of five words.", "priority": "must"}


def _in(days: int) -> str:
    return (present_date() + timedelta(days=days)).isoformat()


def _reserve(_world: World) -> Values:
    return {"hours": "8", "since": _in(7)}


def _reserve_by_api(_world: World) -> Values:
    return {"hours": 8.0, "since": _in(7)}


def _parking() -> Values:
    return {"reason": "After the new shop.", "until": _in(90)}


_DATES = {"starts_on": "2027-02-01", "ends_on": "2027-05-28", "reason": "Two more weeks."}


def _date_moved(_world: World) -> Values:
    days = {"starts_on": "2027-05-20", "ends_on": "2027-05-20", "reason": "The fair moved."}
    return {**days, "starts_before": "2027-05-06", "ends_before": "2027-05-06"}


def _other_day(_world: World) -> Values:
    return {"day": _in(100), "before": _in(90), "reason": "The fair moved."}


def _project(world: World) -> Values:
    days = {"starts_on": "2027-03-01", "ends_on": "2027-06-30"}
    return {"title": "New tills", "lead": world.cast.igor.me, **days}


def _edited_project(world: World) -> Values:
    return {"title": "Move to another cloud", "lead": world.cast.igor.me, "version": 2}


def _project_by_api(world: World) -> Values:
    days = {"starts_on": "2027-03-01", "ends_on": "2027-06-30"}
    return {"title": "New tills", "lead_id": world.cast.igor.me, **days}


def _edited_by_api(world: World) -> Values:
    return {"title": "Move to another cloud", "lead_id": world.cast.igor.me, "version": 2}


def _paul(world: World) -> Values:
    return {"person_id": world.paul.me}


def _alice(world: World) -> Values:
    return {"person": world.cast.alice.me}


_STOPPED = {"how": "stop", "learned": "Nobody looked."}
_ANSWER = {"outcome": "risk", "words": "We live with it."}


def _use_case(world: World) -> Values:
    return {"item_id": world.use_case, "card_id": world.card}


def _seen(world: World) -> Values:
    return {"seen": world.digest, "text": "Customers choose a day."}


def _yes(world: World) -> Values:
    return {"answer": "yes", "seen": world.shown}


def _from_comment(world: World) -> Values:
    return {"comment": world.comment}


def _signature(lane: str) -> Callable[[World], Values]:
    return lambda world: {"seen": world.digest, "statement": "agree", "lane": lane}


_SIGNED_IT = {"key": "signed_it"}
_HOLD = {"kind": "security", "reason": "A hole.", "lifts": "A patch."}
_WORD = {"word": "not_as_asked", "text": "Too much.", "alternative": "Half of it."}
_RULING = {"ruling": "as_asked", "reason": "The season decides."}


def _soon(world: World) -> Values:
    return {"reason": "Still open.", "look_again_on": world.soon}


def _agreed(world: World) -> Values:
    return {"voice": "it", "seen": world.scenario_seen}


def _handed(world: World) -> Values:
    return {"inside": [world.item], "seen": world.scope_seen}


def _weighed(world: World) -> Values:
    return {f"spend-{world.item}": "900", f"worth-{world.other}": "4"}


def _held(world: World) -> Values:
    return {**_HOLD, **_soon(world)}


_MOMENT = {"name": "Summer sale", "starts_on": "2027-05-06"}
_FREEZE = {**_MOMENT, "kind": "hard", "reason": "Nobody is here.", "ends_on": "2027-05-09"}
_WINDOWS = [{"weekday": 0, "opens_at": "09:00", "closes_at": "12:00"}]

_A_QUARTER = {"team": "others-it", "period": "2026-q1"}
_GOAL = {"title": "Another goal", "year": 2027}
_VISION = {"text": "We keep promises.", "version": 1}

_CATALOGUE = "Name,Vendor\nTill,Kassandra\n"
_SYSTEM = {"name": "Northstar CRM", "kind": "system", "criticality": "2"}
_SYSTEM_FORM = {**_SYSTEM, "lifecycle": "live", "target": "keep"}
_SYSTEM_BODY = {**_SYSTEM, "criticality": 2}
_TOOL = {"name": "Questbee", "what_for": "Asks visitors how it was.", "purpose": "surveys"}


_PAYMENT_COLUMNS = {"c_day": "0", "c_merchant": "1", "c_amount": "2"}


def _finds(world: World) -> Values:
    return {"find_ids": [world.find]}


def _a_tool(world: World) -> Values:
    return {"tool_id": world.tool}


def _tool_form(world: World) -> Values:
    return {**_TOOL, "department": world.marketing, "every": "month", "version": 1}


def _tool_body(world: World) -> Values:
    return {**_TOOL, "department_id": world.marketing}


def _tool_changed(world: World) -> Values:
    return {**_tool_body(world), "version": 1}


_LEFT = {"kind": "leave", "words": "It is free, and nothing goes into it."}
_LATER = {"until": "2026-03-11"}
_NOBODY_CHANGES = frozenset(Role)


def simple_rule(_world: World) -> dict[str, object]:
    """The form of a rule, as it was looked at."""
    form = RuleForm(_RULE, templates=[], people=[], teams=[])
    assert form.is_valid()
    return {**_RULE, "shown": form.seen}


def changed_rule(world: World) -> dict[str, object]:
    """The same, of the rule that there is."""
    return {**simple_rule(world), "version": 1}


def recurring(world: World) -> dict[str, object]:
    """The form of recurring work, with the days that it showed."""
    told = {"title": "Again", "lane": "shared", "kind": "task", "version": 1, **_RHYTHM}
    form = RecurringForm(told, own=[], people=[])
    assert form.is_valid()
    days = days_to_come(world.initiative, None, form.rhythm)
    return {**told, "shown": form.seen(days)}


_ASKED_BY_FORM = {"sentence": "A list", "name": "Nele", "email": "nele@nordlicht.example"}


def _soon_open(world: World) -> Values:
    return {"until": world.soon}


_VIEW = {"name": "For IT", "asked": "waits=it", "shared": "own"}


def _of_view(world: World) -> Values:
    return {"view": world.view}


_RIGHTS = {matter.value: "either" for matter in Matter}

_LINK = {"address": "https://shop.example/day", "title": "There"}
_WORDS = {"title": "A calendar", "description": "Seven days."}
_BLUE = drawn("#0b5d80")
_PIN = {"page": 1, "x": 0.25, "y": 0.5, "text": "Here?"}
_PIN_FORM = {"page": "1", "x": "25.5", "y": "50", "text": "Here?"}


def _prototype(world: World) -> Values:
    return {"item_id": world.prototype}


def _bytes(world: World) -> Values:
    return {"digest": world.picture_digest}


def _tina(world: World) -> Values:
    return {"person_id": world.tina.me}


def _after(world: World) -> Values:
    return {"on_id": world.other_work}


def _undone(world: World) -> Values:
    return {"move": world.move}


def _undone_move(world: World) -> Values:
    return {"move_id": world.move}


def _several(world: World) -> Values:
    return {"work": [world.work, world.other_work], "state": "next"}


def _several_of_api(world: World) -> Values:
    return {"work_ids": [world.work, world.other_work], "state": "next"}


def _undone_edit(world: World) -> Values:
    return {"edit": world.edit}


_CODE = {"kind": "run", "origin": "ci", "external_id": "88", "state": "passed"}
_WORK = {"title": "Ask the carrier", "kind": "task", "lane": "shared"}
_LIMITS = {"in_progress": "4"}

_OF_WORK = {
    "GET initiative_work": Ask(before=World.with_work),
    "POST initiative_work": Ask({"title": "Ask the carrier", "lane": "shared"}),
    "GET work_board": Ask({"lanes": "person"}, before=World.with_doer),
    "POST work_limits": Ask(_LIMITS),
    "GET all_work": Ask({"q": "state:open side:both parcel"}, before=World.with_work),
    "GET export_work": Ask({"q": "parcel"}, where={"kind": "csv"}, before=World.with_work),
    "POST change_several": Ask(_several, before=World.with_work),
    "POST undo_several": Ask(_undone_edit, before=World.with_change_of_many),
    "POST api:change_several": Ask(_several_of_api, before=World.with_work),
    "DELETE api:undo_several": Ask(before=World.with_change_of_many),
    "GET my_work": Ask(before=World.with_doer),
    "POST all_work_limits": Ask(_LIMITS),
    "POST imports": Ask(lambda world: {"home": world.initiative}, file=EXPORT),
    "GET import": Ask(before=World.with_read_export),
    "POST map_import": Ask(_MEANS, before=World.with_read_export),
    "POST compare_import": Ask(before=World.with_read_export),
    "POST start_import": Ask(before=World.with_compared_export),
    "POST stop_import": Ask(before=World.with_export),
    "POST undo_import": Ask(before=World.with_taken_export),
    "POST api:upload_export": Ask(where=lambda world: {"home_id": world.initiative}, file=EXPORT),
    "POST api:upload_ideas": Ask(file=EXPORT),
    "GET api:read_import": Ask(before=World.with_read_export),
    "PATCH api:map_import": Ask({"only_open": True}, before=World.with_read_export),
    "POST api:compare_import": Ask(before=World.with_read_export),
    "POST api:start_import": Ask(before=World.with_compared_export),
    "POST api:stop_import": Ask(before=World.with_export),
    "POST api:undo_import": Ask(before=World.with_taken_export),
    "GET work_item": Ask(before=World.with_blocked_work),
    "GET edit_work_item": Ask(before=World.with_work),
    "POST edit_work_item": Ask(_WORK, before=World.with_work),
    "POST move_due_day": Ask({"to": "2027-06-01"}, before=World.with_work),
    "GET work_cell": Ask(where={"field": "due"}, before=World.with_work),
    "POST work_cell": Ask(
        {"value": "2027-06-01", "seen": ""}, where={"field": "due"}, before=World.with_work
    ),
    "GET estimate_work_item": Ask(before=World.with_work),
    "POST estimate_work_item": Ask({"days": "2.5", "sureness": "sure"}, before=World.with_work),
    "POST move_work_item": Ask({"to": "next", "seen": "to_do"}, before=World.with_work),
    "POST undo_work_move": Ask(_undone, before=World.with_done_work),
    "POST assign_work_item": Ask({"person": "Tina Thoma"}, before=World.with_work),
    "POST unassign_work_item": Ask(where=_tina, before=World.with_doer),
    "POST block_work_item": Ask({"reason": "No account."}, before=World.with_work),
    "POST unblock_work_item": Ask(before=World.with_blocked_work),
    "POST add_check": Ask({"text": "On a phone"}, before=World.with_work),
    "POST tick_check": Ask({"done": "on"}, before=World.with_work),
    "POST remove_check": Ask(before=World.with_work),
    "POST link_work_item": Ask(lambda world: {"part": world.item}, before=World.with_work),
    "POST unlink_work_item": Ask(before=World.with_work_for_a_part),
    "POST let_wait_for": Ask({"on": "#2", "kind": "finish_start"}, before=World.with_work),
    "POST let_wait_no_more": Ask(before=World.with_wait),
    "POST accept_work_item": Ask(before=World.with_done_work),
    "POST take_back_acceptance": Ask(before=World.with_accepted_work),
    "GET traceability": Ask(before=World.with_code),
    "GET export_traceability": Ask(where={"kind": "csv"}, before=World.with_code),
    "GET link_code": Ask(before=World.with_work),
    "POST link_code": Ask(
        {"address": "https://git.example.org/shop/pull/15"}, before=World.with_work
    ),
    "POST unlink_code": Ask(before=World.with_code),
    "GET api:list_code": Ask(before=World.with_code),
    "PUT api:link_code": Ask(_CODE, before=World.with_work),
    "DELETE api:unlink_code": Ask(before=World.with_code),
    "GET api:read_traceability": Ask(before=World.with_code),
    "GET api:list_work": Ask({"q": "state:open parcel"}, before=World.with_work),
    "POST api:add_work_item": Ask({"title": "Ask the carrier"}),
    "GET api:read_work_item": Ask(before=World.with_wait),
    "PATCH api:edit_work_item": Ask({"title": "Ask them"}, before=World.with_work),
    "POST api:move_work_item": Ask({"to": "next", "seen": "to_do"}, before=World.with_work),
    "POST api:undo_work_move": Ask(_undone_move, before=World.with_done_work),
    "PUT api:estimate_work_item": Ask({"days": "2.5"}, before=World.with_work),
    "DELETE api:take_back_estimate": Ask(before=World.with_estimated_work),
    "PUT api:set_work_limits": Ask({"in_progress": 4}),
    "PUT api:set_all_work_limits": Ask({"in_progress": 4}),
    "PUT api:set_assignees": Ask({"person_ids": []}, before=World.with_doer),
    "PUT api:assign_work_item": Ask(where=_tina, before=World.with_work),
    "DELETE api:unassign_work_item": Ask(where=_tina, before=World.with_doer),
    "PUT api:link_work_item": Ask(before=World.with_work),
    "DELETE api:unlink_work_item": Ask(before=World.with_work_for_a_part),
    "POST api:let_wait_for": Ask(_after, before=World.with_work),
    "DELETE api:let_wait_no_more": Ask(before=World.with_wait),
    "PUT api:block_work_item": Ask({"reason": "No account."}, before=World.with_work),
    "DELETE api:unblock_work_item": Ask(before=World.with_blocked_work),
    "POST api:add_check": Ask({"text": "On a phone"}, before=World.with_work),
    "PUT api:accept_work_item": Ask(before=World.with_done_work),
    "DELETE api:take_back_acceptance": Ask(before=World.with_accepted_work),
    "PUT api:tick_check": Ask(before=World.with_work),
    "DELETE api:untick_check": Ask(before=World.with_ticked_check),
    "DELETE api:remove_check": Ask(before=World.with_work),
}


def _here(world: World) -> Values:
    return {"on": f"o{world.occupation}", "week": present_date().isoformat()}


def _cell_of(world: World) -> Values:
    return {"on": f"o{world.occupation}", "day": present_date().isoformat(), "hours": "1:30"}


def _cells(world: World) -> Values:
    return {f"h-o{world.occupation}-{present_date()}": "1:30"}


def _spent(world: World) -> Values:
    today = present_date().isoformat()
    return {"occupation_id": world.occupation, "day": today, "minutes": 90, "note": "Long."}


def _row_of(world: World) -> Values:
    return {"occupation_id": world.occupation, "week": present_date().isoformat()}


def _before_today(_world: World) -> Values:
    return {"until": _in(-2)}


_CSV = {"kind": "csv"}
_TIMES_NOTHING = SIGNED_IN - {Role.MARKETING_OWNER}
_OF_HOURS = {
    "GET hours": Ask(before=World.with_hours),
    "POST hours": Ask(_cells, before=World.with_occupation),
    "GET hours_cell": Ask(_cell_of, before=World.with_occupation),
    "POST hours_cell": Ask(_cell_of, before=World.with_occupation),
    "POST add_sheet_row": Ask(_here, before=World.with_occupation),
    "POST copy_last_week": Ask(_here, before=World.with_row_of_last_week),
    "GET export_hours": Ask(where=_CSV, before=World.with_hours),
    "GET timer": Ask(before=World.with_timer),
    "POST start_timer": Ask(_here, before=World.with_occupation),
    "POST stop_timer": Ask(before=World.with_timer, idle=_TIMES_NOTHING),
    "GET initiative_time": Ask(before=World.with_hours),
    "GET export_time": Ask(where=_CSV, before=World.with_hours),
    "GET all_time": Ask(before=World.with_hours),
    "GET export_all_time": Ask(where=_CSV, before=World.with_hours),
    "POST still_needs": Ask({"still": "2.5"}, before=World.with_work),
    "GET hours_settings": Ask(before=World.with_occupation),
    "POST add_occupation": Ask({"name": "Support"}),
    "POST close_occupation": Ask(before=World.with_occupation),
    "POST close_hours": Ask(_before_today),
    "GET api:read_hours": Ask(before=World.with_hours),
    "PUT api:write_hours": Ask(_spent, before=World.with_occupation),
    "POST api:add_sheet_row": Ask(_row_of, before=World.with_occupation),
    "POST api:copy_last_week": Ask(
        lambda _: {"week": present_date().isoformat()}, before=World.with_row_of_last_week
    ),
    "GET api:read_timer": Ask(before=World.with_timer),
    "PUT api:start_timer": Ask(
        lambda world: {"occupation_id": world.occupation}, before=World.with_occupation
    ),
    "POST api:stop_timer": Ask({"keep": 1}, before=World.with_timer, idle=_TIMES_NOTHING),
    "GET api:list_occupations": Ask(before=World.with_occupation),
    "POST api:add_occupation": Ask({"name": "Support"}),
    "DELETE api:close_occupation": Ask(before=World.with_occupation),
    "PUT api:close_hours": Ask(_before_today),
    "PUT api:say_still_needs": Ask({"days": "2.5"}, before=World.with_work),
    "GET api:read_initiative_time": Ask(before=World.with_hours),
    "GET api:read_all_time": Ask(before=World.with_hours),
}

_CODE = {"code": "MKT-21", "name": "Paid media"}
_LINE = {"part": "media", "name": "Search ads", "amount": "400"}
_FILE = "Date;Text;Amount\n06.03.2026;Ads;136,56"
_COLUMNS = {"day": 0, "text": 1, "amount": 2}
_TAKING = {"part": "media", "take": "on", "c_day": "0", "c_text": "1", "c_amount": "2"}
_BILL = {"day": "2026-03-05", "text": "Ads", "amount": "99.50"}
_RATE = {"code": "USD", "month": "2026-03-01", "rate": "0.93"}
_OF_SPENDING = {
    "GET spending": Ask(before=World.with_spending),
    "POST add_budget_line": Ask(_LINE),
    "POST remove_budget_line": Ask(before=World.with_spending),
    "POST note_actual": Ask({**_BILL, "where": "media"}),
    "POST remove_actual": Ask(before=World.with_spending),
    "POST upload_expenses": Ask({"pasted": _FILE}),
    "GET expenses": Ask(before=World.with_upload),
    "POST expenses": Ask(_TAKING, before=World.with_upload),
    "GET export_spending": Ask(before=World.with_spending),
    "GET all_spending": Ask(before=World.with_spending),
    "GET export_all_spending": Ask(before=World.with_spending),
    "GET spending_settings": Ask(before=World.with_spending),
    "POST add_cost_code": Ask(_CODE),
    "POST close_cost_code": Ask(before=World.with_spending),
    "POST set_currency_rates": Ask({"rates": "USD 2026-03 0.93"}),
    "GET api:read_spending": Ask(before=World.with_spending),
    "POST api:add_budget_line": Ask(_LINE),
    "DELETE api:remove_budget_line": Ask(before=World.with_spending),
    "POST api:note_actual": Ask({**_BILL, "part": "media"}),
    "DELETE api:remove_actual": Ask(before=World.with_spending),
    "POST api:upload_expenses": Ask({"content": _FILE}),
    "POST api:take_in_expenses": Ask(
        {"part": "media", "columns": _COLUMNS}, before=World.with_upload
    ),
    "GET api:read_all_spending": Ask(before=World.with_spending),
    "GET api:list_cost_codes": Ask(before=World.with_spending),
    "POST api:add_cost_code": Ask(_CODE),
    "DELETE api:close_cost_code": Ask(before=World.with_spending),
    "PUT api:set_currency_rates": Ask({"rates": [_RATE]}),
}

_ASKED = {
    **_OF_WORK,
    **_OF_SPENDING,
    **_OF_HOURS,
    "POST new_prototype": Ask(_WORDS, file=_BLUE),
    "GET new_prototype_version": Ask(where=_prototype, before=World.with_prototype),
    "POST new_prototype_version": Ask(where=_prototype, before=World.with_prototype, file=_BLUE),
    "POST api:add_prototype": Ask(_WORDS, file=_BLUE),
    "POST api:add_prototype_version": Ask(
        where=_prototype, before=World.with_prototype, file=_BLUE
    ),
    "GET attached": Ask(before=World.with_pictures),
    "POST attached": Ask(_LINK),
    "POST attached file": Ask({"title": "A calendar"}, file=_BLUE),
    "GET attachment": Ask(before=World.with_pictures),
    "POST attachment": Ask(_WORDS, before=World.with_pictures),
    "GET new_version": Ask(before=World.with_pictures),
    "POST new_version": Ask(before=World.with_pictures, file=_BLUE),
    "POST move_attachment": Ask({"step": "-1"}, before=World.with_pictures),
    "POST remove_attachment": Ask(before=World.with_pictures),
    "GET pins": Ask(before=World.with_pictures),
    "POST pins": Ask(_PIN_FORM, before=World.with_pictures),
    "POST settle_pin": Ask(before=World.with_pictures),
    "POST reopen_pin": Ask(before=World.with_settled_pin),
    "POST api:place_pin": Ask(_PIN, before=World.with_pictures),
    "POST api:settle_pin": Ask(before=World.with_pictures),
    "DELETE api:reopen_pin": Ask(before=World.with_settled_pin),
    "GET attached_file": Ask(where=_bytes, before=World.with_pictures),
    "GET api:list_attachments": Ask(before=World.with_pictures),
    "POST api:add_file": Ask(file=_BLUE),
    "POST api:add_link": Ask(_LINK),
    "GET api:read_attachment": Ask(before=World.with_pictures),
    "GET api:read_file": Ask(where=_bytes, before=World.with_pictures),
    "PATCH api:change_attachment": Ask(_WORDS, before=World.with_pictures),
    "PUT api:move_attachment": Ask({"step": -1}, before=World.with_pictures),
    "DELETE api:remove_attachment": Ask(before=World.with_pictures),
    "GET waiting": Ask(before=World.with_turn),
    "GET pass_on": Ask(before=World.with_turn),
    "POST pass_on": Ask(lambda world: {"person": world.tina.me}, before=World.with_turn),
    "GET put_off": Ask(before=World.with_turn),
    "POST put_off": Ask(_LATER, before=World.with_turn),
    "POST answer_several": Ask({"chosen": []}, idle=_NOBODY_CHANGES),
    "GET declare_incident": Ask(where={"lane": "it"}),
    "POST declare_incident": Ask(where={"lane": "it"}, before=World.with_duty),
    "GET end_incident": Ask(where={"lane": "it"}),
    "POST end_incident": Ask(where={"lane": "it"}, before=World.with_incident),
    "GET open_notification": Ask(before=World.with_notification),
    "POST open_notification": Ask(before=World.with_notification),
    "POST read_all": Ask(
        before=World.with_notification, idle=frozenset(Role) - {Role.MARKETING_OWNER}
    ),
    "POST choose_mail": Ask({"choice": "at_once", "hour": 7}),
    "POST retry_outbox_row": Ask(before=World.with_dead_row),
    "POST drop_outbox_row": Ask(before=World.with_dead_row),
    "POST api:delegate_turn": Ask(
        lambda world: {"person_id": world.tina.me}, before=World.with_turn
    ),
    "PUT api:snooze_turn": Ask(_LATER, before=World.with_turn),
    "POST api:send_batch": Ask({"requests": [_HOW_TO_WORK]}),
    "POST api:answer_turns": Ask({"turn_ids": []}, idle=_NOBODY_CHANGES),
    "PUT api:declare_incident": Ask(where={"lane": "it"}, before=World.with_duty),
    "DELETE api:end_incident": Ask(where={"lane": "it"}, before=World.with_incident),
    "POST api:read_notification": Ask(before=World.with_notification),
    "POST api:read_all_notifications": Ask(
        before=World.with_notification, idle=frozenset(Role) - {Role.MARKETING_OWNER}
    ),
    "PUT api:choose_mail": Ask({"choice": "at_once", "hour": 7}),
    "POST api:retry_outbox_row": Ask(before=World.with_dead_row),
    "DELETE api:drop_outbox_row": Ask(before=World.with_dead_row),
    "POST sign_in": Ask(_SIGN_IN, before=World.with_password),
    "POST sign_in wrong": Ask(
        {**_SIGN_IN, "password": "another password"}, before=World.with_password
    ),
    "POST sign_in_as": Ask(_alice, keeps=True),
    "POST sign_in_as demonstration": Ask(_alice, before=World.demonstration),
    "POST sign_out": Ask(idle=_WITHOUT_SESSION),
    "POST forgotten": Ask({"email": "alice@nordlicht.example"}, keeps=True),
    "POST confirm": Ask(keeps=True),
    "POST begin_confirming": Ask(keeps=True),
    "POST change_password": Ask(keeps=True),
    "POST sign_out_everywhere": Ask(keeps=True),
    "POST begin_sign_in_by_passkey": Ask(keeps=True),
    "POST sign_in_by_passkey": Ask({"answer": "{}"}, keeps=True),
    "POST begin_passkey": Ask(keeps=True),
    "POST add_passkey": Ask({"name": "Laptop", "password": PASSWORD}, keeps=True),
    "POST remove_passkey": Ask(
        before=World.with_passkey, where=lambda world: {"passkey_id": world.passkey}
    ),
    "POST invite_by_mail": Ask(keeps=True),
    "POST sign_in_code": Ask({"code": "000000"}, keeps=True),
    "POST set_up_code_app": Ask({"code": "000000"}),
    "POST recovery_codes": Ask({"code": "000000"}),
    "POST remove_second_factor": Ask({"code": "000000"}),
    "POST take_off_second_factor": Ask({"checked": "call"}, before=World.with_second_factors),
    "POST sign_in_settings": Ask({"whom": "administrators"}, before=World.with_second_factors),
    "POST sign_out_everywhere here too": Ask({"here": "too"}),
    "GET set_up": Ask(before=World.with_link),
    "POST set_up": Ask({"password": PASSWORD}, before=World.with_link),
    "GET styleguide demonstration": Ask(before=World.demonstration),
    "POST new_idea": Ask({"sentence": "Something else", "kind": "other"}),
    "POST edit_idea": Ask({"sentence": "Something new", "before": SENTENCE}),
    "GET export_ideas": Ask({"q": "delivery"}, where={"kind": "csv"}),
    "GET api:list_asked": Ask({"query": "q=delivery"}),
    "POST save_view": Ask(_VIEW),
    "POST save_view shared": Ask({**_VIEW, "shared": "everybody"}),
    "GET open_view": Ask(before=World.with_view),
    "POST choose_view": Ask(_of_view, before=World.with_view),
    "GET edit_view": Ask(before=World.with_view),
    "POST edit_view": Ask({"name": "For us", "shared": "everybody"}, before=World.with_view),
    "POST change_view": Ask({"asked": "waits=marketing"}, before=World.with_view),
    "POST delete_view": Ask(before=World.with_view),
    "POST api:save_view": Ask({"name": "For IT", "query": "waits=it"}),
    "POST api:save_view shared": Ask({"name": "For IT", "shared": "everybody"}),
    "PUT api:choose_view": Ask(lambda world: {"view_id": world.view}, before=World.with_view),
    "GET api:read_view": Ask(before=World.with_view),
    "PATCH api:change_view": Ask({"name": "For us"}, before=World.with_view),
    "DELETE api:delete_view": Ask(before=World.with_view),
    "POST open_form": Ask(_soon_open),
    "GET open_form": Ask(before=World.with_form),
    "POST renew_form_address": Ask(before=World.with_form),
    "POST close_form": Ask(before=World.with_form),
    "GET ask": Ask(before=World.with_form),
    "POST ask": Ask(_ASKED_BY_FORM, before=World.with_form),
    "GET asked": Ask(before=World.with_asked_idea),
    "GET asked ended": Ask(before=World.with_ended_link),
    "POST asked": Ask({"text": "For all."}, before=World.with_asked_idea),
    "GET api:read_open_form": Ask(before=World.with_form),
    "PUT api:open_form": Ask(_soon_open),
    "POST api:renew_form_address": Ask(before=World.with_form),
    "DELETE api:close_form": Ask(before=World.with_form),
    "GET template": Ask(before=World.with_template),
    "POST template": Ask({"sentence": "Something again"}, before=World.with_template),
    "GET edit_template": Ask(before=World.with_template),
    "POST edit_template": Ask({"name": "Again", "version": 1}, before=World.with_template),
    "POST retire_template": Ask(before=World.with_template),
    "POST make_template": Ask({"name": "Again"}),
    "POST fill_from_template": Ask(before=World.with_begun),
    "GET api:read_template": Ask(before=World.with_template),
    "POST api:start_from_template": Ask(
        {"sentence": "Something again"}, before=World.with_template
    ),
    "PUT api:edit_template": Ask({"name": "Again", "version": 1}, before=World.with_template),
    "DELETE api:retire_template": Ask(before=World.with_template),
    "POST api:make_template": Ask({"name": "Again"}),
    "POST api:fill_from_template": Ask(before=World.with_begun),
    "GET work_template": Ask(before=World.with_work_template),
    "GET edit_work_template": Ask(before=World.with_work_template),
    "POST edit_work_template": Ask(
        {"name": "Again", "version": 1}, before=World.with_work_template
    ),
    "POST retire_work_template": Ask(before=World.with_work_template),
    "GET new_piece": Ask(before=World.with_work_template),
    "POST new_piece": Ask(_PIECE, before=World.with_work_template),
    "GET edit_piece": Ask(before=World.with_work_template),
    "POST edit_piece": Ask({**_PIECE, "version": 1}, before=World.with_work_template),
    "POST remove_piece": Ask(before=World.with_work_template),
    "GET make_work_template": Ask(before=World.with_work),
    "POST make_work_template": Ask({"name": "Again"}, before=World.with_work),
    "GET work_templates_for": Ask(before=World.with_work_used),
    "GET use_work_template": Ask(before=World.with_work_template),
    "POST use_work_template": Ask({"closed": "move"}, before=World.with_work_template),
    "POST add_rest_of_template": Ask(before=World.with_part_of_it_left, idle=_MARKETING_OF_IT),
    "POST take_back_use": Ask(before=World.with_work_used),
    "GET api:list_work_templates": Ask(before=World.with_work_template),
    "GET api:read_work_template": Ask(before=World.with_work_template),
    "POST api:make_work_template": Ask({"name": "Again"}, before=World.with_work),
    "PUT api:edit_work_template": Ask(
        {"name": "Again", "version": 1}, before=World.with_work_template
    ),
    "DELETE api:retire_work_template": Ask(before=World.with_work_template),
    "POST api:add_piece": Ask({"title": "One more"}, before=World.with_work_template),
    "PUT api:edit_piece": Ask({"title": "Other", "version": 1}, before=World.with_work_template),
    "DELETE api:remove_piece": Ask(before=World.with_work_template),
    "GET api:preview_work_template": Ask(
        lambda world: {"initiative_id": world.initiative}, before=World.with_work_template
    ),
    "POST api:use_work_template": Ask(
        lambda world: {"initiative_id": world.initiative}, before=World.with_work_template
    ),
    "GET api:list_work_template_uses": Ask(before=World.with_work_used),
    "POST api:add_rest_of_template": Ask(before=World.with_part_of_it_left, idle=_MARKETING_OF_IT),
    "DELETE api:take_back_use": Ask(before=World.with_work_used),
    "GET recurring": Ask(before=World.with_recurring),
    "POST new_recurring": Ask(recurring),
    "GET recurrence": Ask(before=World.with_recurring),
    "GET change_recurring": Ask(before=World.with_recurring),
    "POST change_recurring": Ask(recurring, before=World.with_recurring),
    "POST pause_recurring": Ask(before=World.with_recurring),
    "POST resume_recurring": Ask(before=World.with_recurring_paused),
    "POST stop_recurring": Ask(before=World.with_recurring),
    "GET api:list_recurring": Ask(before=World.with_recurring),
    "GET api:show_recurring_days": Ask(_RHYTHM),
    "POST api:set_up_recurring": Ask({**_RHYTHM, "title": "Again"}),
    "GET api:read_recurring": Ask(before=World.with_recurring),
    "PUT api:change_recurring": Ask(
        {**_RHYTHM, "title": "Again", "version": 1}, before=World.with_recurring
    ),
    "POST api:pause_recurring": Ask(before=World.with_recurring),
    "DELETE api:resume_recurring": Ask(before=World.with_recurring_paused),
    "DELETE api:stop_recurring": Ask(before=World.with_recurring),
    "POST new_rule_for_all": Ask(simple_rule),
    "GET initiative_rules": Ask(before=World.with_rule),
    "POST new_rule": Ask(simple_rule),
    "GET rule": Ask(before=World.with_rule),
    "GET change_rule": Ask(before=World.with_rule),
    "POST change_rule": Ask(changed_rule, before=World.with_rule),
    "POST stop_rule": Ask(before=World.with_rule),
    "POST take_over_rule": Ask(before=World.with_resting_rule),
    "GET api:preview_rule_for_all": Ask({"when": "signed"}),
    "POST api:make_rule_for_all": Ask(_RULE),
    "GET api:list_initiative_rules": Ask(before=World.with_rule),
    "GET api:preview_rule": Ask({"when": "signed"}),
    "POST api:make_rule": Ask(_RULE),
    "GET api:read_rule": Ask(before=World.with_rule),
    "PUT api:change_rule": Ask({**_RULE, "version": 1}, before=World.with_rule),
    "DELETE api:stop_rule": Ask(before=World.with_rule),
    "POST api:take_over_rule": Ask(before=World.with_resting_rule),
    "GET search": Ask({"q": "delivery"}),
    "POST paste": Ask({"html": "<b>One</b>"}, keeps=True),
    "GET api:read_brief_file": Ask({"kind": "markdown"}),
    "GET api:read_snapshot_file": Ask({"kind": "html"}),
    "GET api:look_for_words": Ask({"q": "delivery"}),
    "POST decision_rights": Ask(_RIGHTS),
    "POST break_in": Ask(
        lambda world: {"initiative": world.other, "reason": "Legal asks."},
        before=World.with_hidden_idea,
    ),
    "POST access": Ask(lambda world: {"sponsor": world.cast.charlie.me}),
    "POST restrict": Ask(done_when_restricted=True),
    "POST open_again": Ask(done_when_restricted=False),
    "GET new_proposal": Ask({"kind": "initiative.sentence"}),
    "POST new_proposal": Ask({"kind": "initiative.sentence", "text": "Choose a day and an hour"}),
    "GET proposal": Ask(before=World.with_proposal),
    "POST accept_proposal": Ask({"seen": text_digest(SENTENCE)}, before=World.with_proposal),
    "POST decline_proposal": Ask({"answer": "Not this year."}, before=World.with_proposal),
    "POST withdraw_proposal": Ask(before=World.with_proposal),
    "POST undo_tidying": Ask(before=World.with_tidying),
    "PATCH api:change_decision_rights": Ask([{"matter": "goal", "decider": "either"}]),
    "GET api:list_proposals": Ask(before=World.with_proposal),
    "POST api:suggest_change": Ask(
        {"kind": "initiative.sentence", "text": "Choose a day and an hour"}
    ),
    "POST api:accept_proposal": Ask({"seen": text_digest(SENTENCE)}, before=World.with_proposal),
    "POST api:decline_proposal": Ask({"answer": "Not this year."}, before=World.with_proposal),
    "DELETE api:withdraw_proposal": Ask(before=World.with_proposal),
    "POST api:undo_tidying": Ask(before=World.with_tidying),
    "PUT api:restrict_initiative": Ask(done_when_restricted=True),
    "DELETE api:open_initiative": Ask(done_when_restricted=False),
    "PUT api:name_sponsor": Ask(lambda world: {"person_id": world.cast.charlie.me}),
    "GET question": Ask(where={"key": "goal"}),
    "POST question": Ask({"text": "Fewer calls."}, {"key": "goal"}),
    "POST question IT": Ask({"text": "It can."}, {"key": "feasible"}),
    "POST question either": Ask({"text": "Like a calendar."}, {"key": "looks"}),
    "POST join": Ask({"lane": "marketing"}, idle=_TAKING_PART),
    "POST join IT": Ask({"lane": "it"}),
    "POST partners": Ask(lambda w: {"person": w.newcomer}, before=World.with_partner),
    "POST end_partner": Ask(where=_paul),
    "POST api:add_partner": Ask(lambda w: {"person_id": w.newcomer}, before=World.with_partner),
    "DELETE api:end_partner": Ask(where=_paul),
    "POST owners": Ask(lambda world: {"it": world.cast.igor.me}),
    "POST start_stage": Ask({"stage": "plan"}),
    "POST move_card": Ask({"stage": "plan", "back": "order=wished"}),
    "GET ideas board": Ask({"layout": "board", "filters": "open"}),
    "POST paste_ideas": Ask({"text": "Something\nSomething else", "step": "write"}),
    "POST api:write_ideas": Ask({"ideas": [{"sentence": "Something"}]}),
    "POST own_fields": Ask({"name": "Cost", "kind": "bug", "type": "number"}),
    "GET own_field": Ask(before=World.with_field),
    "POST own_field": Ask({"name": "Price"}, before=World.with_field),
    "POST retire_own_field": Ask(before=World.with_field),
    "POST bring_back_own_field": Ask(before=World.with_retired_field),
    "POST move_own_field": Ask({"step": "up"}, before=World.with_field),
    "GET work_field": Ask(before=World.with_field),
    "POST work_field": Ask({"value": "3"}, before=World.with_field),
    "POST api:add_field": Ask({"name": "Cost", "kind": "bug", "type": "number"}),
    "PUT api:change_field": Ask({"name": "Price"}, before=World.with_field),
    "DELETE api:retire_field": Ask(before=World.with_field),
    "POST api:bring_back_field": Ask(before=World.with_retired_field),
    "PUT api:move_field": Ask({"step": "up"}, before=World.with_field),
    "GET api:read_work_fields": Ask(before=World.with_field),
    "PUT api:fill_in": Ask({"value": "3"}, before=World.with_field),
    "POST move_small_change": Ask({"before": 0}, before=World.with_small_change),
    "PUT api:move_small_change": Ask({"before_id": 0}, before=World.with_small_change),
    "GET reserve": Ask(before=World.with_team_of_it),
    "POST reserve": Ask(_reserve, before=World.with_team_of_it),
    "GET api:read_reserve": Ask(before=World.with_team_of_it),
    "PUT api:reserve_hours": Ask(_reserve_by_api, before=World.with_team_of_it),
    "POST path": Ask({"track": "standard"}),
    "POST path_word": Ask({"agrees": "yes"}, before=World.with_path),
    "POST end_experiment": Ask(_STOPPED, before=World.with_experiment),
    "POST full_check": Ask(before=World.with_emergency),
    "POST path_limits": Ask({"limit": "small_change_days", "amount": 5}),
    "POST triage_one take up": Ask({"outcome": "take_up"}),
    "POST triage_one more": Ask({"outcome": "more", **_MORE}),
    "POST triage_one snooze": Ask(lambda _: {"outcome": "snooze", "until": _in(9)}),
    "POST triage_one same": Ask(
        lambda world: {"outcome": "same", "other": world.other}, before=World.with_another_idea
    ),
    "POST triage_one park": Ask(lambda _: {"outcome": "park", **_parking()}),
    "POST triage_one decline": Ask({"outcome": "decline", "reason": "It can't be."}),
    "POST say_more": Ask(_MORE, before=World.with_more_asked),
    "POST park": Ask(lambda _: _parking()),
    "POST bring_back": Ask(before=World.with_parked),
    "POST queue": Ask({"stage": "assess", "places": 9}),
    "POST rank": Ask({"step": "top"}, idle=frozenset({Role.SPONSOR})),
    "POST brief": Ask({"document": _DOCUMENT}),
    "GET new_item": Ask({"section": "requirements"}),
    "POST new_item": Ask({**_ITEM, "section": "requirements"}),
    "POST new_item IT": Ask({**_ITEM, "section": "cost"}),
    "POST new_item either": Ask({**_ITEM, "section": "owes"}),
    "POST item": Ask({**_ITEM, "base": 1}),
    "POST second_signer": Ask(
        lambda world: {"person": world.cast.charlie.me, "lane": "it"}, before=World.with_one_owner
    ),
    "GET suggest_new_item": Ask({"section": "requirements"}),
    "POST suggest_new_item": Ask({"section": "requirements", **_ITEM, "why": "It lacks."}),
    "POST suggest_item": Ask({"section": "requirements", **_ITEM, "why": "Shorter."}),
    "POST remove_item": Ask({"base": 1}),
    "POST restore_item": Ask({"base": 2}, before=World.with_item_taken_out),
    "POST move_item": Ask({"section": "looks", "base": 1}),
    "POST place_item": Ask({"before": ""}, before=World.with_two_items),
    "POST deliver_item": Ask(where=_owed, before=World.with_owed),
    "POST take_back_delivery": Ask(where=_owed, before=World.with_delivery),
    "POST play_back": Ask(_seen),
    "POST answer_playback": Ask({"confirmed": "yes"}, before=World.with_playback),
    "POST sign": Ask(_signature("marketing")),
    "POST sign IT": Ask(_signature("it")),
    "POST new_person": Ask(lambda world: {**_NEWCOMER, "department": world.department}),
    "GET start_for_real demonstration": Ask(before=World.demonstration),
    "POST start_for_real another name": Ask(
        {"name": "Nordwind"}, before=World.demonstration, keeps=True
    ),
    "POST start_for_real": Ask({"name": "Nordlicht"}),
    "GET first_step": Ask(where={"step": "days"}),
    "POST first_step": Ask({"days": "2026-12-24 Christmas Eve"}, where={"step": "days"}),
    "POST first_step pass": Ask({"pass": "on"}, where={"step": "mail"}),
    "PUT api:change_closing_days": Ask({"days": [{"day": "2026-12-24", "name": "Christmas"}]}),
    "POST closing_days": Ask({"days": "2026-12-24 Christmas"}),
    "POST look_into_calendar": Ask(file=CALENDAR, keeps=True),
    "POST look_into_calendar inside": Ask({"address": "http://169.254.169.254/x.ics"}, keeps=True),
    "POST take_closing_days": Ask(
        {"found": '[["2026-12-24", "2026-12-24", "Eve"]]', "names": ["Eve"]}
    ),
    "POST read_calendar_again": Ask(before=World.with_calendar),
    "POST stop_calendar": Ask(before=World.with_calendar),
    "GET api:read_followed_calendar": Ask(before=World.with_calendar),
    "PUT api:follow_calendar": Ask({"address": "https://calendar.example.org/days.ics"}),
    "POST api:read_calendar_again": Ask(before=World.with_calendar),
    "DELETE api:stop_calendar": Ask(before=World.with_calendar),
    "POST mail_settings": Ask({"host": "mail.example", "port": 587, "guarded": "starttls"}),
    "POST test_mail": Ask(before=World.with_mail),
    "POST end_mail": Ask(before=World.with_mail),
    "POST people_list": Ask({"text": "Name;E-mail;Department\nNora;n@x.example;IT"}, keeps=True),
    "POST api:take_people_in": Ask({"people": [{**_LISTED, "department": "IT"}]}),
    "GET in_short": Ask(lambda world: {"person": world.cast.mona.me}),
    "POST how_to_work": Ask({"pace": "speed", "text": "Call me.", "skills": "SQL"}),
    "POST working_time": Ask({"time_zone": "Europe/London", "country": "GB", "days": ["1"]}),
    "POST place_person": Ask(lambda world: {"title": "Buyer", "department": world.department}),
    # Mail isn't set up there: whoever may is told so.
    "POST mail_guest": Ask(idle=_INVITE),
    "POST api:mail_guest_link": Ask(idle=_INVITE),
    "GET plan_duty": Ask(where={"lane": "it"}),
    "GET swap_duty": Ask(where={"lane": "it"}),
    "POST plan_duty": Ask(
        lambda w: {"week": w.monday.isoformat(), "person": w.cast.igor.me}, {"lane": "it"}
    ),
    "POST swap_duty": Ask(lambda w: w.two_weeks, {"lane": "it"}, before=World.with_rota),
    "GET api:read_rota": Ask(where={"lane": "it"}),
    "PUT api:plan_duty": Ask(
        lambda w: {"week": w.monday.isoformat(), "person_id": w.cast.igor.me}, {"lane": "it"}
    ),
    "POST api:swap_duty": Ask(lambda w: w.two_weeks, {"lane": "it"}, before=World.with_rota),
    "GET team": Ask(before=World.with_team),
    "POST teams": Ask(lambda world: {"name": "Letters", "department": world.department}),
    "POST rename_team": Ask({"name": "Letters"}, before=World.with_team),
    "POST join_team": Ask(lambda w: {"person": w.cast.igor.me}, before=World.with_team),
    "POST leave_team": Ask(before=World.with_team),
    "POST team_liaison": Ask(lambda w: {"liaison": w.cast.igor.me}, before=World.with_team),
    "POST change_sides": Ask({"lanes": ["marketing", "it"]}),
    "POST change_role": Ask({"role": "administrator"}),
    "POST name_deputy": Ask(lambda world: {"deputy": world.cast.alice.me}),
    "POST add_absence": Ask(_AWAY),
    "POST end_absence": Ask(before=World.with_absence),
    "GET change_side": Ask(where={"lane": "it"}),
    "POST change_side": Ask(lambda w: {"person": w.cast.igor.me, "days": 2}, {"lane": "it"}),
    "POST change_department": Ask(lambda w: {"head": w.cast.mona.me, "liaison": w.cast.igor.me}),
    "POST settings": Ask(lambda world: {**_COMPANY, "sponsor": world.cast.vera.me}),
    "POST departments": Ask({"name": "Sales", "lane": ""}),
    "POST program_limits": Ask({"reads": 50_000, "writes": 50_000}),
    "POST tokens": Ask({"name": "Nightly", "scope": "read", "days": "30"}),
    "POST new_system": Ask(_SYSTEM_FORM),
    "POST edit_system": Ask({**_SYSTEM_FORM, "version": 1}),
    "POST restore_system": Ask(before=World.with_system_retired),
    "POST systems_grid": Ask(lambda world: {"chosen": [world.system], "criticality": "1"}),
    "POST begin_catalogue": Ask(
        {"use_0": "on", "name_0": "Website", "kind_0": "system"},
        before=World.with_empty_catalogue,
    ),
    "POST catalogue_files": Ask({"source": "CMDB", "pasted": _CATALOGUE}),
    "GET catalogue_file": Ask(before=World.with_catalogue_file),
    "POST catalogue_file": Ask({"take": "on", "c_name": "0"}, before=World.with_catalogue_file),
    "POST merge_system": Ask({"other": "Till"}, before=World.with_other_system),
    "POST stale_systems": Ask(
        lambda world: {"chosen": [world.system], "answer": "still_right"},
    ),
    "POST declare_tool": Ask(_tool_form),
    "GET found_tools": Ask(before=World.with_find),
    "POST found_tools": Ask(
        lambda world: {"chosen": [world.find], "answer": "none"}, before=World.with_find
    ),
    "POST send_payments": Ask(file=PAYMENTS),
    "GET file_look": Ask(before=World.with_payments),
    "POST file_look": Ask(_PAYMENT_COLUMNS, before=World.with_payments),
    "POST stop_looking": Ask(before=World.with_payments),
    "GET api:list_payment_files": Ask(before=World.with_payments),
    "POST api:send_payments": Ask(file=PAYMENTS),
    "GET api:read_payment_file": Ask(before=World.with_payments),
    "POST api:start_looking": Ask(
        {"day": 0, "merchant": 1, "amount": 2}, before=World.with_payments
    ),
    "POST api:stop_looking": Ask(before=World.with_payments),
    "GET api:list_finds": Ask(before=World.with_find),
    "POST api:take_finds": Ask(_finds, before=World.with_find),
    "POST api:refuse_finds": Ask(_finds, before=World.with_find),
    "PUT api:match_find": Ask(_a_tool, before=World.with_find_and_tool),
    "GET tool": Ask(before=World.with_tool),
    "GET edit_tool": Ask(before=World.with_tool),
    "POST edit_tool": Ask(_tool_form, before=World.with_tool),
    "GET answer_tool": Ask(before=World.with_tool),
    "POST answer_tool": Ask(_LEFT, before=World.with_tool),
    "POST keep_tool": Ask(before=World.with_tool),
    "GET tools": Ask(before=World.with_tool),
    "GET tools_in_figures": Ask(before=World.with_tool),
    "GET api:list_tools": Ask(before=World.with_tool),
    "GET api:read_tool_register": Ask(before=World.with_tool),
    "GET api:read_tool": Ask(before=World.with_tool),
    "POST api:declare_tool": Ask(_tool_body),
    "PUT api:edit_tool": Ask(_tool_changed, before=World.with_tool),
    "PUT api:answer_tool": Ask(_LEFT, before=World.with_tool),
    "POST api:keep_tool": Ask(before=World.with_tool),
    "POST new_flow": Ask(
        {"direction": "gives", "other": "Till", "how": "api"}, before=World.with_other_system
    ),
    "GET flow": Ask(before=World.with_flow),
    "POST flow": Ask({"how": "event", "version": 1}, before=World.with_flow),
    "POST confirm_flow": Ask(before=World.with_flow),
    "POST end_flow": Ask(before=World.with_flow),
    "POST restore_flow": Ask(before=World.with_flow_ended),
    # Everybody was asked when Assess began.
    "POST look_at_impact": Ask(_impact, before=World.with_changed_impact),
    "POST ask_consults": Ask(idle=frozenset({Role.IT_OWNER})),
    "GET consult": Ask(before=World.with_consult),
    "POST consult": Ask({"answer": "confirmed"}, before=World.with_consult),
    "GET answer_from_mail": Ask(before=World.with_consult, where=_in_a_mail),
    "POST answer_from_mail": Ask(
        {"answer": "confirmed"}, before=World.with_consult, where=_in_a_mail
    ),
    "POST ask_about_consult": Ask({"question": "How many?"}, before=World.with_consult),
    "POST declare_touch": Ask(lambda world: {"system": world.system}),
    "POST say_feasibility": Ask(_WORD),
    "POST answer_feasibility": Ask({"accepted": "on"}, before=World.with_other_way),
    "POST rule_feasibility": Ask(_RULING, before=World.with_two_views),
    "POST check_data": Ask({"personal": "no"}),
    "POST answer_risk": Ask({"place-reach": "1"}),
    "POST take_over_known": Ask(lambda world: {"seen": world.known_risk}),
    "POST hand_in_risk": Ask(before=World.with_risk_answers),
    "POST name_risk_owner": Ask(
        lambda world: {"risk_owner": world.cast.ada.me}, before=World.with_risk_to_accept
    ),
    "POST review_risk": Ask(
        lambda world: {"kind": "security", "fine": "on", "seen": world.risk_handed_in},
        before=World.with_risk_handed_in,
    ),
    "POST accept_residual_risk": Ask(
        lambda world: {
            "until": world.soon,
            "text": "It is worth it.",
            "seen": world.risk_handed_in,
        },
        before=World.with_risk_to_accept,
    ),
    "POST begin_question_version": Ask({}),
    "GET risk_question": Ask(where={"key": "reach"}, before=World.with_question_draft),
    "POST risk_question": Ask(
        {"revision": 1, "asks": "Who gets at it?", "text-0": "We", "text-1": "All", **_WORSE},
        where={"key": "reach"},
        before=World.with_question_draft,
    ),
    "POST change_risk_limits": Ask(_RISK_LIMITS, before=World.with_question_draft),
    "POST publish_question_version": Ask({"revision": 2}, before=World.with_changed_question),
    "POST drop_question_version": Ask(before=World.with_question_draft),
    "GET api:read_question_version": Ask(where={"version": 1}),
    "GET api:read_question_draft": Ask(),
    "POST api:begin_question_version": Ask({}),
    "PUT api:change_risk_question": Ask(
        {
            "revision": 1,
            "asks": "Who gets at it?",
            "answers": [
                {"text": "We", "points": 0},
                {"text": "All", "points": 2, "lowers": "Ask for a sign-in."},
            ],
        },
        where={"key": "reach"},
        before=World.with_question_draft,
    ),
    "PUT api:change_risk_limits": Ask(_RISK_LIMITS, before=World.with_question_draft),
    "PUT api:publish_question_version": Ask({"revision": 2}, before=World.with_changed_question),
    "DELETE api:drop_question_version": Ask(before=World.with_question_draft),
    "POST write_data_protection": Ask(_USED, before=World.with_data_flowing),
    "POST review_data_protection": Ask(
        lambda world: {"seen": world.protection, "fine": "on"},
        before=World.with_protection_to_look_at,
    ),
    "PUT api:write_data_protection": Ask(_USED, before=World.with_data_flowing),
    "POST api:review_data_protection": Ask(
        lambda world: {"seen": world.protection, "fine": True},
        before=World.with_protection_to_look_at,
    ),
    "POST say_cost_of_delay": Ask({"per_week": 5000}),
    "PUT api:answer_risk": Ask({"answers": [{"key": "reach", "place": 1}]}),
    "POST api:take_over_known": Ask(lambda world: {"seen": world.known_risk}),
    "PUT api:hand_in_risk": Ask(before=World.with_risk_answers),
    "PUT api:name_risk_owner": Ask(
        lambda world: {"person_id": world.cast.ada.me}, before=World.with_risk_to_accept
    ),
    "POST api:review_risk": Ask(
        lambda world: {"kind": "security", "fine": True, "seen": world.risk_handed_in},
        before=World.with_risk_handed_in,
    ),
    "POST api:accept_residual_risk": Ask(
        lambda world: {
            "until": world.soon,
            "text": "It is worth it.",
            "seen": world.risk_handed_in,
        },
        before=World.with_risk_to_accept,
    ),
    "PUT api:say_cost_of_delay": Ask({"per_week": 5000}),
    "GET scope": Ask(before=World.with_list),
    "GET scope tried": Ask({"budget": "90000"}, before=World.with_budget),
    "POST ask_budget": Ask({"for_build": "60000", "why": "For May."}),
    "POST give_budget": Ask({"for_build": "60000"}, before=World.with_budget_asked),
    "POST refuse_budget": Ask({"words": "After May."}, before=World.with_budget_asked),
    "POST weigh": Ask(_weighed, before=World.with_should),
    "POST limit_days": Ask({"days": "40"}),
    "POST hand_over_list": Ask(_handed, before=World.with_budget),
    "POST accept_list": Ask(before=World.with_list),
    "POST send_list_back": Ask({"words": "The hour matters."}, before=World.with_list),
    "GET forecast": Ask(before=World.with_forecast),
    "POST promise_date": Ask({"day": "2026-05-06"}),
    "GET looking_back": Ask(before=World.with_forecast),
    "GET api:look_back_on_forecasts": Ask(before=World.with_forecast),
    "GET api:read_forecast": Ask(before=World.with_forecast),
    "PUT api:promise_date": Ask({"day": "2026-05-06"}),
    "GET scenarios": Ask(before=World.with_scenario_shared),
    "POST start_scenario": Ask({"name": "The hour comes later."}),
    "GET compare_scenarios": Ask(before=World.with_scenario_shared),
    "GET scenario": Ask(before=World.with_scenario_shared),
    "GET scenario private": Ask(before=World.with_scenario),
    "GET scenario tried": Ask(
        {"tried": "1", "day": "2026-06-01", "others": "1"}, before=World.with_scenario_shared
    ),
    "POST move_levers": Ask(
        lambda world: {"day": "2026-06-01", "inside": [world.item]}, before=World.with_scenario
    ),
    "POST rename_scenario": Ask({"name": "The hour never comes."}, before=World.with_scenario),
    "POST share_scenario": Ask(before=World.with_scenario),
    "POST remove_scenario": Ask(before=World.with_scenario),
    "POST carry_over": Ask(before=World.with_scenario),
    "POST propose_scenario": Ask({"words": "Before May."}, before=World.with_scenario),
    "POST take_proposal_back": Ask(before=World.with_scenario_proposed),
    "POST agree_to_scenario": Ask(_agreed, before=World.with_scenario_proposed),
    "POST decline_scenario": Ask(
        {"voice": "it", "words": "Not half of Igor."}, before=World.with_scenario_proposed
    ),
    "POST open_table": Ask(before=World.with_scenario),
    "POST leave_table": Ask(before=World.with_table),
    "POST press_deal": Ask(_agreed, before=World.with_table),
    "POST decline_deal": Ask({"words": "The fair is in May."}, before=World.with_sponsors_table),
    "POST take_deal_back": Ask({"voice": "it"}, before=World.with_deal),
    "GET promise_badge": Ask(before=World.with_promise),
    "GET api:list_scenarios": Ask(before=World.with_scenario_shared),
    "POST api:start_scenario": Ask({"name": "The hour comes later."}),
    "GET api:read_scenario": Ask(before=World.with_scenario_shared),
    "DELETE api:remove_scenario": Ask(before=World.with_scenario),
    "PUT api:rename_scenario": Ask({"name": "The hour never comes."}, before=World.with_scenario),
    "PUT api:share_scenario": Ask(before=World.with_scenario),
    "PUT api:move_levers": Ask(
        {"levers": [{"kind": "date", "day": "2026-06-01"}]}, before=World.with_scenario
    ),
    "PUT api:carry_over": Ask(before=World.with_scenario),
    "PUT api:propose_scenario": Ask({"words": "Before May."}, before=World.with_scenario),
    "DELETE api:take_proposal_back": Ask(before=World.with_scenario_proposed),
    "POST api:agree_to_scenario": Ask(_agreed, before=World.with_scenario_proposed),
    "POST api:decline_scenario": Ask(
        {"voice": "it", "words": "Not half of Igor."}, before=World.with_scenario_proposed
    ),
    "PUT api:open_table": Ask(before=World.with_scenario),
    "DELETE api:leave_table": Ask(before=World.with_table),
    "PUT api:press_deal": Ask(_agreed, before=World.with_table),
    "POST api:decline_deal": Ask(
        {"words": "The fair is in May."}, before=World.with_sponsors_table
    ),
    "POST api:take_deal_back": Ask({"voice": "it"}, before=World.with_deal),
    "GET api:answer_scenario": Ask(before=World.with_scenario_shared),
    "GET api:read_consequences": Ask(before=World.with_scenario_shared),
    "POST set_currency": Ask({"code": "CHF"}),
    "POST set_day_rate": Ask({"amount": "650"}),
    "GET api:read_scope": Ask(before=World.with_list),
    "POST api:ask_budget": Ask({"build": "60000", "why": "For May."}),
    "PUT api:give_budget": Ask({"build": "60000"}, before=World.with_budget_asked),
    "PUT api:refuse_budget": Ask({"words": "After May."}, before=World.with_budget_asked),
    "PUT api:say_worths": Ask(lambda world: {"worths": [{"item_id": world.item, "worth": 4}]}),
    "PUT api:say_spends": Ask(lambda world: {"spends": [{"item_id": world.item, "spend": "900"}]}),
    "PUT api:limit_days": Ask({"days": "40"}),
    "POST api:hand_over_list": Ask(_handed, before=World.with_budget),
    "PUT api:accept_list": Ask(before=World.with_list),
    "PUT api:send_list_back": Ask({"words": "The hour matters."}, before=World.with_list),
    "PUT api:set_day_rate": Ask({"amount": "650"}),
    "PUT api:set_currency": Ask({"code": "CHF"}),
    "POST hold": Ask(_held, before=World.with_authority),
    "POST renew_hold": Ask(_soon, before=World.with_hold),
    "POST decide_hold": Ask({"keep": "yes", "reason": "Safe."}, before=World.with_hold_asked),
    "POST lift_hold": Ask(before=World.with_hold),
    "POST authorities": Ask(lambda w: {"person": w.cast.igor.me, "kind": "risk"}),
    "POST end_authority": Ask(before=World.with_authority),
    "GET day": Ask({"wish_date": "2027-05-06"}),
    "POST note_moment": Ask(_MOMENT),
    "POST declare_freeze": Ask(_FREEZE),
    "POST cancel_moment": Ask(before=World.with_year),
    "GET weekly_load people": Ask(lambda world: {"of": world.initiative}),
    "GET capacity_cell": Ask(where=_A_QUARTER),
    "POST open_year": Ask({"year": "2026"}),
    "GET revision": Ask(before=World.with_revision),
    "POST move_revision": Ask(_NEW_DAY, before=World.with_revision),
    "POST mark_in_revision": Ask(_marked, before=World.with_revision_and_project),
    "POST hold_revision": Ask({"words": "Less."}, before=World.with_revision),
    "POST api:open_year": Ask({"year": 2026}),
    "GET api:read_revision": Ask(before=World.with_revision),
    "PUT api:move_revision": Ask(_NEW_DAY, before=World.with_revision),
    "PUT api:mark_in_revision": Ask({"mark": "seen"}, before=World.with_revision),
    "POST api:hold_revision": Ask({"words": "Less."}, before=World.with_revision),
    "GET api:compare_revisions": Ask(before=World.with_held_revision),
    "GET api:read_capacity_cell": Ask(where=_A_QUARTER),
    "POST cancel_freeze": Ask(before=World.with_year),
    "GET project": Ask(before=World.with_project),
    "POST move_on_roadmap": Ask(_other_day),
    "GET marketing_calendar month": Ask({"zoom": "month"}),
    "POST say_appearance": Ask({"channels": ["shop", "mail"], "markets": "DE, DK"}),
    "PUT api:say_appearance": Ask({"channels": ["shop", "mail"], "markets": "DE, DK"}),
    "POST move_on_roadmap project": Ask(
        {**_DATES, "version": 2}, lambda world: {"subject_id": world.project}, World.with_project
    ),
    "POST move_on_roadmap date": Ask(
        _date_moved, lambda world: {"subject_id": world.moment}, World.with_year
    ),
    "POST undo_fixed_date": Ask(
        lambda world: {"move": world.date_move}, before=World.with_moved_date
    ),
    "PUT api:move_fixed_date": Ask(_date_moved, before=World.with_year),
    "DELETE api:undo_fixed_date": Ask(
        where=lambda world: {"move_id": world.date_move}, before=World.with_moved_date
    ),
    "GET api:try_move": Ask({"ends_on": "2027-05-28"}),
    "PUT api:move_along": Ask({**_DATES, "version": 2}, before=World.with_project),
    "PUT api:move_day": Ask(_other_day),
    "POST new_project": Ask(_project),
    "GET edit_project": Ask(before=World.with_project),
    "POST edit_project": Ask(_edited_project, before=World.with_project),
    "GET move_project": Ask(before=World.with_project),
    "POST move_project": Ask({**_DATES, "version": 2}, before=World.with_project),
    "POST undo_project_move": Ask(
        lambda world: {"move": world.project_move}, before=World.with_project
    ),
    "POST change_project_state": Ask({"after": "under_way"}, before=World.with_project),
    "POST join_project": Ask(before=World.with_project, idle=frozenset({Role.IT_OWNER})),
    "POST restrict_project": Ask(before=World.with_project),
    "POST open_project": Ask(before=World.with_project, idle=frozenset(Role)),
    "POST let_project_wait": Ask(
        lambda world: {"waiting": world.other_project}, before=World.with_project
    ),
    "POST let_project_wait_no_more": Ask(before=World.with_project_wait),
    "GET project_work": Ask(before=World.with_project),
    "POST project_work": Ask({"title": "Rehearse the move"}, before=World.with_project),
    "POST windows": Ask({"opens_0": "09:00", "closes_0": "12:00"}),
    "POST vision": Ask(_VISION),
    "POST endorse_vision": Ask(lambda world: {"until": world.soon}),
    "POST new_goal": Ask(_GOAL),
    "POST edit_goal": Ask({**_GOAL, "state": "open", "version": 1}),
    "POST endorse_goal": Ask(lambda world: {"until": world.soon}),
    "POST serve_goal": Ask(lambda world: {"objective": world.objective}),
    # Talk: Alice said something, asked IT, decided; Igor answered and disagrees.
    "GET initiative_talk": Ask(before=World.with_talk),
    "GET talk": Ask(before=World.with_talk),
    "POST talk": Ask({"text": "And on Sundays?"}),
    "GET comment": Ask(before=World.with_talk),
    "POST comment": Ask({"text": "Another text.", "before": SAID}, before=World.with_talk),
    "POST take_back_comment": Ask(before=World.with_talk),
    "POST react": Ask({"reaction": "thanks"}, before=World.with_talk),
    "GET questions": Ask({"show": "open"}, before=World.with_talk),
    "GET new_question": Ask(_from_comment, before=World.with_talk),
    "POST new_question": Ask({"text": "And on Sundays?", "to": "IT"}),
    "GET asked_question": Ask(before=World.with_talk),
    "POST asked_question": Ask({"text": "Yes."}, before=World.with_talk),
    "POST accept_answer": Ask(before=World.with_answer),
    "POST ask_again": Ask({"missing": "On Sundays?"}, before=World.with_answer),
    "POST withdraw": Ask(before=World.with_talk),
    "GET decisions": Ask(before=World.with_talk),
    "POST new_decision": Ask(_DECISION),
    "GET decision": Ask(before=World.with_talk),
    "POST dissent": Ask({"text": "Two days would do."}, before=World.with_decision),
    "POST end_dissent": Ask(before=World.with_talk),
    "POST look_again": Ask(before=World.with_talk),
    "POST new_note": Ask({"text": "Ask the depot."}),
    "POST take_off_note": Ask(before=World.with_talk),
    "POST new_task": Ask({"text": "Send photos", "to": "Igor Ilic", "until": "2026-05-06"}),
    "GET task": Ask(before=World.with_talk),
    "POST finish_task": Ask(before=World.with_talk),
    "POST reopen_task": Ask(before=World.with_done_task),
    "GET pass_condition": Ask(where=_SIGNED_IT),
    "POST pass_condition": Ask({"reason": "The season decides."}, _SIGNED_IT),
    "POST take_pass_back": Ask(where=_SIGNED_IT, before=World.with_pass),
    "PUT api:pass_condition": Ask({"reason": "The season decides."}, _SIGNED_IT),
    "DELETE api:take_pass_back": Ask(where=_SIGNED_IT, before=World.with_pass),
    "POST guests": Ask(
        {"name": "Lena", "email": "lena@law.example", "may": "comment", "until": "2026-05-06"}
    ),
    "POST guest": Ask({"may": "comment", "until": "2026-05-06"}),
    "GET guest_door": Ask(where=lambda world: {"secret": world.guest_secret}),
    "POST guest_door": Ask(where=lambda world: {"secret": world.guest_secret}),
    "POST shared_comment": Ask({"text": "And on Sundays?"}),
    "GET shared_approval": Ask(before=World.with_guest_asked),
    "POST shared_approval": Ask(_yes, before=World.with_guest_asked),
    "POST api:invite_guest": Ask(
        {"name": "Lena", "email": "lena@law.example", "may": ["comment"], "until": "2026-05-06"}
    ),
    "PUT api:renew_guest_link": Ask({"may": ["comment"], "until": "2026-05-06"}),
    "GET approvals": Ask(before=World.with_approval),
    "POST approvals": Ask({"to": "Charlie Cramer", "words": "May we?"}),
    "GET approval": Ask(before=World.with_approval),
    "POST approval": Ask(_yes, before=World.with_approval),
    "POST withdraw_approval": Ask(before=World.with_approval),
    "GET api:list_approvals": Ask(before=World.with_approval),
    "POST api:ask_for_yes": Ask(lambda world: {"person_id": world.cast.charlie.me}),
    "GET api:read_approval": Ask(before=World.with_approval),
    "PUT api:answer_approval": Ask(_yes, before=World.with_approval),
    "DELETE api:withdraw_approval": Ask(before=World.with_approval),
    "GET api:list_comments": Ask(before=World.with_talk),
    "POST api:write_comment": Ask({"text": "And on Sundays?"}),
    "GET api:read_comment": Ask(before=World.with_talk),
    "PATCH api:change_comment": Ask(
        {"text": "Another text.", "before": SAID}, before=World.with_talk
    ),
    "DELETE api:take_back_comment": Ask(before=World.with_talk),
    "PUT api:react_to_comment": Ask({"reaction": "thanks"}, before=World.with_talk),
    "GET api:list_questions": Ask(before=World.with_talk),
    "POST api:ask_question": Ask({"text": "And on Sundays?", "to_lane": "it"}),
    "GET api:read_question": Ask(before=World.with_talk),
    "POST api:give_answer": Ask({"text": "Yes."}, before=World.with_talk),
    "POST api:accept_answer": Ask(before=World.with_answer),
    "POST api:ask_again": Ask({"missing": "On Sundays?"}, before=World.with_answer),
    "POST api:withdraw_question": Ask(before=World.with_talk),
    "GET api:list_decisions": Ask(before=World.with_talk),
    "POST api:write_decision": Ask({**_DECISION, "options": ["All", "Two"]}),
    "GET api:read_decision": Ask(before=World.with_talk),
    "PUT api:dissent_from_decision": Ask(
        {"text": "Two days would do."}, before=World.with_decision
    ),
    "DELETE api:end_dissent": Ask(before=World.with_talk),
    "POST api:look_at_decision_again": Ask(before=World.with_talk),
    "GET api:list_notes": Ask(before=World.with_talk),
    "POST api:keep_note": Ask({"text": "Ask the depot."}),
    "DELETE api:take_off_note": Ask(before=World.with_talk),
    "GET api:list_tasks": Ask(before=World.with_talk),
    "POST api:give_task": Ask(
        lambda w: {"text": "Send photos", "person_id": w.cast.igor.me, "until": "2026-05-06"}
    ),
    "GET api:read_task": Ask(before=World.with_talk),
    "POST api:finish_task": Ask(before=World.with_talk),
    "DELETE api:reopen_task": Ask(before=World.with_done_task),
    # The same by the API.
    "PUT api:write_vision": Ask(_VISION),
    "POST api:endorse_vision": Ask(lambda world: {"until": world.soon}),
    "POST api:add_goal": Ask(_GOAL),
    "PUT api:edit_goal": Ask({**_GOAL, "version": 1}),
    "POST api:endorse_goal": Ask(lambda world: {"until": world.soon}),
    "PUT api:serve_goal": Ask(lambda world: {"objective_id": world.objective}),
    "GET api:what_stands_on": Ask({"on": "2027-05-06"}),
    "POST api:note_moment": Ask(_MOMENT),
    "POST api:declare_freeze": Ask(_FREEZE),
    "DELETE api:cancel_moment": Ask(before=World.with_year),
    "DELETE api:cancel_freeze": Ask(before=World.with_year),
    "POST api:add_project": Ask(_project_by_api),
    "GET api:read_project": Ask(before=World.with_project),
    "PUT api:edit_project": Ask(_edited_by_api, before=World.with_project),
    "POST api:move_project": Ask({**_DATES, "version": 2}, before=World.with_project),
    "DELETE api:undo_project_move": Ask(
        where=lambda world: {"move_id": world.project_move}, before=World.with_project
    ),
    "PUT api:change_project_state": Ask({"state": "under_way"}, before=World.with_project),
    "PUT api:join_project": Ask(before=World.with_project, idle=frozenset({Role.IT_OWNER})),
    "PUT api:restrict_project": Ask(before=World.with_project),
    "DELETE api:open_project": Ask(before=World.with_project, idle=frozenset(Role)),
    "POST api:let_project_wait": Ask(
        lambda world: {"waiting_id": world.other_project, "on_id": world.project},
        before=World.with_project,
    ),
    "DELETE api:let_project_wait_no_more": Ask(before=World.with_project_wait),
    "PUT api:set_windows": Ask({"windows": _WINDOWS}),
    "POST api:look_at_impact": Ask(_impact, before=World.with_changed_impact),
    "POST api:ask_consults": Ask(idle=frozenset({Role.IT_OWNER})),
    "GET api:list_consults": Ask(before=World.with_consult),
    "GET api:read_consult": Ask(before=World.with_consult),
    "PUT api:answer_consult": Ask({"answer": "confirmed"}, before=World.with_consult),
    "POST api:ask_about_consult": Ask({"text": "How many?"}, before=World.with_consult),
    "POST api:declare_touch": Ask(lambda world: {"system_id": world.system}),
    "PUT api:say_feasibility": Ask(_WORD),
    "PUT api:answer_feasibility": Ask({"accepted": True}, before=World.with_other_way),
    "PUT api:rule_feasibility": Ask(_RULING, before=World.with_two_views),
    "PUT api:check_data": Ask({"personal": False}),
    "POST api:hold_initiative": Ask(_held, before=World.with_authority),
    "POST api:renew_hold": Ask(_soon, before=World.with_hold),
    "POST api:decide_hold": Ask({"keep": True, "reason": "Safe."}, before=World.with_hold_asked),
    "POST api:lift_hold": Ask({"note": ""}, before=World.with_hold),
    "POST api:name_authority": Ask(lambda w: {"person_id": w.cast.igor.me, "kind": "risk"}),
    "DELETE api:end_authority": Ask(before=World.with_authority),
    "POST api:add_system": Ask(_SYSTEM_BODY),
    "PUT api:edit_system": Ask({**_SYSTEM_BODY, "version": 1}),
    "DELETE api:restore_system": Ask(before=World.with_system_retired),
    "POST api:edit_systems": Ask(lambda world: {"system_ids": [world.system], "criticality": 1}),
    "POST api:begin_catalogue": Ask(
        {"systems": [{"name": "Website"}]}, before=World.with_empty_catalogue
    ),
    "POST api:upload_catalogue": Ask({"source": "CMDB", "content": _CATALOGUE}),
    "POST api:take_in_catalogue": Ask({"columns": {"name": 0}}, before=World.with_catalogue_file),
    "POST api:merge_system": Ask(
        lambda world: {"into_id": world.other_system}, before=World.with_other_system
    ),
    "POST api:confirm_systems": Ask(lambda world: {"system_ids": [world.system]}),
    "POST api:retire_systems": Ask(lambda world: {"system_ids": [world.system]}),
    "POST api:add_flow": Ask(
        lambda world: {"from_system_id": world.system, "to_system_id": world.other_system},
        before=World.with_other_system,
    ),
    "GET api:read_flow": Ask(before=World.with_flow),
    "PUT api:edit_flow": Ask({"how": "event", "version": 1}, before=World.with_flow),
    "POST api:confirm_flow": Ask(before=World.with_flow),
    "POST api:end_flow": Ask(before=World.with_flow),
    "DELETE api:restore_flow": Ask(before=World.with_flow_ended),
    "GET what_ifs": Ask(where=_use_case),
    "POST what_ifs": Ask({"question": "What if it rains?"}, _use_case),
    "POST answer_what_if": Ask(_ANSWER, _use_case, before=World.with_what_if),
    "GET api:list_what_ifs": Ask(where=_use_case),
    "POST api:ask_what_if": Ask({"question": "What if it rains?"}, _use_case),
    "PUT api:answer_what_if": Ask(_ANSWER, _use_case, before=World.with_what_if),
    "POST item_effort": Ask({"low": "2", "high": "3"}),
    "GET change": Ask(before=World.with_change),
    "POST change_effort": Ask({"low": "1", "high": "1"}, before=World.with_change),
    "POST apply_change": Ask({"how": "signatures"}, before=World.with_change),
    "POST withdraw_change": Ask(before=World.with_change),
    "POST call_material": Ask(before=World.with_applied_change),
    # The same by the API.
    "GET api:compare_brief": Ask({"before": 1}),
    "PUT api:state_effort": Ask({"low": "2", "high": "3"}),
    "GET api:list_changes": Ask(before=World.with_change),
    "GET api:read_change": Ask(before=World.with_change),
    "PUT api:state_change_effort": Ask({"low": "1", "high": "1"}, before=World.with_change),
    "POST api:apply_change": Ask({"how": "signatures"}, before=World.with_change),
    "DELETE api:withdraw_change": Ask(before=World.with_change),
    "POST api:call_material": Ask(before=World.with_applied_change),
    "POST api:give_back_at_revision": Ask(
        {"revision": "2026-Q2"}, before=World.with_applied_change
    ),
    "POST api:add_person": Ask(lambda world: {**_NEWCOMER, "department_id": world.department}),
    "PUT api:change_sides": Ask({"lanes": ["it"]}),
    "PUT api:change_role": Ask({"role": "viewer"}),
    "POST api:add_person administrator": Ask(
        lambda w: {**_NEWCOMER, "department_id": w.department, "role": "administrator"}
    ),
    "PUT api:change_role administrator": Ask({"role": "administrator"}),
    "PUT api:change_role browser": Ask({"role": "administrator"}, by_browser=True),
    "POST api:renew_password_link administrator": Ask(about="ada"),
    "PUT api:change_working_time": Ask({"time_zone": "Europe/London", "days": [1, 2]}),
    "PUT api:write_how_to_work": Ask({"pace": "speed", "text": "Call me.", "skills": ["SQL"]}),
    "PUT api:place_person": Ask(lambda w: {"title": "Buyer", "department_id": w.department}),
    "POST api:add_team": Ask(lambda w: {"name": "Letters", "department_id": w.department}),
    "GET api:read_team": Ask(before=World.with_team),
    "PUT api:rename_team": Ask({"name": "Letters"}, before=World.with_team),
    "PUT api:join_team": Ask(where=lambda w: {"person_id": w.cast.igor.me}, before=World.with_team),
    "DELETE api:leave_team": Ask(before=World.with_team),
    "PUT api:name_deputy": Ask(lambda world: {"person_id": world.cast.alice.me}),
    "POST api:add_absence": Ask(_AWAY),
    "DELETE api:end_absence": Ask(before=World.with_absence),
    "PUT api:name_duty_person": Ask(lambda w: {"person_id": w.cast.igor.me}, {"lane": "it"}),
    "PUT api:change_answer_time": Ask({"days": 2}, {"lane": "it"}),
    "PUT api:name_head": Ask(lambda world: {"person_id": world.cast.mona.me}),
    "PUT api:name_liaison": Ask(lambda world: {"person_id": world.cast.igor.me}),
    "POST api:add_department": Ask({"name": "Sales"}),
    "PUT api:change_workspace": Ask(lambda w: {**_COMPANY, "sponsor_id": w.cast.vera.me}),
    "PUT api:limit_programs": Ask({"reads": 50_000, "writes": 50_000}),
    "POST api:make_token": Ask({"name": "Nightly"}),
    "POST api:make_token browser": Ask({"name": "Nightly"}, by_browser=True),
    "POST api:write_idea": Ask({"sentence": "Something else"}),
    "PATCH api:change_initiative": Ask({"sentence": "Something new", "before": SENTENCE}),
    "POST api:join_initiative": Ask({"lane": "marketing"}, idle=_TAKING_PART),
    "POST api:join_initiative IT": Ask({"lane": "it"}),
    "PUT api:answer_question": Ask({"text": "Fewer calls."}, {"question": "goal"}),
    "PUT api:answer_question IT": Ask({"text": "It can."}, {"question": "feasible"}),
    "PUT api:name_owner": Ask(lambda w: {"person_id": w.cast.igor.me}, {"lane": "it"}),
    "GET api:list_similar_ideas": Ask({"sentence": SENTENCE}),
    "POST api:ask_for_more": Ask(_MORE),
    "POST api:say_more": Ask(_MORE, before=World.with_more_asked),
    "POST api:snooze_idea": Ask(lambda _: {"until": _in(9)}),
    "PUT api:park_initiative": Ask(lambda _: _parking()),
    "DELETE api:bring_back": Ask(before=World.with_parked),
    "POST api:decline_idea": Ask({"reason": "It can't be."}),
    "POST api:join_to_another": Ask(
        lambda world: {"other_id": world.other}, before=World.with_another_idea
    ),
    "POST api:move_in_queue": Ask({"step": "top"}, idle=frozenset({Role.SPONSOR})),
    "POST api:suggest_move": Ask({"step": "top"}),
    "DELETE api:leave_rank": Ask(before=World.with_suggestion),
    "PUT api:set_stage_limit": Ask({"places": 9}, {"stage": "assess"}),
    "POST api:start_stage": Ask({"stage": "plan"}),
    "POST api:choose_path": Ask({"track": "standard"}),
    "PUT api:say_to_path": Ask({"agrees": True}, before=World.with_path),
    "POST api:end_experiment": Ask(
        {"promote": False, "learned": "Nobody looked."}, before=World.with_experiment
    ),
    "POST api:finish_full_check": Ask(before=World.with_emergency),
    "PUT api:set_path_limit": Ask({"amount": 5}, {"limit": "small_change_days"}),
    "PUT api:name_second_signer": Ask(
        lambda world: {"person_id": world.cast.charlie.me, "lane": "it"},
        before=World.with_one_owner,
    ),
    "POST api:add_item": Ask({**_ITEM, "section": "requirements"}),
    "POST api:add_item IT": Ask({"section": "cost", "text": "Two days a year."}),
    "PATCH api:edit_item": Ask({"text": "Another text.", "base": 1}),
    "DELETE api:remove_item": Ask({"base": 1}),
    "POST api:restore_item": Ask({"base": 2}, before=World.with_item_taken_out),
    "POST api:move_item": Ask({"section": "looks", "base": 1}),
    "PUT api:place_item": Ask({"before": None}, before=World.with_two_items),
    "PUT api:deliver_item": Ask(where=_owed, before=World.with_owed),
    "DELETE api:take_back_delivery": Ask(where=_owed, before=World.with_delivery),
    "POST api:play_back": Ask(_seen),
    "PUT api:answer_playback": Ask({"confirmed": True}, before=World.with_playback),
    "POST api:sign_brief": Ask(_signature("marketing")),
    "POST api:sign_brief IT": Ask(_signature("it")),
    "POST api:start_brief": Ask({"document": _DOCUMENT}),
}
