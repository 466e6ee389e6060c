"""Prototypes: which version of a picture a part shows is signed like its words."""

import pytest
from tests.accounts.browsing import as_person
from tests.cast import Cast, confirm_playback, happened, play_back, sign_both
from tests.pictures import drawn, kept
from tests.refusals import nothing_written, refused

from tandem.accounts.rules import Actor, Lane
from tandem.attachments import queries as attachments
from tandem.attachments import services as attaching
from tandem.attachments.rules import About
from tandem.briefs import queries, services
from tandem.briefs.rules import How, Section, Weight, picture_in
from tandem.core.errors import BadInput, NotAllowed, RuleBroken

pytestmark = pytest.mark.usefixtures("tuesday")
SAID = About("The page of a day", "A calendar with seven days.", "day.png")


def add(actor: Actor, initiative: int, about: About = SAID, key: str | None = None) -> int:
    return services.add_prototype(
        actor=actor, initiative_id=initiative, file=kept(), about=about, form_key=key
    ).pk


def newer(actor: Actor, initiative: int, item: int, color: str = "#0b5d80") -> int:
    return services.add_prototype_version(
        actor=actor, initiative_id=initiative, item_id=item, file=kept(drawn(color)), about=About()
    ).pk


def version(initiative: int, item: int, cast: Cast) -> int:
    shown = picture_in(queries.item_of(cast.alice, initiative, item).fields)
    assert shown
    return shown.version


def test_a_prototype_is_a_part_of_the_brief(cast: Cast, brief: int) -> None:
    item = queries.item_of(cast.igor, brief, add(cast.alice, brief, key="once"))
    assert (item.section, item.title) == (Section.LOOKS, "The page of a day")
    assert "**Shows:** version 1" in item.words
    shown = picture_in(item.fields)
    assert shown
    assert shown.digest[:12] not in item.words
    assert attachments.one_attachment(cast.rita, shown.attachment_id).digest == shown.digest
    assert happened(brief)[-2:] == ["attachment.added", "item.added"]
    with nothing_written():
        assert add(cast.alice, brief, key="once") == item.id


def test_who_decides_it_adds_it(cast: Cast, brief: int) -> None:
    for outside in (cast.igor, cast.charlie, cast.rita):
        with refused(NotAllowed):
            add(outside, brief)
    with refused(BadInput):
        add(cast.alice, brief, About("Without words"))


def test_only_what_shows_a_picture_gets_a_newer_one(cast: Cast, brief: int) -> None:
    words = services.add_item(
        actor=cast.alice, initiative_id=brief, section=Section.LOOKS, text="Only words"
    ).pk
    with refused(RuleBroken):
        newer(cast.alice, brief, words)


def test_a_changed_text_keeps_the_picture(cast: Cast, brief: int) -> None:
    item = add(cast.alice, brief)
    services.edit_item(
        actor=cast.alice, initiative_id=brief, item_id=item, title="Anew", text="Words", base=1
    )
    assert version(brief, item, cast) == 1


def test_before_signing_a_newer_version_simply_stands(cast: Cast, brief: int) -> None:
    item = add(cast.alice, brief)
    newer(cast.alice, brief, item)
    assert version(brief, item, cast) == 2
    shown = queries.prototypes_of(
        queries.whole(cast.igor, brief).id, queries.whole(cast.igor, brief).items
    )
    assert [(one.shown.version, one.before and one.before.version) for one in shown] == [(2, 1)]


def test_swapping_a_signed_picture_is_for_both_to_sign(cast: Cast, brief: int) -> None:
    item = add(cast.alice, brief)
    confirm_playback(cast, brief)
    sign_both(cast, brief)
    assert queries.whole(cast.alice, brief).signed
    newer(cast.alice, brief, item)
    assert version(brief, item, cast) == 1
    assert queries.whole(cast.alice, brief).signed
    waiting = queries.item_of(cast.alice, brief, item).change_id
    assert waiting
    change = queries.change_of(cast.alice, brief, waiting)
    assert change.weight is Weight.BOTH
    assert "another picture" in change.why
    page = as_person(cast.rita).get(f"/initiatives/{brief}/brief/").content.decode()
    assert "version 2 waits" in page
    services.apply_change(
        actor=cast.alice, initiative_id=brief, change_id=waiting, how=How.SIGNATURES
    )
    whole = queries.whole(cast.alice, brief)
    assert {lane: ids == {item} for lane, ids in whole.unsigned.items()} == {
        Lane.MARKETING: True,
        Lane.IT: True,
    }


def test_what_was_heard_or_shown_is_not_removed(cast: Cast, brief: int) -> None:
    item = add(cast.alice, brief)
    first = picture_in(queries.item_of(cast.alice, brief, item).fields)
    assert first
    with refused(RuleBroken):
        attaching.remove_attachment(actor=cast.alice, attachment_id=first.attachment_id)
    newer(cast.alice, brief, item)
    attaching.remove_attachment(actor=cast.alice, attachment_id=first.attachment_id)
    second = picture_in(queries.item_of(cast.alice, brief, item).fields)
    assert second
    play_back(cast, brief)
    newer(cast.alice, brief, item, "#1d6b42")
    with refused(RuleBroken):
        attaching.remove_attachment(actor=cast.alice, attachment_id=second.attachment_id)
    with refused(NotAllowed):
        attaching.add_link(
            actor=cast.alice,
            subject_id=queries.whole(cast.alice, brief).id,
            address="https://a.example",
            title="Not directly",
        )
