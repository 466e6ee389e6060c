from typing import ClassVar

from django.db import models

from tandem.accounts.rules import Lane
from tandem.core import clock
from tandem.initiatives.rules import InitiativeKind, Question, Stage, Step, Track, Verdict

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
    # The path in force; only `stages` changes it, once everybody asked has said yes.
    track = models.CharField(
        max_length=16,
        default=Track.STANDARD.value,
        choices={track.value: track.value for track in Track},
    )
    wish_date = models.DateField(null=True)
    written_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    # Whoever brought it from another tool in their name, where that is somebody else.
    brought_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    written_for = models.CharField(max_length=16, blank=True, choices=_LANES)
    # Through the open form, by somebody without an account.
    from_outside = models.BooleanField(default=False)
    written_at = models.DateTimeField(default=clock.now)
    paired_at = models.DateTimeField(null=True)
    # Its place in the queue of both departments, smaller first; none while nobody has taken it up.
    rank = models.BigIntegerField(null=True)
    # The key of the form it came from: a double click writes one idea.
    form_key = models.CharField(max_length=36, null=True)  # noqa: DJ001 - unique where it is set

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["written_by", "form_key"], name="one_idea_per_form")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["stage", "-written_at"], name="initiatives_by_stage"),
            models.Index(fields=["-written_at"], name="initiatives_newest"),
            models.Index(
                fields=["track"],
                condition=~models.Q(track=Track.STANDARD.value),
                name="initiatives_off_standard",
            ),
            models.Index(
                fields=["rank"], condition=models.Q(rank__isnull=False), name="initiatives_queue"
            ),
        ]

    def __str__(self) -> str:
        return self.sentence


class IdeaWord(models.Model):
    """The index by which similar ideas are found: a word, cut short, and an idea that uses it.

    Whatever writes a sentence writes its words (`services/state.py`, `index_words`).
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="+", db_index=False)
    word = models.CharField(max_length=8)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # Word first: it is the index that is read.
            models.UniqueConstraint(fields=["word", "initiative"], name="ideas_by_word")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["initiative"], name="words_of_idea")
        ]

    def __str__(self) -> str:
        return f"{self.word} in {self.initiative_id}"


class Answer(models.Model):
    """An answer to one of the questions about an idea. Older ones stay, replaced."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="answers")
    question = models.CharField(max_length=16, choices={q.value: q.value for q in Question})
    text = models.TextField()
    # "measure first": there is no number yet, and somebody has been asked for one.
    manner = models.CharField(max_length=16, blank=True, choices={"measure_first": "measure_first"})
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


class Outcome(models.Model):
    """What was said about an idea when both sides looked at it. Older ones stay, ended."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="outcomes")
    verdict = models.CharField(max_length=24, choices={v.value: v.value for v in Verdict})
    # Where it stood then: what is parked comes back there.
    stood = models.CharField(max_length=16, choices={s.value: s.value for s in Stage})
    lane = models.CharField(max_length=16, blank=True, choices=_LANES)
    reason = models.TextField(blank=True)
    reply = models.TextField(blank=True)
    until = models.DateField(null=True)
    woken_at = models.DateTimeField(null=True)
    same_as = models.ForeignKey(Initiative, models.PROTECT, null=True, related_name="+")
    # Nobody: the clock, because no answer came.
    decided_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["initiative"],
                condition=models.Q(ended_at=None),
                name="one_standing_outcome",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["until"],
                condition=models.Q(ended_at=None, until__isnull=False),
                name="outcomes_by_day",
            ),
            models.Index(
                fields=["initiative"],
                condition=models.Q(ended_at=None, woken_at__isnull=False),
                name="outcomes_woken",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} of {self.initiative_id}"


class RankSuggestion(models.Model):
    """That somebody would move something in the queue, who doesn't decide its order alone."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="+")
    step = models.CharField(max_length=8, choices={step.value: step.value for step in Step})
    lane = models.CharField(max_length=16, blank=True, choices=_LANES)
    suggested_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    suggested_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["initiative"],
                condition=models.Q(ended_at=None),
                name="one_open_rank_suggestion",
            )
        ]

    def __str__(self) -> str:
        return f"{self.step} of {self.initiative_id}"


class StageLimit(models.Model):
    """How much may be in a stage at once, where an administrator said so."""

    stage = models.CharField(
        max_length=16, primary_key=True, choices={stage.value: stage.value for stage in Stage}
    )
    places = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.stage}: {self.places}"
