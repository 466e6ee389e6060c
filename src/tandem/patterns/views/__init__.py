"""Pages of templates."""

from tandem.patterns.views.of_initiatives import (
    edit_template,
    fill_from_template,
    make_template,
    retire_template,
    template,
    templates,
)
from tandem.patterns.views.of_work import (
    add_rest_of_template,
    edit_piece,
    edit_work_template,
    make_work_template,
    new_piece,
    remove_piece,
    retire_work_template,
    take_back_use,
    use_work_template,
    work_template,
    work_templates_for,
)

__all__ = [
    "add_rest_of_template",
    "edit_piece",
    "edit_template",
    "edit_work_template",
    "fill_from_template",
    "make_template",
    "make_work_template",
    "new_piece",
    "remove_piece",
    "retire_template",
    "retire_work_template",
    "take_back_use",
    "template",
    "templates",
    "use_work_template",
    "work_template",
    "work_templates_for",
]
