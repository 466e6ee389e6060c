"""Who works at Harbour & Pine. Texts are in `company/`."""

import tomllib
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any

from tandem.accounts import services as accounts
from tandem.accounts.queries import actor_by_id, people_for_demonstration_sign_in
from tandem.accounts.rules import Actor, Lane, Nerve, Pace, Showing, WorkspaceRole
from tandem.assessment import services as assessment
from tandem.assessment.rules import Authority
from tandem.core.words import Sentence
from tandem.plans.services import set_day_rate
from tandem.risk import services as risk
from tandem.risk.queries import present_questions

COMPANY = "Harbour & Pine"
AT = "harbour-and-pine.example"
BOSS = "vera"


class Cast:
    """The people by first name; `cast.actor("alice")` acts with the sides she has that day."""

    def __init__(self, ids: dict[str, int]) -> None:
        self._ids = ids

    def id(self, key: str) -> int:
        return self._ids[key]

    def actor(self, key: str) -> Actor:
        return actor_by_id(self._ids[key])


def read(name: str) -> dict[str, Any]:
    """A table of the company: `company/NAME.toml`."""
    text = (files("tandem.demo") / "company" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def cast() -> Cast:
    """Whoever is there by now."""
    people = people_for_demonstration_sign_in()
    return Cast({person.email.partition("@")[0]: person.pk for person in people})


def found() -> Cast:
    """Found the company and let everybody in. Nobody has a password: one click signs in, here."""
    company = read("people")
    vera = accounts.found_workspace(
        company=COMPANY,
        name=company["founder"]["name"],
        title=company["founder"]["title"],
        email=f"{BOSS}@{AT}",
        password=None,
        demonstration=True,
        country="DE-HH",
    )
    boss = actor_by_id(vera.pk)
    departments: dict[str, int] = {}
    if vera.department_id is not None:
        departments["Management"] = vera.department_id
    for one in company["departments"]:
        lane = Lane(one["side"]) if "side" in one else None
        made = accounts.add_department(name=one["name"], lane=lane, actor=boss)
        departments[one["name"]] = made.pk
    ids = {BOSS: vera.pk}
    for one in company["people"]:
        person, _ = accounts.add_person(
            actor=boss,
            email=f"{one['key']}@{AT}",
            name=one["name"],
            title=one["title"],
            department_id=departments[one["department"]],
            role=WorkspaceRole(one.get("role", "member")),
        )
        ids[one["key"]] = person.pk
    everybody = Cast(ids)
    _arrange(boss, everybody, company, departments)
    teams = _make_teams(boss, everybody, company, departments)
    for name, amount in company["rates"].items():
        set_day_rate(actor=boss, amount=Decimal(amount), team_id=teams.get(name))
    _describe(everybody)
    return everybody


def _make_teams(
    boss: Actor, cast: Cast, company: dict[str, Any], departments: dict[str, int]
) -> dict[str, int]:
    """The teams with their people and liaisons; their ids by name."""
    made = {}
    for one in company["teams"]:
        team = accounts.add_team(
            actor=boss, department_id=departments[one["department"]], name=one["name"]
        )
        made[team.name] = team.pk
        for who in one["people"]:
            accounts.join_team(actor=boss, team_id=team.pk, person_id=cast.id(who))
        if "liaison" in one:
            accounts.name_liaison(
                actor=boss,
                department_id=team.department_id,
                team_id=team.pk,
                person_id=cast.id(one["liaison"]),
            )
    return made


def _describe(cast: Cast) -> None:
    """Everybody says when they work and how to work with them, who says anything at all."""
    for key, one in read("working").items():
        actor = cast.actor(key)
        accounts.change_working_time(
            actor=actor,
            person_id=actor.me,
            time_zone=one.get("time_zone", ""),
            country=one.get("country", ""),
            opens_at=time.fromisoformat(one["opens"]) if "opens" in one else None,
            closes_at=time.fromisoformat(one["closes"]) if "closes" in one else None,
            days=one.get("days", ()),
        )
        accounts.write_how_to_work(
            actor=actor,
            pace=Pace(one["pace"]) if "pace" in one else None,
            nerve=Nerve(one["nerve"]) if "nerve" in one else None,
            showing=Showing(one["showing"]) if "showing" in one else None,
            text=one["text"],
            skills=one.get("skills", ()),
        )


def _arrange(boss: Actor, cast: Cast, company: dict[str, Any], departments: dict[str, int]) -> None:
    """Say who heads what, stands in for whom, answers for a side, and may hold for what."""
    for one in company["people"]:
        if "deputy" in one:
            accounts.name_deputy(
                actor=boss, person_id=cast.id(one["key"]), deputy_id=cast.id(one["deputy"])
            )
    for one in company["departments"]:
        pk = departments[one["name"]]
        accounts.name_head(actor=boss, department_id=pk, person_id=cast.id(one["head"]))
        if "liaison" in one:
            accounts.name_liaison(actor=boss, department_id=pk, person_id=cast.id(one["liaison"]))
    for lane, who in company["on_duty"].items():
        accounts.name_duty_person(actor=boss, lane=Lane(lane), person_id=cast.id(who))
    for who in company["both_sides"]["people"]:
        accounts.change_sides(actor=boss, person_id=cast.id(who), lanes=list(Lane))
    for kind, who in company["authorities"].items():
        assessment.name_authority(actor=boss, person_id=cast.id(who), kind=Authority(kind))
    _ask_otherwise(boss)


def _ask_otherwise(boss: Actor) -> None:
    """Let the risk check ask in words of the house: tills are what stands still here."""
    draft = risk.begin_question_version(actor=boss)
    standing = present_questions().by_key["outage"]
    *mild, worst = standing.answers
    told = replace(worst, text=Sentence("We couldn't sell, online or at the tills"))
    question = replace(standing, answers=(*mild, told))
    draft = risk.change_risk_question(actor=boss, question=question, revision=draft.revision)
    risk.publish_question_version(actor=boss, revision=draft.revision)


def plan_rota(cast: Cast, today: date) -> None:
    """Who is on duty in this week and the next ones."""
    monday = today - timedelta(days=today.weekday())
    for lane, people in read("people")["rota"].items():
        for number, who in enumerate(people):
            accounts.plan_duty(
                actor=cast.actor(BOSS),
                lane=Lane(lane),
                week=monday + timedelta(weeks=number),
                person_id=cast.id(who),
            )


def write_down_absences(cast: Cast, today: date) -> None:
    """Who is away around today. Nobody is asked for reasons."""
    for one in read("people")["people"]:
        if "away" in one:
            first, last = (today + timedelta(days=days) for days in one["away"])
            accounts.add_absence(
                actor=cast.actor(one["key"]),
                person_id=cast.id(one["key"]),
                starts_on=first,
                ends_on=last,
            )
