"""Plays an initiative in Plan into a server that has the demonstration company in it.

`python -m tests.browser.planned SENTENCE [DAY]`, with the server's environment: prints its id. It is
Alice's and Igor's, signed by both, and has a budget. With a day, which is promised, Igor has ten
days of work on it.
"""

import sys
from datetime import date

import django


def play(sentence: str, day: date | None) -> int:
    """One initiative in Plan; with work and a promise where there is a day."""
    from tests import cast as story
    from tests.browser.awkward import people
    from tests.plans.test_scope_and_money import give
    from tests.scenarios.making import parts, piece, promise

    from tandem.accounts.rules import Lane
    from tandem.initiatives.services import write_idea

    cast = people()
    idea = write_idea(actor=cast.alice, sentence=sentence).pk
    for step in (story.pair, story.bring_to_assess, story.bring_to_brief, story.write_brief):
        step(cast, idea)
    for step in (story.confirm_playback, story.sign_both, story.bring_to_plan):
        step(cast, idea)
    give(cast, idea)
    if day:
        piece(cast.igor, idea, Lane.IT, "10", cast.igor, parts(idea)["R1"])
        promise(cast, idea, day)
    return idea


if __name__ == "__main__":
    django.setup()
    sentence, *days = sys.argv[1:]
    made = play(sentence, date.fromisoformat(days[0]) if days else None)
    sys.stdout.write(str(made))
