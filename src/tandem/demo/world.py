"""What the company has before any story begins: systems, goals, the year and its freezes."""

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any

from tandem.accounts.queries import teams
from tandem.core import clock
from tandem.demo.days import ZONE, working_days_ago
from tandem.demo.people import BOSS, Cast, read
from tandem.formats.icalendar import Spell
from tandem.goals import services as goals
from tandem.intake import services as intake
from tandem.lists import services as lists
from tandem.lists.rules import Listed, Sharing
from tandem.own_fields.rules import FieldType
from tandem.own_fields.services import add_field
from tandem.projects import services as projects
from tandem.projects.rules import ProjectState
from tandem.revisions import services as revisions
from tandem.spending import services as spending
from tandem.systems import services as systems
from tandem.systems.rules import (
    Criticality,
    DataClass,
    Entry,
    EntryKind,
    FlowEntry,
    FlowHow,
    Lifecycle,
    Target,
)
from tandem.timesheets import services as timesheets
from tandem.upkeep import services as upkeep
from tandem.work.rules import WorkKind
from tandem.year import services as year
from tandem.year.rules import FreezeKind


def fill_catalogue(cast: Cast) -> dict[str, int]:
    """Add the systems, each by whoever answers for it; their ids by name."""
    found = {}
    for row in read("systems")["systems"]:
        entry = _entry(cast, row)
        actor = cast.actor(row.get("it_owner") or row["business_owner"])
        found[entry.name] = systems.add_system(actor=actor, entry=entry).pk
    return found


def say_where_data_flows(cast: Cast, catalogue: dict[str, int]) -> None:
    """Let IT say which data flows where, and Marketing lately a little that IT hasn't confirmed."""
    owners = {row["name"]: row.get("it_owner", "nora") for row in read("systems")["systems"]}
    table = read("flows")
    with working_days_ago(190, 14):
        for row in table["flows"]:
            _say_flow(cast, catalogue, owners[row[0]], row)
    with working_days_ago(2, 15):
        for who, *row in table["unconfirmed"]:
            _say_flow(cast, catalogue, who, row)


def _say_flow(cast: Cast, catalogue: dict[str, int], who: str, row: list[str]) -> None:
    giver, taker, how, data, note = row
    entry = FlowEntry(
        from_system=catalogue[giver],
        to_system=catalogue[taker],
        how=FlowHow(how),
        data_classes=tuple(DataClass(one) for one in data.split()),
        note=note,
    )
    systems.add_flow(actor=cast.actor(who), entry=entry)


def look_over_catalogue(cast: Cast, catalogue: dict[str, int]) -> None:
    """Let whoever answers for a system say lately that its entry is right; a few forget."""
    for number, row in enumerate(read("systems")["systems"]):
        if row.get("forgotten"):
            continue
        with working_days_ago(5 + 7 * number % 110, 11):
            systems.confirm_system(
                actor=cast.actor(row.get("it_owner") or "nora"), system_id=catalogue[row["name"]]
            )


def take_in_other_catalogue(cast: Cast) -> None:
    """Let IT take in what its developers keep, twice: one entry is missing the second time."""
    whole = (files("tandem.demo") / "documents" / "developers.yaml").read_bytes()
    for ago, data in ((60, whole), (12, whole.rpartition(b"---")[0])):
        with working_days_ago(ago, 16):
            file = systems.upload_catalogue(
                actor=cast.actor("nora"), source="Developers' catalogue", data=data
            )
            systems.take_in_catalogue(actor=cast.actor("nora"), file_id=file.pk)


def merge_doubles(cast: Cast, catalogue: dict[str, int]) -> None:
    """Let somebody add what is there under another name, and IT see that it is one."""
    for row in read("systems")["doubles"]:
        with working_days_ago(row["added"], 10):
            double = systems.add_system(actor=cast.actor(row["by"]), entry=_entry(cast, row)).pk
        with working_days_ago(row["merged"], 15):
            systems.merge_system(
                actor=cast.actor(row["seen_by"]),
                system_id=double,
                into_id=catalogue[row["same_as"]],
            )


