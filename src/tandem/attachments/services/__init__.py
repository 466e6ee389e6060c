"""Adding pictures, files and links, describing and removing them."""

from tandem.attachments.services.adding import add_file, add_link
from tandem.attachments.services.tending import (
    change_attachment,
    move_attachment,
    remove_attachment,
)

__all__ = [
    "add_file",
    "add_link",
    "change_attachment",
    "move_attachment",
    "remove_attachment",
]
