"""A year is opened, a revision prepared, walked through and held; what moved since is said."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from tests.accounts.browsing import as_person, words
from tests.cast import TUESDAY, Cast, happened, hide
from tests.refusals import nothing_written, refused

from tandem.accounts.rules import Lane
from tandem.activity.models import Notification
from tandem.activity.queries import turns_waiting_for
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.plans.services import promise_date
from tandem.revisions import queries, services
from tandem.revisions.models import Snapshot, SnapshotRow, WalkMark
from tandem.revisions.rules import Mark, Standing
from tandem.stages.services import park_initiative, park_unanswered

TODAY = TUESDAY.date()
DAY = date(2026, 5, 6)


@pytest.fixture(autouse=True)
def _on_tuesday(tuesday: None) -> None:
    """It begins on Tuesday 10 March 2026."""


def opened(cast: Cast) -> list[int]:
    return [one.pk for one in services.open_year(actor=cast.vera, year=2026)]


def hold(cast: Cast, revision: int, words: str = "") -> Snapshot:
    """On its own day."""
    day = queries.revision_row(revision).day
    with clock.at(TUESDAY + (day - TODAY)):
        return services.hold_revision(actor=cast.vera, revision_id=revision, words=words)


def test_opening_a_year_books_its_revisions_once(cast: Cast) -> None:
    first, *rest = opened(cast)
    days = [(one.quarter, one.day) for one in queries.revisions_of(2026)]
    assert days == [
        (1, date(2026, 3, 17)),
        (2, date(2026, 4, 7)),
        (3, date(2026, 7, 6)),
        (4, date(2026, 10, 5)),
    ], "Easter Monday is none"
    assert len(rest) == 3
    assert happened(first) == ["revision.booked"]
    with nothing_written(), refused(BadInput):
        services.open_year(actor=cast.ada, year=2026)


def test_only_the_sponsor_and_administrators_open_move_and_hold(cast: Cast) -> None:
    for actor in (cast.alice, cast.igor, cast.rita, cast.charlie):
        with nothing_written(), refused(NotAllowed):
            services.open_year(actor=actor, year=2026)
    first = opened(cast)[0]
    for actor in (cast.alice, cast.igor, cast.rita, cast.charlie):
        with nothing_written(), refused(NotAllowed):
            services.move_revision(
                actor=actor, revision_id=first, day=TODAY + timedelta(8), why="A fair."
            )
        with nothing_written(), refused(NotAllowed):
            services.hold_revision(actor=actor, revision_id=first)


def test_a_revision_moves_with_a_reason_and_both_sides_hear_of_it(cast: Cast) -> None:
    first = opened(cast)[0]
    with refused(BadInput):
        services.move_revision(actor=cast.vera, revision_id=first, day=DAY, why="")
    services.move_revision(
        actor=cast.vera, revision_id=first, day=date(2026, 3, 24), why="The fair is then."
    )
    assert queries.revision_row(first).day == date(2026, 3, 24)
    assert [one.why for one in queries.moves_of(first)] == ["The fair is then."]
    told = Notification.objects.filter(kind="revision.new_day", person_id=cast.igor.me)
    assert told.exists()
    assert happened(first)[-1] == "revision.moved"


def test_preparation_opens_a_week_before_and_waits_for_the_sponsor(cast: Cast) -> None:
    first = opened(cast)[0]
    assert queries.revision_row(first).standing is Standing.PREPARING
    assert (services.prepare_revisions(), services.prepare_revisions()) == (1, 0)
    assert "revision.hold" in {turn.kind for turn in turns_waiting_for(cast.vera)}
    assert Notification.objects.filter(kind="revision.open_now", person_id=cast.mona.me).exists()
    hold(cast, first)
    assert "revision.hold" not in {turn.kind for turn in turns_waiting_for(cast.vera)}


def test_people_of_both_sides_walk_through_the_list(cast: Cast, planned: int) -> None:
    first, second, *_ = opened(cast)
    services.mark_in_revision(
        actor=cast.igor, revision_id=first, subject_id=planned, mark=Mark.SEEN
    )
    services.mark_in_revision(
        actor=cast.alice, revision_id=first, subject_id=planned, mark=Mark.TALK, note="When?"
    )
    standing = queries.marks_of(first)[planned]
    assert (standing.mark, standing.note, standing.by.id) == (Mark.TALK, "When?", cast.alice.me)
    assert WalkMark.objects.count() == 2, "what was said before stays"
    for actor, error in ((cast.rita, NotAllowed), (cast.charlie, NotAllowed)):
        with nothing_written(), refused(error):
            services.mark_in_revision(
                actor=actor, revision_id=first, subject_id=planned, mark=Mark.SEEN
            )
    with nothing_written(), refused(RuleBroken):
        services.mark_in_revision(
            actor=cast.igor, revision_id=second, subject_id=planned, mark=Mark.SEEN
        )
    with nothing_written(), refused(NotFound):
        services.mark_in_revision(
            actor=cast.igor, revision_id=first, subject_id=first, mark=Mark.SEEN
        )


def test_what_is_restricted_is_neither_shown_nor_marked_by_outsiders(
    cast: Cast, planned: int
) -> None:
    first, second, *_ = opened(cast)
    hold(cast, first)
    hide(planned)
    promise_date(actor=cast.alice, initiative_id=planned, day=DAY)
    seen, hidden = (
        queries.changes_for(actor, queries.revision_row(second))
        for actor in (cast.alice, cast.mona)
    )
    assert [row.id for row in seen.loud] == [planned]
    assert ([row.id for row in hidden.rows], hidden.hidden) == ([], 1)
    page = words(as_person(cast.mona).get(f"/revisions/{second}/"))
    assert "And of what is kept to its people, 1 moved." in page
    with clock.at(TUESDAY + timedelta(25)), nothing_written(), refused(NotFound):
        services.mark_in_revision(
            actor=cast.mona, revision_id=second, subject_id=planned, mark=Mark.SEEN
        )


def test_holding_keeps_how_everything_stands_and_tells_both_sides(cast: Cast, planned: int) -> None:
    first, second, *_ = opened(cast)
    promise_date(actor=cast.alice, initiative_id=planned, day=DAY)
    with nothing_written(), refused(RuleBroken):
        services.hold_revision(actor=cast.vera, revision_id=second)
    taken = hold(cast, first, "Less at once.")
    row = SnapshotRow.objects.get(snapshot=taken)
    assert (row.subject_id, row.stage, row.promised) == (planned, "plan", DAY)
    assert happened(first)[-1] == "revision.held"
    assert Notification.objects.filter(kind="revision.published", person_id=cast.ivan.me).exists()
    with nothing_written(), refused(RuleBroken):
        hold(cast, first)
    page = words(as_person(cast.rita).get(f"/revisions/{first}/"))
    assert "Less at once." in page
    assert "The first revision: how everything stood was kept" in page


def test_what_moved_since_is_said_with_the_reason_people_gave(cast: Cast, planned: int) -> None:
    first, second, third, _ = opened(cast)
    promised = promise_date(actor=cast.alice, initiative_id=planned, day=DAY)
    hold(cast, first)
    with clock.at(TUESDAY + timedelta(10)):
        promise_date(
            actor=cast.alice,
            initiative_id=planned,
            day=DAY + timedelta(7),
            why="Legal reads it first.",
            replaces=promised.pk,
        )
    hold(cast, second)
    row = queries.changes_for(cast.rita, queries.revision_row(second)).loud[0]
    assert [(str(one.sentence), one.by) for one in row.moved] == [
        ("The promised date moved 7 days later, from 6 May to 13 May.", 7)
    ]
    assert [(one.words, one.by.id if one.by else 0) for one in row.said] == [
        ("Legal reads it first.", cast.alice.me)
    ]
    with clock.at(TUESDAY + timedelta(60)):
        page = words(as_person(cast.rita).get(f"/revisions/{second}/"))
        assert "Legal reads it first." in page
        later = words(as_person(cast.rita).get(f"/revisions/{third}/"))
        assert "Legal reads it first." not in later, "that was before the second one"
        table = words(as_person(cast.rita).get(f"/revisions/compare/?since={first}"))
        assert "+7" in table
    assert queries.baseline()[planned].promised == DAY + timedelta(7)
    assert queries.changes_between(cast.rita, first, second).rows[0].moved
    with refused(NotFound):
        queries.changes_between(cast.rita, third, None)


def test_what_nobody_answered_comes_back_at_the_next_revision(cast: Cast, planned: int) -> None:
    first, second, *_ = opened(cast)
    hold(cast, first)
    with clock.at(TUESDAY + timedelta(8)):
        park_unanswered(subject_id=planned, lane=Lane.IT)
        from tandem.initiatives.models import Outcome

        assert Outcome.objects.get(ended_at=None).until == queries.revision_row(second).day
        row = queries.changes_for(cast.alice, queries.revision_row(second)).loud[0]
    assert str(row.decide[0]).startswith("Nobody answered, so it was put aside")
    assert [str(one.sentence) for one in row.moved] == ["It went from Plan to Parked."]


def test_where_no_revision_is_booked_it_comes_back_after_three_months(
    cast: Cast, planned: int
) -> None:
    from tandem.initiatives.models import Outcome

    park_unanswered(subject_id=planned, lane=None)
    assert Outcome.objects.get(ended_at=None).until == TODAY + timedelta(90)


def test_who_acts_in_the_past_keeps_how_things_stood_then(cast: Cast, planned: int) -> None:
    first = opened(cast)[0]
    with clock.at(TUESDAY + timedelta(9)):
        promise_date(actor=cast.alice, initiative_id=planned, day=DAY)
        until = TODAY + timedelta(100)
        park_initiative(actor=cast.alice, initiative_id=planned, reason="Later.", until=until)
    hold(cast, first)
    kept = queries.baseline()[planned]
    assert (kept.stage, kept.promised) == ("plan", None)


def test_half_of_the_used_allowance_returns_once(cast: Cast, signed_brief: int) -> None:
    from tandem.briefs.models import AllowanceEntry, Baseline

    brief = Baseline.objects.get().brief_id
    with transaction.atomic():
        AllowanceEntry.objects.create(
            brief_id=brief, days=Decimal("1.5"), by_id=cast.igor.me, at=TUESDAY
        )
    hold(cast, opened(cast)[0])
    back = AllowanceEntry.objects.get(revision_key="2026-Q1")
    assert back.days == Decimal("-0.75")
    assert happened(signed_brief)[-1] == "allowance.returned"


def test_pages_are_kind_where_there_is_nothing_yet(cast: Cast) -> None:
    assert "This year isn't open yet" in words(as_person(cast.rita).get("/revisions/"))
    assert "No revision was held yet" in words(as_person(cast.rita).get("/revisions/compare/"))
    first = opened(cast)[0]
    page = words(as_person(cast.alice).get(f"/revisions/{first}/"))
    assert "there is nothing to compare with yet" in page
    refusal = as_person(cast.vera).post("/revisions/years/", {"year": "2019"})
    assert refusal.status_code == 422
    assert "2019 is over. Open this year or a later one." in words(refusal)
