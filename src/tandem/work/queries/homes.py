"""What has work: initiatives, IT projects, and whatever contexts above add."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils.module_loading import import_string

from tandem.accounts.queries import people_who_act
from tandem.accounts.rules import Actor
from tandem.activity.permissions import people_who_see
from tandem.activity.queries import SubjectSeen, subject_visible_to
from tandem.core.errors import NotFound
from tandem.core.prepared import number, prepared
from tandem.core.words import Sentence, say
from tandem.initiatives.queries import stages_of
from tandem.initiatives.rules import Stage
from tandem.projects.queries import dates_of
from tandem.work.models import ColumnLimit
from tandem.work.registry import is_home, rule_of_home
from tandem.work.rules import LIMITED_STATES, WorkState


def home_visible_to(actor: Actor, home_id: int) -> SubjectSeen:
    """What has work, seen by `actor`; NotFound for all else."""
    home = subject_visible_to(actor, home_id)
    if not is_home(home.kind):
        raise NotFound
    return home


def why_no_work(home: SubjectSeen) -> Sentence | None:
    """Why nothing can be added there now, or nothing."""
    reason: Sentence | None = import_string(rule_of_home(home.kind))(home.id)
    return reason


def why_no_work_on_initiative(initiative_id: int) -> Sentence | None:
    """The same for an initiative: what is over has no new work."""
    stage = stages_of([initiative_id]).get(initiative_id)
    if stage in {Stage.CLOSED, Stage.DECLINED}:
        return say("This is over: it has no new work. An idea that goes on is a new one.")
    return None


def why_no_work_on_project(project_id: int) -> Sentence | None:
    """The same for an IT project."""
    if any(state.is_over for _, _, state in dates_of([project_id]).values()):
        return say("This IT project is over: it has no new work. Plan it again first.")
    return None


def able_to_do(home_id: int, people: Collection[int]) -> set[int]:
    """Those of these people who may be given work there: they act, and see it."""
    if not people:
        return set()
    seeing = people_who_see([home_id])[home_id]
    return {pk for pk, _ in people_who_act() if pk in people and pk in seeing}


@prepared
def _limits() -> QuerySet[ColumnLimit, tuple[int | None, str, int | None]]:
    of_it = ColumnLimit.objects.filter(home_id=number("home"))
    of_all = ColumnLimit.objects.filter(home_id=None)
    return (of_it | of_all).values_list("home_id", "state", "most")


def limits_of(home_id: int | None) -> dict[WorkState, int | None]:
    """How much may stand in each limited column: its own where it says so, else that of all."""
    rows = _limits(home=home_id)
    found: dict[WorkState, int | None] = dict.fromkeys(LIMITED_STATES)
    for of, state, most in sorted(rows, key=lambda row: row[0] is not None):
        found[WorkState(state)] = most
        assert of in {None, home_id}  # noqa: S101 - the query asks for these two
    return found


def own_limits(home_id: int | None) -> dict[WorkState, int | None]:
    """What was said for this one alone; what isn't named follows the limits of all boards."""
    rows = _limits(home=home_id)
    return {WorkState(state): most for of, state, most in rows if of == home_id}
