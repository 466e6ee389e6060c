"""Making, changing and retiring templates; beginning from one, and filling in what it holds."""

from tandem.patterns.services.of_initiatives import (
    edit_template,
    fill_from_template,
    make_template,
    retire_template,
    start_from_template,
)
from tandem.patterns.services.of_work import (
    add_piece,
    add_rest_of_template,
    edit_piece,
    edit_work_template,
    make_work_template,
    remove_piece,
    retire_work_template,
    take_back_use,
    use_work_template,
)

__all__ = [
    "add_piece",
    "add_rest_of_template",
    "edit_piece",
    "edit_template",
    "edit_work_template",
    "fill_from_template",
    "make_template",
    "make_work_template",
    "remove_piece",
    "retire_template",
    "retire_work_template",
    "start_from_template",
    "take_back_use",
    "use_work_template",
]
