"""Fills an empty, migrated database with a seeded company of any size, for measuring.

Written straight into the tables, in bulk, since a company's years can't be played through the
services in a minute. What matters for speed is as in life: chains hold, turns wait, briefs are
signed, one in fifty initiatives is restricted. Four initiatives for each person are under way at
once; what there is beyond lies in the past: closed, parked or declined, with all its texts.
"""

import random
from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction

from bench.words import make_findable, said_beside, sentence
from tandem.accounts.models import Department, Person, SideMembership, Workspace
from tandem.activity import rules as chain
from tandem.activity.models import Event, Subject, SubjectAccess, Turn
from tandem.briefs import rules as briefs
from tandem.briefs.models import Brief, Item, Playback, Revision, SignOff, Snapshot
from tandem.core import clock
from tandem.initiatives.models import Answer, Initiative
from tandem.initiatives.rules import Question

STAGES = ["idea", "idea", "assess", "brief", "plan"]
ENDED = ["closed", "closed", "closed", "parked", "declined"]
UNDER_WAY = 4
"""Initiatives for each person that have not ended."""
ITEMS = 18


def load(initiatives: int, people: int = 500, events: int = 0, seed: int = 1) -> None:
    """Make `people` and `initiatives` with that many `events` in all (at least ten for each).

    The same seed makes the same company.
    """
    dice = random.Random(seed)
    with transaction.atomic():
        staff = list(_staff(people))
        for begin in range(0, initiatives, 500):
            size = min(500, initiatives - begin)
            stages = STAGES if begin < people * UNDER_WAY else ENDED
            _chapter(dice, staff, size, max(10, events // initiatives), stages)


def _staff(people: int) -> Iterator[tuple[int, str]]:
    departments = [
        Department.objects.create(name=name, lane=lane)
        for name, lane in (("Marketing", "marketing"), ("IT", "it"))
    ]
    made = Person.objects.bulk_create(
        Person(
            name=f"Person {number}",
            email=f"person{number}@example.org",
            department=departments[number % 2],
            password="!",
            role="administrator" if number == 0 else "member",
        )
        for number in range(people)
    )
    Workspace.objects.create(id=1, name="Bench", sponsor=made[0])
    today = clock.now().date()
    SideMembership.objects.bulk_create(
        SideMembership(person=person, lane=departments[n % 2].lane, starts_on=today)
        for n, person in enumerate(made)
    )
    for number, person in enumerate(made):
        yield person.pk, departments[number % 2].lane


def _chapter(
    dice: random.Random, staff: list[tuple[int, str]], count: int, events: int, stages: list[str]
) -> None:
    now = clock.now()
    subjects = Subject.objects.bulk_create(
        Subject(kind="initiative", title=sentence(dice), restricted=dice.random() < 0.02)
        for _ in range(count)
    )
    for subject in subjects:
        subject.root_id = subject.pk
    found = [
        Initiative(
            subject=subject,
            sentence=subject.title,
            stage=dice.choice(stages),
            written_by_id=dice.choice(staff)[0],
            written_for="marketing",
            written_at=now - timedelta(minutes=dice.randrange(400_000)),
            paired_at=now,
        )
        for subject in subjects
    ]
    Initiative.objects.bulk_create(found)
    owners = {
        initiative.pk: (
            dice.choice([p for p, lane in staff if lane == "marketing"]),
            dice.choice([p for p, lane in staff if lane == "it"]),
        )
        for initiative in found
    }
    _people_and_answers(found, owners)
    with_brief = [i for i in found if i.stage in {"brief", "plan", "closed"}]
    _briefs(dice, with_brief, owners)
    _turns(found, owners)
    _events(dice, subjects, owners, events)
    make_findable(found)
    said_beside(dice, found, owners)
    Subject.objects.bulk_update(subjects, ["root", "chain_length", "chain_head"], batch_size=200)


def _people_and_answers(found: list[Initiative], owners: dict[int, tuple[int, int]]) -> None:
    SubjectAccess.objects.bulk_create(
        SubjectAccess(subject_id=i.pk, person_id=person, role=role, lane=lane)
        for i in found
        for person, lane, own in zip(
            owners[i.pk], ("marketing", "it"), ("product_owner", "it_owner"), strict=True
        )
        for role in ("member", own)
    )
    Answer.objects.bulk_create(
        Answer(
            initiative=i,
            question=question.value,
            text="An answer of a sentence or two, as people write them.",
            answered_by_id=owners[i.pk][0],
            lane="marketing",
        )
        for i in found
        for question in (Question.GOAL, Question.AUDIENCE, Question.EXISTS)
    )


def _briefs(
    dice: random.Random, found: list[Initiative], owners: dict[int, tuple[int, int]]
) -> None:
    subjects = Subject.objects.bulk_create(
        Subject(kind="brief", title=i.sentence, parent_id=i.pk, root_id=i.pk) for i in found
    )
    made = Brief.objects.bulk_create(
        Brief(subject=s, initiative=i, started_by_id=owners[i.pk][0])
        for s, i in zip(subjects, found, strict=True)
    )
    sections = list(briefs.Section)[:6]
    items = Item.objects.bulk_create(
        Item(
            brief=brief,
            number=n + 1,
            position=n,
            section=sections[n % 6].value,
            kind=sections[n % 6].item_kind.value,
        )
        for brief in made
        for n in range(ITEMS)
    )
    text = "The size is shown with **today's** price and the [nearest shop](https://example.org)."
    revisions = Revision.objects.bulk_create(
        Revision(
            item=item,
            number=1,
            section=item.section,
            text=f"{sentence(dice)}. {text}",
            priority="must" if item.kind == "requirement" else "",
            digest=f"{item.pk:064x}",
            written_by_id=owners[item.brief.initiative_id][0],
        )
        for item in items
    )
    for item, revision in zip(items, revisions, strict=True):
        item.current = revision
    Item.objects.bulk_update(items, ["current"], batch_size=300)
    _signatures(made, revisions, owners)


def _signatures(
    made: list[Brief], revisions: list[Revision], owners: dict[int, tuple[int, int]]
) -> None:
    pairs: dict[int, dict[int, str]] = {}
    for revision in revisions:
        pairs.setdefault(revision.item.brief_id, {})[revision.item_id] = revision.digest
    snapshots = Snapshot.objects.bulk_create(
        Snapshot(brief=b, number=1, digest=briefs.content_digest(pairs[b.pk])) for b in made
    )
    of = {snapshot.brief_id: snapshot for snapshot in snapshots}
    through = Snapshot.revisions.through
    through.objects.bulk_create(
        through(snapshot_id=of[r.item.brief_id].pk, revision_id=r.pk) for r in revisions
    )
    Playback.objects.bulk_create(
        Playback(
            brief=b,
            snapshot=of[b.pk],
            text="Two sentences that say what IT understood. They are confirmed.",
            said_by_id=owners[b.initiative_id][1],
            answered_by_id=owners[b.initiative_id][0],
            answered_at=clock.now(),
            confirmed=True,
        )
        for b in made
    )
    SignOff.objects.bulk_create(
        SignOff(
            brief=b,
            snapshot=of[b.pk],
            lane=lane,
            statement="agree",
            signed_by_id=owners[b.initiative_id][n],
        )
        for b in made
        for n, lane in enumerate(("marketing", "it"))
        if n == 0 or b.initiative.stage != "brief"
    )


def _turns(found: list[Initiative], owners: dict[int, tuple[int, int]]) -> None:
    now = clock.now()
    Turn.objects.bulk_create(
        Turn(
            subject_id=i.pk,
            kind="initiative.next_stage",
            owners_only=True,
            opened_at=now,
            opened_by_id=owners[i.pk][0],
            due_at=now + timedelta(days=i.pk % 9),
        )
        for i in found
        if i.stage in {"idea", "assess", "brief"}
    )


def _events(
    dice: random.Random,
    subjects: list[Subject],
    owners: dict[int, tuple[int, int]],
    events: int,
) -> None:
    now = clock.now()
    rows = []
    for subject in subjects:
        for number in range(1, events + 1):
            link = chain.Link(
                subject.pk,
                number,
                "initiative.answered",
                "person",
                dice.choice(owners[subject.pk]),
                now - timedelta(minutes=60 * (events - number)),
                {"question": "goal"},
            )
            digest = chain.digest_of(subject.chain_head, link)
            subject.chain_head, subject.chain_length = digest, number
            rows.append(
                Event(
                    subject=subject,
                    number=number,
                    kind=link.kind,
                    actor_kind=link.actor_kind,
                    actor_id=link.actor_id,
                    at=link.at,
                    data=dict(link.data),
                    digest=digest,
                )
            )
    Event.objects.bulk_create(rows, batch_size=1000)
