"""Fixed dates, freezes, launch windows, and what stands on a day."""

from datetime import date, time

import pytest
from tests.accounts.browsing import as_person, words
from tests.cast import Cast, happened
from tests.refusals import nothing_written, refused

from tandem.accounts.rules import Actor
from tandem.core.errors import BadInput, NotAllowed, NotFound
from tandem.initiatives import services as initiatives
from tandem.systems import services as systems
from tandem.systems.rules import Entry
from tandem.year import queries, services
from tandem.year.models import Freeze, Moment
from tandem.year.rules import (
    DEFAULT_WINDOWS,
    FreezeKind,
    Span,
    by_month,
    what_stands_on,
    why_not_span,
    why_not_windows,
)

TODAY = date(2026, 11, 20)
CHRISTMAS = Span("Christmas", date(2026, 12, 10), date(2027, 1, 6), FreezeKind.HARD)
FAIR = Span("Fair", date(2026, 12, 15), date(2026, 12, 15))
SEASON = Span("Season", date(2026, 12, 1), date(2026, 12, 20))
QUIET = Span("Stocktaking", date(2026, 12, 14), date(2026, 12, 18), FreezeKind.SOFT)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 12, 2), ["During Season, 1 Dec to 20 Dec."]),
        (
            date(2026, 12, 15),
            [
                "In a hard freeze: Christmas, 10 Dec to 6 Jan 2027.",
                "In a soft freeze: Stocktaking, 14 Dec to 18 Dec.",
                "Same day as Fair.",
                "During Season, 1 Dec to 20 Dec.",
            ],
        ),
        (date(2026, 11, 24), []),
        (date(2026, 11, 27), ["Friday after 12:00: no launch window."]),
        (date(2026, 11, 28), ["Saturday: no launch window."]),
        (date(2027, 1, 6), ["In a hard freeze: Christmas, 10 Dec to 6 Jan 2027."]),
        (date(2027, 1, 7), []),
    ],
)
def test_a_day_says_what_stands_on_it(day: date, told: list[str]) -> None:
    spans = [SEASON, FAIR, QUIET, CHRISTMAS]
    assert what_stands_on(day, spans=spans, windows=DEFAULT_WINDOWS, today=TODAY) == told


def test_what_began_last_year_stands_in_january() -> None:
    assert [(month, [s.name for s in found]) for month, found in by_month([CHRISTMAS], 2027)] == [
        (1, ["Christmas"])
    ]
    assert [month for month, _ in by_month([FAIR, CHRISTMAS], 2026)] == [12]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 5, 2), date(2026, 5, 1)),
        (date(2026, 1, 1), date(2027, 1, 2)),
        (date(1999, 1, 1), date(1999, 1, 1)),
    ],
)
def test_some_spans_can_not_be(first: date, last: date) -> None:
    assert why_not_span(first, last)
    assert why_not_span(first, first) is None or first.year < 2000


def test_there_is_a_window_and_it_ends_after_it_begins() -> None:
    assert why_not_windows({})
    assert why_not_windows({0: (time(9), time(9))})
    assert why_not_windows(DEFAULT_WINDOWS) is None


def note(actor: Actor, name: str = "Fair", on: date = FAIR.starts_on, **more: str) -> Moment:
    return services.note_moment(actor=actor, name=name, starts_on=on, **more)


def freeze(actor: Actor, **more: object) -> Freeze:
    wanted: dict[str, object] = {
        "kind": FreezeKind.HARD,
        "name": "Christmas",
        "reason": "Nobody is here.",
        "starts_on": CHRISTMAS.starts_on,
        "ends_on": CHRISTMAS.ends_on,
    }
    return services.declare_freeze(actor=actor, **{**wanted, **more})  # type: ignore[arg-type]


def on(actor: Actor, day: date) -> list[str]:
    return [str(one) for one in queries.what_stands_on(actor, day)]


def test_marketing_notes_and_cancels_fixed_dates(cast: Cast) -> None:
    moment = note(cast.alice, where="DE, mail")
    assert "Same day as Fair." in on(cast.rita, FAIR.starts_on)
    services.cancel_moment(actor=cast.mona, moment_id=moment.pk)
    assert "Same day as Fair." not in on(cast.rita, FAIR.starts_on)
    with nothing_written():
        services.cancel_moment(actor=cast.mona, moment_id=moment.pk)
    assert happened(moment.pk) == ["moment.noted", "moment.cancelled"]


