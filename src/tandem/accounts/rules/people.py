"""What has to be so for accounts, links, teams and guests. Plain Python."""

from collections.abc import Collection
from datetime import date, time, timedelta

from tandem.accounts.rules.acting import ActorKind, Lane, WorkspaceRole
from tandem.core.words import Sentence, say

SET_UP_LINK_LASTS = timedelta(hours=24)

PASSWORD_LINK_LASTS = timedelta(days=7)

WEEKDAYS = frozenset(range(1, 8))

WORKING_DAYS = "12345"
"""The days that people work on who said nothing else, Monday first."""

HOW_LIMIT = 1_000

SKILL_LIMIT = 60

MOST_SKILLS = 20

TEAM_NAME_LIMIT = 60

TOKEN_LASTS_AT_MOST = 365
"""Days. What is forgotten ends by itself."""


def why_not_by_token(kind: ActorKind, role: WorkspaceRole) -> Sentence | None:
    """Say why a program can't do this to an administrator's account, or nothing if it may.

    A leaked token of an administrator must not become a way in that outlives it: no password
    link for an administrator, no new administrator. People do that, signed in.
    """
    if kind is ActorKind.TOKEN and role is WorkspaceRole.ADMINISTRATOR:
        return say("Only somebody who is signed in does this for an administrator, not a token.")
    return None


def why_not_deactivate(
    *, is_self: bool, is_last_administrator: bool, is_sponsor: bool
) -> Sentence | None:
    """Say why a person can't be deactivated, or nothing if they can."""
    if is_self:
        return say("You can't deactivate yourself. Ask another administrator.")
    if is_sponsor:
        return say("They are the company's sponsor. Name another one in Settings first.")
    return why_not_lose_administrator(is_last=is_last_administrator)


def why_not_lose_administrator(*, is_last: bool) -> Sentence | None:
    """Say why somebody must stay an administrator, or nothing if they needn't."""
    if is_last:
        return say("This is the last administrator. Make somebody else one first.")
    return None


def why_not_be_partner(*, lanes: int, answers_for_others: bool) -> Sentence | None:
    """Say why somebody can't be a partner, or nothing if they can. `lanes`: how many sides they
    belong to; `answers_for_others`: is sponsor, head, liaison, on duty or somebody's deputy.
    """
    if lanes != 1:
        return say("A partner works for one side. Choose Marketing or IT for them first.")
    if answers_for_others:
        return say(
            "A partner answers for nobody else. Name another sponsor, head, liaison, duty person "
            "or deputy first."
        )
    return None


def why_not_work_until(until: date | None, *, today: date) -> Sentence | None:
    """Say why somebody's work here can't end on a day, or nothing if it can."""
    if until is not None and until < today:
        return say("Choose a day from today on. To end it now, close the account.")
    return None


def why_not_open(opens_at: time, closes_at: time) -> Sentence | None:
    """Say why a working day can't have these hours, or nothing if it can."""
    if opens_at >= closes_at:
        return say("The day must end after it begins.")
    return None


def why_not_have_hours(
    opens_at: time | None, closes_at: time | None, days: Collection[int]
) -> Sentence | None:
    """Say why a person can't work these hours on these weekdays, or nothing if they can.

    Both times or none; the days are 1 (Monday) to 7, none means Monday to Friday.
    """
    if (opens_at is None) is not (closes_at is None):
        return say("Write both, when the day begins and when it ends, or neither.")
    if not set(days) <= WEEKDAYS:
        return say("Choose days of the week.")
    return why_not_open(opens_at, closes_at) if opens_at and closes_at else None


def why_not_call_team(name: str, *, taken: bool) -> Sentence | None:
    """Say why a team can't be called so, or nothing if it can."""
    if name.casefold() in {lane.label.casefold() for lane in Lane}:
        return say("That is the name of a whole side. Choose another one.")
    if taken:
        return say("There is a team called so already.")
    if not name[:1].isalnum() or "@" in name:
        return say("Begin with a letter or a digit, and leave “@” out: people write “@” before it.")
    return None


def why_not_have_skills(skills: Collection[str]) -> Sentence | None:
    """Say why these can't be somebody's skills, or nothing if they can."""
    if len(skills) > MOST_SKILLS:
        return say("At most {most}. Name those you want to be asked about.", most=MOST_SKILLS)
    if any(len(skill) > SKILL_LIMIT for skill in skills):
        return say("Keep each below {most} characters.", most=SKILL_LIMIT)
    return None


def why_not_last(days: int) -> Sentence | None:
    """Say why a token can't work for so many days, or nothing if it can."""
    if not 1 <= days <= TOKEN_LASTS_AT_MOST:
        return say("Choose from 1 to {most} days.", most=TOKEN_LASTS_AT_MOST)
    return None


def why_not_use_link(*, used: bool, expired: bool) -> Sentence | None:
    """Say why a one-time link no longer works, or nothing if it does."""
    if used:
        return say("This link has been used. Each link works once; ask for a new one.")
    if expired:
        return say("This link has run out. Ask for a new one.")
    return None


GUEST_LASTS_AT_MOST = 366
"""Days. Whoever works with us longer is invited anew, or is no guest."""


def why_not_invite_until(until: date, *, today: date) -> Sentence | None:
    """Say why a guest's link can't last until a day, or nothing if it can."""
    if until < today:
        return say("Choose a day from today on.")
    if (until - today).days > GUEST_LASTS_AT_MOST:
        return say("At most a year. After that, invite them again.")
    return None


def why_not_enter(*, revoked: bool, expired: bool) -> Sentence | None:
    """Say why a guest's link opens nothing any more, or nothing if it does."""
    if revoked:
        return say("Whoever invited you has ended this link, or sent you a newer one.")
    if expired:
        return say("This invitation has run out. Whoever invited you can send a new link.")
    return None
