"""Pages of lists: all work, and the views that people save of lists."""

from tandem.lists.views.saved import (
    change_view,
    choose_view,
    delete_view,
    edit_view,
    open_view,
    save_view,
    saved_views,
)
from tandem.lists.views.work import all_work, change_several, export_work, undo_several

__all__ = [
    "all_work",
    "change_several",
    "change_view",
    "choose_view",
    "delete_view",
    "edit_view",
    "export_work",
    "open_view",
    "save_view",
    "saved_views",
    "undo_several",
]
