"""What fits, in sentences and as a curve."""

from collections.abc import Iterable
from decimal import Decimal

from tandem.core.words import Sentence, say
from tandem.plans.queries import ScopePage
from tandem.plans.rules import DAYS, MONEY, Fit, NextOne, Wanted, in_cents, plain

NEXT_SHOWN = 3
CURVE_WIDTH, CURVE_HEIGHT = 300, 90


def sentences(page: ScopePage) -> list[Sentence]:
    """What fits, how sure that is, what a little more would buy; or the ways out."""
    fit = page.fit
    if fit is None:
        return []
    wanted = page.wanted
    return _too_much(page, fit, wanted) if not fit.musts_fit else _fits(page, fit, wanted)


def _fits(page: ScopePage, fit: Fit, wanted: dict[int, Wanted]) -> list[Sentence]:
    found = [
        say(
            "{inside} of {all} fit, for {money} of {budget}.",
            inside=len(fit.inside),
            all=len(page.facts.estimated),
            money=_money(fit.money, page),
            budget=_money(page.facts.budget, page),
        )
    ]
    if not fit.proved:
        found.append(
            say("At most {share} % more worth could fit.", share=round(100 * fit.gap) or 1)
        )
    left_out = [one for one in page.facts.estimated if one.id not in fit.inside]
    if not left_out:
        found.append(say("Everything that was estimated fits."))
    found += [_next(one, page, wanted) for one in fit.next_ones[:NEXT_SHOWN]]
    return found


def _next(one: NextOne, page: ScopePage, wanted: dict[int, Wanted]) -> Sentence:
    names = _named(one.brings, wanted)
    if one.money and one.days:
        return say(
            "{money} and {days} days more would buy {names}.",
            money=_money(one.money, page),
            days=plain(one.days),
            names=names,
        )
    if one.money:
        return say("{money} more would buy {names}.", money=_money(one.money, page), names=names)
    if one.days:
        return say("{days} days more would buy {names}.", days=plain(one.days), names=names)
    return say("{names} would fit in place of something else.", names=names)


def _too_much(page: ScopePage, fit: Fit, wanted: dict[int, Wanted]) -> list[Sentence]:
    found = [
        say(
            "The must-haves alone take {money}; the budget is {budget}.",
            money=_money(fit.money, page),
            budget=_money(page.facts.budget, page),
        )
    ]
    short = dict(fit.short_of)
    if MONEY in short:
        found.append(say("They would fit with {money} more.", money=_money(short[MONEY], page)))
    if DAYS in short:
        found.append(say("They would fit with {days} days more.", days=plain(short[DAYS])))
    if fit.or_without:
        found.append(say("Or with {names} as a should.", names=_named(fit.or_without, wanted)))
    return found


def _named(ids: Iterable[int], wanted: dict[int, Wanted]) -> str:
    return ", ".join(f"{wanted[pk].label} “{wanted[pk].title}”" for pk in ids)


def _money(amount: Decimal, page: ScopePage) -> str:
    return f"{in_cents(amount)} {page.currency}"


def curve_points(page: ScopePage) -> str:
    """The worth at other budgets, as the points of a line in a box of CURVE_WIDTH by HEIGHT."""
    if page.fit is None or len(page.fit.curve) < 2 or not page.facts.budget:
        return ""
    most_money = page.fit.curve[-1][0]
    most = max(worth for _, worth in page.fit.curve) or 1
    return " ".join(
        f"{float(CURVE_WIDTH * money / most_money):.1f},{CURVE_HEIGHT * (1 - worth / most):.1f}"
        for money, worth in page.fit.curve
    )
