"""Who from outside was invited to an initiative, and what a guest is shown."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.module_loading import import_string

from tandem.accounts.queries import Invitation, Name, invitations_to, names
from tandem.accounts.rules import Actor, GuestMay
from tandem.activity.permissions import visible_to
from tandem.core.errors import NotFound
from tandem.talk import registry
from tandem.talk.models import Approval, Guest
from tandem.talk.queries.approvals import ApprovalRow, approval_rows, approvals_visible_to
from tandem.talk.queries.comments import Thread, thread
from tandem.talk.registry import SharedPart
from tandem.talk.rules import ApprovalState


@dataclass(frozen=True, slots=True)
class GuestRow:
    """A guest, with the newest link they have."""

    id: int
    initiative_id: int
    person_id: int
    invitation: Invitation
    invited_by: Name
    invited_at: datetime

    @property
    def may_approve(self) -> bool:
        return self.invitation.why_not is None and GuestMay.APPROVE in self.invitation.may

    @property
    def url(self) -> str:
        return f"/guests/{self.id}/"


def guests_on(initiative_id: int) -> list[GuestRow]:
    """Everybody ever invited to an initiative, newest first. The caller has checked sight."""
    return _rows(list(Guest.objects.filter(subject__root_id=initiative_id).order_by("-pk")))


def guest_with(initiative_id: int, person_id: int) -> GuestRow | None:
    """The guest of an initiative who this person is, if they are one."""
    found = Guest.objects.filter(subject__root_id=initiative_id, person_id=person_id)
    return next(iter(_rows(list(found))), None)


def guest_visible_to(actor: Actor, guest_id: int) -> GuestRow:
    """One guest, or NotFound."""
    found = Guest.objects.filter(visible_to(actor, "subject__"), subject__id=guest_id)
    rows = _rows(list(found))
    if not rows:
        raise NotFound
    return rows[0]


def _rows(found: list[Guest]) -> list[GuestRow]:
    ids = [one.pk for one in found]
    roots = dict(Guest.objects.filter(pk__in=ids).values_list("pk", "subject__root_id"))
    links, known = invitations_to(ids), names(one.invited_by_id for one in found)
    return [
        GuestRow(
            one.pk,
            roots[one.pk] or 0,
            one.person_id,
            links[one.pk],
            known[one.invited_by_id],
            one.invited_at,
        )
        for one in found
    ]


def guest_by_id(guest_id: int) -> GuestRow | None:
    """A guest, for the clock: who mails, shows it to the guest alone."""
    return next(iter(_rows(list(Guest.objects.filter(pk=guest_id)))), None)


def waiting_approval(approval_id: int) -> tuple[GuestRow, ApprovalRow] | None:
    """A guest's approval that is still waited for, with the guest; for the clock."""
    found = Approval.objects.filter(pk=approval_id, state=ApprovalState.OPEN.value)
    parents = found.values_list("subject__parent_id", flat=True)
    guest = guest_by_id(parents.first() or 0)
    return (guest, approval_rows(found)[0]) if guest else None


def open_approvals_of(guest_id: int) -> list[Approval]:
    """What a guest was asked and hasn't answered."""
    found = Approval.objects.filter(subject__parent_id=guest_id, state=ApprovalState.OPEN.value)
    return list(found.order_by("pk"))


@dataclass(frozen=True, slots=True)
class SharedWithGuest:
    """All that a guest sees: the shared part as it is now, what was said, what they are asked."""

    shared: SharedPart
    invitation: Invitation
    thread: Thread
    approvals: list[ApprovalRow]


def shared_with(actor: Actor) -> SharedWithGuest:
    """What a guest sees; NotFound for everybody else."""
    guest = guest_visible_to(actor, actor.guest_of) if actor.is_guest else None
    kind = registry.shared_kind_named("initiative")
    if guest is None or kind is None:
        raise NotFound
    return SharedWithGuest(
        shared=import_string(kind.read)(guest.initiative_id),
        invitation=guest.invitation,
        thread=thread(guest.id, below=False),
        approvals=approval_rows(approvals_visible_to(actor).order_by("-pk")),
    )
