"""Files are what their content says, and come out as pixels alone."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from tests.pictures import drawn, pdf

from tandem.formats.pictures import (
    HEAD,
    Limits,
    Media,
    UnusableFile,
    kind_of,
    look_at_apart,
)
from tandem.formats.pictures.looking import look_at


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_pictures_are_known_by_their_content(kind: str) -> None:
    assert kind_of(drawn(kind=kind)[:HEAD]).value == f"image/{kind.lower()}"


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (b"", "is empty"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "as PNG or PDF"),
        (b'<?xml version="1.0"?>\n<!-- x -->\n<svg/>', "as PNG or PDF"),
        (b"<!doctype html><script>alert(1)</script>", "PDF files are taken"),
        (b"PK\x03\x04" + b"\0" * 60, "PDF files are taken"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "JPEG or PNG"),
        (b"MZ" + b"\0" * 60, "PDF files are taken"),
        (b"<html>" + b"\x89PNG\r\n\x1a\n", "PDF files are taken"),
    ],
)
def test_anything_else_is_refused_kindly(head: bytes, said: str) -> None:
    with pytest.raises(UnusableFile, match=said):
        kind_of(head)


def with_secrets(kind: str) -> bytes:
    """A picture that knows its camera, lies on its side and hides a text."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "SecretCam", 6
    exif.get_ifd(0x8825)[1] = "SecretPlace"
    made = BytesIO()
    Image.new("RGB", (64, 48), "#0b5d80").save(made, kind, exif=exif, comment=b"SecretWords")
    return made.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_what_a_camera_wrote_is_left_out(kind: str, tmp_path: Path) -> None:
    sent = tmp_path / "sent"
    sent.write_bytes(with_secrets(kind) + b"SecretTail")
    assert b"Secret" in sent.read_bytes()
    looked = look_at(sent, kind_of(sent.read_bytes()[:HEAD]), tmp_path, Limits())
    for file in (looked.file, looked.pages[0].small):
        assert b"Secret" not in file.read_bytes()
        with Image.open(file) as seen:
            assert seen.size == (48, 64)  # upright
            assert not seen.getexif()


def test_large_pictures_are_shown_smaller_and_kept_whole(tmp_path: Path) -> None:
    sent = tmp_path / "sent"
    sent.write_bytes(drawn(size=(900, 300)))
    looked = look_at(sent, Media.PNG, tmp_path, Limits(side=300, small=90))
    assert (looked.pages[0].width, looked.pages[0].height) == (300, 100)
    with Image.open(looked.file) as whole, Image.open(looked.pages[0].small) as small:
        assert (whole.size, small.size) == ((900, 300), (90, 30))


def test_a_moving_picture_goes_on_moving_and_a_still_gif_becomes_png(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (20, 20), color) for color in ("red", "green", "blue")]
    sent = tmp_path / "sent"
    frames[0].save(sent, "GIF", save_all=True, append_images=frames[1:], comment=b"Secret")
    moving = look_at(sent, Media.GIF, tmp_path, Limits())
    with Image.open(moving.file) as seen:
        assert (seen.format, getattr(seen, "n_frames", 1)) == ("GIF", 3)
    assert b"Secret" not in moving.file.read_bytes()
    sent.write_bytes(drawn(kind="GIF"))
    assert look_at(sent, Media.GIF, tmp_path, Limits()).media is Media.PNG


def test_pages_of_a_pdf_file_become_pictures(tmp_path: Path) -> None:
    sent = tmp_path / "sent"
    sent.write_bytes(pdf(3))
    looked = look_at(sent, Media.PDF, tmp_path, Limits(pages=2))
    assert (looked.media, looked.all_pages, len(looked.pages)) == (Media.PDF, 3, 2)
    assert looked.file == sent


@pytest.mark.parametrize(
    ("content", "limits", "said"),
    [
        (drawn()[:60], Limits(), "can't be opened"),
        (pdf()[:80], Limits(), "locked by a password, or damaged"),
        (drawn(size=(2000, 1000)), Limits(pixels=1_000_000), "too many pixels: 1 million"),
    ],
)
def test_what_cannot_be_decoded_is_told(
    content: bytes, limits: Limits, said: str, tmp_path: Path
) -> None:
    sent = tmp_path / "sent"
    sent.write_bytes(content)
    with pytest.raises(UnusableFile, match=said):
        look_at(sent, kind_of(content[:HEAD]), tmp_path, limits)


def test_a_child_process_sees_the_same(tmp_path: Path) -> None:
    sent, folder = tmp_path / "sent", tmp_path / "looked"
    folder.mkdir()
    sent.write_bytes(drawn(size=(90, 60)))
    looked = look_at_apart(sent, Media.PNG, folder, Limits())
    assert (looked.media, looked.pages[0].width, looked.pages[0].height) == (Media.PNG, 90, 60)
    assert {path.parent for path in (looked.file, looked.pages[0].small)} == {folder}


def test_a_child_process_is_ended_when_it_takes_too_much(tmp_path: Path) -> None:
    sent, folder = tmp_path / "sent", tmp_path / "looked"
    folder.mkdir()
    sent.write_bytes(drawn())
    with pytest.raises(UnusableFile, match="takes too much"):
        look_at_apart(sent, Media.PNG, folder, Limits(seconds=0))
