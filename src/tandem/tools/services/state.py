"""What the acts of this context share. Called inside their transaction."""

from tandem.accounts.rules import Actor
from tandem.activity.queries import kinds_open_on
from tandem.activity.services import close_turns, lock_subject
from tandem.core.errors import NotAllowed
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.tools import events, queries, rules
from tandem.tools.models import Tool


def locked(actor: Actor, tool_id: int) -> Tool:
    """The tool, locked, as the actor sees it; hidden and missing are the same."""
    queries.tool_visible_to(actor, tool_id)
    lock_subject(tool_id)
    return queries.tool_visible_to(actor, tool_id)


def kept(actor: Actor, tool_id: int) -> Tool:
    """The tool, locked, for an act of whoever keeps what is said of it."""
    tool = locked(actor, tool_id)
    if not queries.may_keep(actor, tool):
        raise NotAllowed(say("Whoever declared a tool, its department and IT keep what is said."))
    return tool


def ask_no_more(actor: Actor, tool: Tool) -> None:
    """Nobody waits any more for a word on whether it is paid again."""
    close_turns(events.RENEWAL, subject_id=tool.pk, actor=actor)


def is_asked(tool: Tool) -> bool:
    """Whether somebody is asked if it is paid again."""
    return any(kind == events.RENEWAL for kind, _ in kinds_open_on(tool.pk))


def carry_tools(actor: Actor, merged_id: int, into_id: int) -> None:
    """Let tools that an entry of the catalogue stood for be the one it was merged into. Part of
    that act, which is written down with the entries.
    """
    del actor
    Tool.objects.filter(system_id=merged_id).update(system_id=into_id)


def line(text: str, field: str, limit: int = rules.NAME_LIMIT, *, required: bool = False) -> str:
    """A typed line without odd spaces, or BadInput naming its field."""
    return " ".join(typed(text, limit=limit, field=field, required=required).split())
