"""Who asks in the access matrix."""

from enum import StrEnum


class Role(StrEnum):
    """Each is somebody of the cast; the value is what the permissions page calls them."""

    VISITOR = "visitor"
    CLOSED = "closed account"
    VIEWER = "viewer"
    OUTSIDER = "member"
    COLLEAGUE = "colleague"
    TEAM = "in the team"
    MARKETING_OWNER = "Marketing owner"
    IT_OWNER = "IT owner"
    SPONSOR = "sponsor"
    ADMINISTRATOR = "administrator"
    GUEST = "guest"
    PARTNER = "partner"


PLAYED_BY = {
    Role.CLOSED: "ivan",
    Role.VIEWER: "rita",
    Role.OUTSIDER: "charlie",
    Role.COLLEAGUE: "mona",
    Role.MARKETING_OWNER: "alice",
    Role.IT_OWNER: "igor",
    Role.SPONSOR: "vera",
    Role.ADMINISTRATOR: "ada",
}
"""Of the cast; Tina, who is on the initiative for Marketing and owns nothing, joins them."""

MEANING = {
    Role.VISITOR: "not signed in; whose account was closed is a visitor, whatever they kept",
    Role.VIEWER: "reads, and has tokens of their own",
    Role.OUTSIDER: "a member of no side, on no initiative",
    Role.COLLEAGUE: "belongs to Marketing, but isn't on this initiative",
    Role.TEAM: "is on the initiative for Marketing, and owns nothing",
    Role.MARKETING_OWNER: "owns the initiative for Marketing; it was their idea",
    Role.IT_OWNER: "owns the initiative for IT",
    Role.SPONSOR: "of this initiative; administrator, too, as the founder of the workspace",
    Role.ADMINISTRATOR: "an administrator who is nothing else",
    Role.GUEST: "Gil from outside, in by a private link: every other page isn't there",
    Role.PARTNER: "of an agency, on this initiative for Marketing, and on nothing else",
}

SIGNED_IN = frozenset(Role) - {Role.VISITOR, Role.CLOSED, Role.GUEST}
OF_THE_COMPANY = SIGNED_IN - {Role.PARTNER}
INSIDE = frozenset({Role.TEAM, Role.MARKETING_OWNER, Role.IT_OWNER, Role.SPONSOR, Role.PARTNER})
"""Who may know that a restricted initiative is there."""

GROUPS = {
    "everybody": frozenset(Role),
    "visitors": frozenset({Role.VISITOR, Role.CLOSED, Role.GUEST}),
    "signed in": OF_THE_COMPANY,
    "members": OF_THE_COMPANY - {Role.VIEWER},
    "administrators": frozenset({Role.SPONSOR, Role.ADMINISTRATOR}),
    "Marketing": frozenset({Role.TEAM, Role.MARKETING_OWNER}),
    "IT": frozenset({Role.IT_OWNER}),
    "both sides": frozenset({Role.TEAM, Role.MARKETING_OWNER, Role.IT_OWNER}),
    "owners": frozenset({Role.MARKETING_OWNER, Role.IT_OWNER}),
    "who suggests": OF_THE_COMPANY - {Role.VIEWER, Role.TEAM, Role.MARKETING_OWNER},
    "owners and sponsor": frozenset({Role.MARKETING_OWNER, Role.IT_OWNER, Role.SPONSOR}),
    "nobody": frozenset(),
}
"""The names of table.txt; each role's own name is one, too."""
