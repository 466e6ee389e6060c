"""Writing subjects, access and events. Called inside the transaction of the act itself."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from tandem.accounts.rules import Actor, Lane
from tandem.activity import registry, rules
from tandem.activity.events import COMPANY
from tandem.activity.models import (
    Checkpoint,
    CheckpointHead,
    Event,
    SearchText,
    Subject,
    SubjectAccess,
)
from tandem.activity.rules import SubjectRole, Value
from tandem.core import clock
from tandem.formats.search_words import words_of


def make_subject(kind: str, title: str, *, parent_id: int | None = None) -> int:
    """Make the subject of something new and return its id, which the thing shares."""
    parent = Subject.objects.get(pk=parent_id) if parent_id is not None else None
    subject = Subject.objects.create(kind=kind, title=title[:300], parent=parent)
    subject.root_id = parent.root_id if parent else subject.pk
    subject.save(update_fields=["root"])
    if parent is None or parent.title != subject.title:
        make_findable(subject.pk, TITLE, subject.title, is_title=True)
    return subject.pk


def company_subject() -> int:
    """The subject of what holds for the whole company: its settings have a history, too."""
    subject, made = Subject.objects.get_or_create(kind=COMPANY, defaults={"title": ""})
    if made:
        subject.root_id = subject.pk
        subject.save(update_fields=["root"])
    return subject.pk


def rename_subject(subject_id: int, title: str) -> None:
    """Call it by its new title everywhere, and with it whatever below it bore its name."""
    before = Subject.objects.values_list("title", flat=True).get(pk=subject_id)
    below = Q(pk=subject_id) | Q(root=subject_id) | Q(parent=subject_id)
    Subject.objects.filter(below, title=before).update(title=title[:300])
    make_findable(subject_id, TITLE, title[:300], is_title=True)


def lock_subject(subject_id: int) -> None:
    """Let the others wait who want to change the same thing. (SQLite has one writer anyway.)"""
    Subject.objects.select_for_update().only("pk").get(pk=subject_id)


def lock_subjects(subject_ids: Collection[int]) -> None:
    """The same for many, in one order for everybody."""
    ids = Subject.objects.select_for_update().filter(pk__in=subject_ids).order_by("pk")
    list(ids.values_list("pk", flat=True))


TITLE = "title"
"""The part that a subject's title is; what bears its parent's name is found by that alone."""


def make_findable(subject_id: int, part: str, text: str, *, is_title: bool = False) -> None:
    """Let a text of a subject be found from now on; the one that `part` named before no longer.

    `part` names it within the subject ("sentence", "answer:goal", "item:12"). An empty text is
    found by nobody.
    """
    forget_text(subject_id, part)
    if text.strip():
        SearchText.objects.create(
            subject_id=subject_id,
            part=part,
            is_title=is_title,
            text=text,
            words=" ".join([rules.TITLE_WORD, *words_of(text)] if is_title else words_of(text)),
        )


def make_many_findable(subject_id: int, texts: Mapping[str, str]) -> None:
    """The same for many new texts at once: {part: text}."""
    SearchText.objects.bulk_create(
        SearchText(subject_id=subject_id, part=part, text=text, words=" ".join(words_of(text)))
        for part, text in texts.items()
        if text.strip()
    )


def forget_text(subject_id: int, part: str) -> None:
    """Let a text be found no more."""
    SearchText.objects.filter(subject_id=subject_id, part=part).delete()


def salted_digest(subject_id: int, text: str) -> str:
    """What an event may hold of typed text: a digest that is noise once the salt is erased."""
    salt = Subject.objects.values_list("salt", flat=True).get(pk=subject_id)
    return rules.salted(salt, text)


def give_access(subject_id: int, person_id: int, role: SubjectRole, lane: Lane | None) -> None:
    """Let a person be `role` on an initiative from now on."""
    SubjectAccess.objects.get_or_create(
        subject_id=subject_id,
        person_id=person_id,
        role=role.value,
        lane=lane or "",
        ends_at=None,
        defaults={"starts_at": clock.now()},
    )


def give_access_for(
    subject_id: int, person_id: int, role: SubjectRole, lasts: timedelta
) -> datetime:
    """Let a person be `role` on an initiative for a while, for no side; returns until when."""
    now = clock.now()
    ends_at = now + lasts
    SubjectAccess.objects.create(
        subject_id=subject_id,
        person_id=person_id,
        role=role.value,
        starts_at=now,
        ends_at=ends_at,
    )
    return ends_at


def set_restricted(subject_id: int, *, restricted: bool) -> None:
    """Let only its people know of it, or everybody; whatever is below it follows."""
    Subject.objects.filter(pk=subject_id).update(restricted=restricted)


def set_sponsor(subject_id: int, person_id: int) -> None:
    """Give it a sponsor of its own."""
    Subject.objects.filter(pk=subject_id).update(sponsor_id=person_id)


def set_goal_sponsor(root_ids: Collection[int], person_id: int | None) -> None:
    """Let the sponsor of the goal they serve stand in where these have none of their own."""
    Subject.objects.filter(pk__in=root_ids).update(goal_sponsor_id=person_id)


def end_access(subject_id: int, role: SubjectRole) -> None:
    """End whoever holds `role` now."""
    SubjectAccess.objects.filter(subject_id=subject_id, role=role.value, ends_at=None).update(
        ends_at=clock.now()
    )


def end_access_of(subject_id: int, person_id: int) -> int:
    """End whatever a person is there now; says how much that was."""
    held = SubjectAccess.objects.filter(subject_id=subject_id, person_id=person_id, ends_at=None)
    return held.update(ends_at=clock.now())


def record_event(kind: str, *, actor: Actor, subject_id: int, **data: Value) -> None:
    """Chain one event to a subject. `data` takes ids, codes and digests, never typed text."""
    registry.event_named(kind)
    if reason := rules.why_not_in_an_event(data):
        raise ValueError(reason)
    subject = Subject.objects.select_for_update().get(pk=subject_id)
    link = rules.Link(
        subject_id=subject_id,
        number=subject.chain_length + 1,
        kind=kind,
        actor_kind=actor.kind.value,
        actor_id=actor.person_id,
        at=clock.now(),
        data=data,
    )
    digest = rules.digest_of(subject.chain_head, link)
    Event.objects.create(
        subject=subject,
        number=link.number,
        kind=kind,
        actor_kind=link.actor_kind,
        actor_id=link.actor_id,
        at=link.at,
        data=dict(data),
        digest=digest,
    )
    subject.chain_length = link.number
    subject.chain_head = digest
    subject.save(update_fields=["chain_length", "chain_head"])


def record_events(kind: str, *, actor: Actor, data: Mapping[int, Mapping[str, Value]]) -> None:
    """Chain one event of a kind to each of many subjects, in a fixed number of queries for each
    hundred of them: {subject id: data}.
    """
    registry.event_named(kind)
    for values in data.values():
        if reason := rules.why_not_in_an_event(values):
            raise ValueError(reason)
    subjects = list(Subject.objects.select_for_update().filter(pk__in=data).order_by("pk"))
    now, made = clock.now(), []
    for subject in subjects:
        link = rules.Link(
            subject_id=subject.pk,
            number=subject.chain_length + 1,
            kind=kind,
            actor_kind=actor.kind.value,
            actor_id=actor.person_id,
            at=now,
            data=data[subject.pk],
        )
        subject.chain_head = rules.digest_of(subject.chain_head, link)
        subject.chain_length = link.number
        made.append(
            Event(
                subject=subject,
                number=link.number,
                kind=kind,
                actor_kind=link.actor_kind,
                actor_id=link.actor_id,
                at=now,
                data=dict(link.data),
                digest=subject.chain_head,
            )
        )
    Event.objects.bulk_create(made)
    Subject.objects.bulk_update(subjects, ["chain_length", "chain_head"], batch_size=100)


@transaction.atomic
def take_checkpoint() -> Checkpoint:
    """Write down where every chain stands, bound to the checkpoint before.

    They are numbered without gaps. Of two taken at the same moment one fails on its number: both
    would be bound to the same one before, and the record would look damaged for ever.
    """
    previous = Checkpoint.objects.select_for_update().order_by("-pk").first()
    number = previous.pk + 1 if previous else 1
    known = known_heads(number - 1)
    heads = {
        pk: (length, head)
        for pk, length, head in Subject.objects.values_list("pk", "chain_length", "chain_head")
    }
    root = rules.root_of((pk, length, head) for pk, (length, head) in heads.items())
    now = clock.now()
    checkpoint = Checkpoint.objects.create(
        pk=number,
        at=now,
        subjects=len(heads),
        root=root,
        digest=rules.chain_of_checkpoints(
            previous.digest if previous else rules.GENESIS, root, now
        ),
    )
    CheckpointHead.objects.bulk_create(
        CheckpointHead(checkpoint=checkpoint, subject_id=pk, length=length, head=head)
        for pk, (length, head) in heads.items()
        if known.get(pk) != (length, head)
    )
    return checkpoint


def known_heads(checkpoint_id: int) -> Mapping[int, tuple[int, str]]:
    """Where every chain stood at a checkpoint: {subject id: (length, head)}."""
    rows = CheckpointHead.objects.filter(checkpoint_id__lte=checkpoint_id).order_by("checkpoint_id")
    return {
        subject_id: (length, head)
        for subject_id, length, head in rows.values_list("subject_id", "length", "head")
    }
