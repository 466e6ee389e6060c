"""How heavy the way is: choosing a path, saying yes or no to it, ending what it began."""

from decimal import Decimal

from tandem.accounts.queries import present_day, team_names
from tandem.capacity.services import reserve_hours
from tandem.demo.play import Play, act
from tandem.demo.story import Act, Unreadable
from tandem.initiatives.rules import Terms, Track
from tandem.small_changes.queries import order_seen
from tandem.small_changes.rules import Step, follower
from tandem.small_changes.services import AT_END, move_small_change
from tandem.stages import services as stages
from tandem.stages.queries import earlier_briefs, waiting_choice


@act("chooses-path")
def choose(play: Play, line: Act) -> None:
    """`chooses-path small_change days=2`, `… experiment days=8 share=5 budget=600`,
    `… emergency approver=WHO: the harm`, `… repeat launch=DAYS: how the other idea begins`.
    """
    actor, track = play.actor(line), Track(line.plain[0])
    launch, approver = line.option("launch"), line.option("approver")
    repeats = None
    if track is Track.REPEAT:
        signed = earlier_briefs(actor).items()
        found = [pk for pk, one in signed if one.sentence.startswith(line.text)]
        if not found:
            raise Unreadable(f"line {line.line}: no signed brief begins like this")
        repeats = found[0]
    terms = Terms(
        days=Decimal(line.option("days") or 0),
        share=int(line.option("share") or 0),
        budget=int(line.option("budget") or 0),
        launch_on=play.launch_day(launch) if launch else None,
        reason="" if track is Track.REPEAT else line.text,
        approver=play.cast.id(approver) if approver else None,
    )
    stages.choose_path(
        actor=actor, initiative_id=play.initiative, track=track, terms=terms, repeats=repeats
    )


@act("agrees-to-path")
def agree(play: Play, line: Act) -> None:
    """`agrees-to-path: words`, by whoever was asked."""
    _say(play, line, agrees=True)


@act("refuses-path")
def refuse(play: Play, line: Act) -> None:
    """`refuses-path: why`."""
    _say(play, line, agrees=False)


def _say(play: Play, line: Act, *, agrees: bool) -> None:
    choice = waiting_choice(play.initiative)
    if choice is None:
        raise Unreadable(f"line {line.line}: no path waits for a word")
    stages.say_to_path(
        actor=play.actor(line),
        initiative_id=play.initiative,
        choice_id=choice.pk,
        agrees=agrees,
        note=line.text,
    )


@act("ends-experiment")
def end_experiment(play: Play, line: Act) -> None:
    """`ends-experiment promote|stop: what was learned`, by an owner."""
    stages.end_experiment(
        actor=play.actor(line),
        initiative_id=play.initiative,
        promote=line.plain[0] == "promote",
        learned=line.text,
    )


@act("finishes-check")
def finish_check(play: Play, line: Act) -> None:
    """IT has looked at everything after an emergency."""
    stages.finish_full_check(actor=play.actor(line), initiative_id=play.initiative)


@act("reserves-hours")
def reserve(play: Play, line: Act) -> None:
    """`reserves-hours TEAM hours=12`: so many a week for small changes, from that week on."""
    team = next(pk for pk, name in team_names().items() if name == line.plain[0])
    hours = Decimal(line.option("hours"))
    reserve_hours(actor=play.actor(line), team_id=team, hours=hours, since=present_day())


@act("moves-small-change")
def move_in_order(play: Play, line: Act) -> None:
    """`moves-small-change up|down|top`, by Marketing."""
    actor = play.actor(line)
    before = follower(order_seen(actor), play.initiative, Step(line.plain[0]))
    move_small_change(actor=actor, initiative_id=play.initiative, before_id=before or AT_END)
