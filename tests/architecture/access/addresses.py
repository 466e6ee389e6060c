"""Every address there is, by the name of its URL, and how it can be asked for."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.urls import URLPattern, URLResolver, get_resolver, reverse

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


BELOW = frozenset(
    {
        "initiative_id",
        "proposal_id",
        "subject_id",
        "comment_id",
        "question_id",
        "decision_id",
        "note_id",
        "task_id",
        "approval_id",
        "consult_id",
        "guest_id",
        "attachment_id",
        "pin_id",
        "home_id",
        "work_id",
        "check_id",
        "use_id",
        "recurrence_id",
        "rule_id",
    }
)
"""Parts of an address that name an initiative, or something that stands on one."""


@dataclass(frozen=True, slots=True)
class Address:
    """A named URL: how it looks, what has to be filled in, and what stands behind it."""

    name: str
    route: str
    parts: frozenset[str]
    pattern: URLPattern

    @property
    def shown(self) -> str:
        """As a person reads it: `/people/{person}/`."""
        return "/" + re.sub(r"<(?:\w+:)?(\w+?)(?:_id)?>", r"{\1}", self.route)


@lru_cache
def addresses() -> Mapping[str, Address]:
    """Each by its name; every address has one of its own."""
    found = list(_below(get_resolver(), "", "", frozenset()))
    names = [address.name for address in found]
    assert len(names) == len(set(names)), "two addresses share a name"
    return {address.name: address for address in found}


def _below(
    resolver: URLResolver, space: str, route: str, parts: frozenset[str]
) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        place, filled = f"{route}{pattern.pattern}", parts | pattern.pattern.converters.keys()
        if isinstance(pattern, URLPattern):
            yield Address(f"{space}{pattern.name or ''}", place, filled, pattern)
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _below(pattern, inner, place, filled)


@lru_cache
def operations() -> frozenset[tuple[str, str]]:
    """(method, name) of every operation of the API, as its document says."""
    from tandem.config.api import api

    paths = api.get_openapi_schema()["paths"].values()
    return frozenset(
        (method.upper(), f"api:{operation['operationId']}")
        for path in paths
        for method, operation in path.items()
    )


def address_of(name: str, known: Mapping[str, object]) -> str:
    """The address, filled in."""
    return reverse(name, kwargs={part: known[part] for part in addresses()[name].parts})
