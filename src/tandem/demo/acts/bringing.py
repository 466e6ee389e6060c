"""Work that comes from another tool."""

import re
from importlib.resources import files

from tandem.accounts.rules import Actor
from tandem.demo.play import Play, act
from tandem.demo.story import Act
from tandem.imports import services as imports
from tandem.imports.commands.steps import carry_on_all
from tandem.imports.requests import keep

_DAY = re.compile(r"\{(\d+)\}")


@act("imports")
def bring(play: Play, line: Act) -> None:
    """`imports: NAME` of an export in `documents`; {12} in it is the day twelve days ago."""
    actor = play.actor(line)
    made = imports.upload_export(actor=actor, home_id=play.initiative, files=_sent(play, line))
    _take_in(actor, made.pk)


@act("imports-ideas")
def bring_ideas(play: Play, line: Act) -> None:
    """The same of what becomes ideas."""
    actor = play.actor(line)
    _take_in(actor, imports.upload_ideas(actor=actor, files=_sent(play, line)).pk)


def _sent(play: Play, line: Act) -> list[imports.SentFile]:
    name = f"{line.text}.csv"
    text = (files("tandem.demo") / "documents" / name).read_text(encoding="utf-8")
    dated = _DAY.sub(lambda found: play.day(-int(found[1])).isoformat(), text)
    return [keep(name, [dated.encode()])]


def _take_in(actor: Actor, import_id: int) -> None:
    for step in (imports.compare_import, imports.start_import):
        carry_on_all()
        step(actor=actor, import_id=import_id)
    carry_on_all()
