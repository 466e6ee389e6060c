"""Every page was shown once with a real story behind it, so that no name in it is undefined."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

import pytest
from django.test import Client
from jinja2 import Environment, Template
from tests import cast as story
from tests.accounts.browsing import PASSWORD, give_password
from tests.architecture.access.asking import ask, undone
from tests.architecture.access.requests import ask_for
from tests.architecture.access.roles import Role
from tests.architecture.access.table import rows
from tests.architecture.access.world import World, world_at
from tests.architecture.places import templates
from tests.days import present_date
from tests.sign_in.apps import with_phone

from tandem.accounts import services as accounts
from tandem.activity import jobs
from tandem.core.problems import plain_page
from tandem.talk.jobs import mail_link

_ASKING = (Role.VISITOR, Role.GUEST, Role.VIEWER, Role.MARKETING_OWNER, Role.SPONSOR)


@contextmanager
def noting() -> Iterator[set[str]]:
    """The names of all templates that are used inside."""
    used: set[str] = set()
    get_template = Environment.get_template

    def getting(env: Environment, name: str | Template, *rest: object) -> Template:
        used.add(str(name))
        return get_template(env, name, *rest)

    with mock.patch.object(Environment, "get_template", getting):
        yield used


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.django_db
def test_every_template_was_shown(tuesday: None) -> None:
    with noting() as used:
        _show_an_empty_workspace()
        for step in story.STORY:
            with undone():
                _show_all(world_at(step))
        _send_a_mail()
        _save_a_cell()
        _take_people_in()
        _upload_a_catalogue()
        _open_a_link_that_ended()
        _sign_in_with_a_code()
        plain_page(500, "a-number")
        Client().get("/nowhere/", headers={"HX-Request": "true"})
    assert {name for name in used if name.endswith(".html")} == set(templates())


def _send_a_mail() -> None:
    """The pages that nobody opens: they come by mail."""
    with undone():
        world = world_at("idea")
        world.with_notification()
        jobs.send_mail(world.notification)
        mail_link(world.guest)


def _save_a_cell() -> None:
    """What a sheet of hours gets back for one cell, where its script is there."""
    with undone():
        world = world_at("signed_brief")
        world.with_occupation()
        client = Client()
        client.cookies.load(world.doors[Role.MARKETING_OWNER].cookies.output(header="", sep=";"))
        sent = {f"h-o{world.occupation}-{present_date()}": "1:30"}
        answer = client.post("/hours/?cell=1", sent, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        assert 'value="1:30"' in answer.content.decode()


def _take_people_in() -> None:
    """The links of those who came in by a list, shown once."""
    with undone():
        client = Client()
        doors = world_at("idea").doors
        client.cookies.load(doors[Role.ADMINISTRATOR].cookies.output(header="", sep=";"))
        sent = {"text": "Name;E-mail;Department\nNora;nora@nordlicht.example;IT"}
        seen = client.post("/people/list/", sent).content.decode().partition('name="seen" value="')
        sent |= {"step": "take", "seen": seen[2][:64]}
        assert "/set-up/" in client.post("/people/list/", sent).content.decode()


def _upload_a_catalogue() -> None:
    """What a file of another catalogue would bring: shown to IT and administrators alone."""
    with undone():
        client = Client()
        doors = world_at("idea").doors
        client.cookies.load(doors[Role.ADMINISTRATOR].cookies.output(header="", sep=";"))
        sent = {"source": "CMDB", "pasted": "Name;Owner\nShop;igor@nordlicht.example"}
        answer = client.post("/systems/files/", sent, follow=True)
        assert answer.redirect_chain
        assert "Shop" in answer.content.decode()


def _open_a_link_that_ended() -> None:
    """A mail's link about a system that leads nowhere (any more)."""
    with undone():
        assert Client().get("/consults/mail/lost-on-the-way/").status_code == 404


def _sign_in_with_a_code() -> None:
    """What is asked after the password, and the codes for a lost phone, shown once."""
    with undone():
        world = world_at("idea")
        _, codes = with_phone(world.cast.alice)
        assert codes
        give_password(world.cast.alice)
        visitor = Client()
        sent = {"email": "alice@nordlicht.example", "password": PASSWORD}
        assert visitor.post("/sign-in/", sent, follow=True).status_code == 200


def _show_an_empty_workspace() -> None:
    """The only page that nobody sees any more once there is somebody."""
    with undone():
        link = f"/set-up/{accounts.make_set_up_link()}/"
        assert Client().get(link).status_code == 200


def _show_all(world: World) -> None:
    """Every page of this step as five people see it; what is refused is shown, too."""
    for row in rows():
        if row.step == world.step and not row.is_api:
            with undone():
                if before := ask_for(row.key).before:
                    before(world)
                for role in _ASKING:
                    with undone():
                        assert ask(world, row, role).status < 500
