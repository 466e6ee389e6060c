"""Addresses that a request names: where somebody came from, where they go on."""

from django.utils.http import url_has_allowed_host_and_scheme

_LONGEST = 2_000


def inside(address: str) -> str:
    """The address, if it is a page of ours; else nothing, so that nobody is led elsewhere."""
    # Browsers leave line breaks and tabs out: "/", a break and "//elsewhere" would lead elsewhere.
    plain = len(address) <= _LONGEST and address.startswith("/") and address.isprintable()
    return address if plain and url_has_allowed_host_and_scheme(address, None) else ""
