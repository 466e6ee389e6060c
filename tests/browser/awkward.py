"""Plays initiatives with given sentences into a server that has the demonstration company in it.

`python -m tests.browser.awkward`, with the server's environment: reads a JSON list of sentences and
prints, for each, the ids of its initiatives by state. The brief's parts say the sentence, too.
"""

import json
import sys
from collections.abc import Callable
from typing import Any

import django


def play(sentence: str) -> dict[str, int]:
    """One initiative of Alice's and Igor's for each state; `playback` is that of `said`."""
    from tandem.briefs.queries import whole

    cast = people()
    states = {state: walk(cast, sentence, state) for state in steps()}
    playback = whole(cast.alice, states["said"]).playback
    assert playback
    return {**states, "playback": playback.id}


def people() -> Any:
    """The cast, as people of the demonstration company."""
    from tests.cast import Cast

    from tandem.accounts.models import Person
    from tandem.accounts.queries import actor_by_id

    ids = {person.name.split()[0].lower(): person.pk for person in Person.objects.all()}
    roles = {"ada": "vera", "ivan": "jonas", "charlie": "rita"}
    return Cast(**{role: actor_by_id(ids[roles.get(role, role)]) for role in Cast.__slots__})


def steps() -> dict[str, Callable[..., object]]:
    """What leads to each state, after the one before it."""
    from tests import cast as story

    return {
        "idea": lambda *_: None,
        "assessed": lambda cast, idea, _: (
            story.pair(cast, idea),
            story.bring_to_assess(cast, idea),
        ),
        "briefable": lambda cast, idea, _: story.bring_to_brief(cast, idea),
        "asked": write_and_ask,
        "said": lambda cast, idea, _: story.play_back(cast, idea),
        "objected": confirm_and_object,
        "signed": lambda cast, idea, _: story.sign_both(cast, idea),
    }


def walk(cast: Any, sentence: str, until: str) -> int:
    """Write the idea and bring it as far as `until`; its id."""
    from tandem.initiatives.services import write_idea

    idea = write_idea(actor=cast.alice, sentence=sentence).pk
    for state, step in steps().items():
        step(cast, idea, sentence)
        if state == until:
            break
    return idea


def write_and_ask(cast: Any, idea: int, sentence: str) -> None:
    from tests import cast as story

    from tandem.briefs import services as briefs
    from tandem.briefs.rules import Section

    story.write_brief(cast, idea)
    for section, title in ((Section.LOOKS, sentence[:100]), (Section.REQUIREMENTS, "")):
        briefs.add_item(
            actor=cast.alice, initiative_id=idea, section=section, title=title, text=sentence
        )
    briefs.ask_for_playback(actor=cast.alice, initiative_id=idea)


def confirm_and_object(cast: Any, idea: int, sentence: str) -> None:
    from tests import cast as story

    from tandem.accounts.rules import Lane
    from tandem.briefs import services as briefs
    from tandem.briefs.queries import whole
    from tandem.briefs.rules import Statement

    heard = whole(cast.alice, idea)
    briefs.answer_playback(
        actor=cast.alice, initiative_id=idea, playback_id=heard.playback.id, confirmed=True
    )
    briefs.sign_brief(
        actor=cast.igor,
        initiative_id=idea,
        lane=Lane.IT,
        statement=Statement.OBJECT,
        seen=story.content_of(cast.igor, idea),
        note=sentence,
    )


if __name__ == "__main__":
    django.setup()
    json.dump([play(sentence) for sentence in json.load(sys.stdin)], sys.stdout)
