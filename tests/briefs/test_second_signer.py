"""In a small company one person may answer for both sides; never do they sign for both."""

import pytest
from django.test import Client
from tests.cast import Cast, again, content_of, happened, owned_by, play_back, sign, waits
from tests.refusals import nothing_written, refused

from tandem.accounts import services as accounts
from tandem.accounts.models import Person
from tandem.accounts.rules import Actor, Lane
from tandem.activity.queries import alone_on, turns_waiting_for
from tandem.briefs import services
from tandem.briefs.queries import whole
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.initiatives import services as initiatives

pytestmark = pytest.mark.django_db
M, IT = Lane.MARKETING, Lane.IT


def own_both(cast: Cast, brief: int) -> Actor:
    """Alice belongs to both sides, and Igor hands IT over to her."""
    accounts.change_sides(actor=cast.ada, person_id=cast.alice.me, lanes=[M, IT])
    initiatives.name_owner(actor=cast.igor, initiative_id=brief, lane=IT, person_id=cast.alice.me)
    return again(cast.alice)


def name(cast: Cast, brief: int, person: Actor, lane: Lane = IT, by: Actor | None = None) -> None:
    services.name_second_signer(
        actor=by or cast.vera, initiative_id=brief, lane=lane, person_id=person.me
    )


def asked(actor: Actor) -> set[str]:
    return {turn.kind for turn in turns_waiting_for(again(actor))}


def test_one_person_owns_both_sides_and_the_sponsor_is_asked_for_a_second_signer(
    cast: Cast, heard_brief: int
) -> None:
    alice = own_both(cast, heard_brief)
    assert owned_by(alice, heard_brief) == {M, IT}
    assert "initiative.name_second" in asked(cast.vera)
    for lane in Lane:
        with refused(RuleBroken) as caught:
            sign(alice, heard_brief, lane)
        assert "before anybody signs" in caught.value.reason


def test_the_second_signer_signs_for_one_side_and_the_owner_for_the_other(
    cast: Cast, heard_brief: int
) -> None:
    alice = own_both(cast, heard_brief)
    name(cast, heard_brief, cast.charlie)
    assert "initiative.name_second" not in asked(cast.vera)
    assert "initiative.sign_second" in asked(cast.charlie)
    assert ("brief.sign", "it") not in waits(heard_brief)
    with refused(RuleBroken):
        sign(alice, heard_brief, IT)
    with refused(NotAllowed):
        sign(cast.charlie, heard_brief, M)
    sign(alice, heard_brief, M)
    sign(cast.charlie, heard_brief, IT)
    found = whole(cast.rita, heard_brief)
    assert found.signed
    assert {said.by.id for said in found.statements} == {alice.me, cast.charlie.me}
    assert "initiative.sign_second" not in asked(cast.charlie)
    assert "second_signer.named" in happened(heard_brief)


def test_the_second_signer_for_it_says_what_they_understood(cast: Cast, brief: int) -> None:
    alice = own_both(cast, brief)
    with refused(NotAllowed):
        play_back(cast, brief, by=cast.charlie)
    name(cast, brief, cast.charlie)
    said = play_back(cast, brief, by=cast.charlie)
    services.answer_playback(actor=alice, initiative_id=brief, playback_id=said, confirmed=True)


def test_who_may_not_be_it_and_who_may_not_name_them(cast: Cast, heard_brief: int) -> None:
    with refused(BadInput):
        name(cast, heard_brief, cast.charlie)
    own_both(cast, heard_brief)
    for person in (cast.alice, cast.rita, cast.vera):
        with refused(BadInput):
            name(cast, heard_brief, person)
    for by in (cast.alice, cast.ada, cast.igor, cast.rita):
        with refused(NotAllowed):
            name(cast, heard_brief, cast.charlie, by=by)
    with refused(NotFound):
        name(cast, heard_brief + 999, cast.charlie)
    name(cast, heard_brief, cast.charlie)
    with nothing_written():
        name(cast, heard_brief, cast.charlie)


def test_whoever_signed_for_one_side_cannot_be_made_to_sign_for_the_other(
    cast: Cast, heard_brief: int
) -> None:
    alice = own_both(cast, heard_brief)
    name(cast, heard_brief, cast.charlie)
    sign(alice, heard_brief, M)
    name(cast, heard_brief, cast.charlie, M)
    with refused(RuleBroken):
        sign(alice, heard_brief, IT)


def test_when_two_people_answer_again_the_second_signer_signs_no_more(
    cast: Cast, heard_brief: int
) -> None:
    alice = own_both(cast, heard_brief)
    name(cast, heard_brief, cast.charlie)
    assert ("brief.sign", "it") not in waits(heard_brief)
    initiatives.name_owner(actor=alice, initiative_id=heard_brief, lane=IT, person_id=cast.igor.me)
    assert ("brief.sign", "it") in waits(heard_brief)
    assert alone_on(heard_brief) is None
    with refused(NotAllowed):
        sign(cast.charlie, heard_brief, IT)
    assert "initiative.sign_second" not in asked(cast.charlie)
    sign(alice, heard_brief, M)
    sign(cast.igor, heard_brief, IT)
    assert whole(cast.rita, heard_brief).signed


def test_the_pages_say_it(cast: Cast, brief: int, client: Client) -> None:
    own_both(cast, brief)
    url = f"/initiatives/{brief}/second-signer/"
    client.force_login(Person.objects.get(pk=cast.vera.me))
    assert "one person answers for both sides" in client.get(f"/initiatives/{brief}/").text
    answer = client.post(url, {"person": cast.charlie.me, "lane": "it"})
    assert answer.status_code == 303, answer.text
    shown = client.get(url).text
    assert "signs for IT" in shown
    play_back(cast, brief, by=cast.charlie)
    services.answer_playback(
        actor=again(cast.alice),
        initiative_id=brief,
        playback_id=whole(cast.alice, brief).playbacks[0].id,
        confirmed=True,
    )
    client.force_login(Person.objects.get(pk=cast.charlie.me))
    page = client.get(f"/initiatives/{brief}/brief/sign/").text
    assert "Sign for IT" in page
    assert "Sign for Marketing" not in page
    sent = {"lane": "it", "statement": "agree", "seen": content_of(cast.charlie, brief)}
    assert client.post(f"/initiatives/{brief}/brief/sign/", sent).status_code == 303
