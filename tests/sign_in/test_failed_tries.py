"""Failing too often slows down whoever fails, and nobody else; nobody learns who has an account."""

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from tests.accounts.browsing import PASSWORD, give_password, is_nobody, words
from tests.cast import TUESDAY, Cast

from tandem.core import clock
from tandem.sign_in import services
from tandem.sign_in.models import FailedTries
from tandem.sign_in.rules import OF_A_NETWORK, OF_AN_ADDRESS

UNKNOWN = "nobody@nordlicht.example"


def sign_in(
    client: Client, email: str, password: str = PASSWORD, network: str = "192.0.2.7"
) -> int:
    answer = client.post("/sign-in/", {"email": email, "password": password}, REMOTE_ADDR=network)
    return answer.status_code


def fail(client: Client, email: str, times: int, network: str = "192.0.2.7") -> list[int]:
    return [sign_in(client, email, "wrong", network) for _ in range(times)]


@pytest.mark.parametrize("known", [True, False])
def test_after_five_failures_nothing_is_tried_for_a_while_whoever_it_is(
    tuesday: None, cast: Cast, client: Client, known: bool
) -> None:
    email = give_password(cast.alice) if known else UNKNOWN
    assert fail(client, email, 6) == [422] * 5 + [429]
    # The right password isn't even looked at.
    answer = client.post(
        "/sign-in/", {"email": email, "password": PASSWORD}, REMOTE_ADDR="192.0.2.7"
    )
    assert answer.status_code == 429
    assert answer["Retry-After"] == "30"
    assert is_nobody(client)
    said = words(answer)
    assert "from 10:00:30 on, in about 30 seconds, you can try again" in said
    assert email in answer.content.decode()


def test_after_the_pause_the_right_password_opens(
    tuesday: None, cast: Cast, client: Client
) -> None:
    email = give_password(cast.alice)
    fail(client, email, 5)
    with clock.at(TUESDAY + timedelta(seconds=29)):
        assert sign_in(client, email) == 429
    with clock.at(TUESDAY + timedelta(seconds=31)):
        assert sign_in(client, email) == 303
    assert client.session[SESSION_KEY] == str(cast.alice.me)
    assert not FailedTries.objects.filter(failed__gt=5).exists()


def test_asking_during_the_pause_doesnt_make_it_longer(
    tuesday: None, cast: Cast, client: Client
) -> None:
    email = give_password(cast.alice)
    fail(client, email, 20)
    with clock.at(TUESDAY + timedelta(seconds=31)):
        assert sign_in(client, email) == 303


def test_the_next_pause_is_twice_as_long(tuesday: None, cast: Cast, client: Client) -> None:
    email = give_password(cast.alice)
    fail(client, email, 5)
    later = TUESDAY + timedelta(seconds=31)
    with clock.at(later):
        assert fail(client, email, 2) == [422, 429]
    with clock.at(later + timedelta(seconds=59)):
        assert sign_in(client, email) == 429
    with clock.at(later + timedelta(seconds=61)):
        assert sign_in(client, email) == 303


def test_a_stranger_doesnt_slow_down_somebodys_own_browser(
    tuesday: None, cast: Cast, client: Client
) -> None:
    email = give_password(cast.alice)
    assert sign_in(client, email) == 303
    client.post("/sign-out/")
    stranger = Client()
    assert fail(stranger, email, 6, "198.51.100.9")[-1] == 429
    assert sign_in(client, email) == 303
    client.post("/sign-out/")
    # Their own browser isn't free of limits: it counts for itself.
    assert fail(client, email, 6) == [422] * 5 + [429]


def test_a_mark_of_ones_own_browser_opens_no_other_door(
    tuesday: None, cast: Cast, client: Client
) -> None:
    email, other = give_password(cast.igor), give_password(cast.alice)
    assert sign_in(client, email) == 303
    assert fail(client, other, 6)[-1] == 429
    forged = Client()
    forged.cookies["tandem_known"] = client.cookies["tandem_known"].value[:-2] + "xx"
    assert fail(forged, email, 6)[-1] == 429


def test_many_addresses_tried_from_one_network_are_slowed_down(
    tuesday: None, cast: Cast, client: Client
) -> None:
    tries = [
        sign_in(Client(), f"p{n}@nordlicht.example", "x") for n in range(OF_A_NETWORK.free + 1)
    ]
    assert tries == [422] * OF_A_NETWORK.free + [429]
    assert sign_in(Client(), UNKNOWN, "x", "203.0.113.1") == 422


def test_all_of_an_ipv6_network_is_one_place(tuesday: None, cast: Cast) -> None:
    for n in range(OF_A_NETWORK.free):
        sign_in(Client(), f"p{n}@nordlicht.example", "x", f"2001:db8:1:2::{n + 1:x}")
    assert sign_in(Client(), UNKNOWN, "x", "2001:db8:1:2:ffff::1") == 429
    assert sign_in(Client(), UNKNOWN, "x", "2001:db8:1:3::1") == 422


def test_who_comes_in_takes_only_their_own_failures_off_the_network(
    tuesday: None, cast: Cast
) -> None:
    email = give_password(cast.alice)
    fail(Client(), UNKNOWN, 3)
    assert sign_in(Client(), email) == 303
    counts = sorted(FailedTries.objects.values_list("failed", flat=True))
    assert counts == [3, 3]  # the unknown address, and the network


def test_nothing_of_an_address_stands_in_the_database(cast: Cast, client: Client) -> None:
    fail(client, UNKNOWN, 1)
    assert not any("nobody" in row.door for row in FailedTries.objects.all())


def test_what_no_longer_counts_is_forgotten(tuesday: None, cast: Cast, client: Client) -> None:
    fail(client, UNKNOWN, 6)
    services.forget_old_tries()
    assert FailedTries.objects.exists()
    with clock.at(TUESDAY + OF_AN_ADDRESS.forgets + timedelta(seconds=1)):
        assert fail(client, UNKNOWN, 1) == [422]
    with clock.at(TUESDAY + timedelta(days=1)):
        services.forget_old_tries()
    assert not FailedTries.objects.exists()
