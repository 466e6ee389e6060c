"""Reading what the risk check asks, in which version."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from tandem.accounts.queries import Name, names
from tandem.core.errors import NotFound
from tandem.core.prepared import number, prepared
from tandem.risk.models import QuestionVersion
from tandem.risk.rules import BUILT_IN, QuestionSet, built_in, read_set


@prepared
def _numbered() -> QuerySet[QuestionVersion, QuestionVersion]:
    return QuestionVersion.objects.filter(number=number("version"))


@prepared
def _newest() -> QuerySet[QuestionVersion, QuestionVersion]:
    return QuestionVersion.objects.exclude(published_at=None).order_by("-number")


@prepared
def _drafts() -> QuerySet[QuestionVersion, QuestionVersion]:
    return QuestionVersion.objects.filter(published_at=None, dropped_at=None)


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version that was asked, or is; the one that ships has nobody who wrote it."""

    number: int
    by: Name | None
    at: datetime | None


def questions_in(version: int) -> QuestionSet:
    """The questions of a version, or NotFound."""
    if version == BUILT_IN:
        return built_in()
    found = _numbered.first(version=version)
    if found is None:
        raise NotFound
    return read_set(found.content, version)


def present_questions() -> QuestionSet:
    """The questions that a check begins with today."""
    found = _newest.first()
    return read_set(found.content, found.number or BUILT_IN) if found else built_in()


def question_draft() -> QuestionVersion | None:
    """The version that is being written, if one is."""
    return _drafts.first()


def draft_of_questions(draft: QuestionVersion) -> QuestionSet:
    """What it asks so far; its number is the one it would get."""
    return read_set(draft.content, present_questions().version + 1)


def list_question_versions() -> list[VersionRow]:
    """Every version that was ever asked, the newest first."""
    found = list(QuestionVersion.objects.exclude(published_at=None).order_by("-number"))
    known = names([one.published_by_id for one in found])
    asked = [
        VersionRow(one.number or 0, known.get(one.published_by_id or 0), one.published_at)
        for one in found
    ]
    return [*asked, VersionRow(BUILT_IN, None, None)]
