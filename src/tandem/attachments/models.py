from typing import ClassVar

from django.db import models

from tandem.accounts.rules import Lane
from tandem.attachments.rules import (
    ADDRESS_LIMIT,
    FILE_NAME_LIMIT,
    WHOLE,
    AttachmentKind,
    MediaType,
)
from tandem.core import clock

_LANES = {lane.value: lane.value for lane in Lane}
_MEDIA = {media.value: media.value for media in MediaType}


class Attachment(models.Model):
    """A picture, a PDF file or a link on some subject. It shares the id of its own Subject, whose
    title it bears and whose parent is the place it is attached to. A file's content never changes:
    what is newer is another version, and points to the first.
    """

    subject = models.OneToOneField(
        "activity.Subject", models.PROTECT, primary_key=True, related_name="+"
    )
    kind = models.CharField(max_length=8, choices={k.value: k.value for k in AttachmentKind})
    file_name = models.CharField(max_length=FILE_NAME_LIMIT, blank=True)
    description = models.TextField(blank=True)
    address = models.CharField(max_length=ADDRESS_LIMIT, blank=True)
    # Of a file: what is kept, and its small picture. Kept under the digest of its content.
    digest = models.CharField(max_length=64, blank=True)
    small_key = models.CharField(max_length=64, blank=True)
    media = models.CharField(max_length=16, blank=True, choices=_MEDIA)
    size = models.PositiveBigIntegerField(default=0)
    all_pages = models.PositiveIntegerField(default=0)
    first = models.ForeignKey("self", models.PROTECT, null=True, related_name="later")
    version = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveIntegerField()
    added_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    lane = models.CharField(max_length=16, blank=True, choices=_LANES)
    added_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    form_key = models.CharField(max_length=36, null=True)  # noqa: DJ001 - unique where it is set

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["added_by", "form_key"], name="one_attachment_per_form"
            ),
            models.UniqueConstraint(fields=["first", "version"], name="one_version_per_number"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["digest"], name="attachments_by_digest")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Page(models.Model):
    """One picture to show of a file: the image itself, or a page of a PDF file."""

    attachment = models.ForeignKey(Attachment, models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    media = models.CharField(max_length=16, choices=_MEDIA)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    small_key = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["attachment", "number"], name="one_page_per_number")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["digest"], name="pages_by_digest"),
            models.Index(fields=["small_key"], name="pages_by_small_key"),
        ]

    def __str__(self) -> str:
        return f"page {self.number} of {self.attachment_id}"


class Pin(models.Model):
    """A place on a picture where something was said. It shares the id of its own Subject, on which
    the talk about it stands.
    """

    subject = models.OneToOneField(
        "activity.Subject", models.PROTECT, primary_key=True, related_name="+"
    )
    page = models.ForeignKey(Page, models.PROTECT, related_name="pins")
    number = models.PositiveSmallIntegerField()
    x = models.PositiveSmallIntegerField()
    y = models.PositiveSmallIntegerField()
    placed_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    lane = models.CharField(max_length=16, blank=True, choices=_LANES)
    placed_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    form_key = models.CharField(max_length=36, null=True)  # noqa: DJ001 - unique where it is set

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(x__lte=WHOLE, y__lte=WHOLE), name="a_pin_is_on_its_picture"
            ),
            models.UniqueConstraint(fields=["placed_by", "form_key"], name="one_pin_per_form"),
        ]

    def __str__(self) -> str:
        return f"pin {self.number}"
