"""Work that comes from another tool."""

import re
from importlib.resources import files

from tandem.demo.play import Play, act
from tandem.demo.story import Act
from tandem.imports import services as imports
from tandem.imports.commands.steps import carry_on_all
from tandem.imports.requests import keep

_DAY = re.compile(r"\{(\d+)\}")


@act("imports")
def bring(play: Play, line: Act) -> None:
    """`imports: NAME` of an export in `documents`; {12} in it is the day twelve days ago."""
    name = f"{line.text}.csv"
    text = (files("tandem.demo") / "documents" / name).read_text(encoding="utf-8")
    dated = _DAY.sub(lambda found: play.day(-int(found[1])).isoformat(), text)
    actor = play.actor(line)
    made = imports.upload_export(
        actor=actor, home_id=play.initiative, files=[keep(name, [dated.encode()])]
    )
    for step in (imports.compare_import, imports.start_import):
        carry_on_all()
        step(actor=actor, import_id=made.pk)
    carry_on_all()
