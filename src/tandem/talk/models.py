from typing import ClassVar

from django.db import models

from tandem.accounts.rules import Lane
from tandem.core import clock
from tandem.talk.rules import ApprovalState, BecomesKind, QuestionState, Reaction

_LANES = {lane.value: lane.value for lane in Lane}


class Comment(models.Model):
    """What somebody said about a subject. Taken back, its text is gone and its place stays."""

    subject = models.ForeignKey("activity.Subject", models.PROTECT, related_name="+")
    text = models.TextField()
    written_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    lane = models.CharField(max_length=16, blank=True, choices=_LANES)
    written_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    # What it was turned into, and the id of that; a comment leads to one thing.
    became = models.CharField(
        max_length=16, blank=True, choices={one.value: one.value for one in BecomesKind}
    )
    became_id = models.BigIntegerField(null=True)
    # Where it was said, if it came in with an import, and by whom as its file says; empty: by
    # whoever brought it.
    brought_from = models.CharField(max_length=80, blank=True)
    said_by = models.CharField(max_length=200, blank=True)
    form_key = models.CharField(max_length=36, null=True)  # noqa: DJ001 - unique where it is set

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["written_by", "form_key"], name="one_comment_per_form")
        ]

    def __str__(self) -> str:
        return f"comment {self.pk}"


class EarlierText(models.Model):
    """How a comment read before it was changed."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="earlier")
    text = models.TextField()
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"earlier text {self.pk}"


class CommentReaction(models.Model):
    """One person's courtesy about one comment."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="reactions")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    reaction = models.CharField(max_length=16, choices={r.value: r.value for r in Reaction})

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["comment", "person"], name="one_reaction_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.reaction} of {self.person_id}"


class Mention(models.Model):
    """A person, a side or a team that a comment speaks to."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="mentions")
    person = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    lane = models.CharField(max_length=16, blank=True, choices=_LANES)
    team = models.ForeignKey("accounts.Team", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["comment", "person", "lane"], name="one_mention_each"),
            models.UniqueConstraint(fields=["comment", "team"], name="one_mention_per_team"),
        ]

    def __str__(self) -> str:
        return f"mention {self.pk}"


class AskedQuestion(models.Model):
    """A question to a person or a side, about a subject. It shares the id of its own Subject."""

    subject = models.OneToOneField(
        "activity.Subject", models.PROTECT, primary_key=True, related_name="+"
    )
    text = models.TextField()
    asked_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    asked_for = models.CharField(max_length=16, blank=True, choices=_LANES)
    asked_at = models.DateTimeField(default=clock.now)
    to_person = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    to_lane = models.CharField(max_length=16, blank=True, choices=_LANES)
    to_team = models.ForeignKey("accounts.Team", models.PROTECT, null=True, related_name="+")
    blocks = models.BooleanField(default=False)
    state = models.CharField(
        max_length=16,
        default=QuestionState.OPEN.value,
        choices={state.value: state.value for state in QuestionState},
    )
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "-asked_at"], name="questions_by_state")
        ]

    def __str__(self) -> str:
        return f"question {self.pk}"


class GivenAnswer(models.Model):
    """An answer to a question; the older ones were sent back, with what is still missing."""

    question = models.ForeignKey(AskedQuestion, models.CASCADE, related_name="answers")
    text = models.TextField()
    given_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    lane = models.CharField(max_length=16, blank=True, choices=_LANES)
    given_at = models.DateTimeField(default=clock.now)
    missing = models.TextField(blank=True)
    sent_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["question"],
                condition=models.Q(sent_back_at=None),
                name="one_answer_that_stands",
            )
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class IdeaNote(models.Model):
    """A short note that is kept beside an initiative."""

    subject = models.ForeignKey("activity.Subject", models.PROTECT, related_name="+")
    text = models.CharField(max_length=500)
    kept_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    lane = models.CharField(max_length=16, blank=True, choices=_LANES)
    kept_at = models.DateTimeField(default=clock.now)
    taken_off_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"note {self.pk}"


class Decision(models.Model):
    """What was decided, out of what, and why. It shares the id of its own Subject."""

    subject = models.OneToOneField(
        "activity.Subject", models.PROTECT, primary_key=True, related_name="+"
    )
    title = models.CharField(max_length=300)
    options = models.JSONField(default=list)
    choice = models.CharField(max_length=300)
    why = models.TextField()
    decided_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    lane = models.CharField(max_length=16, blank=True, choices=_LANES)
    decided_at = models.DateTimeField(default=clock.now)
    look_again_on = models.DateField(null=True)
    looked_at = models.DateTimeField(null=True)
    looked_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["look_again_on"], name="decisions_to_look_at")
        ]

    def __str__(self) -> str:
        return self.title


class Dissent(models.Model):
    """That somebody disagrees with a decision, and why."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="dissents")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    lane = models.CharField(max_length=16, blank=True, choices=_LANES)
    text = models.TextField()
    said_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["decision", "person"], name="one_dissent_per_person")
        ]

    def __str__(self) -> str:
        return f"dissent {self.pk}"


class Task(models.Model):
    """A plain to-do for a person until a day. It shares the id of its own Subject."""

    subject = models.OneToOneField(
        "activity.Subject", models.PROTECT, primary_key=True, related_name="+"
    )
    text = models.CharField(max_length=300)
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    until = models.DateField()
    given_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=clock.now)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.text


class SharedText(models.Model):
    """What somebody was shown when they were asked for a yes. Never changed, kept once."""

    digest = models.CharField(max_length=64, unique=True)
    sentence = models.TextField()
    document = models.TextField(blank=True)
    made_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"shared text {self.pk}"


class Approval(models.Model):
    """That somebody was asked for a yes on an exact text, and what they said.

    It shares the id of its own Subject, which stands below the initiative; whoever is asked is
    given that one Subject.
    """

    subject = models.OneToOneField(
        "activity.Subject", models.PROTECT, primary_key=True, related_name="+"
    )
    shared = models.ForeignKey(SharedText, models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    asked_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField()
    state = models.CharField(
        max_length=16,
        default=ApprovalState.OPEN.value,
        choices={state.value: state.value for state in ApprovalState},
    )
    text = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"approval {self.pk}"


class Guest(models.Model):
    """Somebody from outside who was invited to one initiative. It shares the id of its own Subject,
    which is what they were given: what they say, and are asked, stands there.
    """

    subject = models.OneToOneField(
        "activity.Subject", models.PROTECT, primary_key=True, related_name="+"
    )
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    invited_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"guest {self.pk}"
