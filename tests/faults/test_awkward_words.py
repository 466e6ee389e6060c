"""What people really paste: long words, other scripts, emoji, half characters, links that bite.

Wherever a person types, it is either kept exactly and shown harmless, or refused in a sentence that
names the field, with nothing written.
"""

from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from tests.cast import Cast, content_of
from tests.refusals import refused

from tandem.accounts import services as accounts
from tandem.accounts.rules import Lane, Scope
from tandem.briefs import services as briefs
from tandem.briefs.queries import whole as whole_brief
from tandem.briefs.rules import Section, Statement
from tandem.core import markdown
from tandem.core.errors import BadInput
from tandem.initiatives import services as initiatives
from tandem.initiatives.queries import newest_first, whole
from tandem.initiatives.rules import Question

Door = Callable[[Cast, int, str], str]


def sentence(cast: Cast, initiative: int, text: str) -> str:
    written = initiatives.write_idea(actor=cast.alice, sentence=text)
    return whole(cast.rita, written.pk).row.sentence


def rewording(cast: Cast, initiative: int, text: str) -> str:
    before = whole(cast.alice, initiative).row.sentence
    initiatives.reword_idea(
        actor=cast.alice, initiative_id=initiative, sentence=text, before=before
    )
    return whole(cast.rita, initiative).row.sentence


def answer(cast: Cast, initiative: int, text: str) -> str:
    newest = newest_first(cast.alice, words="Still an idea").first()
    idea = newest or initiatives.write_idea(actor=cast.alice, sentence="Still an idea")
    standing = whole(cast.alice, idea.pk).answers.get(Question.GOAL)
    return initiatives.answer_question(
        actor=cast.alice,
        initiative_id=idea.pk,
        question=Question.GOAL,
        text=text,
        replaces=standing.id if standing else None,
    ).text


def item_text(cast: Cast, initiative: int, text: str) -> str:
    briefs.add_item(actor=cast.alice, initiative_id=initiative, section=Section.WHY, text=text)
    return whole_brief(cast.rita, initiative).items[-1].text


def item_title(cast: Cast, initiative: int, text: str) -> str:
    briefs.add_item(
        actor=cast.alice, initiative_id=initiative, section=Section.WHY, title=text, text="Text."
    )
    return whole_brief(cast.rita, initiative).items[-1].title


def playback(cast: Cast, initiative: int, text: str) -> str:
    seen = content_of(cast.igor, initiative)
    return briefs.play_back(actor=cast.igor, initiative_id=initiative, text=text, seen=seen).text


def not_quite(cast: Cast, initiative: int, text: str) -> str:
    said = whole_brief(cast.alice, initiative).playback
    if said is None or said.answered_at:
        playback(cast, initiative, "So I understood it.")
    standing = whole_brief(cast.alice, initiative).playback
    assert standing
    return briefs.answer_playback(
        actor=cast.alice,
        initiative_id=initiative,
        playback_id=standing.id,
        confirmed=False,
        answer=text,
    ).answer


def note(cast: Cast, initiative: int, text: str) -> str:
    return briefs.sign_brief(
        actor=cast.igor,
        initiative_id=initiative,
        lane=Lane.IT,
        statement=Statement.OBJECT,
        seen=content_of(cast.igor, initiative),
        note=text,
    ).note


def department(cast: Cast, initiative: int, text: str) -> str:
    return accounts.add_department(name=text, lane=None, actor=cast.ada).name


def token(cast: Cast, initiative: int, text: str) -> str:
    return accounts.make_token(actor=cast.ada, name=text, scope=Scope.READ)[0].name


LIMITS: dict[Door, int] = {
    sentence: 300, rewording: 300, answer: 4_000, item_text: 20_000, item_title: 300,
    playback: 2_000, not_quite: 2_000, note: 2_000, department: 120, token: 80,
}  # fmt: skip
every_door = pytest.mark.parametrize("door", LIMITS, ids=lambda door: door.__name__)

KEPT = [
    "שלחו מתנה לכל לקוח", "أرسل هدية لكل عميل", "お届け日を選べる", "Grüße & Küsse <b>fett</b>",
    "👩‍👩‍👧‍👦🏳️‍🌈🇩🇪", "Z͑ͫ̓a̴l̷g̸o̵", "e\u0301 is not \u00e9", "[a](javascript:alert(1))", "{{ 7 * 7 }}",
    "'; DROP TABLE x; --", "%s %(x)s {0} {actor}", "\u200f\u200e marks stay", "a\tb", "-- \\ / ?#",
]  # fmt: skip
REFUSED = ["NUL \0 inside", "\0", "half an emoji \ud83d", "\udc00"]


@every_door
def test_what_people_write_is_kept_exactly(cast: Cast, heard_brief: int, door: Door) -> None:
    limit = LIMITS[door]
    for text in [*KEPT, "W" * limit, "🎁" * limit]:
        assert door(cast, heard_brief, text[:limit]) == text[:limit].strip()


@every_door
def test_what_cannot_be_kept_is_refused(cast: Cast, heard_brief: int, door: Door) -> None:
    playback(cast, heard_brief, "So I understood it.")
    answer(cast, heard_brief, "Because.")
    for text in [*REFUSED, "W" * (LIMITS[door] + 1), "W" * 1_000_000]:
        with refused(BadInput) as caught:
            door(cast, heard_brief, text)
        assert caught.value.field  # type: ignore[attr-defined]


@every_door
def test_a_direction_that_is_never_closed_turns_nothing_around(
    cast: Cast, heard_brief: int, door: Door
) -> None:
    assert door(cast, heard_brief, "pay \u202e0001 euros") == "pay 0001 euros"


def test_a_word_of_ten_thousand_letters_is_a_text_and_no_sentence(
    cast: Cast, heard_brief: int
) -> None:
    word = "Donaudampfschifffahrt" * 477
    assert item_text(cast, heard_brief, word) == word
    with refused(BadInput):
        sentence(cast, heard_brief, word)


class Links(HTMLParser):
    """Where a text leads, and what in it could run."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.schemes: set[str] = set()
        self.runs: list[str] = []
        self.feed(str(markdown.render(text)))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "style", "iframe", "object", "img", "form", "input"}:
            self.runs.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.runs.append(name)
            if name == "href":
                self.schemes.add(urlsplit(value or "").scheme)


@pytest.mark.parametrize(
    "text",
    [
        "[click](javascript:alert(document.cookie))",
        "[click](java\nscript:alert(1))",
        "[click](JAVASCRIPT:alert(1)) <javascript:alert(1)>",
        "[click](data:text/html,<script>alert(1)</script>)",
        "<a href='javascript:alert(1)'>x</a><img src=x onerror=alert(1)>",
        "[click][1]\n\n[1]: vbscript:msgbox(1)",
    ],
)
def test_a_link_that_bites_is_kept_as_source_and_shown_harmless(
    cast: Cast, heard_brief: int, text: str
) -> None:
    kept = item_text(cast, heard_brief, text)
    assert kept == text
    shown = Links(kept)
    assert shown.runs == []
    assert shown.schemes <= {"", "http", "https", "mailto"}
