"""The picture that a part of “what it could look like” shows: one exact version of it is signed.
Plain Python.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tandem.briefs.rules.content import ItemKind, Section
from tandem.core.words import Sentence, say

PICTURE = "picture"
"""Where a part carries what it shows. No form of its text sends it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Which version a part shows; `digest` names its exact content."""

    attachment_id: int
    version: int
    digest: str

    @property
    def words(self) -> Sentence:
        """As it is read where no picture can be: on paper, in a comparison. Its exact content is in
        what is signed, and in the file of the signed chain.
        """
        return say("version {n}", n=self.version)


def with_picture(fields: Mapping[str, object], shown: Shown) -> dict[str, object]:
    """What a part carries once it shows this."""
    told = {"id": shown.attachment_id, "version": shown.version, "digest": shown.digest}
    return {**fields, PICTURE: told}


def picture_in(fields: Mapping[str, object]) -> Shown | None:
    """What a part shows, if it shows anything."""
    told = fields.get(PICTURE)
    if not isinstance(told, Mapping):
        return None
    return Shown(int(str(told["id"])), int(str(told["version"])), str(told["digest"]))


def why_not_show(kind: ItemKind, section: Section, *, shows: bool) -> Sentence | None:
    """Say why a part gets no newer version of a picture, or nothing if it can."""
    if kind is not ItemKind.TEXT or section is not Section.LOOKS or not shows:
        return say("This part shows no picture. Add one as a part of its own.")
    return None
