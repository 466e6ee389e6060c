from typing import ClassVar

from django.db import models

from tandem.accounts.rules import Lane
from tandem.core import clock
from tandem.initiatives.rules import InitiativeKind, Question, Stage

_LANES = {lane.value: lane.value for lane in Lane}


class Initiative(models.Model):
    """One piece of joint work, from the first sentence on. It shares its Subject's id."""

    subject = models.OneToOneField(
        "activity.Subject", models.PROTECT, primary_key=True, related_name="+"
    )
    sentence = models.CharField(max_length=300)
    kind = models.CharField(
        max_length=16,
        default=InitiativeKind.OTHER.value,
        choices={kind.value: kind.value for kind in InitiativeKind},
    )
    # Only `stages` changes it, on a person's act; a test of the house holds that.
    stage = models.CharField(
        max_length=16,
        default=Stage.IDEA.value,
        choices={stage.value: stage.value for stage in Stage},
    )
    wish_date = models.DateField(null=True)
    written_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    written_for = models.CharField(max_length=16, blank=True, choices=_LANES)
    written_at = models.DateTimeField(default=clock.now)
    paired_at = models.DateTimeField(null=True)
    # The key of the form it came from: a double click writes one idea.
    form_key = models.CharField(max_length=36, null=True)  # noqa: DJ001 - unique where it is set

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["written_by", "form_key"], name="one_idea_per_form")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["stage", "-written_at"], name="initiatives_by_stage"),
            models.Index(fields=["-written_at"], name="initiatives_newest"),
        ]

    def __str__(self) -> str:
        return self.sentence


class Answer(models.Model):
    """An answer to one of the questions about an idea. Older ones stay, replaced."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="answers")
    question = models.CharField(max_length=16, choices={q.value: q.value for q in Question})
    text = models.TextField()
    answered_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    lane = models.CharField(max_length=16, blank=True, choices=_LANES)
    answered_at = models.DateTimeField(default=clock.now)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["initiative", "question"],
                condition=models.Q(replaced_at=None),
                name="one_standing_answer",
            )
        ]

    def __str__(self) -> str:
        return f"{self.question} of {self.initiative_id}"
