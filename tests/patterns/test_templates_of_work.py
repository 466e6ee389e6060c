"""Templates of work: made of an initiative's, changed, looked at, used, filled in, taken back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from tests import cast as story
from tests.accounts.browsing import as_person, words
from tests.cast import Cast, happened, hide
from tests.refusals import nothing_written, refused
from tests.work.making import add, item, of_it, shared

from tandem.accounts.rules import Actor, Lane
from tandem.activity.models import Event
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken, Stale
from tandem.patterns import queries, rules, services
from tandem.patterns.models import WorkPattern, WorkUse
from tandem.patterns.rules import Launch, Piece, PieceChanges, PieceWait
from tandem.work.models import Dependency, WorkItem
from tandem.work.rules import DependencyKind, Estimate, GivenCheck, WorkState
from tandem.work.services import (
    add_check,
    assign_work_item,
    edit_work_item,
    estimate_work_item,
    let_wait_for,
    move_work_item,
)
from tandem.year.rules import FreezeKind, Span

LAUNCH = date(2026, 6, 2)
"""A Tuesday."""


@pytest.fixture
def worked(cast: Cast, briefable: int) -> dict[str, int]:
    """Marketing writes a text that is due a week before launch, IT builds the page with a part of
    it that waits for the text, and both look at it on the day of the launch.
    """
    text = add(cast.alice, briefable, "Write the text with Alice Albers", lane=Lane.MARKETING)
    edit_work_item(actor=cast.alice, work_id=text, changes={"due_on": LAUNCH - timedelta(days=7)})
    add_check(actor=cast.alice, work_id=text, text="Read aloud before 2026-05-20")
    assign_work_item(actor=cast.alice, work_id=text, person_id=cast.mona.me)
    page = of_it(cast.igor, briefable, "Build the page")
    estimate_work_item(
        actor=cast.igor, work_id=page, estimate=Estimate(Decimal(3), None, Decimal(2), Decimal(6))
    )
    part = add(cast.igor, briefable, "Test the page", lane=Lane.IT, parent_id=page)
    let_wait_for(actor=cast.igor, work_id=part, on_id=text, kind=DependencyKind.FINISH_START, lag=2)
    look = shared(cast.alice, briefable, "Look at it together")
    edit_work_item(actor=cast.alice, work_id=look, changes={"due_on": LAUNCH})
    dropped = of_it(cast.igor, briefable, "A second page")
    move_work_item(actor=cast.igor, work_id=dropped, to=WorkState.DROPPED)
    return {"home": briefable, "text": text, "page": page, "part": part, "look": look}


@pytest.fixture
def template(cast: Cast, worked: dict[str, int]) -> int:
    return make(cast.alice, worked["home"]).pk


@pytest.fixture
def other(cast: Cast) -> int:
    """Another initiative of Alice and Igor."""
    idea = story.write_idea(cast)
    story.pair(cast, idea)
    story.name_owners(cast, idea)
    return idea


def make(actor: Actor, home: int, name: str = "A page", launch: date = LAUNCH) -> WorkPattern:
    return services.make_work_template(
        actor=actor, initiative_id=home, name=name, launch_day=launch
    )


def use(
    actor: Actor, template: int, home: int, launch: date | None = None, key: str = ""
) -> WorkUse:
    return services.use_work_template(
        actor=actor, template_id=template, initiative_id=home, launch_day=launch, form_key=key
    )


def titles(home: int) -> list[str]:
    found = WorkItem.objects.filter(home_id=home).exclude(state="dropped").order_by("rank")
    return list(found.values_list("subject__title", flat=True))


def test_owners_and_administrators_make_one_without_people(
    cast: Cast, worked: dict[str, int]
) -> None:
    home = worked["home"]
    for actor in (cast.mona, cast.charlie, cast.rita):
        with refused(NotAllowed):
            make(actor, home)
        assert as_person(actor).get(f"/initiatives/{home}/work/template/").status_code == 403
    made = make(cast.igor, home)
    assert happened(home)[-1] == "work_template.made"
    with nothing_written():
        assert make(cast.igor, home) == made
    text, page, part, look = queries.work_template(cast.rita, made.pk).pieces
    assert (text.title, text.lane, text.due) == ("Write the text with …", Lane.MARKETING, -7)
    assert (page.estimate, part.parent) == ("2-3-6", page.key)
    assert part.waits == (PieceWait(text.key, DependencyKind.FINISH_START, 2),)
    assert (look.lane, look.due) == (None, 0)
    make(cast.ada, home, "For administrators")


def test_none_is_made_where_there_is_no_work(cast: Cast, other: int) -> None:
    with refused(RuleBroken):
        make(cast.alice, other)


def test_each_side_adds_its_own_part_and_what_waits_is_tied_when_both_are_there(
    cast: Cast, template: int, other: int
) -> None:
    used = use(cast.alice, template, other, LAUNCH + timedelta(days=28), "k")
    assert titles(other) == ["Write the text with …", "Look at it together"]
    with nothing_written():
        assert use(cast.alice, template, other, key="k") == used, "A double click."
    text = queries.use_on(cast.alice, used.pk).made[0]
    assert (text.due_on, text.assignees) == (LAUNCH + timedelta(days=21), ())
    assert item(text.id).checks.get().text == "Read aloud before 2026-06-17"
    left = queries.use_on(cast.igor, used.pk)
    assert (len(left.left), left.may_fill) == (2, True)
    with nothing_written():
        assert services.add_rest_of_template(actor=cast.alice, use_id=used.pk) == 0
    assert services.add_rest_of_template(actor=cast.igor, use_id=used.pk) == 2
    made = {row.title: row for row in queries.use_on(cast.igor, used.pk).made}
    assert made["Test the page"].parent_id == made["Build the page"].id
    wait = Dependency.objects.get(waiting_id=made["Test the page"].id)
    assert (wait.on_id, wait.lag) == (text.id, 2)
    page = made["Build the page"].estimate
    assert page is not None
    assert (page.low, page.days, page.high) == (2, 3, 6)
    assert happened(other).count("work_template.used") == 2
    assert Event.objects.get(subject_id=text.id, kind="work_item.added").actor_id == cast.alice.me


def test_outsiders_readers_and_whoever_sees_nothing_use_none(
    cast: Cast, template: int, other: int
) -> None:
    for actor in (cast.charlie, cast.rita, cast.mona):
        with refused(NotAllowed):
            use(actor, template, other)
    hide(WorkPattern.objects.get().made_from_id)
    with refused(NotFound):
        use(cast.ada, template, other)
    assert queries.work_templates(cast.ada) == []
    services.retire_work_template(actor=cast.alice, template_id=template)
    with refused(RuleBroken):
        use(cast.alice, template, other)
    with nothing_written():
        services.retire_work_template(actor=cast.alice, template_id=template)


def test_taken_back_as_long_as_nobody_has_begun_it(cast: Cast, template: int, other: int) -> None:
    used = use(cast.alice, template, other, LAUNCH)
    _text, look = queries.use_on(cast.alice, used.pk).made
    move_work_item(actor=cast.alice, work_id=look.id, to=WorkState.IN_PROGRESS)
    with refused(NotAllowed):
        services.take_back_use(actor=cast.igor, use_id=used.pk)
    assert services.take_back_use(actor=cast.alice, use_id=used.pk) == (1, 1)
    assert titles(other) == ["Look at it together"]
    with nothing_written():
        assert services.take_back_use(actor=cast.alice, use_id=used.pk) == (0, 0)
    with refused(RuleBroken):
        services.add_rest_of_template(actor=cast.igor, use_id=used.pk)


def test_pieces_are_added_changed_and_taken_out(cast: Cast, template: int) -> None:
    told: PieceChanges = {"title": "Tell the press", "due": -3, "after": [1], "checks": ["A", " "]}
    with refused(NotAllowed):
        services.add_piece(actor=cast.igor, template_id=template, changes=told)
    key = services.add_piece(actor=cast.alice, template_id=template, changes=told)
    row = queries.work_template(cast.alice, template)
    assert (row.piece(key).checks, row.piece(key).due) == (("A",), -3)
    wrong: list[PieceChanges] = [
        {"title": " "}, {"estimate": "long"}, {"starts": 5}, {"due": 731}, {"parent": 99},
        {"parent": key}, {"after": [99]}, {"skills": ["x"] * 1 + [str(n) for n in range(9)]},
    ]  # fmt: skip
    for changes in wrong:
        with refused(BadInput):
            services.edit_piece(actor=cast.alice, template_id=template, key=key, changes=changes)
    with refused(BadInput) as caught:
        services.edit_piece(actor=cast.alice, template_id=template, key=1, changes={"after": [key]})
    assert "Each would wait" in str(caught.value.reason)
    with refused(Stale):
        services.edit_piece(
            actor=cast.ada, template_id=template, key=key, changes={"title": "Late"}, version=1
        )
    services.remove_piece(actor=cast.alice, template_id=template, key=1)
    row = queries.work_template(cast.alice, template)
    assert not any(one.waits for one in row.pieces)
    with refused(NotFound):
        services.remove_piece(actor=cast.alice, template_id=template, key=1)


def test_the_pages_make_show_use_and_take_back(
    cast: Cast, worked: dict[str, int], other: int
) -> None:
    alice, home = as_person(cast.alice), worked["home"]
    form = {"name": "A page", "description": "Often.", "launch": "2026-06-02"}
    page = alice.post(f"/initiatives/{home}/work/template/", form).headers["Location"]
    assert "7 days before launch" in words(alice.get(page))
    assert alice.get(f"{page}?on={other}").status_code == 303
    assert "A page" in words(alice.get(f"/initiatives/{other}/work/templates/"))
    address = f"/initiatives/{other}/work/templates/{page.split('/')[-2]}/"
    seen = words(alice.get(f"{address}?launch=2026-06-07&closed=move"))
    assert "moved off Sun 7" in seen
    assert "for the other side to add" in seen
    assert alice.post(address, {"launch": "soon"}).status_code == 422
    done = alice.post(address, {"launch": "2026-06-07", "closed": "move"}, follow=True)
    assert "2 pieces of work are added" in words(done)
    assert "undo" in done.text
    used = WorkUse.objects.get().pk
    igor = as_person(cast.igor)
    assert "Add your side" in words(igor.get(f"/initiatives/{other}/work/templates/"))
    assert "2 pieces of work" in words(igor.post(f"/work-template-uses/{used}/fill/", follow=True))
    assert "taken back" in words(alice.post(f"/work-template-uses/{used}/undo/", follow=True))
    edit = alice.post(f"{page}pieces/1/", {"title": "", "kind": "task", "lane": "it"})
    assert edit.status_code == 422
    late = {"title": "Mine", "kind": "task", "lane": "it", "version": "7"}
    assert alice.post(f"{page}pieces/1/", late).status_code == 409
    assert alice.post(f"{page}pieces/new/", late).status_code == 303
    assert alice.post(f"{page}pieces/1/remove/").status_code == 303
    assert alice.post(f"{page}edit/", {"name": "B", "version": "9"}).status_code == 409
    assert alice.post(f"{page}retire/").status_code == 303


def _launch(day: date | None, *, off_closed: bool = True, spans: tuple[Span, ...] = ()) -> Launch:
    return Launch(
        told_from=LAUNCH,
        day=day,
        today=date(2026, 3, 10),
        closed=lambda _lane, on: on.weekday() >= 5,
        spans=spans,
        off_closed=off_closed,
    )


def test_days_move_off_closed_days_and_freezes_are_told() -> None:
    piece = Piece(1, "By 2026-06-01", starts=-2, due=0)
    saturday = date(2026, 6, 6)
    freeze = Span("Sale", date(2026, 6, 4), date(2026, 6, 5), FreezeKind.HARD)
    moved = rules.laid_out([piece], _launch(saturday, spans=(freeze,)))[0]
    assert (moved.starts_on, moved.due_on) == (date(2026, 6, 4), date(2026, 6, 5))
    assert moved.piece.title == "By 2026-06-05"
    assert [str(note) for note in moved.notes] == [
        "Its due day moved off Sat 6, on which nobody works.", "In a hard freeze: Sale.",
    ]  # fmt: skip
    left = rules.laid_out([piece], _launch(saturday, off_closed=False))[0]
    assert left.due_on == saturday
    over = rules.laid_out([piece], _launch(date(2026, 3, 5)))[0]
    assert [str(note) for note in over.notes] == ["That day is over."]
    bare = rules.laid_out([piece], _launch(None))[0]
    assert (bare.due_on, bare.piece.title) == (None, "By …")


def test_a_piece_becomes_the_same_piece_again() -> None:
    piece = Piece(
        3, "A", lane=Lane.IT, estimate="2-3-6", due=-1, checks=("x",), waits=(PieceWait(1),)
    )
    assert Piece.read(piece.kept()) == piece
    given = rules.laid_out([piece], _launch(LAUNCH))[0].given(datetime(2026, 3, 10, tzinfo=UTC))
    assert given.estimate == Estimate(Decimal(3), None, Decimal(2), Decimal(6))
    assert given.checks == (GivenCheck("x", None),)
    assert rules.without([piece, Piece(1, "B")], 1) == [replace(piece, waits=())]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Ask Alice Albers", "Ask …"),
        ("@Alice Albers, read", "…, read"),
        ("Alicent Albersen", None),
        ("by Alice", "by …"),
    ],
)
def test_full_names_are_left_out(text: str, kept: str | None) -> None:
    assert rules.without_names(text, ["Alice Albers"]) == (kept or text)
