"""Comments pinned on a place of a picture: placed, answered, settled, kept with their version."""

import pytest
from tests.accounts.browsing import as_person
from tests.attachments.test_attaching import add, link
from tests.cast import Cast, happened, hide
from tests.pictures import drawn, pdf
from tests.refusals import nothing_written, refused

from tandem.accounts.rules import Actor, Lane
from tandem.attachments import queries, services
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.talk import services as talk

pytestmark = pytest.mark.usefixtures("tuesday")


def pin(actor: Actor, picture: int, *, page: int = 1, x: float = 0.25, y: float = 0.5) -> int:
    return services.place_pin(
        actor=actor, attachment_id=picture, page=page, x=x, y=y, text="Does this stay?"
    ).pk


def test_a_pin_is_a_place_where_people_talk(cast: Cast, idea: int) -> None:
    picture = add(cast.alice, idea, content=pdf())
    placed = pin(cast.charlie, picture, page=2)
    talk.write_comment(actor=cast.igor, subject_id=placed, text="It does.")
    row = queries.pins_on([picture])[picture][0]
    assert (row.page, row.number, row.x, row.y) == (2, 1, 0.25, 0.5)
    assert [one.text for one in row.comments] == ["Does this stay?", "It does."]
    assert happened(idea)[-3:] == ["pin.placed", "comment.written", "comment.written"]
    asked = talk.ask_question(
        actor=cast.alice,
        subject_id=placed,
        text="Does this stay?",
        to_lane=Lane.IT,
        comment_id=row.comments[0].id,
    )
    assert queries.one_pin(cast.rita, placed).comments[0].became_id == asked.pk


def test_who_only_reads_and_who_is_outside_place_none(cast: Cast, idea: int) -> None:
    picture = add(cast.alice, idea)
    placed = pin(cast.alice, picture)
    with refused(NotAllowed):
        pin(cast.rita, picture)
    with refused(NotAllowed):
        services.settle_pin(actor=cast.charlie, pin_id=placed)
    hide(idea)
    with refused(NotFound):
        pin(cast.igor, picture)
    with refused(NotFound):
        services.settle_pin(actor=cast.igor, pin_id=placed)


def test_a_pin_stands_on_a_picture_that_is_there(cast: Cast, idea: int) -> None:
    picture, elsewhere = add(cast.alice, idea), link(cast.alice, idea)
    with refused(BadInput):
        pin(cast.alice, picture, x=1.2)
    with refused(RuleBroken):
        pin(cast.alice, picture, page=2)
    with refused(RuleBroken):
        pin(cast.alice, elsewhere)
    services.remove_attachment(actor=cast.alice, attachment_id=picture)
    with refused(RuleBroken):
        pin(cast.alice, picture)


def test_a_pin_is_settled_and_opened_again(cast: Cast, paired_idea: int) -> None:
    placed = pin(cast.charlie, add(cast.alice, paired_idea))
    services.settle_pin(actor=cast.igor, pin_id=placed)
    assert queries.one_pin(cast.alice, placed).settled_by is not None
    with nothing_written():
        services.settle_pin(actor=cast.charlie, pin_id=placed)
    services.reopen_pin(actor=cast.charlie, pin_id=placed)
    assert happened(paired_idea)[-2:] == ["pin.settled", "pin.reopened"]


def test_pins_of_the_older_version_stand_beside_the_newer(cast: Cast, idea: int) -> None:
    older = add(cast.alice, idea)
    pin(cast.igor, older)
    newer = add(cast.alice, idea, "", version_of=older, content=drawn("#0b5d80"))
    browser = as_person(cast.rita)
    alone = browser.get(f"/attachments/{newer}/").content.decode()
    assert "Does this stay?" not in alone
    both = browser.get(f"/attachments/{newer}/?beside={older}").content.decode()
    assert "Does this stay?" in both
    assert both.index('id="version-1"') < both.index('id="version-2"')


def test_a_pin_is_placed_without_scripts(cast: Cast, idea: int) -> None:
    picture, browser = add(cast.alice, idea), as_person(cast.alice)
    sent = {"page": "1", "x": "33.3", "y": "60", "text": "Here"}
    assert browser.post(f"/attachments/{picture}/pins/", sent).status_code == 303
    row = queries.pins_on([picture])[picture][0]
    assert (row.x, row.y) == (0.333, 0.6)
    wrong = browser.post(f"/attachments/{picture}/pins/", {**sent, "x": "130", "text": "Kept"})
    assert wrong.status_code == 422
    assert "Kept" in wrong.content.decode()
