"""What is planned and spent, where it ends, and files that are safe to upload twice."""

from datetime import date
from decimal import Decimal

import pytest
from tests.cast import Cast, happened, hide
from tests.refusals import nothing_written, refused
from tests.work.making import of_it

from tandem.core.errors import BadInput, NotAllowed, NotFound
from tandem.plans import services as plans
from tandem.plans.rules import MoneyKind
from tandem.spending import queries, rules, services
from tandem.spending.queries import Reading
from tandem.spending.rules import Drift, PartState, Share
from tandem.spending.services import NewActual, NewLine
from tandem.timesheets import services as timesheets
from tandem.timesheets.rules import SpentOn
from tandem.work import services as work
from tandem.work.rules import Estimate

D = Decimal
DAY = date(2026, 3, 5)
FILE = b"Date;Text;Amount\n05.03.2026;Coffee;3,00\n05.03.2026;Coffee;3,00\n06.03.2026;Ads;120,50\n"
COLUMNS = Reading({"day": 0, "text": 1, "amount": 2})


def share(name: str, spent: int, to_come: int = 0) -> Share:
    return Share(name, D(0), D(spent), D(to_come))


def test_the_words_name_what_is_over_and_the_largest_three() -> None:
    shares = (share("days", 30_000, 5_000), share("ledger", 4_000), share("host", 2_000, 200))
    part = PartState(MoneyKind.BUILD, D(38_000), (*shares, share("pins", 10)))
    said = rules.in_words(part, "EUR")
    assert said[0] == "At this rate Building it ends at 41,210 of 38,000 EUR: 3,210 over."
    assert said[1] == "The largest: days 35,000; ledger 4,000; host 2,200."
    assert part.drift is Drift.OVER
    within = PartState(MoneyKind.MEDIA, D(100), (share("ads", 50),))
    assert rules.in_words(within, "EUR")[0].endswith("50 are left.")
    assert PartState(MoneyKind.MEDIA, D(100), (share("ads", 96),)).drift is Drift.NEAR
    assert rules.worst([within, part]) is Drift.OVER
    assert rules.worst([PartState(MoneyKind.RUN, None, ())]) is Drift.UNKNOWN


def test_a_month_that_is_over_brings_nothing_more() -> None:
    today = date(2026, 3, 10)
    assert rules.line_to_come(D(100), D(40), date(2026, 2, 1), today) == 0
    assert rules.line_to_come(D(100), D(40), date(2026, 3, 1), today) == 60
    assert rules.line_to_come(D(100), D(140), None, today) == 0


def test_a_currency_counts_with_the_rate_of_its_month() -> None:
    rates = {"USD": [(date(2026, 2, 1), D("0.9")), (date(2026, 4, 1), D("0.8"))]}
    assert rules.rate_on(rates, "USD", date(2026, 3, 31)) == (date(2026, 2, 1), D("0.9"))
    assert rules.rate_on(rates, "USD", date(2026, 1, 1)) == (date(2026, 2, 1), D("0.9"))
    assert rules.rate_on(rates, "CHF", DAY) is None


def _media(cast: Cast, home: int, text: str = "Ads", amount: str = "100", **more: object) -> int:
    actual = NewActual(MoneyKind.MEDIA, DAY, D(amount), text, **more)  # type: ignore[arg-type]
    return services.note_actual(actor=cast.alice, initiative_id=home, actual=actual).pk


def _part(home: int, kind: MoneyKind) -> PartState:
    state = queries.states_of([home])[home]
    return next(one for one in state.parts if one.part is kind)


@pytest.mark.usefixtures("tuesday")
def test_lines_and_what_was_spent_on_them_make_where_it_ends(cast: Cast, planned: int) -> None:
    plans.give_budget(
        actor=cast.vera, initiative_id=planned, amounts={MoneyKind.MEDIA: D(500)}, words=""
    )
    services.add_cost_code(actor=cast.ada, code="MKT-20", name="Paid media")
    line = services.add_budget_line(
        actor=cast.alice,
        initiative_id=planned,
        line=NewLine(MoneyKind.MEDIA, "Search ads", D(400), "MKT-20", DAY, "Search"),
    )
    _media(cast, planned, line_id=line.pk)
    _media(cast, planned, "A banner", "50")
    part = _part(planned, MoneyKind.MEDIA)
    assert (part.planned, part.spent, part.to_come, part.drift) == (400, 150, 300, Drift.WITHIN)
    assert {"spending.line_added", "spending.noted"} <= set(happened(planned))
    services.remove_budget_line(actor=cast.alice, initiative_id=planned, line_id=line.pk)
    part = _part(planned, MoneyKind.MEDIA)
    assert (part.planned, part.spent, part.to_come) == (0, 150, 0)


