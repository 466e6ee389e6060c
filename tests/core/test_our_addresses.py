"""Which addresses open on this machine alone."""

import pytest

from tandem.core.addresses import only_here


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost:8000/set-up/x/",
        "http://LOCALHOST/",
        "https://tandem.localhost/",
        "http://127.0.0.1:8000",
        "http://127.3.2.1/",
        "http://[::1]:8000/",
    ],
)
def test_an_address_of_this_machine_is_of_no_use_to_others(address: str) -> None:
    assert only_here(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://tandem.example.org/",
        "http://192.168.1.20:8000/",
        "http://mylocalhost.example/",
        "http://tandem/",
    ],
)
def test_an_address_of_the_network_is(address: str) -> None:
    assert not only_here(address)
