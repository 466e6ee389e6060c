"""Who writes hours, and who reads what they come to. Sight is checked before."""

from tandem.accounts.rules import Actor


def can_write_hours(actor: Actor) -> bool:
    """Whoever does something here, partners too; always their own hours."""
    return actor.may_take_part


def can_read_sums(actor: Actor, *, on_it: bool, sponsor: bool) -> bool:
    """What an initiative took: its people, its sponsor, administrators. Partners read their own."""
    return not actor.is_partner and (on_it or sponsor or actor.is_administrator)


def can_keep_hours(actor: Actor) -> bool:
    """Administrators say what hours can be spent on beside work, and which are closed."""
    return actor.is_administrator


def can_take_in(actor: Actor) -> bool:
    """Hours of others come in from another tracker, by whoever may bring its work."""
    return actor.may_write
