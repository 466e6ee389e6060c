"""Decoding: an image is written anew, a PDF file's pages become pictures, all get a small one.

Nothing of the first file goes on in an image but its pixels: no place, no time, no owner, no text
that somebody hid behind it.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, ImageCms, ImageOps, ImageSequence

from tandem.formats.pictures.kinds import Media, UnusableFile
from tandem.formats.pictures.shapes import Limits, Looked, Picture

_NAMES = {Media.PNG: "PNG", Media.JPEG: "JPEG", Media.WEBP: "WEBP", Media.GIF: "GIF"}
_SHARPEST = 4.0
"""A page is drawn at most so many times its size in points; a stamp stays a stamp."""


def look_at(source: Path, media: Media, folder: Path, limits: Limits) -> Looked:
    """Decode a file and write what is shown of it into `folder`. Raises UnusableFile.

    Whatever it takes, it takes: for files of people there is `look_at_apart`.
    """
    with _strict(limits):
        return (_image if media.is_image else _pdf)(source, media, folder, limits)


@contextmanager
def _strict(limits: Limits) -> Iterator[None]:
    """Every error of a decoder becomes one sentence; a picture that unfolds too far is none."""
    before, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, limits.pixels
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    except UnusableFile:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large(limits) from error
    except pypdfium2.PdfiumError as error:
        raise UnusableFile(
            "This PDF file can't be opened. Is it locked by a password, or damaged?"
        ) from error
    except Exception as error:
        raise UnusableFile(
            "This picture can't be opened. It may be damaged: please save it once more."
        ) from error
    finally:
        Image.MAX_IMAGE_PIXELS = before


def _too_large(limits: Limits) -> UnusableFile:
    return UnusableFile(
        "This picture has too many pixels: {most} million are taken. Make it smaller first.",
        most=limits.pixels // 1_000_000,
    )


def _image(source: Path, media: Media, folder: Path, limits: Limits) -> Looked:
    with Image.open(source, formats=[_NAMES[media]]) as opened:
        frames = getattr(opened, "n_frames", 1)
        if opened.width * opened.height * frames > limits.pixels:
            raise _too_large(limits)
        moves = frames > 1 and media in {Media.GIF, Media.WEBP}
        first = _plain(opened)
        kept = media if moves or media is not Media.GIF else Media.PNG
        file = folder / "kept"
        if moves:
            _write_frames(opened, file, kept)
        else:
            _write(first, file, kept)
    if moves or max(first.size) <= limits.side:
        picture = _picture(first, file, kept, folder / "small", limits)
    else:
        shown = _within(first, limits.side)
        _write(shown, folder / "shown", kept)
        picture = _picture(shown, folder / "shown", kept, folder / "small", limits)
    return Looked(kept, file, (picture,), 1)


def _plain(image: Image.Image) -> Image.Image:
    """The pixels alone, upright, in ordinary colours."""
    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith("I"):
        upright = upright.convert("I").point(lambda value: value / 256).convert("L")
    profile = upright.info.get("icc_profile")
    see_through = upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info
    mode = "RGBA" if see_through else "L" if upright.mode in {"1", "L"} else "RGB"
    if profile and upright.mode in {"RGB", "RGBA", "CMYK"}:
        upright = _in_common_colours(upright, profile, mode)
    plain = upright.convert(mode)
    plain.info = {}
    return plain


def _in_common_colours(image: Image.Image, profile: bytes, mode: str) -> Image.Image:
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        turned = ImageCms.profileToProfile(
            image, own, ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return turned or image


def _write(image: Image.Image, file: Path, media: Media) -> None:
    how = {"quality": 90} if media in {Media.JPEG, Media.WEBP} else {}
    if media is Media.JPEG and image.mode == "RGBA":
        image = image.convert("RGB")
    image.save(file, _NAMES[media], **how)


def _write_frames(image: Image.Image, file: Path, media: Media) -> None:
    """A moving picture goes on moving; what else stood in it is left out."""
    frames, lasting = [], []
    for frame in ImageSequence.Iterator(image):
        lasting.append(max(20, int(frame.info.get("duration", 100) or 100)))
        frames.append(_plain(frame))
    frames[0].save(
        file,
        _NAMES[media],
        save_all=True,
        append_images=frames[1:],
        duration=lasting,
        loop=0,
    )


def _within(image: Image.Image, side: int) -> Image.Image:
    smaller = image.copy()
    smaller.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return smaller


def _picture(image: Image.Image, file: Path, media: Media, small: Path, limits: Limits) -> Picture:
    _within(image, limits.small).save(small, "WEBP", quality=82, method=2)
    return Picture(file, media, image.width, image.height, small)


def _pdf(source: Path, media: Media, folder: Path, limits: Limits) -> Looked:
    document = pypdfium2.PdfDocument(source)  # type: ignore[no-untyped-call]
    try:
        count = len(document)
        if not count:
            raise UnusableFile("This PDF file has no pages.")
        pages = tuple(
            _page(document, number, folder, limits) for number in range(min(count, limits.pages))
        )
    finally:
        document.close()  # type: ignore[no-untyped-call]
    return Looked(media, source, pages, count)


def _page(document: pypdfium2.PdfDocument, number: int, folder: Path, limits: Limits) -> Picture:
    page = document[number]
    scale = min(limits.side / max(*page.get_size(), 1.0), _SHARPEST)
    drawn = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    page.close()
    file = folder / f"page-{number + 1}"
    drawn.save(file, "JPEG", quality=88, subsampling=0)
    return _picture(drawn, file, Media.JPEG, folder / f"small-{number + 1}", limits)
