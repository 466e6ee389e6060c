"""Adding pictures, files and links, describing and removing them, pinning words on them."""

from tandem.attachments.services.adding import add_file, add_link
from tandem.attachments.services.pinning import place_pin, reopen_pin, settle_pin
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
    "place_pin",
    "remove_attachment",
    "reopen_pin",
    "settle_pin",
]
