"""Addresses that a request names: where somebody came from, where they go on."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.utils.http import url_has_allowed_host_and_scheme

_LONGEST = 2_000


def inside(address: str) -> str:
    """The address, if it is a page of ours; else nothing, so that nobody is led elsewhere."""
    # Browsers leave line breaks and tabs out: "/", a break and "//elsewhere" would lead elsewhere.
    plain = len(address) <= _LONGEST and address.startswith("/") and address.isprintable()
    return address if plain and url_has_allowed_host_and_scheme(address, None) else ""


def only_here(address: str) -> bool:
    """Whether an address opens on this machine alone, so that it is of no use to anybody else."""
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
