"""Templates of initiatives: made of one, begun from, filled in bit by bit, retired."""

from datetime import date, timedelta

import pytest
from tests import cast as story
from tests.accounts.browsing import as_person, words
from tests.cast import Cast, hide
from tests.days import present_date
from tests.refusals import nothing_written, refused

from tandem.accounts.rules import Actor, Lane
from tandem.activity.models import Subject
from tandem.briefs.queries import whole as brief
from tandem.briefs.rules import ItemKind, Section
from tandem.briefs.services import add_item
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken, Stale
from tandem.initiatives.queries import whole
from tandem.initiatives.rules import Question
from tandem.initiatives.services import join_initiative, name_owner, wish_for_date
from tandem.patterns import queries, rules, services
from tandem.patterns.models import Beginning, Pattern
from tandem.stages.services import start_stage


def make(actor: Actor, initiative: int, name: str = "A new choice in the shop") -> Pattern:
    return services.make_template(actor=actor, initiative_id=initiative, name=name)


@pytest.fixture
def template(cast: Cast, brief_with_dates: int) -> int:
    return make(cast.alice, brief_with_dates).pk


@pytest.fixture
def brief_with_dates(cast: Cast, brief: int) -> int:
    """The story's brief, wished for in ninety days; Alice owes texts three weeks before."""
    launch = present_date() + timedelta(days=90)
    wish_for_date(actor=cast.alice, initiative_id=brief, wish_date=launch)
    for who, days in (("marketing", 21), (str(cast.alice.me), 14)):
        add_item(
            actor=cast.alice,
            initiative_id=brief,
            section=Section.OWES,
            text=f"All texts, ready on {launch - timedelta(days=days)}.",
            fields={"who": who, "day": str(launch - timedelta(days=days))},
        )
    return brief


def begin(actor: Actor, template: int, wish: date | None = None) -> int:
    return services.start_from_template(
        actor=actor, template_id=template, sentence="Choose the hour, too", wish_date=wish
    ).pk


def test_owners_and_administrators_make_one_and_others_do_not(cast: Cast, brief: int) -> None:
    for actor in (cast.mona, cast.charlie, cast.rita):
        with refused(NotAllowed):
            make(actor, brief)
        assert as_person(actor).get(f"/initiatives/{brief}/template/").status_code == 403
    made = make(cast.igor, brief)
    with nothing_written():
        assert make(cast.igor, brief) == made
    make(cast.ada, brief, "For administrators")
    for wrong in (" ", "x" * 81):
        with refused(BadInput):
            make(cast.igor, brief, wrong)


def test_none_is_made_of_what_says_nothing(cast: Cast) -> None:
    bare = story.write_idea(cast)
    with refused(RuleBroken):
        make(cast.ada, bare)


def test_who_does_not_see_what_it_was_made_of_does_not_see_it(cast: Cast, template: int) -> None:
    idea = begin(cast.mona, template)
    assert queries.begun_from(cast.mona, idea)
    hide(Pattern.objects.get().made_from_id)
    assert [row.id for row in queries.templates(cast.alice)] == [template]
    for actor in (cast.mona, cast.ada):
        assert queries.templates(actor) == []
        assert queries.begun_from(actor, idea) is None
        with refused(NotFound):
            begin(actor, template)
        assert "new choice" not in words(as_person(actor).get(f"/initiatives/{idea}/"))
    with refused(NotFound):
        services.fill_from_template(actor=cast.mona, initiative_id=idea)


def test_it_keeps_answers_and_parts_and_no_names_in_fields(cast: Cast, template: int) -> None:
    row = queries.template(cast.rita, template)
    assert {one.question for one in row.answers} >= {Question.GOAL, Question.AUDIENCE}
    fields = {one.label: dict(one.fields) for one in row.parts}
    assert "owner" not in fields["M1"]
    assert fields["M1"]["target"] == "36 %"
    assert fields["U1"]["covers"] == ["R1"]
    owed = [one.fields.get("who") for one in row.parts if one.section is Section.OWES]
    assert owed == ["marketing", None]


