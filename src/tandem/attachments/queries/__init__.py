"""Reading pictures, files and links, and the pins on them."""

from tandem.attachments.queries.attached import (
    AttachmentRow,
    PageRow,
    attached_to,
    attachment_visible_to,
    attachment_with_form_key,
    attachments_listed,
    newest_of,
    one_attachment,
    pages_of,
    read_attachments,
    versions_of,
)
from tandem.attachments.queries.files import (
    FileToSend,
    digests_held,
    digests_passing,
    digests_spoken_of,
    file_to_send,
)
from tandem.attachments.queries.pins import (
    PinRow,
    one_pin,
    open_pins_on,
    pin_with_form_key,
    pins_on,
)

__all__ = [
    "AttachmentRow",
    "FileToSend",
    "PageRow",
    "PinRow",
    "attached_to",
    "attachment_visible_to",
    "attachment_with_form_key",
    "attachments_listed",
    "digests_held",
    "digests_passing",
    "digests_spoken_of",
    "file_to_send",
    "newest_of",
    "one_attachment",
    "one_pin",
    "open_pins_on",
    "pages_of",
    "pin_with_form_key",
    "pins_on",
    "read_attachments",
    "versions_of",
]