@pytest.mark.usefixtures("tuesday")
def test_people_s_days_cost_what_their_team_does(cast: Cast, planned: int) -> None:
    plans.set_day_rate(actor=cast.ada, amount=D(800))
    item = of_it(cast.igor, planned)
    work.estimate_work_item(actor=cast.igor, work_id=item, estimate=Estimate(D(3)))
    timesheets.write_hours(actor=cast.igor, on=SpentOn(item), day=DAY, minutes=480)
    part = _part(planned, MoneyKind.BUILD)
    assert (part.spent, part.to_come) == (800, 1600)


@pytest.mark.usefixtures("tuesday")
def test_an_amount_without_a_rate_is_named_and_not_counted(cast: Cast, planned: int) -> None:
    _media(cast, planned, currency="usd")
    state = queries.states_of([planned])[planned]
    assert (state.unpriced, _part(planned, MoneyKind.MEDIA).spent) == ({"USD": 1}, 0)
    with refused(NotAllowed):
        services.set_currency_rates(actor=cast.alice, rates=[("USD", DAY, D("0.9"))])
    assert services.set_currency_rates(actor=cast.ada, rates=[("usd", DAY, D("0.9"))]) == 1
    with nothing_written():
        services.set_currency_rates(actor=cast.ada, rates=[("USD", DAY, D("0.9"))])
    assert _part(planned, MoneyKind.MEDIA).spent == 90


@pytest.mark.usefixtures("tuesday")
def test_who_may_not_say_what_was_spent(cast: Cast, planned: int) -> None:
    actual = NewActual(MoneyKind.MEDIA, DAY, D(9), "Ads")
    with refused(NotAllowed):
        services.note_actual(actor=cast.charlie, initiative_id=planned, actual=actual)
    late = NewActual(MoneyKind.MEDIA, date(2026, 3, 20), D(9), "Ads")
    with refused(BadInput):
        services.note_actual(actor=cast.alice, initiative_id=planned, actual=late)
    with refused(BadInput):
        _media(cast, planned, code="NONE")
    hide(planned)
    with refused(NotFound):
        services.note_actual(actor=cast.charlie, initiative_id=planned, actual=actual)
    _media(cast, planned)
    assert queries.money_seen(cast.charlie) == []
    assert [one.initiative_id for one in queries.money_seen(cast.alice)] == [planned]


def _upload(cast: Cast, home: int, data: bytes = FILE) -> int:
    return services.upload_expenses(actor=cast.alice, initiative_id=home, data=data).pk


def _take(cast: Cast, home: int, upload: int) -> int:
    return services.take_in_expenses(
        actor=cast.alice,
        initiative_id=home,
        upload_id=upload,
        reading=COLUMNS,
        part=MoneyKind.MEDIA,
    )


@pytest.mark.usefixtures("tuesday")
def test_a_file_comes_in_once_however_often_it_is_uploaded(cast: Cast, planned: int) -> None:
    assert _take(cast, planned, _upload(cast, planned)) == 3
    longer = FILE + b"07.03.2026;Coffee;3,00\n05.03.2026;Coffee;3,00\n"
    found = queries.preview(planned, longer.decode(), COLUMNS)
    assert (len(found.fresh), found.known) == (2, 3)
    assert _take(cast, planned, _upload(cast, planned)) == 0
    assert _take(cast, planned, _upload(cast, planned, longer)) == 2
    assert _part(planned, MoneyKind.MEDIA).spent == D("132.50")


@pytest.mark.usefixtures("tuesday")
def test_a_file_that_is_none_is_refused_and_nothing_kept(cast: Cast, planned: int) -> None:
    with refused(BadInput):
        _upload(cast, planned, b"%PDF-1.7")
    with refused(BadInput):
        _upload(cast, planned, b"hello")
    upload = _upload(cast, planned)
    with refused(NotAllowed):
        services.upload_expenses(actor=cast.charlie, initiative_id=planned, data=FILE)
    with refused(BadInput):
        services.take_in_expenses(
            actor=cast.alice,
            initiative_id=planned,
            upload_id=upload,
            reading=Reading({"text": 1}),
            part=MoneyKind.MEDIA,
        )
