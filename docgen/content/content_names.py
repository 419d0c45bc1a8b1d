"""What files of content are called, also by those who do not see the endings of names.

附件1。yaml, facts.yaml.txt           are YAML
3 情况.md, ３-情况.MD, 3-情况.txt     are the chapter 3-情况
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import PurePath
from unicodedata import normalize

from docgen.diagnostics import nearest

YAML = (".yaml", ".yml")
MARKDOWN = (".md", ".markdown")
_TEXT = ".txt"
_FIRST = "report.yaml"
_NUMBER = re.compile(r"^(\d+)(?=\D|$)")
_SIGNS = re.compile(r"[\W_]")
_REMARK = re.compile(r"[（(][^（）()]*[）)]$")
_FEWEST = 3
"""Characters that the beginning of a chapter's name must have to stand for it."""


def ending_of(path: PurePath | str) -> str:
    """The ending of a content file as it is meant: in lower case, ``.txt`` behind another dropped.

    Windows hides ``.txt``, and with a Chinese input method the key of the point types ``。``.
    """
    return _ending(path.name if isinstance(path, PurePath) else PurePath(path).name)


@lru_cache(maxsize=1024)
def _ending(name: str) -> str:
    """The ending of a file's name; chapters have one name in all units."""
    name = normalize("NFKC", name).replace("。", ".").lower().strip()
    if name.endswith(tuple(ending + _TEXT for ending in (*YAML, *MARKDOWN))):
        name = name.removesuffix(_TEXT)
    return PurePath(name).suffix


def is_yaml(path: PurePath | str) -> bool:
    """Whether a file is YAML."""
    return ending_of(path) in YAML


def is_markdown(path: PurePath | str) -> bool:
    """Whether a file is a text in Markdown; beside others, one that ends in ``.txt`` is too."""
    return ending_of(path) in MARKDOWN


def is_plain_text(path: PurePath | str) -> bool:
    """Whether a file is a text as Notepad saves it."""
    return ending_of(path) == _TEXT


def stem_of(path: PurePath) -> str:
    """The name of a content file without what its ending is."""
    name = path.name.replace("。", ".")
    while PurePath(name).suffix.lower() in (*YAML, *MARKDOWN, _TEXT):
        name = PurePath(name).stem
    return name


def chapter_meant(typed: str, names: Iterable[str]) -> str:
    """The chapter that a file called ``typed`` is meant to be; empty if none is certain.

    Blanks, widths and punctuation make no other name; a title without its number, the beginning of
    a title, and last a number alone are enough if only one chapter has it.
    """
    known = list(names)
    number, title = _parts(typed)
    alike = (
        [name for name in known if _parts(name) == (number, title)],
        [name for name in known if title and _parts(name)[1] == title],
        [name for name in known if len(title) >= _FEWEST and _parts(name)[1].startswith(title)],
        [near] if (near := nearest(typed, known)) else [],
        [name for name in known if number and _parts(name)[0] == number],
    )
    return next((found[0] for found in alike if len(found) == 1), "")


def is_title_of(title: str, name: str) -> bool:
    """Whether a text is the title of the chapter called ``name``, whose number is no part of it.

    What the form prints in brackets behind a title is no part of it either.
    """
    titles = {_parts(title)[1], _parts(_REMARK.sub("", title.strip()))[1]}
    return _parts(name)[1] in titles - {""}


def _parts(name: str) -> tuple[str, str]:
    """The number in front of a name, and its title without punctuation."""
    plain = normalize("NFKC", name).lower().strip()
    match = _NUMBER.match(plain)
    number = match[1] if match else ""
    return number, _SIGNS.sub("", plain[len(number) :])


def in_order(files: Iterable[str]) -> list[str]:
    """Files of a unit as they are best filled in: report.yaml, other forms, projects, chapters."""
    return sorted(
        files, key=lambda file: (file.endswith(".md"), "/" in file, file != "report.yaml", file)
    )
