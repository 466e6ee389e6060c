"""What the pages on which something is moved share."""

from datetime import date, timedelta

from django.shortcuts import resolve_url

from tandem.accounts.requests import ActorRequest

FARTHEST = timedelta(days=5 * 366).days


def days_moved(request: ActorRequest) -> int:
    """By how many days it is moved, as the address says; no further than five years."""
    by = (request.POST if request.method == "POST" else request.GET).get("by", "")
    number = by.removeprefix("-")
    days = int(by) if number.isdecimal() and len(number) < 6 else 0
    return max(-FARTHEST, min(FARTHEST, days))


def one_day(sent: str | None, else_: date) -> date:
    """A day as it was sent, where it is one of this century."""
    try:
        found = date.fromisoformat(sent or "")
    except ValueError:
        return else_
    return found if date(2000, 1, 1) <= found <= date(2100, 12, 31) else else_


def way_back(request: ActorRequest) -> str:
    """The roadmap as it was looked at: the query of its address, and nothing else."""
    sent = (request.POST if request.method == "POST" else request.GET).get("back", "")[:300]
    plain = sent.startswith("?") and "\n" not in sent and "\r" not in sent
    return resolve_url("roadmap") + (sent if plain else "")
