"""Where a heading's words point to: plain vocabulary, no cleverness.

A heading is read as English builds its nouns: “Audience metrics for the spring campaign” is about
metrics, the last word that means something before the first “for”, “of”, “and” or colon. What is
not in the vocabulary is not guessed.
"""

import re
from dataclasses import dataclass

from tandem.formats.brief_markdown.pieces import PRIORITY_NAMES, SECTION_NAMES

_PHRASES = {
    "why": (
        "why, goal, objective, aim, background, problem, motivation, context, purpose, vision, "
        "opportunity, summary, overview, description, introduction, about, tldr, tl dr, outcome, "
        "desired outcome, business case, business need, benefit, value, rationale, hypothesis, "
        "strategy, executive summary, elevator pitch, brief"
    ),
    "audience": (
        "audience, target audience, target group, target market, target, targeting, for whom, "
        "who, who is it for, who is this for, user, affected user, customer, visitor, reader, "
        "segment, persona, participant, market"
    ),
    "looks": (
        "design, experience, mock, mockup, mock up, wireframe, prototype, sketch, screenshot, "
        "preview, look, look and feel, layout, visual, creative, ui, ux, messaging, message, "
        "positioning, copy, wording, brand, branding, artwork, image, figma, asset, content"
    ),
    "requirements": (
        "requirement, feature, scope, in scope, functionality, functional, deliverable, change, "
        "specification, spec, capability, capabilities, mvp, minimum viable product, solution, "
        "proposed solution, what we need, what to build, out of scope, non goal, must have, "
        "should have, could have, nice to have, won't have, not now"
    ),
    "use_cases": (
        "use case, user story, user stories, story, stories, scenario, acceptance criteria, "
        "acceptance criterion, acceptance, definition of done, user journey, customer journey, "
        "user flow, job to be done"
    ),
    "metrics": (
        "metric, kpi, measure, measurement, measuring, success, success metric, success criteria, "
        "success measure, goal metric, okr, key result, indicator, baseline, target metric, "
        "how will we know, how we will know, how do we know, how we measure, how we'll measure"
    ),
    "data": (
        "data, data need, personal data, analytics, utm, cookie, consent, report, reporting, "
        "dashboard, integration"
    ),
    "tracking": "tracking, tracking plan, event tracking, measurement plan",
    "constraints": (
        "constraint, limitation, risk, dependency, dependencies, assumption, compliance, legal, "
        "security, privacy, gdpr, data protection, accessibility, condition, prerequisite, "
        "blocker, approach, technical approach, quality bar"
    ),
    "cost": (
        "cost, run cost, budget, pricing, price, estimate, estimation, effort, maintenance, "
        "upkeep, funding, spend, resourcing"
    ),
    "owes": (
        "timeline, timing, deadline, schedule, milestone, date, target date, target launch date, "
        "launch date, release date, due date, key date, rollout, roll out, launch plan, "
        "marketing plan, project plan, plan, task, todo, to do, action, action item, next step, "
        "owner, who does what, who owes what, who is requesting, responsible, responsibility, "
        "responsibilities, raci, team, squad, stakeholder, contact, requester, requestor, "
        "approval, approver, assignee, checklist, logistics, work required, before launch, "
        "launch day, after launch, sprint"
    ),
}

_WHOLE_PRIORITIES = {
    "must": "must, must have, required, mandatory, p0, mvp, minimum viable product, in scope",
    "should": "should, should have, p1",
    "could": "could, could have, nice to have, optional, stretch, stretch goal, p2, p3",
    "wont": (
        "won't, won't have, will not have, out of scope, not in scope, non goal, not now, later"
    ),
}

_PRIORITY_WORDS = {
    "must": "must, p0, shall, has to, have to, required, mandatory",
    "should": "should, p1",
    "could": "could, nice to have, optional, optionally, ideally, stretch, p2, p3, if possible",
    "wont": "won't, will not, out of scope, not in scope, non goal, not now",
}
_NEGATED = "not required, not mandatory, no required, not p0"

