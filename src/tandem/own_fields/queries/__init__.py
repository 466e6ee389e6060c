"""Reading fields of one's own, and what stands in them."""

from tandem.own_fields.queries.asking import fitting, unknown_fields, why_not_done
from tandem.own_fields.queries.defined import (
    FieldRow,
    Option,
    field_row,
    fields_called,
    fields_defined,
)
from tandem.own_fields.queries.typed import Content, content, contents_of, row_of, typed_values
from tandem.own_fields.queries.values import (
    ItemFields,
    Shown,
    fields_of_item,
    fields_table,
    may_fill_in,
    shown_in,
)

__all__ = [
    "Content",
    "FieldRow",
    "ItemFields",
    "Option",
    "Shown",
    "content",
    "contents_of",
    "field_row",
    "fields_called",
    "fields_defined",
    "fields_of_item",
    "fields_table",
    "fitting",
    "may_fill_in",
    "row_of",
    "shown_in",
    "typed_values",
    "unknown_fields",
    "why_not_done",
]
