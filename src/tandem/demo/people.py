"""Who works at Harbour & Pine: eight people, two sides, a sponsor and a reader."""

from dataclasses import dataclass

from tandem.accounts.queries import actor_by_id
from tandem.accounts.rules import Actor, Lane, WorkspaceRole
from tandem.accounts.services import add_department, add_person, found_workspace

COMPANY = "Harbour & Pine"


@dataclass(frozen=True, slots=True)
class _Colleague:
    key: str
    name: str
    title: str
    department: str
    role: WorkspaceRole = WorkspaceRole.MEMBER


_COLLEAGUES = [
    _Colleague("alice", "Alice Marlow", "Head of Marketing", "Marketing"),
    _Colleague("mona", "Mona Lindqvist", "Campaign manager", "Marketing"),
    _Colleague("paul", "Paul Adeyemi", "E-mail and CRM", "Marketing"),
    _Colleague("igor", "Igor Kovač", "Head of IT", "IT"),
    _Colleague("jonas", "Jonas Berg", "Shop developer", "IT"),
    _Colleague("nora", "Nora Brandt", "Data and consent", "IT"),
    _Colleague("rita", "Rita Solberg", "Controller", "Finance", WorkspaceRole.VIEWER),
]


class Cast:
    """The people by first name; `cast.actor("alice")` acts with the sides she has that day."""

    def __init__(self, ids: dict[str, int]) -> None:
        self._ids = ids

    def id(self, key: str) -> int:
        return self._ids[key]

    def actor(self, key: str) -> Actor:
        return actor_by_id(self._ids[key])


def hire() -> Cast:
    """Found the company and let everybody in. Nobody has a password: one click signs in, here."""
    vera = found_workspace(
        company=COMPANY,
        name="Vera Okafor",
        title="Managing director",
        email="vera@harbour-and-pine.example",
        password=None,
        demonstration=True,
        country="DE-HH",
    )
    ids = {"vera": vera.pk}
    boss = actor_by_id(vera.pk)
    departments = {
        name: add_department(name=name, lane=lane, actor=boss).pk
        for name, lane in (("Marketing", Lane.MARKETING), ("IT", Lane.IT), ("Finance", None))
    }
    for colleague in _COLLEAGUES:
        person, _ = add_person(
            actor=boss,
            email=f"{colleague.key}@harbour-and-pine.example",
            name=colleague.name,
            title=colleague.title,
            department_id=departments[colleague.department],
            role=colleague.role,
        )
        ids[colleague.key] = person.pk
    return Cast(ids)
