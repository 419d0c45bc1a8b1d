"""The image files that a unit's Markdown shows; they must be in the unit's own folder."""

from __future__ import annotations

from pathlib import Path

from docx.image.image import Image

from docgen.content.blocks import Picture, documents_in
from docgen.content.values import Value
from docgen.diagnostics import Problem, error

_MEGABYTES = 20
MAX_PICTURE_BYTES = _MEGABYTES << 20
"""Largest size of an image file, in bytes."""


def load_pictures(
    data: Value, folder: Path, root: Path, problems: list[Problem]
) -> dict[Picture, bytes]:
    """The bytes of every picture in ``data`` that can be read.

    Args:
        data: the content of the unit.
        folder: the folder of the unit; pictures outside of it are problems.
        root: what places are relative to.
        problems: is extended by a problem for each picture that cannot be read.
    """
    pictures = [picture for document in documents_in(data) for picture in document.pictures()]
    loaded = {}
    for picture in pictures:
        image = _load(picture, folder, root, problems)
        if image is not None:
            loaded[picture] = image
    return loaded


def _load(picture: Picture, folder: Path, root: Path, problems: list[Problem]) -> bytes | None:
    if "://" in picture.path:
        problems.append(error("image-from-web", picture.place, path=picture.path))
        return None
    path = (root / picture.place.file).parent / picture.path.replace("\\", "/")
    if not _is_inside(path, folder):
        problems.append(
            error("image-outside", picture.place, path=picture.path, folder=folder.name)
        )
        return None
    if not _is_file(path):
        problems.append(error("image-missing", picture.place, path=picture.path))
        return None
    if path.stat().st_size > MAX_PICTURE_BYTES:
        words = {"path": picture.path, "limit": _MEGABYTES}
        problems.append(error("image-too-large", picture.place, **words))
        return None
    data = path.read_bytes()
    try:
        image = Image.from_blob(data)
        sound = image.px_width > 0 and image.px_height > 0
    # python-docx raises all kinds of exceptions for a damaged file, a bare Exception among them.
    except Exception:
        sound = False
    if not sound:
        problems.append(error("not-an-image", picture.place, path=picture.path))
    return data if sound else None


def _is_inside(path: Path, folder: Path) -> bool:
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a loop of links
        return False


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name longer than the file system allows
        return False
