"""Fields of one's own, as imports fill them."""

from tandem.imports.rules.own import Target
from tandem.own_fields.queries import fields_defined


def own_targets() -> list[Target]:
    """All of them that there are, with what can be chosen."""
    return [
        Target(
            one.id,
            one.kind,
            one.name,
            one.type,
            {option.name.casefold(): option.id for option in one.choices},
        )
        for one in fields_defined()
    ]


def own_names() -> list[str]:
    """What they are called, each name once, in their order."""
    return list({one.name.casefold(): one.name for one in fields_defined()}.values())