_FILLERS = frozenset(
    {"the", "our", "your", "of", "and", "or", "for", "a", "an", "to", "in", "on", "key", "main"}
    | {"project", "product", "campaign", "page", "this", "it", "is", "we", "statement", "s"}
)
"""Words that add nothing to a heading such as “The goals of our campaign”."""

_QUESTIONS = frozenset({"why", "who"})
"""A heading that asks one of these is about nothing else."""

_JOINS = frozenset({"and", "or", "of", "for", "to", "in", "on", "from", "with", "by", "about"})
_PUNCTUATION = re.compile(r"[:/(),;|&–—]|\s-\s")

Words = tuple[str, ...]


@dataclass(frozen=True)
class Guess:
    """`whole`: every word of the heading points there, so nothing else can be meant."""

    section: str
    whole: bool


def words_of(text: str) -> Words:
    """Lower-case words without punctuation, emoji and plural endings."""
    plain = text.casefold().replace("’", "").replace("'", "")
    spaced = "".join(character if character.isalnum() else " " for character in plain)
    return tuple(_singular(word) for word in spaced.split())


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 2 and word.endswith("s") and not word.endswith("ss") else word


def _phrases(table: dict[str, str]) -> dict[Words, str]:
    return {
        words_of(phrase): meaning
        for meaning, phrases in table.items()
        for phrase in phrases.split(", ")
    }


_SECTIONS = _phrases(_PHRASES)
_NAMES = _phrases(SECTION_NAMES)
_WHOLE = _phrases(_WHOLE_PRIORITIES)
_IN_TEXT = _phrases(_PRIORITY_WORDS) | dict.fromkeys(_phrases({"": _NEGATED}), "")
_LONGEST = 6


def guess_of(heading: str) -> Guess | None:
    """The section that this heading names, or None where its words say nothing."""
    words = words_of(heading)
    if words in _NAMES:
        return Guess(_NAMES[words], whole=True)
    if words in _WHOLE:
        return Guess("requirements", whole=True)
    meanings = (_head_of(words_of(part)) for part in _PUNCTUATION.split(heading))
    section = next(filter(None, meanings), None)
    if section is None:
        return None
    found = _read(words, _SECTIONS)
    alone = {meaning for _, meaning in found if meaning} == {section}
    rest = {word for phrase, meaning in found if not meaning for word in phrase}
    return Guess(section, whole=alone and _FILLERS.issuperset(rest))


def _head_of(words: Words) -> str | None:
    """What the first noun of these words means: the last phrase before something is joined on."""
    section = None
    for phrase, meaning in _read(words, _SECTIONS):
        if section and _JOINS.issuperset(phrase):
            return section
        if meaning and _QUESTIONS.intersection(phrase):
            return meaning
        section = meaning or section
    return section


def is_name_of(heading: str, section: str) -> bool:
    """Whether the heading says no more than what the section is called anyway."""
    return heading.strip() == SECTION_NAMES[section] or (
        section == "requirements" and heading.strip() in PRIORITY_NAMES.values()
    )


def priority_in_heading(heading: str) -> str | None:
    """The priority that a heading gives to all requirements below it."""
    words = words_of(heading)
    return _WHOLE.get(words) or priority_in(heading)


def priority_in(text: str) -> str | None:
    """The priority that a sentence states by its words; the first that is found counts."""
    return next((meaning for _, meaning in _read(words_of(text), _IN_TEXT) if meaning), None)


def _read(words: Words, table: dict[Words, str]) -> list[tuple[Words, str | None]]:
    """The words cut into phrases of the table with their meaning, and single words without one."""
    cut: list[tuple[Words, str | None]] = []
    at = 0
    while at < len(words):
        spans = (words[at : at + length] for length in range(_LONGEST, 0, -1))
        phrase = next((span for span in spans if span in table), words[at : at + 1])
        cut.append((phrase, table.get(phrase)))
        at += len(phrase)
    return cut
