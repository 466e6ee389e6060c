"""What is built: branches, pull requests and CI runs, told as a CI job tells them."""

from tandem.core import clock
from tandem.demo.play import Play, act
from tandem.demo.story import Act
from tandem.trace import services as trace
from tandem.trace.rules import Code, CodeKind, CodeState

_ORIGIN = "gitlab"


@act("tells-code")
def tell_code(play: Play, line: Act) -> None:
    """`tells-code KIND [STATE] [number=14] [commit=HEX] #name: name | address`: of a piece of
    work; told again under the same number or name, it is the same one.
    """
    name, address = line.texts(2)
    kind = CodeKind(line.plain[0])
    states = [CodeState(word) for word in line.plain if word in set(CodeState)]
    number, commit = line.option("number"), line.option("commit")
    trace.link_code(
        actor=play.actor(line),
        work_id=play.meant(line),
        code=Code(
            kind,
            _ORIGIN,
            f"{number or name}",
            name,
            int(number) if number and kind is CodeKind.PULL_REQUEST else None,
            states[0] if states else None,
            address,
            commit,
            at=clock.now(),
        ),
    )
