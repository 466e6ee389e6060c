"""The people of a TaskJuggler plan, and who is asked for where."""

from dataclasses import replace

from tandem.engine.problem import Need, Person
from tandem.formats.plans.tjp_project import Project
from tandem.formats.plans.tjp_tree import Statement


class People:
    """Everybody of a plan: groups of `resource` are teams of those within."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.known: dict[str, Person] = {}
        self.teams: set[str] = set()
        self.skills: dict[str, set[str]] = {}

    def read(self, found: list[Statement], teams: tuple[str, ...]) -> None:
        """Take these people over, and those within them. Raises UnreadablePlan."""
        for one in found:
            name = one.word(0, "an id")
            inner = [other for other in one.block if other.keyword == "resource"]
            if inner:
                self.teams.add(name)
                self.read(inner, (*teams, name))
            else:
                self.known[name] = self._person(one, name, teams)

    def _person(self, one: Statement, name: str, teams: tuple[str, ...]) -> Person:
        block, project = one.block, self.project
        share = 1.0
        for other in block:
            if other.keyword == "efficiency" and (part := _number(other)):
                share *= part
            for limit in other.block if other.keyword == "limits" else ():
                if limit.keyword == "dailymax":
                    share *= project.hours(limit) / project.daily
        base = project.plan.calendar
        calendar = project.calendar(base, block) if base else None
        rates = [project.hourly(other) for other in block if other.keyword == "rate"]
        return Person(
            name,
            one.words[1].said if len(one.words) > 1 else "",
            teams,
            calendar=None if calendar == base else calendar,
            share=min(max(share, 0.01), 1.0),
            rate=rates[-1] if rates else project.rate,
        )

    def needs(self, one: Statement) -> list[Need]:
        """Whom `allocate` asks for. Raises UnreadablePlan for whoever isn't there."""
        return [self._need(one, name, block) for name, block in one.listed()]

    def _need(self, one: Statement, name: str, block: list[Statement]) -> Need:
        others = [
            other
            for statement in block
            if statement.keyword == "alternative"
            for other, _ in statement.listed()
        ]
        for each in (name, *others):
            if each not in self.known and each not in self.teams:
                raise one.wrong(f"“{each}” is allocated, but is no resource of this plan")
        if not others:
            return Need("team" if name in self.teams else "person", name)
        skill = " or ".join((name, *others))
        self.skills[skill] = {name, *others}
        return Need("skill", skill)

    def with_skills(self) -> list[Person]:
        """Everybody, with what they are an alternative for."""
        return [
            replace(
                person,
                skills=tuple(
                    skill
                    for skill, names in self.skills.items()
                    if names & {person.id, *person.teams}
                ),
            )
            for person in self.known.values()
        ]


def _number(one: Statement) -> float:
    text = one.word(0, "a number")
    try:
        return max(float(text), 0.0)
    except ValueError as error:
        raise one.wrong(f"“{text}” is no number") from error