def test_an_idea_begins_with_what_its_author_may_answer_and_the_rest_follows(
    cast: Cast, template: int
) -> None:
    wish = present_date() + timedelta(days=120)
    idea = begin(cast.mona, template, wish)
    found = whole(cast.mona, idea)
    assert found.row.kind == queries.template(cast.mona, template).kind
    assert {Question.GOAL, Question.AUDIENCE} <= set(found.answers)
    with refused(NotAllowed):
        services.fill_from_template(actor=cast.charlie, initiative_id=idea)
    join_initiative(actor=cast.igor, initiative_id=idea, lane=Lane.IT)
    story.answer(cast.igor, idea, Question.LOOKS)
    story.answer(cast.mona, idea, Question.DATE)
    for lane, owner in ((Lane.MARKETING, cast.mona), (Lane.IT, cast.igor)):
        name_owner(actor=cast.mona, initiative_id=idea, lane=lane, person_id=owner.me)
    story.start_stage(actor=cast.igor, initiative_id=idea, stage=story.Stage.ASSESS)
    story.assess(cast, idea)
    start_stage(actor=cast.igor, initiative_id=idea, stage=story.Stage.BRIEF)
    assert services.fill_from_template(actor=cast.mona, initiative_id=idea) == 5
    items = {one.label: one for one in brief(cast.mona, idea).items}
    assert items["U1"].fields["covers"] == ["R1"]
    owes = [one for one in items.values() if one.kind is ItemKind.OWED]
    assert [one.fields["day"] for one in owes] == [
        str(wish - timedelta(days=21)), str(wish - timedelta(days=14)),
    ]  # fmt: skip
    assert str(wish - timedelta(days=21)) in owes[0].text
    left = Beginning.objects.get(initiative_id=idea).left
    assert [key for key in left if key.startswith("part:")] == ["part:T1"], "IT writes its own."
    assert services.fill_from_template(actor=cast.igor, initiative_id=idea) == 1
    with nothing_written():
        assert services.fill_from_template(actor=cast.igor, initiative_id=idea) == 0


def test_without_a_wished_day_dates_are_left_out(cast: Cast, template: int) -> None:
    row = queries.template(cast.mona, template)
    owed = next(one for one in row.parts if one.section is Section.OWES)
    there = owed.at(row.launch_day, None, {})
    assert (there.text, "day" in there.fields) == ("All texts, ready on ….", False)


def test_readers_begin_nothing_and_a_retired_one_begins_nothing(cast: Cast, template: int) -> None:
    with refused(NotAllowed):
        begin(cast.rita, template)
    for actor in (cast.mona, cast.igor):
        with refused(NotAllowed):
            services.retire_template(actor=actor, template_id=template)
    services.retire_template(actor=cast.alice, template_id=template)
    with nothing_written():
        services.retire_template(actor=cast.ada, template_id=template)
    with refused(RuleBroken):
        begin(cast.mona, template)
    with refused(NotFound):
        begin(cast.mona, 999_999)


def test_a_change_that_comes_too_late_shows_both(cast: Cast, template: int) -> None:
    def edit(actor: Actor, name: str, version: int = 1) -> Pattern:
        return services.edit_template(
            actor=actor, template_id=template, name=name, description="Often.", version=version
        )

    with refused(NotAllowed):
        edit(cast.mona, "Mine")
    edit(cast.alice, "In the shop")
    with refused(Stale):
        edit(cast.ada, "At the till")
    with nothing_written():
        edit(cast.ada, "In the shop")


def test_the_pages_make_begin_fill_change_and_retire(cast: Cast, brief_with_dates: int) -> None:
    alice = as_person(cast.alice)
    assert "All texts, ready on" in words(alice.get(f"/initiatives/{brief_with_dates}/template/"))
    form = {"name": "In the shop", "description": "Often."}
    page = alice.post(f"/initiatives/{brief_with_dates}/template/", form).headers["Location"]
    assert alice.post(page, {"sentence": ""}).status_code == 422
    begun = alice.post(page, {"sentence": "Choose the hour, too"}).headers["Location"]
    assert "still to be filled in" in words(alice.get(begun))
    assert alice.post(f"{begun}template/fill/").status_code == 303
    late = alice.post(f"{page}edit/", {"name": "At the till", "version": "7"})
    assert (late.status_code, "In the shop" in late.text) == (409, True)
    assert alice.post(f"{page}retire/").status_code == 303
    assert "retired" in words(alice.get("/templates/"))


def test_a_double_click_begins_one(cast: Cast, template: int) -> None:
    told = {"template_id": template, "sentence": "Choose the hour, too", "form_key": "k"}
    first = services.start_from_template(actor=cast.mona, **told)  # type: ignore[arg-type]
    with nothing_written():
        again = services.start_from_template(actor=cast.mona, **told)  # type: ignore[arg-type]
    assert again == first
    assert Subject.objects.filter(title="Choose the hour, too", kind="initiative").count() == 1


@pytest.mark.parametrize(
    ("text", "wish", "there"),
    [
        ("By 2026-05-01.", date(2026, 7, 2), "By 2026-06-01."),
        ("By 01.05.2026.", date(2026, 7, 2), "By 01.06.2026."),
        ("By 2026-05-01.", None, "By …."),
        ("Version 2026-5, 3.5.", None, "Version 2026-5, 3.5."),
    ],
)
def test_dates_move_with_the_launch_day(text: str, wish: date | None, there: str) -> None:
    assert rules.moved(text, date(2026, 6, 1), wish) == there
