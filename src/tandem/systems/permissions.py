"""Who may do what with the systems catalogue."""

from tandem.accounts.rules import Actor, Lane


def can_keep_catalogue(actor: Actor) -> bool:
    """IT's people and administrators add, change, confirm and retire."""
    return actor.may_write and (Lane.IT in actor.lanes or actor.is_administrator)


def can_confirm_system(actor: Actor, *, it_owner: int | None) -> bool:
    """Who keeps the catalogue; and the owner in IT of that entry, wherever they work now."""
    return can_keep_catalogue(actor) or (actor.may_write and it_owner == actor.me)


def can_add_system(actor: Actor) -> bool:
    """Marketing may add, too; IT confirms what it added."""
    return can_keep_catalogue(actor) or (actor.may_write and Lane.MARKETING in actor.lanes)


def can_edit_system(actor: Actor, *, added_by: int, confirmed: bool) -> bool:
    """Who keeps the catalogue; and whoever added the entry, until IT has confirmed it."""
    mine = added_by == actor.me and not confirmed
    return can_keep_catalogue(actor) or (mine and can_add_system(actor))


def can_change_flow(actor: Actor, *, added_by: int, confirmed: bool) -> bool:
    """As with entries: IT decides which data flows where; what one added oneself, until then."""
    return can_edit_system(actor, added_by=added_by, confirmed=confirmed)
