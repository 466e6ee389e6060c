"""Taking in work from other tools: uploaded, read, mapped, compared, started, stopped, undone."""

from tandem.imports.services.asking import (
    SentFile,
    compare_import,
    map_import,
    start_import,
    stop_import,
    undo_import,
    upload_export,
)
from tandem.imports.services.steps import (
    Claim,
    claim_step,
    end_import,
    end_undoing,
    fail_step,
    keep_comparison,
    keep_found,
    keep_going,
    let_go,
)
from tandem.imports.services.taking import (
    Gone,
    NewItem,
    drop_taken_in,
    take_changes,
    take_comments,
    take_hours,
    take_new,
    tie_items,
)

__all__ = [
    "Claim",
    "Gone",
    "NewItem",
    "SentFile",
    "claim_step",
    "compare_import",
    "drop_taken_in",
    "end_import",
    "end_undoing",
    "fail_step",
    "keep_comparison",
    "keep_found",
    "keep_going",
    "let_go",
    "map_import",
    "start_import",
    "stop_import",
    "take_changes",
    "take_comments",
    "take_hours",
    "take_new",
    "tie_items",
    "undo_import",
    "upload_export",
]
