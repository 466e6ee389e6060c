"""What the database of a server holds, told by a process of its own with that server's environment.

`python -m tests.faults.kept` answers each line it reads with a line of JSON. To `cast` it lets the
cast in and tells the secret of a token of Alice's. To `all` it tells an object:
- `ideas`: [id, sentence] of each idea; `answers`: [id of the idea, text] of each answer;
- `halves`: a sentence for each thing of which only a part was written;
- `verified`: what `tandem verify` ends with; `said`: what it says.
"""

import contextlib
import io
import json
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

import django
from django.db import connections

HOW_OFTEN_WRITTEN = {
    ("initiative.written", "event"): 1,
    ("initiative.answer", "turn"): 1,
    ("initiative.join", "turn"): 1,
    ("member", "access"): 1,
}
"""What belongs to an idea of which nobody has joined the other side, by name."""


def let_the_cast_in() -> str:
    """Found the workspace; returns the secret of Alice's token."""
    from tests.cast import make_cast

    from tandem.accounts.rules import Scope
    from tandem.accounts.services import make_token

    _, secret = make_token(actor=make_cast().alice, name="Writes ideas", scope=Scope.WRITE)
    return secret


def everything() -> dict[str, Any]:
    """The object described above."""
    from tandem.activity.commands import verify
    from tandem.initiatives.models import Answer, Initiative

    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        verified = verify()
    return {
        "ideas": list(Initiative.objects.values_list("pk", "sentence")),
        "answers": list(Answer.objects.values_list("initiative_id", "text")),
        "halves": [*halves(), *lost_counts()],
        "verified": verified,
        "said": said.getvalue(),
    }


def halves() -> Iterator[str]:
    """Where something is missing beside an idea, or an idea beside something."""
    from tandem.activity.models import Event, Subject, SubjectAccess, Turn
    from tandem.initiatives.models import Answer, Initiative

    belongs = Counter(
        (pk, what, name)
        for name, what_of in (
            ("event", Event.objects.values_list("subject_id", "kind")),
            ("turn", Turn.objects.values_list("subject_id", "kind")),
            ("access", SubjectAccess.objects.values_list("subject_id", "role")),
        )
        for pk, what in what_of
    )
    answers = Counter(Answer.objects.values_list("initiative_id", flat=True))
    answered = set(
        Turn.objects.filter(kind="initiative.answer")
        .exclude(closed_at=None)
        .values_list("subject_id", flat=True)
    )
    ideas = set(Initiative.objects.values_list("pk", flat=True))
    for idea in ideas:
        for (what, name), times in HOW_OFTEN_WRITTEN.items():
            if (found := belongs[idea, what, name]) != times:
                yield f"idea {idea} has {found} of {name} {what}"
        if answers[idea] != belongs[idea, "initiative.answered", "event"]:
            yield f"idea {idea}: {answers[idea]} answers, another number of events"
        if (answers[idea] > 0) != (idea in answered):
            yield f"idea {idea}: its answer and its turn do not agree"
    for pk in {*Subject.objects.values_list("pk", flat=True), *(key[0] for key in belongs)} - ideas:
        yield f"subject {pk} is no idea"


def lost_counts() -> Iterator[str]:
    """Where a subject counts other events than it has."""
    from django.db.models import Count, F

    from tandem.activity.models import Subject

    counted = Subject.objects.annotate(found=Count("events")).exclude(found=F("chain_length"))
    for subject in counted:
        yield f"subject {subject.pk} counts {subject.chain_length} events"


if __name__ == "__main__":
    django.setup()
    for line in sys.stdin:
        asked = {"cast": let_the_cast_in, "all": everything}[line.strip()]
        told = json.dumps(asked())
        # Each look is that of somebody who has just come.
        connections.close_all()
        sys.stdout.write(f"{told}\n")
        sys.stdout.flush()
