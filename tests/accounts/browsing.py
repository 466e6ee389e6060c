"""A browser without a browser: sessions, forms and what is on the page."""

import html
import re

from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client

from tandem.accounts.rules import Actor

PASSWORD = "a long sentence of mine"


def as_person(actor: Actor) -> Client:
    """A browser in which this person has signed in."""
    client = Client()
    client.force_login(get_user_model().objects.get(pk=actor.me))
    return client


def is_nobody(client: Client) -> bool:
    """Whether no session was begun. (To ask a client for its session would begin one.)"""
    return settings.SESSION_COOKIE_NAME not in client.cookies


def give_password(actor: Actor, password: str = PASSWORD) -> str:
    """Let somebody sign in with a password; returns their address."""
    person = get_user_model().objects.get(pk=actor.me)
    person.set_password(password)
    person.save()
    return str(person.email)


def words(response: HttpResponse) -> str:
    """What can be read on the page, in one line."""
    text = re.sub(r"<(script|style|template)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def link_on(response: HttpResponse) -> str:
    """The path of the one-time link that the page shows; "" where it shows none."""
    found = re.search(r"http://testserver(/set-up/[\w-]+/)", response.content.decode())
    return found[1] if found else ""


def secret_on(response: HttpResponse) -> str:
    """The secret of the token that the page shows; "" where it shows none."""
    found = re.search(r"tandem_[\w-]{20,}", response.content.decode())
    return found[0] if found else ""
