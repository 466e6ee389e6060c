"""Work: added, taken, estimated, moved, blocked, waited for, accepted."""

from datetime import timedelta
from decimal import Decimal

from tandem.accounts.rules import Lane
from tandem.core import clock
from tandem.demo.days import ZONE
from tandem.demo.play import Play, act
from tandem.demo.story import Act, Unreadable
from tandem.own_fields.queries import fields_defined
from tandem.own_fields.services import fill_in
from tandem.patterns import services as patterns
from tandem.patterns.queries import work_templates
from tandem.routine.queries import rules_of
from tandem.routine.rules import Every, Recurs, Rhythm, RuleAsked, Then, To, When
from tandem.routine.services import change_rule, make_rule, set_up_recurring
from tandem.talk import services as talk
from tandem.timesheets import services as timesheets
from tandem.timesheets.queries import occupations
from tandem.timesheets.rules import SpentOn, minutes_of
from tandem.work import queries
from tandem.work import services as work
from tandem.work.rules import Changes, DependencyKind, Estimate, Sureness, WorkKind, WorkState


@act("adds-work")
def add_work(play: Play, line: Act) -> None:
    """`adds-work marketing|it|both [KIND] [guess] days=3|2/3/6 who=NAME for=R1 due=DAYS below=NAME
    skill=WORD #name: title | description`; the days to be done are counted from today.
    """
    actor, (title, description) = play.actor(line), line.texts(2)
    side = line.plain[0]
    kinds = [WorkKind(word) for word in line.plain if word in set(WorkKind)]
    below = line.option("below")
    item = work.add_work_item(
        actor=actor,
        home_id=play.initiative,
        title=title,
        kind=kinds[0] if kinds else WorkKind.TASK,
        lane=None if side == "both" else Lane(side),
        parent_id=play.named[below] if below else None,
    )
    play.name(line, item.pk)
    changes: Changes = {}
    if description:
        changes["description"] = description
    if line.option("due"):
        changes["due_on"] = play.day(line.option("due"))
    if line.option("skill"):
        changes["skills"] = [line.option("skill").replace("-", " ")]
    if changes:
        work.edit_work_item(actor=actor, work_id=item.pk, changes=changes)
    if line.option("days"):
        work.estimate_work_item(actor=actor, work_id=item.pk, estimate=_estimate(line))
    if line.option("who"):
        person = play.cast.id(line.option("who"))
        work.assign_work_item(actor=actor, work_id=item.pk, person_id=person)
    for label in filter(None, line.option("for").split(",")):
        part = play.item(line, label).id
        work.link_work_item(actor=actor, work_id=item.pk, part_id=part)


def _estimate(line: Act) -> Estimate:
    points = [Decimal(one) for one in line.option("days").split("/")]
    if len(points) == 3:
        return Estimate(points[1], None, points[0], points[2])
    sureness = Sureness.GUESS if "guess" in line.plain else Sureness.NORMAL
    return Estimate(points[0], sureness)


@act("moves")
def move(play: Play, line: Act) -> None:
    """`moves STATE #name`."""
    work.move_work_item(
        actor=play.actor(line), work_id=play.meant(line), to=WorkState(line.plain[0])
    )


@act("takes")
def take(play: Play, line: Act) -> None:
    """`takes #name`: does it from now on."""
    actor = play.actor(line)
    work.assign_work_item(actor=actor, work_id=play.meant(line), person_id=actor.me)


@act("is-blocked")
def block(play: Play, line: Act) -> None:
    """`is-blocked WHO|marketing|it|nobody #name: what is in the way`."""
    waits = line.plain[0]
    lane = Lane(waits) if waits in set(Lane) else None
    work.block_work_item(
        actor=play.actor(line),
        work_id=play.meant(line),
        reason=line.text,
        lane=lane,
        person_id=None if lane or waits == "nobody" else play.cast.id(waits),
    )


@act("goes-on")
def unblock(play: Play, line: Act) -> None:
    """`goes-on #name`."""
    work.unblock_work_item(actor=play.actor(line), work_id=play.meant(line))


@act("lets-wait")
def let_wait(play: Play, line: Act) -> None:
    """`lets-wait [KIND] [lag=DAYS] on=NAME #name`, or after the colon the title of other work."""
    actor, waiting = play.actor(line), play.meant(line)
    named = line.option("on")
    on = play.named.get(named) if named else None
    on = on or queries.item_meant(actor, play.initiative, line.text)
    if on is None:
        raise Unreadable(f"line {line.line}: no work is called “{named or line.text}”")
    kinds = [DependencyKind(word) for word in line.plain if word in set(DependencyKind)]
    work.let_wait_for(
        actor=actor,
        work_id=waiting,
        on_id=on,
        kind=kinds[0] if kinds else DependencyKind.FINISH_START,
        lag=int(line.option("lag") or 0),
    )


@act("lists")
def check(play: Play, line: Act) -> None:
    """`lists #name: line; line; *a line that is ticked`."""
    actor, item = play.actor(line), play.meant(line)
    for text in line.text.split(";"):
        made = work.add_check(actor=actor, work_id=item, text=text.strip().removeprefix("*"))
        if text.strip().startswith("*"):
            work.tick_check(actor=actor, check_id=made.pk)


