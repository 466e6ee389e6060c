"""The words of this context: what can happen. Work asks here what its own fields say."""

from tandem.activity.registry import event_kind
from tandem.core.words import say
from tandem.work.registry import asked_before_done, changes_with_several, reads_filter

DEFINED = event_kind("field.defined", say("{actor} changed which fields of its own work has"))
FILLED_IN = event_kind("field.filled_in", say("{actor} filled in a field"))

reads_filter("field", "tandem.own_fields.queries.fitting")
asked_before_done("tandem.own_fields.queries.why_not_done")
changes_with_several(
    "own_fields",
    fill="tandem.own_fields.services.fill_in_several",
    put_back="tandem.own_fields.services.put_back_several",
)
