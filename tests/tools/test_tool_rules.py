"""Addresses, data risk, doubles, spend and renewals as pure rules."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from tandem.systems.rules import DataClass
from tandem.tools.rules import (
    Alike,
    Answer,
    AnswerKind,
    Counted,
    DataRisk,
    Known,
    PaidEvery,
    Purpose,
    Reading,
    Recognised,
    Sign,
    ToolState,
    Watch,
    answer_days,
    domain_of,
    doubles_among,
    health_of,
    host_of,
    merchant_of,
    plain_vendor,
    recognise,
    recognise_grant,
    recurs,
    renewal_due,
    renewed_on,
    risk_of,
    spend_by_department,
    watch,
    why_not_address,
    why_not_answer,
    why_not_read,
)


def tool(pk: int, **more: object) -> Counted:
    usual = {"vendor": "", "domain": "", "purpose": Purpose.OTHER, "department": 1}
    usual |= {"risk": DataRisk.NONE, "cost": 10, "every": PaidEvery.MONTH, "renews_on": None}
    return Counted(pk, f"Tool {pk}", state=ToolState.REGISTERED, **{**usual, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "host", "domain"),
    [
        ("https://App.Questbee.com/s/alice@x?token=1", "app.questbee.com", "questbee.com"),
        ("user:secret@tool.example:8443/x", "tool.example", "tool.example"),
        ("shop.acme.co.uk", "shop.acme.co.uk", "acme.co.uk"),
        ("co.uk", "co.uk", "co.uk"),
        ("bücher.example", "xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("not an address", "", ""),
        ("10.0.0.1", "", ""),
        ("a..b", "", ""),
        ("", "", ""),
    ],
)
def test_of_an_address_only_the_host_is_kept(typed: str, host: str, domain: str) -> None:
    assert host_of(typed) == host
    assert domain_of(host) == domain
    assert (why_not_address(typed) is None) is (bool(host) or not typed)


def test_the_worst_data_says_the_risk_and_the_days() -> None:
    public, contact = DataClass.PUBLIC, DataClass.CUSTOMER_CONTACT
    assert risk_of(()) is DataRisk.UNSAID
    assert risk_of((public,)) is DataRisk.NONE
    assert risk_of((public, contact)) is DataRisk.PERSONAL
    assert risk_of((contact, DataClass.SPECIAL)) is DataRisk.DELICATE
    said = [(public,), (), (contact,), (DataClass.PAYMENT,)]
    assert [answer_days(one) for one in said] == [1, 3, 3, 8]


def test_tools_for_the_same_are_named_once_by_the_surest_sign() -> None:
    found = doubles_among(
        [
            tool(1, vendor="Questbee Ltd.", domain="questbee.com", purpose=Purpose.SURVEYS),
            tool(2, vendor="QUESTBEE", domain="questbee.com", purpose=Purpose.SURVEYS),
            tool(3, vendor="Formly", purpose=Purpose.MAIL),
            tool(4, vendor="formly gmbh"),
            tool(5, purpose=Purpose.MAIL),
            tool(6),
        ]
    )
    assert [(one.alike, one.tools) for one in found] == [
        (Alike.DOMAIN, (1, 2)),
        (Alike.VENDOR, (3, 4)),
        (Alike.PURPOSE, (3, 5)),
    ]
    assert plain_vendor("Ltd") == "ltd"


def test_spend_is_of_departments_and_says_where_nobody_knows() -> None:
    tools = [tool(1), tool(2, cost=1200, every=PaidEvery.YEAR, risk=DataRisk.PERSONAL)]
    tools += [tool(3, cost=None), tool(4, department=None, cost=5)]
    found = spend_by_department(tools)
    marketing, nobody = found[1], found[None]
    assert (marketing.tools, marketing.per_year, marketing.per_month) == (3, 1320, 110)
    assert (marketing.unsaid, marketing.about_persons) == (1, 1)
    assert (nobody.tools, nobody.per_month) == (1, 5)


def test_a_renewal_is_asked_about_sixty_days_ahead_and_due_thirty_days_ahead() -> None:
    today = date(2026, 3, 10)
    assert renewal_due(date(2026, 5, 10), today) is None
    assert renewal_due(date(2026, 5, 9), today) == date(2026, 4, 9)
    assert renewal_due(date(2026, 3, 20), today) == date(2026, 3, 20)
    assert renewal_due(date(2026, 3, 9), today) is None
    assert renewed_on(date(2026, 5, 9), today) == date(2027, 5, 9)
    assert renewed_on(date(2024, 2, 29), today) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        (Answer(AnswerKind.REGISTER), None),
        (Answer(AnswerKind.REPLACE), "replaced_by"),
        (Answer(AnswerKind.LEAVE), "words"),
        (Answer(AnswerKind.RETIRE), "words"),
        (Answer(AnswerKind.LEAVE, words="Free.", new_system=True), "system"),
    ],
)
def test_an_answer_says_what_people_need(answer: Answer, field: str | None) -> None:
    refused = why_not_answer(answer)
    assert (refused[0] if refused else None) == field


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("FACEBK Z9UJ3AEP92", "Facebook ads"),
        ("linkedin-351 8987453", "LinkedIn"),
        ("PAYPAL *ADOBESYSTEM", "Adobe"),
        ("1&1 INTERNET LIMITED", "1&1 IONOS"),
        ("www.istock.com", "iStock"),
        ("GITHUB.COM DL0OU", "GitHub"),
        ("www postcodeanywhere co", "PCA Predict"),
        ("SURVEYMONKEY", "SurveyMonkey"),
        ("box ltd-online", None),
        ("TIGER", None),
        ("next 0315 oxford", None),
        ("sainsburys 0730", None),
        ("PAYPAL *JOHN SMITH", None),
        ("", None),
    ],
)
def test_a_line_of_a_card_names_its_maker_or_nobody(line: str, name: str | None) -> None:
    seen = recognise(merchant_of(line), "", {})
    assert (seen.name if seen else None) == name


def test_what_is_known_goes_by_its_own_name_and_not_by_the_line() -> None:
    known = {"pollpanda": Known(7, "PollPanda")}
    seen = recognise(merchant_of("POLLPANDA FOR ALICE ALBERS"), "", known)
    assert seen == Recognised(Sign.KNOWN, "PollPanda", known=known["pollpanda"])
    said = recognise_grant("Alice Albers", "PollPanda", "", known)
    assert said == seen


def test_an_amount_comes_back_only_in_a_row_and_once_a_month() -> None:
    months = [date(2026, month, 1) for month in (1, 2, 3)]
    seen: dict[str, Watch] = {}
    for month in months:
        watch(seen, merchant_of("orchard board ltd"), month, Decimal("30.5"))
        watch(seen, merchant_of("cafe ltd"), month, Decimal(3))
        watch(seen, merchant_of("cafe ltd"), month, Decimal(3))
        watch(seen, merchant_of("paypal *jane doe"), month, Decimal(9))
        watch(seen, merchant_of("jane doe"), month, Decimal(2400))
        watch(seen, merchant_of("growing ltd"), month, Decimal(10 * month.month))
    assert [key for key, one in seen.items() if recurs(one)] == ["orchard board"]


def test_health_is_the_share_that_was_declared_before_it_was_found() -> None:
    now = datetime(2026, 3, 10, tzinfo=UTC)
    early, late = now - timedelta(days=9), now - timedelta(days=3)
    old = now - timedelta(days=400)
    known = [(early, None), (early, late), (late, early), (None, late), (old, None)]
    assert (health_of(known, now).known, health_of(known, now).share) == (4, None)
    five = health_of([*known, (late, late)], now)
    assert (five.declared_first, five.share) == (3, 0.6)


def test_the_needed_columns_are_three_different_ones_of_the_file() -> None:
    right = {"day": 0, "amount": 1, "merchant": 2}
    assert why_not_read(Reading({**right, "note": 2}), 3) is None
    for wrong in ({"day": 0, "amount": 1}, {**right, "amount": 0}, {**right, "note": 3}):
        assert why_not_read(Reading(wrong), 3)
