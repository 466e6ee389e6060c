"""What-ifs: tried, proposed, and dealt at the table."""

from tandem.demo.play import Play, act
from tandem.demo.story import Act
from tandem.scenarios import queries
from tandem.scenarios import services as scenarios
from tandem.scenarios.rules import Lever, LeverKind, Voice


@act("tries-otherwise")
def try_otherwise(play: Play, line: Act) -> None:
    """`tries-otherwise 26 who=hanne share=60 #name: What if …`: another day, counted from today,
    and another share of somebody's time.
    """
    actor = play.actor(line)
    made = scenarios.start_scenario(actor=actor, initiative_id=play.initiative, name=line.text)
    levers = [Lever(LeverKind.DATE, day=play.day(line.plain[0]))]
    if line.option("who"):
        person = play.cast.id(line.option("who"))
        levers.append(Lever(LeverKind.PERSON, person, number=int(line.option("share"))))
    scenarios.move_levers(
        actor=actor, initiative_id=play.initiative, scenario_id=made.pk, levers=levers
    )
    play.name(line, made.pk)


@act("proposes-otherwise")
def propose_otherwise(play: Play, line: Act) -> None:
    """`proposes-otherwise #name: a word with it`, by whoever tried it."""
    scenarios.propose_scenario(
        actor=play.actor(line),
        initiative_id=play.initiative,
        scenario_id=play.meant(line),
        words=line.text,
    )


@act("opens-table")
def open_table(play: Play, line: Act) -> None:
    """`opens-table #name`, by whoever tried it."""
    scenarios.open_table(
        actor=play.actor(line), initiative_id=play.initiative, scenario_id=play.meant(line)
    )


@act("presses-deal")
def press_deal(play: Play, line: Act) -> None:
    """`presses-deal it #name`, for a side."""
    actor, scenario = play.actor(line), play.meant(line)
    scenarios.press_deal(
        actor=actor,
        initiative_id=play.initiative,
        scenario_id=scenario,
        voice=Voice(line.plain[0]),
        seen=queries.scenario_of(actor, play.initiative, scenario).content,
    )
