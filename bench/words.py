"""The words of the seeded company: sentences, what is found by them, and what people say.

Words are as rare as in life: the tenth is used a tenth as often as the first (Zipf, 1949).
"""

import random
from datetime import timedelta
from itertools import accumulate

from tandem.activity.models import Notification, SearchText, Subject
from tandem.activity.rules import TITLE_WORD
from tandem.core import clock
from tandem.formats.search_words import words_of
from tandem.initiatives.models import IdeaWord, Initiative
from tandem.initiatives.rules import stems_of
from tandem.talk.models import AskedQuestion, Comment

_COMMON = ["members", "points", "basket", "size", "stock", "page", "launch", "loyalty", "till"]
_COMMON += ["return", "shop", "search", "consent", "banner", "budget", "creator", "video", "gift"]
_SYLLABLES = ["ka", "lo", "mer", "ti", "ron", "se", "bu", "vel", "dor", "pi", "na", "gru"]
WORDS = _COMMON + [a + b + c for a in _SYLLABLES for b in _SYLLABLES for c in _SYLLABLES]
_WEIGHTS = list(accumulate(1 / (rank + 1) for rank in range(len(WORDS))))


def sentence(dice: random.Random, length: int = 9) -> str:
    """Of so many words."""
    return " ".join(dice.choices(WORDS, cum_weights=_WEIGHTS, k=length)).capitalize()


def make_findable(found: list[Initiative]) -> None:
    """Put the sentences into both indexes."""
    SearchText.objects.bulk_create(
        SearchText(
            subject_id=one.pk,
            part="sentence",
            is_title=True,
            text=one.sentence,
            words=" ".join([TITLE_WORD, *words_of(one.sentence)]),
        )
        for one in found
    )
    IdeaWord.objects.bulk_create(
        (
            IdeaWord(initiative=one, word=word)
            for one in found
            for word in sorted(stems_of(one.sentence))
        ),
        batch_size=2000,
    )


def said_beside(
    dice: random.Random, found: list[Initiative], owners: dict[int, tuple[int, int]]
) -> None:
    """Five comments on each, an open question on every fifth, and what people are told of it."""
    now = clock.now()
    comments = Comment.objects.bulk_create(
        Comment(
            subject_id=one.pk,
            text=sentence(dice, 20),
            written_by_id=dice.choice(owners[one.pk]),
            written_at=now - timedelta(hours=dice.randrange(5000)),
        )
        for one in found
        for _ in range(5)
    )
    SearchText.objects.bulk_create(
        SearchText(
            subject_id=comment.subject_id,
            part=f"comment:{comment.pk}",
            text=comment.text,
            words=" ".join(words_of(comment.text)),
        )
        for comment in comments
    )
    Notification.objects.bulk_create(
        Notification(
            person_id=dice.choice(owners[comment.subject_id]),
            subject_id=comment.subject_id,
            kind="talk.mentioned",
            by_id=comment.written_by_id,
            at=comment.written_at,
            read_at=None if dice.random() < 0.1 else now,
        )
        for comment in comments
    )
    _questions(dice, found[::5], owners)


def _questions(
    dice: random.Random, found: list[Initiative], owners: dict[int, tuple[int, int]]
) -> None:
    now = clock.now()
    subjects = Subject.objects.bulk_create(
        Subject(kind="question", title=sentence(dice), parent_id=one.pk, root_id=one.pk)
        for one in found
    )
    AskedQuestion.objects.bulk_create(
        AskedQuestion(
            subject=subject,
            text=subject.title,
            asked_by_id=owners[one.pk][0],
            asked_for="marketing",
            to_person_id=owners[one.pk][1],
            due_at=now + timedelta(days=1),
        )
        for subject, one in zip(subjects, found, strict=True)
    )
