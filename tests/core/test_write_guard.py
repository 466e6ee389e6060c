"""The guard of all tests sees what it is there for."""

import types

import pytest
from django.db import connection, transaction
from django.test import Client
from tests.core import problem_views
from tests.write_guard import WriteGuard

from tandem.accounts.models import BrowserSession as Session
from tandem.core import clock

pytestmark = [pytest.mark.urls("tests.core.problem_views"), pytest.mark.django_db]


def application(source: str) -> types.ModuleType:
    """A module that looks like one of ours."""
    module = types.ModuleType("tandem.somewhere.services")
    vars(module).update(
        Session=Session, clock=clock, transaction=transaction, connection=connection
    )
    exec(compile(source, "services.py", "exec"), vars(module))
    return module


_WRITE = 'Session.objects.create(session_key=key, session_data="", expire_date=clock.now())'


def test_a_write_outside_a_transaction_is_seen(write_guard: WriteGuard) -> None:
    application(f"def save(key):\n    {_WRITE}").save("a")
    assert "writes outside a transaction: INSERT" in write_guard.complaints[0]
    with pytest.raises(AssertionError, match=r"tandem\.somewhere\.services:2"):
        write_guard.complain()
    write_guard.clear()


def test_a_write_inside_is_right(write_guard: WriteGuard) -> None:
    source = f"@transaction.atomic\ndef save(key):\n    {_WRITE}"
    application(source).save("a")
    assert not write_guard.complaints


@pytest.mark.django_db(transaction=True)
def test_it_sees_the_same_without_the_tests_own_transaction(write_guard: WriteGuard) -> None:
    service = application(
        f"def save(key):\n    {_WRITE}\n\ndef rightly(key):\n    with transaction.atomic():\n"
        f"        {_WRITE}"
    )
    service.rightly("a")
    assert not write_guard.complaints
    service.save("b")
    assert write_guard.complaints
    write_guard.clear()


def test_what_a_test_writes_itself_is_its_own(write_guard: WriteGuard) -> None:
    Session.objects.create(session_key="a", session_data="", expire_date=clock.now())
    assert not write_guard.complaints


def test_updates_and_raw_statements_count(write_guard: WriteGuard) -> None:
    service = application(
        "def act():\n    Session.objects.filter(pk='a').update(session_data='x')\n"
        "    connection.cursor().execute('delete from accounts_browsersession')"
    )
    service.act()
    assert len(write_guard.complaints) == 2
    write_guard.clear()


def test_a_transaction_that_only_reads_is_seen(
    write_guard: WriteGuard, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = (
        "from django.http import HttpResponse\n"
        "@transaction.atomic\ndef read(request):\n    return HttpResponse(Session.objects.count())"
    )
    monkeypatch.setattr(problem_views, "given_view", application(source).read)
    assert client.post("/given/").status_code == 200
    assert not write_guard.complaints
    assert client.get("/given/").status_code == 200
    assert "opens a transaction to read /given/" in write_guard.complaints[0]
    write_guard.clear()
