"""What moving a fixed date means to what is meant for about then. Plain Python."""

from datetime import date, timedelta

from tandem.core import dates
from tandem.core.words import Sentence, say

BEFORE = timedelta(days=14)
"""What is meant for the two weeks before a fixed date is taken to be meant for it."""


def is_near(day: date, starts_on: date, ends_on: date) -> bool:
    """Whether something that is meant for a day is meant for a fixed date."""
    return starts_on - BEFORE <= day <= ends_on


def what_becomes(day: date, starts_on: date, ends_on: date, today: date) -> Sentence:
    """How a day lies to a fixed date that has other days."""
    told = {"day": dates.short(day, today=today)}
    if starts_on <= day <= ends_on:
        return say("meant for {day}: on it.", **told)
    days = (day - ends_on if day > ends_on else starts_on - day).days
    if days == 1:
        if day > ends_on:
            return say("meant for {day}: a day too late for it.", **told)
        return say("meant for {day}: the day before it.", **told)
    if day > ends_on:
        return say("meant for {day}: {n} days too late for it.", n=days, **told)
    return say("meant for {day}: {n} days before it.", n=days, **told)