def test_it_declares_and_cancels_freezes_for_all_or_some_systems(cast: Cast) -> None:
    shop = systems.add_system(actor=cast.igor, entry=Entry("Shop")).pk
    frozen = freeze(cast.igor, systems=[shop])
    (row,) = queries.dated(cast.rita, CHRISTMAS.starts_on, CHRISTMAS.starts_on)
    assert (row.freeze, row.systems, row.words) == (FreezeKind.HARD, ("Shop",), "Nobody is here.")
    services.cancel_freeze(actor=cast.ivan, freeze_id=frozen.pk)
    assert queries.dated(cast.rita, CHRISTMAS.starts_on, CHRISTMAS.ends_on) == []
    assert happened(frozen.pk) == ["freeze.declared", "freeze.cancelled"]
    with refused(BadInput):
        freeze(cast.igor, systems=[999_999])


@pytest.mark.parametrize("name", ["igor", "rita", "charlie"])
def test_others_note_no_fixed_dates(cast: Cast, name: str) -> None:
    moment = note(cast.alice)
    with refused(NotAllowed):
        note(getattr(cast, name))
    with refused(NotAllowed):
        services.cancel_moment(actor=getattr(cast, name), moment_id=moment.pk)


@pytest.mark.parametrize("name", ["alice", "rita", "charlie"])
def test_others_declare_no_freezes(cast: Cast, name: str) -> None:
    frozen = freeze(cast.igor)
    with refused(NotAllowed):
        freeze(getattr(cast, name))
    with refused(NotAllowed):
        services.cancel_freeze(actor=getattr(cast, name), freeze_id=frozen.pk)
    with refused(NotAllowed):
        services.set_windows(actor=getattr(cast, name), windows=DEFAULT_WINDOWS)


def test_nothing_is_cancelled_that_is_not_there(cast: Cast) -> None:
    with refused(NotFound):
        services.cancel_moment(actor=cast.alice, moment_id=999_999)
    with refused(NotFound):
        services.cancel_freeze(actor=cast.igor, freeze_id=999_999)


def test_what_does_not_fit_names_its_field(cast: Cast) -> None:
    with refused(BadInput) as caught:
        freeze(cast.igor, ends_on=date(2026, 1, 1))
    assert isinstance(caught.value, BadInput)
    assert caught.value.field == "ends_on"
    with refused(BadInput):
        freeze(cast.igor, reason=" ")
    with refused(BadInput):
        note(cast.alice, " ")


def test_a_double_click_notes_one(cast: Cast) -> None:
    first = note(cast.alice, form_key="k")
    with nothing_written():
        assert note(cast.alice, form_key="k") == first


def test_administrators_set_the_windows(cast: Cast) -> None:
    assert queries.windows() == DEFAULT_WINDOWS
    services.set_windows(actor=cast.ada, windows={5: (time(10), time(11))})
    assert queries.windows() == {5: (time(10), time(11))}
    with refused(BadInput):
        services.set_windows(actor=cast.ada, windows={})
    form = {"opens_0": "09:00", "closes_0": ""}
    page = as_person(cast.ada).post("/settings/windows/", form)
    assert page.status_code == 422
    assert "Fill in both, or neither." in words(page)


def test_an_idea_shows_what_stands_on_its_wished_day(cast: Cast) -> None:
    freeze(cast.igor, starts_on=date(2027, 3, 1), ends_on=date(2027, 3, 9), name="Move")
    idea = initiatives.write_idea(
        actor=cast.alice, sentence="A page for spring", wish_date=date(2027, 3, 2)
    ).pk
    rita = as_person(cast.rita)
    assert "In a hard freeze: Move" in words(rita.get(f"/initiatives/{idea}/"))
    asked = rita.get(
        "/year/day/?wish_date=2027-03-02", headers={"HX-Request": "true", "HX-Target": "day-hint"}
    )
    assert "In a hard freeze: Move" in words(asked)
    assert "<html" not in asked.content.decode()
    assert 'hx-get="/year/day/"' in as_person(cast.alice).get("/ideas/new/").content.decode()


def test_a_refused_form_keeps_what_was_typed(cast: Cast) -> None:
    form = {"name": "A very own name", "starts_on": "2027-05-06", "ends_on": "2027-05-01"}
    page = as_person(cast.alice).post("/year/moments/", form)
    assert page.status_code == 422
    assert "A very own name" in page.content.decode()


@pytest.mark.parametrize("asked", ["", "?year=2027", "?year=9999", "?year=x", "?year=²²²²"])
def test_any_year_can_be_looked_at(cast: Cast, asked: str) -> None:
    assert as_person(cast.rita).get(f"/year/{asked}").status_code == 200


@pytest.mark.parametrize("asked", ["", "?wish_date=", "?wish_date=x", "?wish_date=2027-05-08"])
def test_any_day_can_be_asked_about(cast: Cast, asked: str) -> None:
    assert as_person(cast.rita).get(f"/year/day/{asked}").status_code == 200
