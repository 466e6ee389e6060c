"""What was found is taken as tools, or refused for good."""

from collections.abc import Collection

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.services import company_subject, lock_subject, make_subject, record_event
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound
from tandem.core.words import say
from tandem.tools import events, permissions, queries, rules
from tandem.tools.models import Find, Tool
from tandem.tools.rules import PaidEvery, ToolState


@transaction.atomic
def take_finds(*, actor: Actor, find_ids: Collection[int]) -> int:
    """Say that these are tools: each stands in the register as found, all of them or none."""
    finds = _chosen(actor, find_ids)
    paid = queries.paid_for([one.pk for one in finds])
    for find in finds:
        months = paid.get(find.pk)
        tool = Tool(
            subject_id=make_subject(events.TOOL, find.name),
            name=find.name,
            domain=find.domain,
            address=find.domain,
            vendor=find.name,
            purpose=find.purpose,
            found_at=find.found_at,
            data_classes=find.data_classes,
            state=ToolState.FOUND.value,
            found_by=f"{find.name.casefold()}\n{find.name.casefold()}\n{find.domain}\n",
        )
        if months:
            tool.department_id, tool.cost = months.department, months.per_month
            tool.every = PaidEvery.MONTH.value
        tool.save(force_insert=True)
        find.tool = tool
        find.save(update_fields=["tool"])
        record_event(events.FOUND, actor=actor, subject_id=tool.pk)
    return len(finds)


@transaction.atomic
def refuse_finds(*, actor: Actor, find_ids: Collection[int]) -> int:
    """Say that these are no tools. Refused once they stay so, whatever file comes next; what they
    were called is forgotten.
    """
    finds = _chosen(actor, find_ids)
    for find in finds:
        find.refused_at, find.key = clock.now(), queries.key_once_refused(find.key)
        find.name = find.domain = ""
        find.data_classes = []
        find.save(update_fields=["refused_at", "key", "name", "domain", "data_classes"])
        find.sightings.all().delete()
    record_event(events.REFUSED, actor=actor, subject_id=company_subject(), count=len(finds))
    return len(finds)


@transaction.atomic
def match_find(*, actor: Actor, find_id: int, tool_id: int) -> Find:
    """Say that something found is a tool that is there already."""
    queries.tool_visible_to(actor, tool_id)
    find = _chosen(actor, [find_id])[0]
    lock_subject(tool_id)
    find.tool_id = tool_id
    find.save(update_fields=["tool"])
    Tool.objects.filter(pk=tool_id, found_at=None).update(found_at=find.found_at)
    record_event(events.FOUND, actor=actor, subject_id=tool_id)
    return find


def _chosen(actor: Actor, find_ids: Collection[int]) -> list[Find]:
    """What is still open of it, locked. One that isn't there is nobody's."""
    if not permissions.can_answer_tool(actor):
        raise NotAllowed(say("People of IT say what is a tool."))
    chosen = sorted(set(find_ids))
    if not chosen:
        raise BadInput(say("Choose at least one."), field="chosen")
    if len(chosen) > rules.SEVERAL_AT_MOST:
        raise BadInput(say("Choose {most} at most.", most=rules.SEVERAL_AT_MOST), field="chosen")
    open_ones = Find.objects.select_for_update().filter(tool=None, refused_at=None)
    found = list(open_ones.filter(pk__in=chosen).order_by("pk"))
    if len(found) != len(chosen):
        raise NotFound
    return found
