"""Makes the public copy of a Word file: what is private is taken out, and all else stays.

accept changes -> fields -> hidden text -> markup -> drawings -> text -> pictures -> package
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from docgen.filing.public.hidden_text import HiddenText, remove_hidden
from docgen.filing.public.name_labels import cell_names, signed_names
from docgen.filing.public.parted_numbers import redact_parted
from docgen.filing.public.picture_metadata import without_metadata
from docgen.filing.public.private_cells import figure_cells, labelled_cells, numbers_in_boxes
from docgen.filing.public.private_values import PrivateSpan, private_numbers
from docgen.filing.public.private_words import PrivateWords
from docgen.filing.public.public_charts import public_chart
from docgen.filing.public.public_drawings import BLANK, public_drawings, without_links
from docgen.filing.public.public_fields import public_fields
from docgen.filing.public.public_markup import (
    needed_prefixes,
    new_bookmarks,
    plain_markup,
    rename_bookmarks,
)
from docgen.filing.public.public_parts import (
    STORIES,
    drop_lost_notes,
    kept_parts,
    public_names,
    public_settings,
    public_types,
    stays,
)
from docgen.filing.public.public_styles import public_styles, refer_to_styles
from docgen.filing.public.redacted_text import (
    Told,
    paragraph_text,
    redact_paragraphs,
    redact_rest,
    replace_spans,
)
from docgen.filing.public.removed_list import Removals, part_name, place_of
from docgen.word.accepted_changes import accept_changes, count_changes
from docgen.word.file_kind import main_part
from docgen.word.outside_links.part_xml import parsed
from docgen.word.package_file import CORE, Entries
from docgen.word.part_relations import (
    RELATION,
    TYPES,
    relations_file,
    relations_of,
    target_from,
    target_of,
    with_default_type,
    xml_bytes,
)
from docgen.word.xml import R, w
from docgen.word.zip import zip_file

_POINT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000b494441"
    "54789c6360000200000500017a5eab3f0000000049454e44ae426082"
)
"""A PNG of one transparent point."""
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_PLAIN: dict[str, str] = {None: _RELATIONS}  # type: ignore[dict-item]  # lxml takes no name
_CORE_TYPE = f"{_RELATIONS}/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_PROPERTIES = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_POINT_NAME = "word/media/blank.png"


@dataclass(frozen=True)
class PublicCopy:
    """A public copy of a Word file.

    Attributes:
        data: its bytes.
        removals: what was taken out.
    """

    data: bytes
    removals: Removals


def public_copy(entries: Entries, words: PrivateWords) -> PublicCopy:
    """The public copy of a Word file, with ``words`` taken out wherever they stand."""
    making = _Making(entries, words)
    making.hide()
    making.learn()
    making.redact()
    return PublicCopy(making.packed(), making.removals)


class _Making:
    """One public copy, while it is made."""

    def __init__(self, entries: Entries, words: PrivateWords) -> None:
        self._entries, self._words = dict(entries), words
        self._main = main_part(entries)
        self._parts = kept_parts(self._main, entries)
        found = {part: _tree(entries[part]) for part in self._parts}
        self._roots = {part: root for part, root in found.items() if root is not None}
        self.removals = Removals()

    def _told(self, part: str) -> Told:
        def tell(kind: str, value: str, element: etree._Element) -> None:
            self.removals.add(kind, place_of(part, element), value)

        return tell

    def _stories(self) -> Iterator[tuple[str, etree._Element]]:
        return ((part, root) for part, root in self._roots.items() if _is_story(part, self._main))

    def hide(self) -> None:
        """Takes out what only programs and editors see."""
        styles = next((root for root in self._roots.values() if root.tag == w("styles")), None)
        hidden = HiddenText(styles)
        for part, root in self._roots.items():
            if changes := count_changes(root):
                self.removals.add("change", f"{place_of(part, root)}: {changes}")
            if root.tag == w("settings"):
                public_settings(root)
            accept_changes(root)
            public_fields(root, self._words, self._told(part))
            remove_hidden(root, hidden, self._told(part))
            plain_markup(root, self._told(part))
            public_chart(root)
        drop_lost_notes(self._roots)

    def learn(self) -> None:
        """Learns the values that labels of the form tell, and takes those of whole cells out."""
        for part, root in self._stories():
            told = self._told(part)
            for table in root.iter(w("tbl")):
                self._learn_cells(table, told)
            figures = _figures(root)
            for paragraph in root.iter(w("p")):
                text = "" if paragraph in figures else paragraph_text(paragraph)
                # A number that its label tells is also known where it stands without.
                for span in (*signed_names(text), *private_numbers(text)):
                    self._words.learn(text[span.start : span.end], span.kind)

    def _learn_cells(self, table: etree._Element, told: Told) -> None:
        for cell, kind in list(labelled_cells(table)):
            if kind == "name":
                for name in cell_names(cell.text):
                    self._words.learn(name, kind)
            elif not self._words.is_kept(cell.text):
                self._take_cell(cell.element, kind, told)
        for boxes in list(numbers_in_boxes(table, self._words)):
            told("identity", "".join(box.text for box in boxes), boxes[0].element)
            for box in boxes:
                _replace_cell(box.element, "＊")

    def _take_cell(self, cell: etree._Element, kind: str, told: Told) -> None:
        """Takes the whole text of a cell out, whatever shape its value has."""
        for paragraph in cell.iter(w("p")):
            if text := paragraph_text(paragraph).strip():
                told(kind, text, paragraph)
                self._words.learn(text, kind)
        _replace_cell(cell)

    def redact(self) -> None:
        """Takes private values out of all parts, and what pictures say of themselves."""
        names = new_bookmarks(self._roots, self._words)
        styles = dict[str, str]()
        for part, root in self._roots.items():
            if root.tag == w("styles"):
                styles |= public_styles(root, self._words, self._told(part))
        for part, root in self._roots.items():
            told = self._told(part)
            rename_bookmarks(root, names, told)
            refer_to_styles(root, styles)
            public_fields(root, self._words, told)  # codes with names that were learned since
            public_drawings(root, self._words, told)
            redact_parted(root, self._words, told)
            redact_paragraphs(root, self._words, told, _figures(root))
            redact_rest(root, self._words, told)
        for part in self._parts:
            if part not in self._roots:
                data = without_metadata(self._entries[part])
                if data != self._entries[part]:
                    self.removals.add("metadata", part_name(part))
                self._entries[part] = data

    def packed(self) -> bytes:
        """The package of the parts that are still reached."""
        title = self._words.redacted(_title(self._entries.get(CORE, b"")))
        for part in self._parts:
            self._relate(part)
        for part, root in self._roots.items():
            etree.cleanup_namespaces(root, keep_ns_prefixes=needed_prefixes(root))
            self._entries[part] = xml_bytes(root)
        parts = kept_parts(self._main, self._entries)
        self._tell_parts(parts)
        names = public_names(parts, self._words)
        files = {
            TYPES: with_default_type(public_types(self._entries[TYPES], names), "png", "image/png")
        }
        files |= {"_rels/.rels": _root_relations(names[self._main]), CORE: _core(title)}
        for part in parts:
            files[names[part]] = self._entries[part]
            if relations := self._entries.get(relations_file(part)):
                files[relations_file(names[part])] = _renamed(relations, part, names)
        return zip_file(files, {})

    def _relate(self, part: str) -> None:
        """Leaves of a part's relationships those that may stay, and what refers to them."""
        root = self._roots.get(part)
        relations = relations_of(part, self._entries)
        kept = {
            name: relation
            for name, relation in relations.items()
            if stays(relation, root, self._words)
        }
        if root is not None:
            without_links(root, relations.keys() - kept.keys())
        for name in relations.keys() - kept.keys():
            if relations[name].get("TargetMode") == "External":
                self.removals.add("link", part_name(part), relations[name].get("Target", ""))
        relations_root = etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap=_PLAIN)
        relations_root.extend(kept.values())
        if root is not None and BLANK in _values(root):
            self._entries[_POINT_NAME] = _POINT
            target = target_from(part, _POINT_NAME)
            etree.SubElement(relations_root, RELATION, Id=BLANK, Type=f"{R}/image", Target=target)
        self._entries.pop(relations_file(part), None)
        if len(relations_root):
            self._entries[relations_file(part)] = xml_bytes(relations_root)

    def _tell_parts(self, parts: list[str]) -> None:
        for name in self._entries:
            if name not in parts and not name.endswith(".rels") and name not in (TYPES, CORE):
                kind = "comment" if "comments" in name else "part"
                self.removals.add(kind, part_name(name))


