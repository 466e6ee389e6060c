"""Documents as people write them, read as a brief."""

import pytest

from tandem.briefs import rules
from tandem.formats.brief_markdown import Piece, read_brief
from tandem.formats.brief_markdown.headings import guess_of, priority_in, priority_in_heading
from tandem.formats.brief_markdown.limits import LONGEST_TEXT, LONGEST_TITLE
from tandem.formats.brief_markdown.pieces import (
    ITEM_KINDS,
    KINDS,
    PRIORITY_NAMES,
    SECTION_NAMES,
)

PRODUCT_BRIEF = """\
# Gift cards for the spring sale

We want to sell gift cards online before Mother's Day.

## Background

Shops sell 4,000 cards a year, the site none.

- People ask for it in chat.

## Target audience

Returning customers who buy for others.

## Requirements

Everything below is for the first version.

### Must have

- Buy a card with any amount from 10 to 200.
- Send it by e-mail
  - with a date in the future
  - with a picture

    ![example](card.png)

### Nice to have

1. Print it at home
2. **Wrapped**

   A parcel with a ribbon.

## Use cases

### Send a card on a birthday

Somebody picks a date.

#### Main flow

1. Choose the amount
2. Choose the day

#### What if the address is wrong?

The card comes back.

### Redeem a card

## Success metrics

- 500 cards by the end of May
- Chat questions about cards: fewer than 10 a week

| metric | now | target |
| --- | --- | --- |
| cards | 0 | 500 |

## Timeline

Live on 20 April.
"""

ISSUE_FORM = """\
---
name: Landing page request
title: 'Landing page: [campaign]'
labels: web, marketing
---

<!-- Please fill in what you know. -->

**What is the goal?**

<!-- One sentence. -->
More sign-ups.

**Who is it for?**

_Everybody_ is no answer.

### Acceptance criteria
- [ ] The page is live on the day
- [x] Forms reach the newsletter list
* must load in 2 seconds

## Tasks
- [ ] Write copy @somebody
"""


def kinds(text: str) -> list[tuple[str, str, str]]:
    return [(piece.section, piece.kind, piece.title) for piece in read_brief(text).pieces]


def test_a_product_brief_falls_into_its_sections() -> None:
    draft = read_brief(PRODUCT_BRIEF)
    assert draft.title == "Gift cards for the spring sale"
    assert [(p.section, p.kind, p.title, p.priority) for p in draft.pieces] == [
        ("why", "text", "", None),
        ("why", "text", "Background", None),
        ("audience", "text", "Target audience", None),
        ("requirements", "text", "Requirements", None),
        ("requirements", "requirement", "", "must"),
        ("requirements", "requirement", "", "must"),
        ("requirements", "requirement", "", "could"),
        ("requirements", "requirement", "Wrapped", "could"),
        ("use_cases", "use_case", "Send a card on a birthday", None),
        ("use_cases", "use_case", "Redeem a card", None),
        ("metrics", "metric", "", None),
        ("metrics", "metric", "", None),
        ("metrics", "text", "", None),
        ("owes", "text", "Timeline", None),
    ]
    assert draft.notes == ()


def test_children_stay_in_the_text_of_their_parent() -> None:
    pieces = read_brief(PRODUCT_BRIEF).pieces
    assert pieces[5].text == (
        "Send it by e-mail\n- with a date in the future\n- with a picture\n\n  ![example](card.png)"
    )
    assert pieces[7].text == "A parcel with a ribbon."
    assert pieces[8].text.startswith("Somebody picks a date.\n\n#### Main flow\n\n1. Choose the")
    assert pieces[8].text.endswith("#### What if the address is wrong?\n\nThe card comes back.")
    assert pieces[12].text.startswith("| metric | now | target |")


def test_an_issue_form_keeps_its_comments_and_its_ticks() -> None:
    draft = read_brief(ISSUE_FORM)
    assert draft.title == "Landing page: [campaign]"
    assert [(p.section, p.kind, p.title, p.text) for p in draft.pieces] == [
        ("why", "text", "", "<!-- Please fill in what you know. -->"),
        ("why", "text", "What is the goal?", "<!-- One sentence. -->\nMore sign-ups."),
        ("audience", "text", "Who is it for?", "_Everybody_ is no answer."),
        ("use_cases", "use_case", "", "The page is live on the day"),
        ("use_cases", "use_case", "", "[x] Forms reach the newsletter list"),
        ("use_cases", "use_case", "", "must load in 2 seconds"),
        ("owes", "text", "Tasks", "- [ ] Write copy @somebody"),
    ]
    assert "Landing page request" in draft.notes[0]
    assert any("Comments" in note for note in draft.notes)


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Goals", "why"),
        ("🎯 Goal(s)", "why"),
        ("Problem statement", "why"),
        ("Why now?", "why"),
        ("Who is this for?", "audience"),
        ("Target audiences", "audience"),
        ("Mock-ups", "looks"),
        ("Copy & design", "looks"),
        ("Design requirements", "requirements"),
        ("Scope of changes", "requirements"),
        ("P0", "requirements"),
        ("Out of scope for launch", "requirements"),
        ("User stories", "use_cases"),
        ("Acceptance Criteria", "use_cases"),
        ("How we'll measure success", "metrics"),
        ("How we’ll measure success", "metrics"),
        ("KPIs", "metrics"),
        ("Audience metrics for the spring campaign", "metrics"),
        ("Tracking plan", "tracking"),
        ("Risks and dependencies", "constraints"),
        ("Budget", "cost"),
        ("Pricing?", "cost"),
        ("Deadlines", "owes"),
        ("Before launch - Deadline: [DATE]", "owes"),
        ("Web analytics marketing launch plan", "owes"),
        ("Who owes what by when", "owes"),
    ],
)
def test_a_heading_says_where_its_text_belongs(heading: str, section: str) -> None:
    guess = guess_of(heading)
    assert guess is not None
    assert guess.section == section


