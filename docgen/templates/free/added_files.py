"""Pictures and links that values bring along, added to the files of a package.

python-docx would read the whole package for a picture, and write it again: that takes ten times as
long as to fill a letter. Here a picture is a file, a relationship and the content type of its
ending, a link a relationship.
"""

from __future__ import annotations

from itertools import count
from typing import Any

from docx.image.image import Image
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.shape import CT_Inline
from lxml import etree

from docgen.word.part_relations import (
    RELATION,
    TYPES,
    relations_file,
    relations_of,
    target_from,
    with_default_type,
    with_relations,
)

_FIRST_SHAPE = 20_000
"""The id of the first picture that is added; those of the template are seldom so high."""


class AddedFiles:
    """The files of a package, and what is added to them.

    Attributes:
        files: all files by name; those that nothing was added to are the template's own objects.
    """

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self._pictures: dict[tuple[bytes, str], str] = {}
        self._relations: dict[tuple[str, str, str], str] = {}
        self._shapes = count(_FIRST_SHAPE)

    def related(self, story: str, kind: str, target: str, *, is_external: bool = False) -> str:
        """The id of the relationship of a file to ``target``, which is added once."""
        key = (story, kind, target)
        if key not in self._relations:
            known = relations_of(story, self.files)
            numbers = map("rIdAdded{}".format, count(1))
            identifier = next(number for number in numbers if number not in known)
            relation = etree.Element(RELATION, Id=identifier, Type=kind, Target=target)
            if is_external:
                relation.set("TargetMode", "External")
            file = relations_file(story)
            self.files = self.files | {file: with_relations(self.files.get(file), [relation])}
            self._relations[key] = identifier
        return self._relations[key]

    def picture(self, image: Image) -> str:
        """The name of the file with a picture; one that is added twice is one file."""
        key = (image.blob, image.ext)
        if key not in self._pictures:
            names = (f"word/media/image{number}.{image.ext}" for number in count(1))
            name = next(name for name in names if name not in self.files)
            types = with_default_type(self.files[TYPES], image.ext, image.content_type)
            self.files = self.files | {name: image.blob, TYPES: types}
            self._pictures[key] = name
        return self._pictures[key]

    def next_shape(self) -> int:
        """A new id of a shape."""
        return next(self._shapes)


class AddedStory:
    """A file of the package that pictures and links are added to, as to a part of python-docx."""

    def __init__(self, added: AddedFiles, name: str) -> None:
        self._added, self._name = added, name

    def relate_to(self, target: str, reltype: str, is_external: bool = False) -> str:
        """The id of a relationship."""
        return self._added.related(self._name, reltype, target, is_external=is_external)

    def new_pic_inline(self, image_descriptor: Any, width: Any = None, height: Any = None) -> Any:
        """The ``wp:inline`` of a picture."""
        image = Image.from_file(image_descriptor)
        target = target_from(self._name, self._added.picture(image))
        identifier = self.relate_to(target, RT.IMAGE)
        size = image.scaled_dimensions(width, height)
        shape = self._added.next_shape()
        return CT_Inline.new_pic_inline(shape, identifier, image.filename, *size)
