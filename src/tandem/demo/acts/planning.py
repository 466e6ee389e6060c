"""Budgets, what fits them, and the list that is handed over."""

from decimal import Decimal

from tandem.core import clock
from tandem.demo.days import ZONE
from tandem.demo.play import Play, act
from tandem.demo.story import Act, Unreadable
from tandem.plans import queries
from tandem.plans import services as plans
from tandem.plans.jobs import work_out_forecast
from tandem.plans.rules import MoneyKind
from tandem.projects import services as projects
from tandem.projects.queries import all_projects
from tandem.roadmap import services as roadmap
from tandem.roadmap.rules.calendar import Channel
from tandem.spending import services as spending
from tandem.spending.services import NewActual, NewLine

_KINDS = (MoneyKind.BUILD, MoneyKind.MEDIA, MoneyKind.RUN)


def _amounts(line: Act) -> dict[MoneyKind, Decimal]:
    """`BUILD [MEDIA [RUN]]`, in whole euros."""
    return {kind: Decimal(amount) for kind, amount in zip(_KINDS, line.plain, strict=False)}


@act("promises")
def promise(play: Play, line: Act) -> None:
    """`promises DAYS: why it moves`, by Marketing; the days are counted from today."""
    standing = queries.forecast_page(play.initiative).promised
    plans.promise_date(
        actor=play.actor(line),
        initiative_id=play.initiative,
        day=play.day(line.plain[0]),
        why=line.text,
        replaces=standing.id if standing else None,
    )


@act("is-forecast")
def forecast(play: Play, line: Act) -> None:
    """`is-forecast`: the engine says when the work is ready."""
    work_out_forecast(play.initiative)


@act("waits-for-project")
def wait_for_project(play: Play, line: Act) -> None:
    """`waits-for-project: how the IT project's title begins`."""
    actor = play.actor(line)
    known = [one for one in all_projects(actor) if one.title.startswith(line.text)]
    if len(known) != 1:
        raise Unreadable(f"line {line.line}: no IT project is called “{line.text}…”")
    projects.let_wait(actor=actor, waiting_id=play.initiative, on_id=known[0].id)


@act("appears")
def appear(play: Play, line: Act) -> None:
    """`appears CHANNEL…: markets | campaign`, by Marketing."""
    markets, campaign = line.texts(2)
    roadmap.say_appearance(
        actor=play.actor(line),
        initiative_id=play.initiative,
        channels=[Channel(one) for one in line.plain],
        markets=markets,
        campaign=campaign,
    )


@act("asks-budget")
def ask_budget(play: Play, line: Act) -> None:
    """`asks-budget BUILD [MEDIA [RUN]]: what for`."""
    plans.ask_budget(
        actor=play.actor(line),
        initiative_id=play.initiative,
        amounts=_amounts(line),
        why=line.text,
    )


@act("gives-budget")
def give_budget(play: Play, line: Act) -> None:
    """`gives-budget BUILD [MEDIA [RUN]]: words`, by the sponsor."""
    given = queries.budget_standing(play.initiative)
    plans.give_budget(
        actor=play.actor(line),
        initiative_id=play.initiative,
        amounts=_amounts(line),
        words=line.text,
        replaces=given.id if given else None,
    )


@act("plans-line")
def plan_line(play: Play, line: Act) -> None:
    """`plans-line media 4000 in=DAYS on=CHANNEL code=CODE #name: what for`; the month is that of a
    day counted from today.
    """
    part, amount = line.plain
    made = spending.add_budget_line(
        actor=play.actor(line),
        initiative_id=play.initiative,
        line=NewLine(
            MoneyKind(part),
            line.text,
            Decimal(amount),
            line.option("code"),
            play.day(line.option("in")) if line.option("in") else None,
            line.option("on").replace("-", " "),
        ),
    )
    play.name(line, made.pk)


@act("pays")
def pay(play: Play, line: Act) -> None:
    """`pays media 1200 in=USD of=NAME: what`; `of` is a line that was planned."""
    part, amount = line.plain
    planned = line.option("of")
    spending.note_actual(
        actor=play.actor(line),
        initiative_id=play.initiative,
        actual=NewActual(
            MoneyKind(part),
            clock.now().astimezone(ZONE).date(),
            Decimal(amount),
            line.text,
            line.option("in"),
            line_id=play.named[planned] if planned else None,
        ),
    )


@act("refuses-budget")
def refuse_budget(play: Play, line: Act) -> None:
    """`refuses-budget: why not now`, by the sponsor."""
    plans.refuse_budget(actor=play.actor(line), initiative_id=play.initiative, words=line.text)


@act("says-worth")
def say_worth(play: Play, line: Act) -> None:
    """`says-worth: R5 2, R6 4`, by Marketing."""
    said = (one.split() for one in line.text.split(","))
    plans.say_worths(
        actor=play.actor(line),
        initiative_id=play.initiative,
        worths={play.item(line, label).id: int(points) for label, points in said},
    )


@act("says-spend")
def say_spend(play: Play, line: Act) -> None:
    """`says-spend: R5 900`, by IT."""
    said = (one.split() for one in line.text.split(","))
    plans.say_spends(
        actor=play.actor(line),
        initiative_id=play.initiative,
        spends={play.item(line, label).id: Decimal(amount) for label, amount in said},
    )


@act("hands-over")
def hand_over(play: Play, line: Act) -> None:
    """`hands-over R1 R2 …: a word to Marketing`, by IT."""
    plans.hand_over_list(
        actor=play.actor(line),
        initiative_id=play.initiative,
        inside=[play.item(line, label).id for label in line.plain],
        note=line.text,
        seen=queries.scope_of(play.initiative).facts.digest,
    )


@act("accepts-list")
def accept_list(play: Play, line: Act) -> None:
    """By Marketing."""
    handed = queries.latest_list(play.initiative)
    plans.accept_list(
        actor=play.actor(line),
        initiative_id=play.initiative,
        list_id=handed.id if handed else 0,
    )


@act("sends-list-back")
def send_list_back(play: Play, line: Act) -> None:
    """`sends-list-back: what should be otherwise`, by Marketing."""
    handed = queries.latest_list(play.initiative)
    plans.send_list_back(
        actor=play.actor(line),
        initiative_id=play.initiative,
        list_id=handed.id if handed else 0,
        words=line.text,
    )
