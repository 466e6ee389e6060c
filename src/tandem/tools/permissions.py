"""Who may do what with our tools."""

from tandem.accounts.rules import Actor, Lane


def can_declare_tool(actor: Actor) -> bool:
    """Everybody who does more than read: declaring is easy, or nobody does it."""
    return actor.may_write


def can_answer_tool(actor: Actor) -> bool:
    """IT's people and administrators."""
    return actor.may_write and (Lane.IT in actor.lanes or actor.is_administrator)


def can_look_through_files(actor: Actor) -> bool:
    """Who answers about tools: a file may tell more than what is kept of it."""
    return can_answer_tool(actor)


def can_keep_tool(actor: Actor, *, declared_it: bool, of_department: bool) -> bool:
    """Who changes what is said of a tool, and says that it is paid again: whoever declared it,
    the people of its department, and who answers.
    """
    return can_answer_tool(actor) or (actor.may_write and (declared_it or of_department))
