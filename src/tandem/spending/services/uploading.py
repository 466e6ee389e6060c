"""Expenses from a file: kept until they were looked at, then taken in, each once."""

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.services import record_event
from tandem.core import clock
from tandem.core.errors import BadInput
from tandem.core.words import Sentence, say
from tandem.formats.expenses import UnusableFile, decoded
from tandem.plans.rules import MoneyKind
from tandem.spending import events, queries, rules
from tandem.spending.models import Actual, CostCode, Upload
from tandem.spending.queries import Reading
from tandem.spending.services.noting import code_called, keeper


@transaction.atomic
def upload_expenses(*, actor: Actor, initiative_id: int, data: bytes) -> Upload:
    """Keep a file of expenses to look at what it would bring. Nothing is spent by that."""
    keeper(actor, initiative_id)
    if len(data) > rules.FILE_AT_MOST:
        raise BadInput(say("The file has more than 2 MB. Upload a shorter time."), field="file")
    try:
        content = decoded(data)
    except UnusableFile as unusable:
        raise BadInput(Sentence(unusable.template, **unusable.values), field="file") from unusable
    queries.preview(initiative_id, content, None)
    # One waits at a time: whoever uploads another has seen the one before.
    Upload.objects.filter(initiative_id=initiative_id, taken_at=None, by_id=actor.me).delete()
    return Upload.objects.create(initiative_id=initiative_id, content=content, by_id=actor.me)


@transaction.atomic
def take_in_expenses(
    *,
    actor: Actor,
    initiative_id: int,
    upload_id: int,
    reading: Reading,
    part: MoneyKind,
    code: str = "",
) -> int:
    """Take in what is new in the file, for a part of the money; how many. What is there already
    stays once, however often it is uploaded.
    """
    keeper(actor, initiative_id)
    upload = queries.upload_of(initiative_id, upload_id)
    usual = code_called(code)
    found = queries.preview(initiative_id, upload.content, reading)
    if "day" not in reading.columns or "amount" not in reading.columns:
        raise BadInput(say("Say which column has the day, and which the amount."), field="day")
    codes: dict[str, CostCode] = {one.code: one for one in queries.codes()}
    Actual.objects.bulk_create(
        Actual(
            initiative_id=initiative_id,
            part=part.value,
            cost_code=codes.get(one.code) or usual,
            day=one.day,
            amount=one.amount,
            currency_code=one.currency,
            text=one.text or "–",
            reference=one.reference,
            upload=upload,
            digest=mark,
            noted_by_id=actor.me,
        )
        for one, mark in found.fresh
    )
    upload.content, upload.taken_at = "", clock.now()
    upload.save(update_fields=["content", "taken_at"])
    count = len(found.fresh)
    record_event(
        events.TAKEN, actor=actor, subject_id=initiative_id, count=count, upload_id=upload.pk
    )
    return count
