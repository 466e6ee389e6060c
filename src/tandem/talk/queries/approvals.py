"""Reading who was asked for a yes, on what, and what they said."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.module_loading import import_string

from tandem.accounts.queries import Name, names
from tandem.accounts.rules import Actor
from tandem.activity.permissions import visible_to
from tandem.activity.queries import turns_waiting_for
from tandem.activity.rules import Step
from tandem.core.errors import NotFound
from tandem.core.prepared import numbers, prepared
from tandem.talk import events, permissions, registry
from tandem.talk.models import Approval
from tandem.talk.rules import ApprovalState, AskedApproval


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """A request for a yes as lists show it; `earlier`: the text is another one by now."""

    id: int
    initiative_id: int
    sentence: str
    digest: str
    words: str
    person: Name
    asked_by: Name
    asked_at: datetime
    due_at: datetime
    state: ApprovalState
    text: str
    closed_at: datetime | None
    closed_by: Name | None
    earlier: bool

    @property
    def url(self) -> str:
        return f"/approvals/{self.id}/"


def approvals_visible_to(actor: Actor) -> QuerySet[Approval]:
    """What every list of approvals starts from: of what one may see, and what one is asked."""
    return Approval.objects.filter(visible_to(actor, "subject__")).select_related("shared")


def approval_visible_to(actor: Actor, approval_id: int) -> Approval:
    """The request, or NotFound whether it is missing or hidden."""
    found = approvals_visible_to(actor).filter(subject__id=approval_id).first()
    if found is None:
        raise NotFound
    return found


def approvals_on(actor: Actor, initiative_id: int) -> QuerySet[Approval]:
    """Every request about an initiative that `actor` may see, newest last."""
    return approvals_visible_to(actor).filter(subject__root__id=initiative_id).order_by("pk")


def open_approvals_on(initiative_id: int) -> list[Approval]:
    """Those that wait for an answer. The caller has checked sight."""
    found = Approval.objects.filter(subject__root_id=initiative_id, state=ApprovalState.OPEN.value)
    return list(found.order_by("pk"))


def approval_rows(found: Iterable[Approval]) -> list[ApprovalRow]:
    """Requests with the names in them, and whether the text has changed since."""
    asked = list(found)
    places = Approval.objects.filter(pk__in=[one.pk for one in asked])
    roots = {pk: root or pk for pk, root in places.values_list("pk", "subject__root_id")}
    present = digests_of(set(roots.values()))
    known = names(pk for one in asked for pk in (one.person_id, one.asked_by_id, one.closed_by_id))
    return [
        ApprovalRow(
            id=one.pk,
            initiative_id=roots[one.pk],
            sentence=one.shared.sentence,
            digest=one.shared.digest,
            words=one.words,
            person=known[one.person_id],
            asked_by=known[one.asked_by_id],
            asked_at=one.asked_at,
            due_at=one.due_at,
            state=ApprovalState(one.state),
            text=one.text,
            closed_at=one.closed_at,
            closed_by=known.get(one.closed_by_id or 0),
            earlier=one.shared.digest != present.get(roots[one.pk]),
        )
        for one in asked
    ]


def digests_of(initiative_ids: Collection[int]) -> dict[int, str]:
    """What names the present content of each initiative's shared part."""
    kind = registry.shared_kind_named("initiative")
    found: dict[int, str] = import_string(kind.digests)(initiative_ids) if kind else {}
    return found


@prepared
def _asked_on() -> QuerySet[Approval, tuple[Any, ...]]:
    found = Approval.objects.filter(subject__root_id__in=numbers("roots"))
    found = found.exclude(state=ApprovalState.WITHDRAWN.value).order_by("pk")
    return found.values_list(
        "subject__root_id", "person_id", "pk", "person__name", "state", "shared__digest"
    )


def asked_approvals(initiative_ids: Collection[int]) -> dict[int, list[AskedApproval]]:
    """For each initiative the newest request to each person, withdrawn ones left out."""
    newest: dict[tuple[int, int], list[Any]] = {
        (root, person): rest for root, person, *rest in _asked_on(roots=initiative_ids)
    }
    present = digests_of({root for root, _ in newest}) if newest else {}
    found: dict[int, list[AskedApproval]] = {pk: [] for pk in initiative_ids}
    for (root, _), (pk, name, state, digest) in newest.items():
        found[root].append(
            AskedApproval(pk, name, ApprovalState(state), digest != present.get(root))
        )
    return found


_THEIRS = {None, Step.DEPUTY}
"""As what somebody may answer in another's place: it was passed on to them, or they stand in.
Who was asked because no answer came (a duty person, the sponsor) can press, but not say yes."""


def may_approve(actor: Actor, approval: Approval) -> bool:
    """Whether `actor` may answer: asked by name, or in the place of whom was."""
    if permissions.can_approve(actor, person=approval.person_id):
        return True
    return actor.may_write and any(
        turn.subject_id == approval.pk and turn.kind == events.APPROVE and turn.asked_as in _THEIRS
        for turn in turns_waiting_for(actor, put_off=True)
    )
