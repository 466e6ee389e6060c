"""Pictures and PDF files as somebody sent them: what they are, made harmless, and made small.

`kind_of` says by the first bytes what a file is. `looking.look_at` decodes it: an image is written
anew without what a camera adds to it (place, time, owner), a PDF file's pages become pictures.
`look_at_apart` does the same in a child process, which a file made to harm can neither hang nor
fill: that is how files of people are read, and why nothing here loads what decodes.
"""

from tandem.formats.pictures.apart import look_at_apart
from tandem.formats.pictures.kinds import HEAD, Media, UnusableFile, kind_of
from tandem.formats.pictures.shapes import Limits, Looked, Picture

__all__ = [
    "HEAD",
    "Limits",
    "Looked",
    "Media",
    "Picture",
    "UnusableFile",
    "kind_of",
    "look_at_apart",
]
