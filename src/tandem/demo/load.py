"""Plays the demonstration company through the real services, with a moved clock.

First the company itself and its first three stories: then one can look around. All the others
follow one by one, each whole or not at all, and as often interrupted as one likes: how many are
left stands in the workspace.
"""

import logging
from importlib.resources import files

from django.db import transaction

from tandem.accounts.services import plan_demonstration, take_demonstration_part
from tandem.core.errors import Refused
from tandem.demo import acts  # noqa: F401 - makes known what stories can say
from tandem.demo.days import working_days_ago
from tandem.demo.our_tools import declare_tools, find_tools
from tandem.demo.people import cast, found, plan_rota, write_down_absences
from tandem.demo.play import play
from tandem.demo.story import read_story
from tandem.demo.world import (
    fill_catalogue,
    keep_views,
    list_what_is_no_work,
    look_over_catalogue,
    merge_doubles,
    note_the_year,
    open_the_form,
    open_years,
    plan_projects,
    say_where_data_flows,
    say_which_fields,
    set_goals,
    set_up_money,
    take_closing_days,
    take_in_other_catalogue,
    today,
)

log = logging.getLogger(__name__)

FIRST = 3
"""Stories that are there before anybody looks around."""
MOVED_IN = 195
"""Working days ago: a little more than nine months."""


def stories() -> list[str]:
    """The names of all stories, in the order in which they are played."""
    folder = files("tandem.demo") / "stories"
    return sorted(one.name for one in folder.iterdir() if one.name.endswith(".txt"))


def story(name: str) -> str:
    """A story as it is written."""
    return (files("tandem.demo") / "stories" / name).read_text(encoding="utf-8")


@transaction.atomic
def load_demonstration() -> None:
    """Fill an empty workspace: the company and the first stories. Refuses any other workspace."""
    now = today()
    with working_days_ago(MOVED_IN, 9):
        everybody = found()
        set_goals(everybody, now)
        catalogue = fill_catalogue(everybody)
        note_the_year(everybody, now, catalogue)
        list_what_is_no_work(everybody)
        say_which_fields(everybody)
        open_years(everybody, now)
        set_up_money(everybody, now)
    say_where_data_flows(everybody, catalogue)
    look_over_catalogue(everybody, catalogue)
    take_in_other_catalogue(everybody)
    merge_doubles(everybody, catalogue)
    plan_projects(everybody, now, catalogue)
    write_down_absences(everybody, now)
    plan_rota(everybody, now)
    keep_views(everybody, now)
    open_the_form(everybody)
    take_closing_days(everybody, now)
    declare_tools(everybody)
    find_tools(everybody)
    for name in stories()[:FIRST]:
        play(read_story(story(name)), everybody)


def plan_the_rest() -> None:
    """Say that the other stories are still to be played."""
    plan_demonstration(len(stories()) - FIRST)


@transaction.atomic
def play_next_story() -> bool:
    """Play one more story, whole or not at all; False where none is left.

    People look around meanwhile, and may have changed what a story needs: then it is left out.
    """
    left = take_demonstration_part()
    if left is None:
        return False
    name = stories()[-left]
    try:
        with transaction.atomic():
            play(read_story(story(name)), cast())
    except Refused as refusal:
        log.warning("The story %s of the demonstration was left out: %s", name, refusal)
    return True
