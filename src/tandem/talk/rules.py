"""Words and rules of comments, questions, decisions, to-dos, approvals. Plain Python: no Django."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from tandem.accounts.rules import Lane
from tandem.core.words import Sentence, say

COMMENT_LIMIT = 10_000
QUESTION_LIMIT = 4_000
NOTE_LIMIT = 500
TASK_LIMIT = 300
TITLE_LIMIT = 300
REASON_LIMIT = 4_000
OPTION_LIMIT = 300
MOST_OPTIONS = 10
MOST_MENTIONS = 20
FURTHEST_DAY_YEARS = 5


class Reaction(StrEnum):
    """What one can say with a click. It is a courtesy and never counts as an answer."""

    THANKS = "thanks"
    AGREE = "agree"
    SEEN = "seen"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Reaction.THANKS: say("Thanks"),
            Reaction.AGREE: say("I agree"),
            Reaction.SEEN: say("Seen"),
        }[self]


class BecomesKind(StrEnum):
    """What a comment can be turned into, so that a conversation leads somewhere."""

    QUESTION = "question"
    NOTE = "note"
    DECISION = "decision"
    TASK = "task"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            BecomesKind.QUESTION: say("A question"),
            BecomesKind.NOTE: say("An idea note"),
            BecomesKind.DECISION: say("A decision"),
            BecomesKind.TASK: say("A to-do"),
        }[self]


class QuestionState(StrEnum):
    """Where a question stands."""

    OPEN = "open"
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    ASSUMED = "assumed"
    """Nobody answered: it stands as a marked assumption, until somebody does."""

    @property
    @cache
    def label(self) -> Sentence:
        return {
            QuestionState.ASSUMED: say("no answer: an assumption"),
            QuestionState.OPEN: say("open"),
            QuestionState.ANSWERED: say("answered"),
            QuestionState.ACCEPTED: say("answer accepted"),
            QuestionState.WITHDRAWN: say("no longer asked"),
        }[self]


# Mentions ------------------------------------------------------------------------------------

_AT = re.compile(r"(?<![\w.@/+-])@([^\W_][^\n@]{0,119})")


def mentions_in(text: str) -> list[str]:
    """What stands after each "@" that begins a word, up to the end of its line.

    An address (`a@b.example`) is none.
    """
    return _AT.findall(text)[:MOST_MENTIONS]


def side_meant(after: str) -> Lane | None:
    """The side that "@Marketing" or "@IT" speaks to, or nothing."""
    for lane in Lane:
        if _begins_with(after, lane.label):
            return lane
    return None


def team_meant(after: str, teams: Mapping[int, str]) -> int | None:
    """The id of the team that "@Newsletter, please…" speaks to: {id: name} in; the longest name."""
    meant = [pk for pk, name in teams.items() if _begins_with(after, name)]
    return max(meant, key=lambda pk: len(teams[pk]), default=None)


def people_meant(after: str, names: Mapping[int, str]) -> set[int]:
    """The ids of whom "@Igor Ilic, could you…" speaks to: {id: name} in.

    The longest whole name counts; a first name alone does where only one person bears it.
    """
    whole = {pk: len(name) for pk, name in names.items() if _begins_with(after, name)}
    if whole:
        longest = max(whole.values())
        return {pk for pk, length in whole.items() if length == longest}
    first = {pk for pk, name in names.items() if _begins_with(after, name.split(maxsplit=1)[0])}
    return first if len(first) == 1 else set()


def _begins_with(after: str, name: str) -> bool:
    text, wanted = after.casefold(), name.casefold()
    following = text[len(wanted) : len(wanted) + 1]
    return text.startswith(wanted) and not following.isalnum()


_MARKS = re.compile(r"\*\*|__|`")


def first_line(text: str, limit: int = TITLE_LIMIT) -> str:
    """How something is called that has no title: its first line, shortened at a word."""
    line = next((part for part in text.splitlines() if part.strip()), text)
    line = _MARKS.sub("", line.strip().lstrip("#>- ")) or text.strip()
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[limit // 2 :] else cut}…"


# Comments ------------------------------------------------------------------------------------


def why_not_change(*, taken_back: bool) -> Sentence | None:
    """Say why a comment can't be changed, answered or reacted to, or nothing if it can."""
    if taken_back:
        return say("This comment was taken back.")
    return None


def why_not_turn_into(*, taken_back: bool, became: str) -> Sentence | None:
    """Say why a comment can't become something, or nothing if it can."""
    if became:
        return say("This comment has led to something already. It is linked below it.")
    return why_not_change(taken_back=taken_back)


# Questions -----------------------------------------------------------------------------------


def why_not_ask(*, asked: int, answers: bool) -> Sentence | None:
    """Say why nobody can be asked so, or nothing if they can.

    `asked` counts the people, teams and sides that are asked: one.
    """
    if asked != 1:
        return say("Choose one person, one team or one side.")
    if not answers:
        return say("They can only read here. Ask somebody who can answer.")
    return None