@pytest.mark.parametrize("heading", ["", "Decision log", "📍 Key details", "Appendix", "2026"])
def test_a_heading_that_says_nothing_is_not_guessed(heading: str) -> None:
    assert guess_of(heading) is None


@pytest.mark.parametrize(
    ("sentence", "priority"),
    [
        ("The page must load in 2 seconds", "must"),
        ("(P0) Sign in", "must"),
        ("It shall work offline", "must"),
        ("Users should see a receipt, it must be short", "should"),
        ("Could remember the last choice", "could"),
        ("Nice-to-have: dark mode", "could"),
        ("(Optional) wrapping", "could"),
        ("We won’t ship abroad", "wont"),
        ("An account is not required", None),
        ("Mustard is sold", None),
        ("Print it", None),
    ],
)
def test_a_requirement_says_how_important_it_is(sentence: str, priority: str | None) -> None:
    assert priority_in(sentence) == priority


@pytest.mark.parametrize(
    ("heading", "priority"),
    [
        ("Must have", "must"),
        ("MUST-HAVES", "must"),
        ("MVP", "must"),
        ("Should have", "should"),
        ("Could have", "could"),
        ("Stretch goals", "could"),
        ("Won't have", "wont"),
        ("Out of scope", "wont"),
        ("Non-goals", "wont"),
        ("Requirements", None),
    ],
)
def test_a_heading_gives_its_priority_to_all_below(heading: str, priority: str | None) -> None:
    assert priority_in_heading(heading) == priority
    read = read_brief(f"## Requirements\n\n### {heading}\n\n- We could print it\n")
    assert read.pieces[-1].priority == (priority or "could")


def test_what_is_not_said_to_be_a_must_is_a_should_and_a_note_says_so() -> None:
    draft = read_brief("## Requirements\n- Print it\n- Send it\n- must be paid\n")
    assert [piece.priority for piece in draft.pieces if piece.priority] == [
        "should",
        "should",
        "must",
    ]
    assert draft.notes == (
        "2 requirements don't say how important they are; they were taken as “should”.",
    )


def test_below_requirements_only_a_clear_heading_leads_away() -> None:
    assert kinds("## Requirements\n### Customer login\n- by mail\n### Goals\n- sell\n") == [
        ("requirements", "text", "Customer login"),
        ("requirements", "requirement", ""),
        ("why", "text", "Goals"),
    ]


def test_a_heading_without_meaning_belongs_where_the_one_above_it_belongs() -> None:
    text = (
        "## Audience\n\n### Readers of the blog\n\nx\n\n#### In detail\n\ny\n\n## Appendix\n\nz\n"
    )
    assert [section for section, _, _ in kinds(text)] == ["audience", "audience", "more"]


def test_a_story_is_a_use_case() -> None:
    text = "## User story\n\n**As a** shopper I want a receipt so that I can return things.\n"
    assert kinds(text) == [("use_cases", "use_case", "User story")]


def test_acceptance_criteria_below_a_story_are_use_cases_of_their_own() -> None:
    text = "## User story\n\nAs a shopper …\n\n### Acceptance criteria\n\n- Receipt is sent\n"
    assert [kind for _, kind, _ in kinds(text)] == ["use_case", "use_case"]


def test_the_name_of_a_section_is_not_repeated_as_a_title() -> None:
    assert read_brief("## Why\n\nBecause.\n").pieces == (Piece("why", "text", "", "Because."),)
    assert kinds("## What it must do\n\n### Must have\n\n- Sell\n") == [
        ("requirements", "requirement", "")
    ]


def test_a_heading_with_nothing_below_it_stays_as_a_part_to_fill() -> None:
    assert kinds("## Goals\n\n## Metrics\n\n## Why\n") == [
        ("why", "text", "Goals"),
        ("metrics", "text", "Metrics"),
        ("why", "text", "Why"),
    ]


def test_a_heading_that_links_somewhere_keeps_its_link_in_the_text() -> None:
    piece = read_brief("## [Goals](https://example.org/goals) of 2026\n\nSell.\n").pieces[0]
    assert piece.title == "Goals of 2026"
    assert piece.text == "[Goals](https://example.org/goals) of 2026\n\nSell."


def test_the_screen_and_the_document_use_the_same_words_and_limits() -> None:
    """Formats may not import what is above them, so a test holds the two together."""
    assert {s.value: str(s.label) for s in rules.Section} == SECTION_NAMES
    assert {p.value for p in rules.Priority} == set(PRIORITY_NAMES)
    assert {k.value for k in rules.ItemKind} == KINDS
    as_text = {rules.ItemKind.TEXT, rules.ItemKind.EVENT, rules.ItemKind.OWED}
    assert {s: s.item_kind for s in rules.Section if s.item_kind not in as_text} == ITEM_KINDS
    assert (LONGEST_TITLE, LONGEST_TEXT) == (rules.TITLE_LIMIT, rules.TEXT_LIMIT)