def _entry(cast: Cast, row: dict[str, Any]) -> Entry:
    def person(role: str) -> int | None:
        return cast.id(row[role]) if role in row else None

    return Entry(
        name=row["name"],
        kind=EntryKind(row.get("kind", "system")),
        aliases=tuple(row.get("aliases", ())),
        vendor=row.get("vendor", ""),
        it_owner=person("it_owner"),
        business_owner=person("business_owner"),
        criticality=Criticality(row["criticality"]),
        data_classes=tuple(DataClass(one) for one in row["data"]),
        support_hours=row.get("hours", ""),
        support_team=row.get("team", ""),
        renews_on=_next_time(row["renews"]) if "renews" in row else None,
        yearly_cost=row.get("cost"),
        lifecycle=Lifecycle(row.get("lifecycle", "live")),
        target=Target(row.get("target", "keep")),
        replaced_by=row.get("replaced_by", ""),
        target_means=row.get("means", ""),
    )


def _next_time(day: str) -> date:
    """The next time that this day of the year comes."""
    year_now = today().year
    found = date.fromisoformat(f"{year_now}-{day}")
    return found if found > today() else found.replace(year=year_now + 1)


def set_goals(cast: Cast, today: date) -> None:
    """The vision and the goals of the year, and who stands behind them."""
    table, boss = read("year"), cast.actor(BOSS)
    until = clock.now().date() + timedelta(days=340)
    goals.write_vision(actor=boss, year=today.year, text=" ".join(table["vision"].split()))
    goals.endorse_vision(actor=boss, year=today.year, until=until)
    for row in table["goals"]:
        goal = goals.add_objective(
            actor=boss,
            title=row["title"],
            year=today.year,
            words=row["words"],
            owner_id=cast.id(row["owner"]),
            sponsor_id=cast.id(row["sponsor"]),
        )
        goals.endorse_objective(actor=cast.actor(row["sponsor"]), objective_id=goal.pk, until=until)


def note_the_year(cast: Cast, today: date, catalogue: dict[str, int]) -> None:
    """Fixed dates and freezes, of this year and the next."""
    table = read("year")
    for when in (today.year, today.year + 1):
        for row in table["moments"]:
            starts, ends = _span(row, when)
            year.note_moment(
                actor=cast.actor("alice"),
                name=row["name"],
                starts_on=starts,
                ends_on=ends,
                where=row.get("where", ""),
            )
        for row in table["freezes"]:
            starts, ends = _span(row, when)
            year.declare_freeze(
                actor=cast.actor(row["by"]),
                kind=FreezeKind(row["kind"]),
                name=row["name"],
                reason=row["reason"],
                starts_on=starts,
                ends_on=ends,
                systems=[catalogue[name] for name in row.get("systems", ())],
            )


def plan_projects(cast: Cast, today: date, catalogue: dict[str, int]) -> None:
    """What IT does alone this year, written down when it was planned; one of it was moved since."""
    known: dict[str, int] = {}
    groups = {one.name: one.id for one in teams()}
    for row in sorted(read("projects")["projects"], key=lambda one: -one["ago"]):
        actor, ends = cast.actor(row["lead"]), row.get("before", row["to"])
        with working_days_ago(row["ago"], 10):
            known[row["key"]] = projects.add_project(
                actor=actor,
                title=row["title"],
                purpose=row["purpose"],
                starts_on=today + timedelta(days=row["from"]),
                ends_on=today + timedelta(days=ends),
                lead_id=actor.me,
                team_id=groups.get(row["team"]),
                systems=[catalogue[name] for name in row["systems"]],
            ).pk
            if row.get("after"):
                projects.let_wait(
                    actor=actor, waiting_id=known[row["key"]], on_id=known[row["after"]]
                )
    for row in read("projects")["projects"]:
        _go_on(cast, today, row, known[row["key"]])