def why_not_give_answer(state: QuestionState) -> Sentence | None:
    """Say why a question takes no answer now, or nothing if it does."""
    if state is QuestionState.WITHDRAWN:
        return say("This is no longer asked.")
    if state not in {QuestionState.OPEN, QuestionState.ASSUMED}:
        return say("It has an answer already. Whoever asked can ask again.")
    return None


def why_not_judge(state: QuestionState) -> Sentence | None:
    """Say why an answer can't be accepted or sent back, or nothing if it can."""
    if state in {QuestionState.OPEN, QuestionState.ASSUMED}:
        return say("There is no answer yet.")
    if state is QuestionState.WITHDRAWN:
        return say("This is no longer asked.")
    return None


def why_not_withdraw(state: QuestionState) -> Sentence | None:
    """Say why a question can't be withdrawn, or nothing if it can."""
    if state is not QuestionState.OPEN:
        return say("Only an open question can be withdrawn.")
    return None


def why_not_mail(*, is_set_up: bool) -> Sentence | None:
    """Say why nothing can be mailed, or nothing if it can."""
    if not is_set_up:
        return say("Mail isn’t set up here. Make a new link, copy it, and send it yourself.")
    return None


# Approvals -----------------------------------------------------------------------------------


class ApprovalState(StrEnum):
    """Where the request for somebody's yes stands."""

    OPEN = "open"
    YES = "yes"
    REMARK = "remark"
    NO = "no"
    WITHDRAWN = "withdrawn"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            ApprovalState.OPEN: say("waiting"),
            ApprovalState.YES: say("yes"),
            ApprovalState.REMARK: say("yes, with a remark"),
            ApprovalState.NO: say("no"),
            ApprovalState.WITHDRAWN: say("no longer asked"),
        }[self]

    @property
    def is_yes(self) -> bool:
        return self in {ApprovalState.YES, ApprovalState.REMARK}

    @property
    def is_answer(self) -> bool:
        return self.is_yes or self is ApprovalState.NO


APPROVAL_ANSWERS = tuple(state for state in ApprovalState if state.is_answer)


def why_not_ask_for_yes(*, is_self: bool, answers: bool, waits: bool) -> Sentence | None:
    """Say why somebody can't be asked for a yes, or nothing if they can.

    `answers`: can give it; `waits`: they were asked already and haven't answered yet.
    """
    if is_self:
        return say("Ask somebody else: nobody approves what they ask for themselves.")
    if not answers:
        return say("They can only read here. Ask somebody who can answer.")
    if waits:
        return say("They are asked already. Withdraw that first if they are to see a newer text.")
    return None


def why_not_approve(state: ApprovalState, *, is_asker: bool) -> Sentence | None:
    """Say why a request for a yes can't be answered, or nothing if it can."""
    if state is ApprovalState.WITHDRAWN:
        return say("This is no longer asked.")
    if state is not ApprovalState.OPEN:
        return say("It was answered already. An owner can ask again.")
    if is_asker:
        return say("Whoever asked doesn't answer. Somebody else has to.")
    return None


def why_not_words(state: ApprovalState, text: str) -> Sentence | None:
    """Say why an answer needs more words, or nothing if it has enough."""
    if text:
        return None
    if state is ApprovalState.NO:
        return say("Say why not, so that it can be changed.")
    if state is ApprovalState.REMARK:
        return say("Write your remark, or choose a plain yes.")
    return None


def why_not_withdraw_approval(state: ApprovalState) -> Sentence | None:
    """Say why a request for a yes can't be withdrawn, or nothing if it can."""
    if state is not ApprovalState.OPEN:
        return say("Only what isn't answered yet can be withdrawn.")
    return None


@dataclass(frozen=True, slots=True)
class AskedApproval:
    """The newest request to one person that was not withdrawn, as a condition looks at it."""

    id: int
    name: str
    state: ApprovalState
    earlier: bool
    """What it was about is not the present text any more."""


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """An open question that blocks the next step: whose it is, and where it stands."""

    id: int
    title: str
    lane: Lane | None
    url: str


# Decisions and to-dos ------------------------------------------------------------------------


def why_not_options(options: Collection[str], chosen: str) -> Sentence | None:
    """Say why a decision can't be written down so, or nothing if it can."""
    if len(options) > MOST_OPTIONS:
        return say("At most {most} options. Leave out what nobody wanted.", most=MOST_OPTIONS)
    if any(len(option) > OPTION_LIMIT for option in options):
        return say("Keep each option below {most} characters.", most=OPTION_LIMIT)
    if options and chosen not in options:
        return say("The choice is one of the options. Add it to them, or choose one of them.")
    return None


def why_not_look_again(day: date | None, today: date) -> Sentence | None:
    """Say why a decision can't be looked at again on a day, or nothing if it can."""
    if day is None:
        return None
    if day <= today:
        return say("Choose a day after today.")
    return _too_far(day, today)


def why_not_until(day: date, today: date) -> Sentence | None:
    """Say why a to-do can't last until a day, or nothing if it can."""
    if day < today:
        return say("That day is over. Choose one from today on.")
    return _too_far(day, today)


def _too_far(day: date, today: date) -> Sentence | None:
    if day.year > today.year + FURTHEST_DAY_YEARS:
        return say("That is more than five years away. Please check the year.")
    return None
