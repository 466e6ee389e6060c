"""A second factor: set up and removed by oneself, asked for at sign-in, taken off by others."""

from dataclasses import dataclass

from django.db import transaction

from tandem.accounts.queries import person_by_id, second_factor_of
from tandem.accounts.rules import Actor, AskedOf, WorkspaceRole
from tandem.accounts.services.account import (
    ask_second_factor_of,
    end_sessions,
    locked_person,
    note_second_factor,
)
from tandem.activity.services import company_subject, lock_subject, record_event
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, RuleBroken
from tandem.core.words import Sentence, say
from tandem.sign_in import events, permissions, rules
from tandem.sign_in.models import CodeApp, Passkey, RecoveryCode
from tandem.sign_in.rules import Checked, Happened
from tandem.sign_in.services import codes
from tandem.sign_in.services.forgotten import tell

WRONG = say("This code doesn't fit. Look at the one that your app shows now.")


@dataclass(frozen=True, slots=True)
class Offered:
    """A secret for an app, before a first code has shown that the app has it.

    It stands in the form alone, sealed for one person: looking at the page writes nothing.
    """

    secret: str
    sealed: str


def offer_secret(person_id: int, sealed: str = "") -> Offered:
    """A new secret, or the one that a form brought back, while it isn't too old."""
    if sealed:
        whose, _, secret = codes.unseal(sealed, _TTL).partition(" ")
        if whose != str(person_id):
            raise BadInput(say("This picture was for somebody else. Please begin again."))
        return Offered(secret, sealed)
    secret = codes.new_secret()
    return Offered(secret, codes.seal(f"{person_id} {secret}"))


@transaction.atomic
def set_up_code_app(*, actor: Actor, sealed: str, code: str, old: str = "") -> list[str]:
    """Ask for a code of this app from now on, once it has shown one. Another app of before no
    longer counts; a code of it, or of the paper, is needed for that: `old`. Returns recovery codes,
    which are shown once.
    """
    _own(actor)
    person = locked_person(actor.me)
    offered = offer_secret(person.pk, sealed)
    if person.second_factor_at is not None and not give_code(actor=actor, code=old):
        raise BadInput(WRONG, field="old")
    step = codes.step_of(offered.secret, code)
    if step is None:
        raise BadInput(WRONG, field="code")
    CodeApp.objects.update_or_create(
        person_id=person.pk,
        defaults={
            "sealed": codes.seal(offered.secret),
            "last_step": step,
            "since": clock.now(),
        },
    )
    note_second_factor(person.pk, clock.now())
    tell(person.pk, Happened.SECOND_FACTOR_SET_UP)
    return codes.new_recovery_codes(person.pk)


@transaction.atomic
def renew_recovery_codes(*, actor: Actor, code: str) -> list[str]:
    """New codes for the paper, against a code of the app."""
    _own(actor)
    _against_code(actor, code)
    tell(actor.me, Happened.RECOVERY_CODES_RENEWED)
    return codes.new_recovery_codes(actor.me)


@transaction.atomic
def remove_second_factor(*, actor: Actor, code: str) -> None:
    """Do without, against a last code; not where the company asks for one."""
    _own(actor)
    person = locked_person(actor.me)
    demanded = second_factor_of().concerns(WorkspaceRole(person.role))
    if reason := rules.why_not_remove(demanded=demanded):
        raise RuleBroken(reason)
    _against_code(actor, code)
    _forget(person.pk)
    tell(person.pk, Happened.SECOND_FACTOR_REMOVED)


@transaction.atomic
def give_code(*, actor: Actor, code: str) -> bool:
    """Whether somebody's code opens, of their app or of their paper; either opens once."""
    if codes.takes_app(actor.me, code):
        return True
    if not codes.takes_recovery(actor.me, code):
        return False
    tell(actor.me, Happened.RECOVERY_CODE_USED)
    return True


@transaction.atomic
def take_off_second_factor(*, actor: Actor, person_id: int, checked: Checked) -> None:
    """Let somebody who lost phone and paper in with their password alone, signed out everywhere.

    `checked` is how the administrator made sure that it is them; it stays in the record.
    """
    _others(actor)
    person = locked_person(person_id)
    if reason := rules.why_not_take_off(
        is_self=person.pk == actor.person_id, has_one=person.second_factor_at is not None
    ):
        raise RuleBroken(reason)
    _forget(person.pk)
    # The phone that is lost may hold them.
    Passkey.objects.filter(person_id=person.pk).delete()
    end_sessions(person)
    record_event(
        events.TAKEN_OFF,
        actor=actor,
        subject_id=company_subject(),
        person=person.pk,
        checked=checked.value,
    )
    tell(person.pk, Happened.SECOND_FACTOR_TAKEN_OFF)


@transaction.atomic
def demand_second_factor(*, actor: Actor, whom: AskedOf) -> None:
    """Say of whom a second factor is asked. Those concerned who have none are signed out, and set
    one up when they sign in the next time.
    """
    _others(actor)
    company = company_subject()
    lock_subject(company)
    before = second_factor_of()
    if before is whom:
        return
    own = person_by_id(actor.me).second_factor_at is not None
    if reason := rules.why_not_demand(own=own or whom is AskedOf.NOBODY):
        raise RuleBroken(reason)
    ask_second_factor_of(whom)
    record_event(
        events.DEMANDED,
        actor=actor,
        subject_id=company,
        before=before.value or "nobody",
        whom=whom.value or "nobody",
    )


def _against_code(actor: Actor, code: str) -> None:
    if not codes.takes_app(actor.me, code):
        raise BadInput(WRONG, field="code")


def _forget(person_id: int) -> None:
    CodeApp.objects.filter(person_id=person_id).delete()
    RecoveryCode.objects.filter(person_id=person_id).delete()
    note_second_factor(person_id, None)


def _own(actor: Actor) -> None:
    _only(permissions.can_change_own(actor), say("Sign in with a browser to change how you do."))


def _others(actor: Actor) -> None:
    reason = say("Only an administrator who is signed in looks after how others sign in.")
    _only(permissions.can_look_after_others(actor), reason)


def _only(allowed: bool, reason: Sentence) -> None:  # noqa: FBT001 - the answer, not a switch
    if not allowed:
        raise NotAllowed(reason)


_TTL = int(rules.SET_UP_LASTS.total_seconds())