def _go_on(cast: Cast, today: date, row: dict[str, Any], project: int) -> None:
    """It begins on its day, ends, or was moved a few days ago."""
    actor = cast.actor(row["lead"])
    if row["from"] <= 0:
        with working_days_ago(-row["from"] * 5 // 7, 9):
            projects.change_project_state(
                actor=actor, project_id=project, after=ProjectState.UNDER_WAY
            )
    if "done" in row:
        with working_days_ago(row["done"], 16):
            projects.change_project_state(actor=actor, project_id=project, after=ProjectState.DONE)
    if "before" in row:
        with working_days_ago(6, 11):
            projects.move_project(
                actor=actor,
                project_id=project,
                starts_on=today + timedelta(days=row["from"]),
                ends_on=today + timedelta(days=row["to"]),
                reason=row["reason"],
                version=2,
            )


def _span(row: dict[str, Any], when: int) -> tuple[date, date]:
    """From when to when; what ends before it begins ends in the year after."""
    if "nth" in row:
        day = _nth(when, *row["nth"])
        return day, day
    starts = date.fromisoformat(f"{when}-{row['from']}")
    ends = date.fromisoformat(f"{when}-{row.get('to', row['from'])}")
    return starts, ends if ends >= starts else ends.replace(year=when + 1)


def _nth(when: int, month: int, which: int, weekday: int) -> date:
    """The second Sunday of May: which = 2, weekday = 7."""
    first = date(when, month, 1)
    day = 1 + (weekday - first.isoweekday()) % 7 + 7 * (which - 1)
    return first.replace(day=min(day, monthrange(when, month)[1]))


def keep_views(cast: Cast, today: date) -> None:
    """What people ask of Ideas & work again and again, most of it shared."""
    soon = (today + timedelta(weeks=10)).isoformat()
    for row in read("views")["views"]:
        asked = row["asked"].format(me=cast.id(row["by"]), soon=soon)
        listed = Listed(row.get("listed", "ideas"))
        lists.save_view(
            actor=cast.actor(row["by"]),
            name=row["name"],
            asked=listed.of_query(asked),
            shared=Sharing(row["shared"]),
        )


def say_which_fields(cast: Cast) -> None:
    """Let work have some fields of the company's own."""
    for one in read("views")["fields"]:
        kind, of = WorkKind(one.pop("kind")), FieldType(one.pop("type"))
        add_field(actor=cast.actor("vera"), kind=kind, type=of, **one)


def list_what_is_no_work(cast: Cast) -> None:
    """What hours go into beside work."""
    for name in ("Meetings", "Support"):
        timesheets.add_occupation(actor=cast.actor(BOSS), name=name)


def set_up_money(cast: Cast, today: date) -> None:
    """What accounting calls things, what a day costs, what a dollar was worth."""
    boss = cast.actor(BOSS)
    for code, name in (("MKT-20", "Paid media"), ("IT-40", "Suppliers and licences")):
        spending.add_cost_code(actor=boss, code=code, name=name)
    month = today.replace(day=1)
    for rate in ("0.93", "0.92", "0.94"):
        spending.set_currency_rates(actor=boss, rates=[("USD", month, Decimal(rate))])
        month = (month - timedelta(days=1)).replace(day=1)


def take_closing_days(cast: Cast, today: date) -> None:
    """The workshop and the offices are closed between the years; it stood in a calendar."""
    closed = [
        Spell(date(number, 12, first), date(number, 12, last), name)
        for number in (today.year, today.year + 1)
        for first, last, name in ((24, 24, "Christmas Eve"), (28, 31, "Between the years"))
    ]
    to_come = [one for one in closed if one.first > today]
    upkeep.take_closing_days(actor=cast.actor(BOSS), spells=to_come)


def open_the_form(cast: Cast) -> None:
    """Stores and the workshop have no accounts; they bring ideas through the open form."""
    intake.open_form(
        actor=cast.actor(BOSS),
        until=today() + timedelta(days=200),
        introduction=read("views")["introduction"],
    )


def open_years(cast: Cast, now: date) -> None:
    """The years whose quarterly revisions are booked: those of the company's time here, and the
    next one towards the end of a year.
    """
    for when in range(today().year, now.year + (2 if now.month > 9 else 1)):
        revisions.open_year(actor=cast.actor(BOSS), year=when)


def today() -> date:
    """The company's day."""
    return clock.now().astimezone(ZONE).date()
