"""Open to all who may sign in, or restricted to its people and its sponsor; and what one is on it."""

import pytest
from django.db import transaction
from tests.cast import Cast, again, hide, owned_by, sides_of

from tandem.accounts import services as accounts
from tandem.accounts.rules import CLOCK, Actor, Lane
from tandem.activity import queries, services
from tandem.activity.models import Subject
from tandem.activity.permissions import visible_to
from tandem.activity.rules import SubjectRole
from tandem.briefs.queries import briefs_visible_to
from tandem.core import clock
from tandem.initiatives.queries import count_by_stage, initiatives_visible_to, newest_first


def sees(actor: Actor, subject: int) -> bool:
    return Subject.objects.filter(visible_to(actor)).filter(pk=subject).exists()


def everybody(cast: Cast) -> list[Actor]:
    return [getattr(cast, name) for name in cast.__slots__]  # type: ignore[attr-defined]


def test_everybody_reads_what_is_open(cast: Cast, brief: int) -> None:
    for actor in everybody(cast):
        assert Subject.objects.filter(visible_to(actor)).count() == 2
        assert sees(actor, brief)


def test_a_restricted_initiative_is_seen_by_its_people_and_the_sponsor_alone(
    cast: Cast, brief: int
) -> None:
    hide(brief)
    for actor in everybody(cast):
        on_it = actor in {cast.alice, cast.igor}
        allowed = on_it or actor == cast.vera  # the workspace's sponsor: it has none of its own
        assert sees(actor, brief) is allowed, actor.name
        assert Subject.objects.filter(visible_to(actor)).count() == (2 if allowed else 0)
        assert initiatives_visible_to(actor).exists() is allowed
        assert newest_first(actor, words="delivery").exists() is allowed
        assert sum(count_by_stage(actor).values()) == int(allowed)
        assert briefs_visible_to(actor).exists() is allowed
        assert bool(queries.moved_for(actor, clock.now().replace(year=2000))) is on_it


def test_an_administrator_reads_no_restricted_initiative(cast: Cast, idea: int) -> None:
    hide(idea)
    assert not sees(cast.ada, idea)


def test_the_sponsor_reads_a_restricted_initiative(cast: Cast, brief: int) -> None:
    hide(brief)
    Subject.objects.filter(pk=brief).update(sponsor_id=cast.charlie.me)
    assert sees(cast.charlie, brief)
    assert briefs_visible_to(cast.charlie).exists()
    assert not sees(cast.vera, brief), "It has a sponsor of its own."


def test_the_clock_reads_everything(cast: Cast, idea: int) -> None:
    hide(idea)
    assert sees(CLOCK, idea)


def test_access_that_has_ended_or_not_begun_opens_nothing(cast: Cast, idea: int) -> None:
    hide(idea)
    with transaction.atomic():
        services.give_access(idea, cast.mona.me, SubjectRole.MEMBER, Lane.MARKETING)
    assert sees(cast.mona, idea)
    with clock.at(clock.now().replace(year=2020)):
        assert not sees(cast.mona, idea)
    with transaction.atomic():
        services.end_access(idea, SubjectRole.MEMBER)
    assert not sees(cast.mona, idea)


def test_access_is_given_once(cast: Cast, idea: int) -> None:
    for _ in range(2):
        with transaction.atomic():
            services.give_access(idea, cast.alice.me, SubjectRole.MEMBER, Lane.MARKETING)
    assert len(queries.people_on([idea])[idea]) == 1


def test_what_one_is_on_an_initiative_counts_for_a_side_one_belongs_to(
    cast: Cast, assessed: int
) -> None:
    assert sides_of(cast.igor, assessed) == {Lane.IT}
    assert owned_by(cast.igor, assessed) == {Lane.IT}
    accounts.change_sides(actor=cast.vera, person_id=cast.igor.me, lanes=[Lane.MARKETING])
    for held in (sides_of, owned_by):
        assert held(again(cast.igor), assessed) == frozenset()


@pytest.mark.parametrize("name", ["mona", "ivan", "vera", "ada", "rita", "charlie"])
def test_who_is_not_on_it_holds_no_side_of_it(cast: Cast, assessed: int, name: str) -> None:
    assert sides_of(getattr(cast, name), assessed) == frozenset()


def test_owners_stand_before_members(cast: Cast, assessed: int) -> None:
    people = queries.people_on([assessed])[assessed]
    assert [person.role.is_owner for person in people] == sorted(
        (person.role.is_owner for person in people), reverse=True
    )
    assert {person.name.name for person in people} == {"Alice Albers", "Igor Ilic"}
