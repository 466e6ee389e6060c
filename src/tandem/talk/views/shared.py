"""What the pages of a conversation share."""

from tandem.accounts.queries import active_people, team_names
from tandem.accounts.rules import Actor, Lane
from tandem.activity.queries import SubjectSeen, people_on, subject_visible_to
from tandem.core.words import Sentence
from tandem.talk import queries
from tandem.talk.queries import CommentRow

INVALID = 422
MOST_NAMES = 300
"""Offered while one types a name; more make a page slow, and any name may be written."""


def somebody(place: SubjectSeen) -> list[Sentence | str]:
    """Names to choose from: the sides, who is on it; where all may see it teams and everybody."""
    on_it = [person.name.name for person in people_on([place.root_id])[place.root_id]]
    known_by_all = not (place.restricted or place.by_partner)
    others = [name for _, name in active_people()[:MOST_NAMES]] if known_by_all else []
    of_teams = list(team_names().values()) if known_by_all else []
    return [*(lane.label for lane in Lane), *dict.fromkeys([*on_it, *of_teams, *others])]


def comment_before(actor: Actor, place: SubjectSeen, comment_id: str | None) -> CommentRow | None:
    """The comment that a form begins with, where its address names one on this place."""
    if not comment_id or not comment_id.isdecimal() or len(comment_id) > 18:
        return None
    found = queries.comment_row(actor, int(comment_id))
    return found if found.subject_id == place.id else None


def after(place: SubjectSeen, back: str) -> str:
    """Where to go after saying something: the page it was said on, or the place's own talk."""
    inside = back.startswith((place.url, place.root_url)) and "\\" not in back
    return back if inside else f"/talk/{place.id}/"


def talk_of(place: SubjectSeen) -> str:
    """The address of the page that shows a conversation whole."""
    return f"{place.root_url}talk/" if place.root_kind == "initiative" else f"/talk/{place.id}/"


def place_of(actor: Actor, subject_id: int) -> SubjectSeen:
    """The subject a page is about, or NotFound."""
    return subject_visible_to(actor, subject_id)