@act("spends")
def spend(play: Play, line: Act) -> None:
    """`spends 2h30 #name: note`, `spends 1h on=Meetings`; the hours of that day, until then."""
    actor = play.actor(line)
    on = (
        SpentOn(occupation_id=_occupation(line.option("on")))
        if line.option("on")
        else SpentOn(subject_id=play.meant(line) if line.label else play.initiative)
    )
    day = clock.now().astimezone(ZONE).date()
    minutes = minutes_of(line.plain[0])
    timesheets.write_hours(actor=actor, on=on, day=day, minutes=minutes, note=line.text)


def _occupation(name: str) -> int:
    return next(one.pk for one in occupations() if one.name == name)


@act("still-needs")
def still_needs(play: Play, line: Act) -> None:
    """`still-needs DAYS #name`, by whoever does it."""
    timesheets.say_still_needs(
        actor=play.actor(line), work_id=play.meant(line), days=Decimal(line.plain[0])
    )


@act("accepts-work")
def accept(play: Play, line: Act) -> None:
    """`accepts-work #name`."""
    work.accept_work_item(actor=play.actor(line), work_id=play.meant(line))


@act("remarks")
def remark(play: Play, line: Act) -> None:
    """`remarks #name: words` about a piece of work."""
    talk.write_comment(actor=play.actor(line), subject_id=play.meant(line), text=line.text)


@act("limits-columns")
def limit(play: Play, line: Act) -> None:
    """`limits-columns in_progress=3 in_review=2`, by an owner."""
    limits = {
        state: int(line.option(state.value)) for state in WorkState if line.option(state.value)
    }
    work.set_limits(actor=play.actor(line), home_id=play.initiative, limits=limits)


@act("keeps-work-as-template")
def keep_work(play: Play, line: Act) -> None:
    """`keeps-work-as-template: name | when to use it`: its days are told from the launch."""
    name, description = line.texts(2)
    patterns.make_work_template(
        actor=play.actor(line),
        initiative_id=play.initiative,
        name=name,
        description=description,
    )


@act("uses-work-template")
def use_work(play: Play, line: Act) -> None:
    """`uses-work-template launch=DAYS: name`: adds what one's own side does, and both do."""
    actor, launch = play.actor(line), line.option("launch")
    known = {one.name: one.id for one in work_templates(actor)}
    patterns.use_work_template(
        actor=actor,
        template_id=known[line.text],
        initiative_id=play.initiative,
        launch_day=play.launch_day(launch) if launch else None,
    )


@act("lets-come-back")
def let_come_back(play: Play, line: Act) -> None:
    """`lets-come-back marketing|it|both every=working_day|week|month|after on=1/4|0|14 who=NAME
    takes=DAYS due=DAYS: title | description`: from the next day on.
    """
    actor, (title, description) = play.actor(line), line.texts(2)
    side, every, who = line.plain[0], Every(line.option("every")), line.option("who")
    days = [int(one) for one in line.option("on").split("/") if one]
    set_up_recurring(
        actor=actor,
        home_id=play.initiative,
        what=Recurs(
            title=title,
            description=description,
            lane=None if side == "both" else Lane(side),
            estimate=line.option("takes"),
            person_id=play.cast.actor(who).me if who else None,
            due_after=int(line.option("due") or 0),
        ),
        rhythm=Rhythm(
            every=every,
            starts_on=clock.now().astimezone(ZONE).date() + timedelta(days=1),
            weekdays=tuple(days) if every is Every.WEEK else (),
            month_day=days[0] if every is Every.MONTH else None,
            days=days[0] if every is Every.AFTER else None,
        ),
    )


@act("makes-rule")
def make_a_rule(play: Play, line: Act) -> None:
    """`makes-rule when=signed|scope|work_done|… then=task|tell to=owner_it|… : name | words`."""
    make_rule(actor=play.actor(line), initiative_id=play.initiative, asked=_rule(line))


@act("changes-rule")
def change_a_rule(play: Play, line: Act) -> None:
    """The same as `makes-rule`, of the one that bears the name."""
    actor, asked = play.actor(line), _rule(line)
    one = next(row for row in rules_of(actor, play.initiative) if row.asked.name == asked.name)
    change_rule(actor=actor, rule_id=one.id, asked=asked, version=one.version)


def _rule(line: Act) -> RuleAsked:
    name, text = line.texts(2)
    return RuleAsked(
        name=name,
        when=When(line.option("when")),
        then=Then(line.option("then")),
        text=text,
        to=To(line.option("to")),
    )


@act("fills-in")
def fill_field(play: Play, line: Act) -> None:
    """`fills-in #name: field = value`; several of a list with commas."""
    name, _, value = (part.strip() for part in line.text.partition("="))
    one = next(one for one in fields_defined() if one.name == name)
    parts = [part.strip() for part in value.split(",")] if one.type.is_listed else value
    fill_in(actor=play.actor(line), work_id=play.meant(line), field_id=one.id, value=parts)
