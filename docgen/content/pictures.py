"""The image files that a unit's Markdown shows; they must be in the unit's own folder."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from docx.image.image import Image

from docgen.content.blocks import Picture, documents_in
from docgen.content.source_files import is_inside
from docgen.content.values import Value
from docgen.diagnostics import Problem, Problems, error
from docgen.diagnostics.codes import problem_code
from docgen.diagnostics.file_names import existing

IMAGE_FROM_WEB = problem_code(
    "image-from-web",
    en=(
        "pictures from the web cannot be used: {path}",
        "save it into the unit's folder and write a relative path",
    ),
    zh=("不能用网上的图片 {path}", "把图片存到单位文件夹里，写相对路径"),
)
IMAGE_OUTSIDE = problem_code(
    "image-outside",
    en=(
        "the picture {path} is not inside the unit's folder {folder}",
        "put it into the unit's folder and write a relative path",
    ),
    zh=("图片 {path} 不在单位文件夹 {folder} 里", "把图片放进单位文件夹，写相对路径"),
)
IMAGE_MISSING = problem_code(
    "image-missing",
    en=("there is no picture {path}", "check name and path; paths count from this file's folder"),
    zh=("没有图片 {path}", "检查文件名和路径，路径从这个文件所在的文件夹算起"),
)
IMAGE_TOO_LARGE = problem_code(
    "image-too-large",
    en=("the picture {path} is larger than {limit} MB", "make it smaller first"),
    zh=("图片 {path} 超过 {limit} MB", "缩小图片后再放入"),
)
IMAGE_PIXELS = problem_code(
    "image-pixels",
    en=(
        "the picture {path} has {width} × {height:# pixel|# pixels}",
        "make it smaller first: a whole page has 2500 × 3500",
    ),
    zh=("图片 {path} 有 {width} × {height} 个像素", "缩小后再放入：整页的图片 2500 × 3500 就够了"),
)
NOT_AN_IMAGE = problem_code(
    "not-an-image",
    en=("{path} is not a picture that can be used", "use PNG, JPEG, GIF, BMP or TIFF"),
    zh=("{path} 不是能用的图片", "改用 PNG、JPEG、GIF、BMP 或 TIFF"),
)

PICTURE_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff")
"""The endings of files that may be pictures."""

_MEGABYTES = 20
MAX_PICTURE_BYTES = _MEGABYTES << 20
"""Largest size of an image file, in bytes."""


_PIXELS = 100_000_000
"""The most pixels of a picture; LibreOffice takes 4 bytes for each."""


def load_pictures(
    data: Value, folder: Path, root: Path, problems: Problems
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


def _load(picture: Picture, folder: Path, root: Path, problems: Problems) -> bytes | None:
    if "://" in picture.path:
        problems.add(error(IMAGE_FROM_WEB, picture.place, path=picture.path))
        return None
    path = existing((root / picture.place.file).parent / picture.path.replace("\\", "/"))
    if not is_inside(path, folder):
        problem = error(IMAGE_OUTSIDE, picture.place, path=picture.path, folder=folder.name)
        problems.add(_with_likely_path(problem, picture, folder, root))
        return None
    if not _is_file(path):
        problem = error(IMAGE_MISSING, picture.place, path=picture.path)
        problems.add(_with_likely_path(problem, picture, folder, root))
        return None
    if path.stat().st_size > MAX_PICTURE_BYTES:
        words = {"path": picture.path, "limit": _MEGABYTES}
        problems.add(error(IMAGE_TOO_LARGE, picture.place, **words))
        return None
    data = path.read_bytes()
    width, height = _pixels(data)
    if width <= 0 or height <= 0:
        problems.add(error(NOT_AN_IMAGE, picture.place, path=picture.path))
        return None
    if width * height > _PIXELS:
        words = {"path": picture.path, "width": width, "height": height}
        problems.add(error(IMAGE_PIXELS, picture.place, **words))
        return None
    return data


def is_picture(data: bytes) -> bool:
    """Whether the bytes are a picture that can be used."""
    width, height = _pixels(data)
    return 0 < width * height <= _PIXELS and len(data) <= MAX_PICTURE_BYTES


def _pixels(data: bytes) -> tuple[int, int]:
    """Width and height of a picture; 0 if it cannot be read."""
    try:
        image = Image.from_blob(data)
        return image.px_width, image.px_height
    # python-docx raises all kinds of exceptions for a damaged file, a bare Exception among them.
    except Exception:
        return 0, 0


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name longer than the file system allows
        return False


def _with_likely_path(problem: Problem, picture: Picture, folder: Path, root: Path) -> Problem:
    """The problem with the path of the one picture of the unit that is called almost so."""
    name = PurePosixPath(picture.path.replace("\\", "/"))
    files = [path for path in folder.rglob("*") if path.suffix.lower() in PICTURE_ENDINGS]
    alike = [path for path in files if path.name.lower() == name.name.lower()]
    likely = alike or [path for path in files if path.stem.lower() == name.stem.lower()]
    if len(likely) != 1 or picture.path_place is None:
        return problem
    here = (root / picture.place.file).parent
    found = Path(os.path.relpath(likely[0], here)).as_posix()
    found = f"<{found}>" if " " in found and not picture.path.startswith("<") else found
    return problem.fixed_by(picture.path, found, picture.path_place)
