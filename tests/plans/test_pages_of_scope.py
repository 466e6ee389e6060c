"""The tab Scope and the settings of money, as people see them."""

import pytest
from tests.accounts.browsing import as_person, words
from tests.cast import Cast, estimate

from tandem.briefs import services as briefs
from tandem.briefs.rules import Priority, Section
from tandem.plans import queries

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
MONEY = {"for_build": "60000", "for_media": "", "for_run": "1200.50"}


def page_of(initiative: int, part: str = "") -> str:
    return f"/initiatives/{initiative}/scope/{part}"


def test_before_the_brief_it_says_where_to_begin(cast: Cast, idea: int) -> None:
    assert "start it first" in words(as_person(cast.alice).get(page_of(idea)))


def test_a_budget_goes_from_question_to_answer(cast: Cast, brief: int) -> None:
    alice, vera = as_person(cast.alice), as_person(cast.vera)
    told = alice.post(page_of(brief, "ask/"), {**MONEY, "why": "For May."}, follow=True)
    assert "60,000 EUR" in words(told)
    assert "1,200.50 EUR" in words(told)
    assert "A budget is asked for" in words(vera.get("/"))
    given = vera.post(page_of(brief, "budget/"), {**MONEY, "words": "Enough."}, follow=True)
    assert "Enough." in words(given)
    assert "1 of 1 fit, for 0 EUR of 60,000 EUR." in words(given)
    assert "A budget is asked for" not in words(vera.get("/"))


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"for_build": "much", "why": LONG}, "Write a number, for example 12500"),
        ({"for_build": "-3", "why": LONG}, "Write zero or more."),
        ({"for_build": "1.234", "why": LONG}, "at most two digits"),
        ({"for_build": "9" * 40, "why": LONG}, "too much for one budget"),
        ({"for_build": "", "why": LONG}, "Please fill this in."),
    ],
)
def test_a_refused_form_keeps_what_was_typed(
    cast: Cast, brief: int, form: dict[str, str], says: str
) -> None:
    told = as_person(cast.alice).post(page_of(brief, "ask/"), form)
    assert told.status_code == 422
    assert says in words(told)
    assert LONG in told.content.decode()
    assert queries.budgets_of(brief) == (None, None)


def test_two_who_decide_at_once_see_both(cast: Cast, brief: int) -> None:
    vera = as_person(cast.vera)
    assert vera.post(page_of(brief, "budget/"), MONEY).status_code == 303
    late = vera.post(page_of(brief, "budget/"), {**MONEY, "for_build": "50000"})
    assert late.status_code == 409
    assert "Yours: 50,000. Theirs: 60,000." in words(late)
    standing = queries.budget_standing(brief)
    assert standing is not None
    again = {**MONEY, "for_build": "50000", "replaces": str(standing.id)}
    assert vera.post(page_of(brief, "budget/"), again).status_code == 303


def test_another_budget_is_tried_and_nothing_changed(cast: Cast, brief: int) -> None:
    as_person(cast.ada).post("/settings/money/rates/", {"amount": "1000"})
    alice = as_person(cast.alice)
    told = alice.get(page_of(brief), {"budget": "40000"})
    assert "The must-haves alone take 55,000 EUR; the budget is 40,000 EUR." in words(told)
    assert "They would fit with 15,000 EUR more." in words(told)
    assert queries.budget_standing(brief) is None
    assert alice.get(page_of(brief), {"budget": "lots"}).status_code == 422


def test_a_list_goes_from_it_to_marketing_and_back(cast: Cast, brief: int) -> None:
    alice, igor, vera = (as_person(who) for who in (cast.alice, cast.igor, cast.vera))
    vera.post(page_of(brief, "budget/"), MONEY)
    facts = queries.scope_of(brief).facts
    form = {"inside": [facts.wanted[0].id], "note": "It all fits.", "seen": facts.digest}
    page = igor.get(page_of(brief)).content.decode()
    assert f'name="inside" value="{facts.wanted[0].id}" checked' in page, "what fits is ticked"
    told = igor.post(page_of(brief, "lists/"), form, follow=True)
    assert "It all fits." in words(told)
    assert "IT says what fits the budget" in words(alice.get("/"))
    (handed,) = queries.lists_of([brief])[brief]
    empty = alice.post(page_of(brief, f"lists/{handed.id}/back/"), {"words": ""})
    assert empty.status_code == 422
    alice.post(page_of(brief, f"lists/{handed.id}/back/"), {"words": "The hour, please."})
    assert "The hour, please." in words(igor.get(page_of(brief)))
    igor.post(page_of(brief, "lists/"), {**form, "note": "Next year."})
    newest = queries.latest_list(brief)
    assert newest is not None
    done = alice.post(page_of(brief, f"lists/{newest.id}/accept/"), follow=True)
    assert "Marketing accepted it" in words(done)
    assert "Earlier lists" in words(done)


def test_what_it_chose_stays_ticked_when_it_is_refused(cast: Cast, brief: int) -> None:
    facts = queries.scope_of(brief).facts
    told = as_person(cast.igor).post(
        page_of(brief, "lists/"),
        {"inside": [facts.wanted[0].id], "note": LONG, "seen": facts.digest},
    )
    assert told.status_code == 422
    assert "There is no budget yet" in words(told)
    assert LONG in told.content.decode()


def test_both_sides_weigh_in_one_table(cast: Cast, brief: int) -> None:
    briefs.add_item(
        actor=cast.alice,
        initiative_id=brief,
        section=Section.REQUIREMENTS,
        title=LONG,
        text="Choose the hour.",
        priority=Priority.SHOULD,
    )
    estimate(cast, brief, "R2", "1", "3")
    one, two = queries.scope_of(brief).facts.wanted
    alice, igor = as_person(cast.alice), as_person(cast.igor)
    alice.post(page_of(brief, "weights/"), {f"worth-{two.id}": "5"})
    igor.post(page_of(brief, "weights/"), {f"spend-{one.id}": "900", f"spend-{two.id}": ""})
    igor.post(page_of(brief, "days/"), {"days": "40.5"})
    one, two = queries.scope_of(brief).facts.wanted
    assert (two.worth, one.spend, queries.days_limit(brief)) == (5, 900, 40.5)
    assert alice.post(page_of(brief, "weights/"), {f"worth-{two.id}": "9"}).status_code == 422
    typed = igor.post(page_of(brief, "weights/"), {f"spend-{one.id}": "a few"})
    assert typed.status_code == 422
    assert 'value="a few"' in typed.content.decode()


def test_rates_and_currency_are_set_in_settings(cast: Cast) -> None:
    ada = as_person(cast.ada)
    assert "Everybody else" in words(ada.get("/settings/money/"))
    assert ada.post("/settings/money/currency/", {"code": "12"}).status_code == 422
    ada.post("/settings/money/currency/", {"code": "chf"})
    told = ada.post("/settings/money/rates/", {"amount": "much"})
    assert told.status_code == 422
    assert 'value="much"' in told.content.decode()
    assert "CHF" in words(ada.post("/settings/money/rates/", {"amount": "640"}, follow=True))
    assert as_person(cast.alice).get("/settings/money/").status_code == 403
