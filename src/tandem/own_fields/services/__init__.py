"""Saying which fields work has, and filling them in."""

from tandem.own_fields.services.defining import (
    add_field,
    bring_back_field,
    change_field,
    move_field,
    retire_field,
)
from tandem.own_fields.services.filling import fill_in
from tandem.own_fields.services.several import (
    fill_in_new,
    fill_in_rows,
    fill_in_several,
    put_back_several,
)

__all__ = [
    "add_field",
    "bring_back_field",
    "change_field",
    "fill_in",
    "fill_in_new",
    "fill_in_rows",
    "fill_in_several",
    "move_field",
    "put_back_several",
    "retire_field",
]
