"""The data-protection question: do personal data flow, and which?"""

from collections.abc import Collection

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.permissions import standing_on
from tandem.activity.services import record_event, salted_digest
from tandem.assessment import events, permissions, queries, rules
from tandem.assessment.models import DataCheck
from tandem.assessment.rules import Authority
from tandem.assessment.services import state
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, Stale
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.systems.rules import DataClass


@transaction.atomic
def check_data(
    *,
    actor: Actor,
    initiative_id: int,
    personal: bool,
    classes: Collection[DataClass] = (),
    text: str = "",
    replaces: int | None = None,
) -> DataCheck:
    """Answer for IT or for data protection whether personal data flow; `text` says what was
    looked at and is needed where they do. `replaces` is the answer the person read.
    """
    state.locked(actor, initiative_id)
    authorities = queries.authorities_of(actor.me)
    if not permissions.can_check_data(actor, standing_on(actor, initiative_id), authorities):
        raise NotAllowed(say("IT's people on it, or who answers for data protection, say this."))
    if wrong := rules.why_not_these_classes(personal=personal, classes=classes):
        raise BadInput(wrong[1], field=wrong[0])
    text = typed(text, limit=rules.TEXT_LIMIT, field="text", required=personal)
    codes = [one.value for one in DataClass if one in classes]
    standing = queries.data_check(initiative_id)
    wanted = (personal, codes, text, actor.me)
    if standing and wanted == _of(standing):
        return standing
    _replace(standing, replaces, text)
    check = DataCheck.objects.create(
        initiative_id=initiative_id,
        personal=personal,
        classes=codes,
        text=text,
        by_authority=Authority.DATA_PROTECTION in authorities,
        said_by_id=actor.me,
    )
    record_event(
        events.DATA_CHECKED,
        actor=actor,
        subject_id=initiative_id,
        personal=personal,
        text=salted_digest(initiative_id, text),
    )
    state.settle_turns(actor, initiative_id)
    return check


def _of(check: DataCheck) -> tuple[bool, list[str], str, int]:
    return check.personal, check.classes, check.text, check.said_by_id


def _replace(standing: DataCheck | None, replaces: int | None, mine: str) -> None:
    if standing is None:
        return
    if standing.pk != replaces:
        raise Stale(
            say("Somebody answered this meanwhile. Here are both texts."),
            mine=mine,
            theirs=standing.text,
            version=standing.pk,
        )
    standing.replaced_at = clock.now()
    standing.save(update_fields=["replaced_at"])