def _is_story(part: str, main: str) -> bool:
    return part == main or STORIES.search(part) is not None


def _figures(root: etree._Element) -> list[etree._Element]:
    return [paragraph for table in root.iter(w("tbl")) for paragraph in figure_cells(table)]


def _tree(data: bytes) -> etree._Element | None:
    root = parsed(data)
    return None if root is None else root


def _values(root: etree._Element) -> set[str]:
    return {str(value) for element in root.iter(etree.Element) for value in element.attrib.values()}


def _replace_cell(cell: etree._Element, sign: str = "") -> None:
    for paragraph in cell.iter(w("p")):
        text = paragraph_text(paragraph)
        if shown := text.strip():
            start = text.index(shown)
            span = PrivateSpan(start, start + len(shown), "")
            replace_spans(paragraph, [span], *((sign,) if sign else ()))


def _title(core: bytes) -> str:
    root = parsed(core) if core else None
    found = None if root is None else root.find(f".//{{{_DC}}}title")
    return "" if found is None else found.text or ""


def _core(title: str) -> bytes:
    root = etree.Element(f"{{{_PROPERTIES}}}coreProperties", nsmap={"cp": _PROPERTIES, "dc": _DC})
    if title:
        etree.SubElement(root, f"{{{_DC}}}title").text = title
    return xml_bytes(root)


def _root_relations(main: str) -> bytes:
    root = etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap=_PLAIN)
    for number, (kind, target) in enumerate(((f"{R}/officeDocument", main), (_CORE_TYPE, CORE)), 1):
        etree.SubElement(root, RELATION, Id=f"rId{number}", Type=kind, Target=target)
    return xml_bytes(root)


def _renamed(relations: bytes, part: str, names: Mapping[str, str]) -> bytes:
    root = etree.fromstring(relations)
    for relation in root:
        if target := target_of(relation, part):
            relation.set("Target", target_from(names[part], names.get(target, target)))
    return xml_bytes(root)
