"""Addresses, data risk, doubles, spend and renewals as pure rules."""

from datetime import date

import pytest

from tandem.systems.rules import DataClass
from tandem.tools.rules import (
    Alike,
    Answer,
    AnswerKind,
    Counted,
    DataRisk,
    PaidEvery,
    Purpose,
    ToolState,
    answer_days,
    domain_of,
    doubles_among,
    host_of,
    plain_vendor,
    renewal_due,
    renewed_on,
    risk_of,
    spend_by_department,
    why_not_address,
    why_not_answer,
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
