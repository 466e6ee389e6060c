"""The outbox: claimed once, done at least once, tried again, put aside; and mail through it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import transaction
from tests.cast import TUESDAY, Cast, hide
from tests.refusals import nothing_written, refused

from tandem.accounts import services as accounts
from tandem.accounts.models import Person
from tandem.accounts.rules import CLOCK, Actor
from tandem.activity import events, jobs, registry, services
from tandem.activity.models import Notification, Outbox, SubjectAccess
from tandem.activity.queries import count_unread, notices, notifications_of
from tandem.activity.rules import ATTEMPTS_AT_MOST, LEASE, MailChoice, Step, retry_after
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound

pytestmark = pytest.mark.usefixtures("tuesday")

REMINDED = events.NOTICES[Step.REMINDED]
done: list[int] = []


def work(number: int) -> None:
    """What a row of these tests does: 0 fails."""
    done.append(number)
    if number == 0:
        raise ConnectionError


@pytest.fixture(autouse=True)
def _kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry._known, "jobs", dict(registry._known.jobs))
    registry.outbox_kind("test", f"{__name__}.work")
    done.clear()


def put(number: int) -> None:
    with transaction.atomic():
        services.put_in_outbox("test", number=number)


def test_a_row_is_done_and_gone(cast: Cast) -> None:
    put(1)
    put(2)
    assert jobs.work_outbox() == 2
    assert (done, Outbox.objects.count()) == ([1, 2], 0)
    assert jobs.work_outbox() == 0


def test_what_one_worker_has_no_other_takes_until_its_lease_ends(cast: Cast) -> None:
    put(1)
    [first] = services.claim_outbox()
    assert services.claim_outbox() == []
    with clock.at(TUESDAY + LEASE):
        [second] = services.claim_outbox()
        services.finish_outbox_row(first)
        assert Outbox.objects.count() == 1, "It is the second worker's now."
        services.finish_outbox_row(second)
    assert Outbox.objects.count() == 0


def test_what_was_rolled_back_is_never_done(cast: Cast) -> None:
    with transaction.atomic():
        services.put_in_outbox("test", number=1)
        transaction.set_rollback(True)
    assert jobs.work_outbox() == 0


def test_nothing_that_no_worker_knows_is_put_in(cast: Cast) -> None:
    with pytest.raises(KeyError):
        services.put_in_outbox("no-such-kind")


def fail_to_the_end() -> int:
    put(0)
    moment = TUESDAY
    for _ in range(ATTEMPTS_AT_MOST):
        with clock.at(moment):
            assert jobs.work_outbox() == 1
            assert jobs.work_outbox() == 0, "Not again at once."
        moment += timedelta(hours=5)
    row = Outbox.objects.get()
    assert (row.attempts, row.error) == (ATTEMPTS_AT_MOST, "ConnectionError")
    assert row.dead_at is not None
    with clock.at(moment):
        assert jobs.work_outbox() == 0
    return row.pk


def test_what_fails_again_and_again_is_put_aside(cast: Cast) -> None:
    row = fail_to_the_end()
    services.retry_outbox_row(actor=cast.ada, row_id=row)
    assert jobs.work_outbox() == 1
    assert len(done) == ATTEMPTS_AT_MOST + 1


def test_administrators_alone_look_after_what_was_put_aside(cast: Cast) -> None:
    row = fail_to_the_end()
    for act in (services.retry_outbox_row, services.drop_outbox_row):
        with refused(NotAllowed):
            act(actor=cast.alice, row_id=row)
        with refused(NotFound):
            act(actor=cast.ada, row_id=999_999)
    services.drop_outbox_row(actor=cast.ada, row_id=row)
    assert not Outbox.objects.exists()


def test_each_pause_is_longer_until_it_is_given_up() -> None:
    pauses = [retry_after(attempts) for attempts in range(1, ATTEMPTS_AT_MOST + 1)]
    assert pauses[0] == timedelta(seconds=30)
    assert pauses[-1] is None
    kept = [pause for pause in pauses if pause]
    assert kept == sorted(kept)
    assert len(kept) == ATTEMPTS_AT_MOST - 1


# Notifications.


def tell(person: Actor, subject: int) -> None:
    with transaction.atomic():
        services.notify([person.me], REMINDED, actor=CLOCK, subject_id=subject)


def test_what_somebody_is_told_is_new_until_it_is_read(cast: Cast, idea: int) -> None:
    tell(cast.alice, idea)
    tell(cast.alice, idea)
    assert (count_unread(cast.alice), count_unread(cast.igor)) == (2, 0)
    first = notices(notifications_of(cast.alice).order_by("pk"))[0]
    assert (first.read, first.url) == (False, f"/initiatives/{idea}/")
    services.read_notification(actor=cast.alice, notification_id=first.id)
    assert count_unread(cast.alice) == 1
    with nothing_written():
        services.read_notification(actor=cast.alice, notification_id=first.id)
    assert services.read_all_notifications(actor=cast.alice) == 1
    with refused(NotFound):
        services.read_notification(actor=cast.igor, notification_id=first.id)


def test_nobody_is_told_what_they_did_or_may_not_see(cast: Cast, idea: int) -> None:
    hide(idea)
    with transaction.atomic():
        people = [cast.alice.me, cast.charlie.me, cast.vera.me]
        services.notify(people, REMINDED, actor=cast.alice, subject_id=idea)
    assert [row.person_id for row in Notification.objects.all()] == [cast.vera.me]


def test_what_was_hidden_since_is_no_longer_in_the_inbox(cast: Cast, idea: int) -> None:
    tell(cast.charlie, idea)
    hide(idea)
    assert count_unread(cast.charlie) == 0
    assert not notifications_of(cast.charlie).exists()


# Mail.


@pytest.fixture
def _mail(settings: object) -> None:
    settings.TANDEM_MAIL_URL = "smtp://mail.example"  # type: ignore[attr-defined]


def choose(actor: Actor, choice: MailChoice, hour: int = 8) -> None:
    services.choose_mail(actor=actor, choice=choice, hour=hour)


@pytest.mark.usefixtures("_mail")
def test_a_mail_at_once_has_the_verb_the_title_and_the_address(cast: Cast, idea: int) -> None:
    choose(cast.igor, MailChoice.AT_ONCE)
    tell(cast.igor, idea)
    jobs.work_outbox()
    [sent] = mail.outbox
    assert sent.to == ["igor@nordlicht.example"]
    assert sent.subject == "Have a look: Let customers choose their delivery day in the shop"
    assert f"/initiatives/{idea}/" in sent.body
    assert "/inbox/#mail" in sent.body
    [(html, kind)] = sent.alternatives  # type: ignore[attr-defined]
    assert kind == "text/html"
    assert "<script" not in html
    jobs.work_outbox()
    assert len(mail.outbox) == 1


@pytest.mark.usefixtures("_mail")
def test_what_was_read_or_hidden_meanwhile_is_not_mailed(cast: Cast, idea: int) -> None:
    for actor in (cast.igor, cast.charlie, cast.mona):
        choose(actor, MailChoice.AT_ONCE)
        tell(actor, idea)
    services.read_all_notifications(actor=cast.igor)
    accounts.deactivate_person(actor=cast.vera, person_id=cast.mona.me)
    hide(idea)
    assert not SubjectAccess.objects.filter(person_id=cast.charlie.me).exists()
    assert jobs.work_outbox() == 3
    assert mail.outbox == []


def test_where_mail_is_off_nothing_is_put_in_the_outbox(cast: Cast, idea: int) -> None:
    choose(cast.igor, MailChoice.AT_ONCE)
    tell(cast.igor, idea)
    jobs.write_digests()
    assert not Outbox.objects.exists()


def digests_at(moment: str) -> int:
    with clock.at(datetime.fromisoformat(moment).replace(tzinfo=UTC)):
        jobs.write_digests()
        jobs.write_digests()
        return jobs.work_outbox()


@pytest.mark.usefixtures("_mail")
def test_a_digest_comes_once_a_day_at_eight_where_the_person_is(cast: Cast, idea: int) -> None:
    Person.objects.filter(pk=cast.ivan.me).update(time_zone="America/New_York")
    for actor in (cast.igor, cast.igor, cast.ivan):
        tell(actor, idea)
    assert digests_at("2026-03-11T06:59") == 0
    assert digests_at("2026-03-11T07:00") == 1
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == (["igor@nordlicht.example"], "2 things for you in Tandem")
    assert digests_at("2026-03-11T12:00") == 1, "8:00 in New York."
    tell(cast.igor, idea)
    assert digests_at("2026-03-11T20:00") == 0
    assert digests_at("2026-03-12T07:00") == 1
    assert mail.outbox[-1].subject == "One thing for you in Tandem"


@pytest.mark.usefixtures("_mail")
def test_who_wants_it_only_in_the_app_gets_no_mail(cast: Cast, idea: int) -> None:
    choose(cast.igor, MailChoice.APP)
    tell(cast.igor, idea)
    assert digests_at("2026-03-11T12:00") == 0


def test_an_hour_that_no_day_has_is_refused(cast: Cast) -> None:
    with refused(BadInput):
        choose(cast.igor, MailChoice.DIGEST, 24)
