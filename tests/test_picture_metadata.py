"""Pictures of a public copy have the pixels that they had, and nothing that a camera wrote."""

from __future__ import annotations

import io
from random import Random

import pytest
from PIL import Image

from docgen.filing.public.picture_metadata import without_metadata

SECRET = "secret-of-somebody"


def photograph(kind: str, **options: object) -> bytes:
    made, random = io.BytesIO(), Random(1)
    image = Image.frombytes("RGB", (64, 48), random.randbytes(64 * 48 * 3))
    exif = Image.Exif()
    exif[0x010E] = exif[0x013B] = SECRET
    image.save(made, kind, exif=exif, **options)
    return made.getvalue()


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("JPEG", {}),
        ("JPEG", {"progressive": True, "comment": SECRET}),
        ("JPEG", {"quality": 95, "icc_profile": b"profile" * 9, "xmp": SECRET.encode()}),
        ("PNG", {}),
        ("WEBP", {"lossless": True, "xmp": SECRET.encode()}),
        ("TIFF", {"compression": "tiff_lzw"}),
    ],
)
def test_pixels_stay_and_metadata_goes(kind: str, options: dict[str, object]) -> None:
    data = photograph(kind, **options) + SECRET.encode() * (kind in ("JPEG", "PNG", "WEBP"))
    plain = without_metadata(data)
    assert SECRET.encode() in data
    assert SECRET.encode() not in plain
    before, after = (Image.open(io.BytesIO(each)) for each in (data, plain))
    assert before.tobytes() == after.tobytes()
    assert before.info.get("icc_profile") == after.info.get("icc_profile")


def test_a_moving_gif_still_moves() -> None:
    made = io.BytesIO()
    frames = [Image.new("P", (8, 8), number) for number in range(3)]
    frames[0].save(made, "GIF", save_all=True, append_images=frames[1:], comment=SECRET, loop=0)
    plain = without_metadata(made.getvalue())
    assert SECRET.encode() not in plain
    picture = Image.open(io.BytesIO(plain))
    assert picture.info["loop"] == 0


@pytest.mark.parametrize("size", [3, 20, 60, 300])
def test_a_picture_that_breaks_off_is_no_fault(size: int) -> None:
    for kind in ("JPEG", "PNG", "TIFF", "WEBP"):
        without_metadata(photograph(kind)[:size])
