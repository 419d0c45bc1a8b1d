"""Content of last year on a changed form: names that changed, fields that are gone, new ones.

The pack of the changed form says in ``follows`` which pack it comes after. Nothing that was typed
is lost: what the form has not any more stands as a comment at the end of its file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import yaml

from docgen.content.source_files import apply_patches
from docgen.content.unit import PACK_KEY
from docgen.content.yaml_entries import YamlEntries
from docgen.content.yaml_removal import without_entries
from docgen.content.yaml_writer import KeyPath, YamlFile
from docgen.diagnostics import Place, Problem, Problems, warning
from docgen.diagnostics.codes import problem_code
from docgen.packs.pack import Pack, find_pack
from docgen.packs.schema_fields import Fields, Shape
from docgen.project import Project
from docgen.scaffold.content.field_comments import FieldComments
from docgen.scaffold.content.field_lines import FieldLines

NEXT_FORM = problem_code(
    "next-form",
    en=(
        "made for the changed form, with the pack 「{pack}」: {added:# new field|# new fields}, "
        "{gone:# field|# fields} that it has not any more",
        "fill in the new ones; what was typed in the others stands as a comment at the end of "
        "their files",
    ),
    zh=(
        "按新表生成，用模板包「{pack}」：新栏目 {added} 个，新表没有的栏目 {gone} 个",
        "填写新栏目；新表没有的，上年内容在各文件末尾的注释里",
    ),
)

_HEADING = "# 新表没有的栏目，上年的内容 · not on the new form; last year's content:"


@dataclass(frozen=True)
class NextForm:
    """The pack of a changed form, and what became of the fields of the pack that content is of.

    Attributes:
        old: the pack of last year's content.
        new: that of the changed form.
        renamed: fields that have another name, new by old.
        gone: fields that the form has not.
    """

    old: Pack
    new: Pack
    renamed: Mapping[str, str]
    gone: tuple[str, ...]


def next_form(project: Project, pack: Pack, year: int) -> NextForm | None:
    """The newest pack for ``year`` that follows ``pack``; ``None`` if none does."""
    own = [
        loaded
        for name in project.own_packs()
        if (loaded := find_pack(project, name, Problems())) is not None and loaded.follows.pack
    ]
    latest, renamed, gone, seen = pack, dict[str, str](), list[str](), {pack.name}
    while True:
        followers = [
            follower
            for follower in own
            if follower.follows.pack == latest.name
            and (follower.follows.edition or 0) <= year
            and follower.name not in seen
        ]
        if not followers:
            break
        latest = max(followers, key=lambda follower: (follower.follows.edition or 0, follower.name))
        seen.add(latest.name)
        renamed |= latest.follows.renamed
        gone += latest.follows.gone
    return NextForm(pack, latest, renamed, tuple(gone)) if latest is not pack else None


@dataclass(frozen=True)
class FormFollower:
    """Brings content that was carried forward onto the changed form.

    Attributes:
        form: the pack, and what became of the fields.
        year: the new edition's year.
        labels: the comments for new fields.
    """

    form: NextForm
    year: int
    labels: FieldComments

    def files(
        self, carried: Mapping[str, bytes], last: Mapping[str, bytes], place: Place
    ) -> tuple[dict[str, bytes], Problem]:
        """The content for the changed form, and a warning that tells what is new and gone.

        Args:
            carried: the content as it was carried forward, by name.
            last: last year's content.
            place: the unit's.
        """
        texts = {name: data.decode() for name, data in carried.items() if is_yaml_name(name)}
        others = {name: data for name, data in carried.items() if name not in texts}
        gone, kept = list[str](), dict[str, bytes]()
        first = next((name for name, text in texts.items() if f"{PACK_KEY}:" in text), min(texts))
        for name, data in others.items():
            if name.endswith(".md") and self._is_gone(tuple(name.removesuffix(".md").split("/"))):
                lines = data.decode(errors="replace").splitlines()
                comment = [f"#   {name}:", *(f"#     {line}" for line in lines)]
                texts[first] = _with_comment(texts[first], comment)
                gone.append(name)
            else:
                kept[name] = data
        for name, text in texts.items():
            typed = last.get(name, b"").decode("utf-8-sig", "replace")
            texts[name] = self._followed(name, text, typed, gone)
        added = self._add_new(texts, first)
        words = {"pack": self.form.new.name, "added": added, "gone": len(gone)}
        kept |= {name: text.encode() for name, text in texts.items()}
        return kept, warning(NEXT_FORM, place, **words)

    def _followed(self, name: str, text: str, typed: str, gone: list[str]) -> str:
        """A file without what is gone, and with new names."""
        old, new = self.form.old.name, self.form.new.name
        text = text.replace(f"/word_templates/{old}/", f"/word_templates/{new}/")
        file = YamlFile(name, text)
        if (PACK_KEY,) in file.places:
            text = apply_patches(text, [file.patch(file.places[PACK_KEY,], new)])
        before = YamlFile(name, typed)
        dropped = [path for path in before.places if self._is_gone(_keys(name, path))]
        comment = [
            f"#   {_shown(path)}: {line}"
            for path in dropped
            for line in (before.value(before.places[path]).splitlines() or [""])
        ]
        gone += list(dict.fromkeys(".".join(_keys(name, path)) for path in dropped))
        there = YamlFile(name, text).places
        text = without_entries(text, [path for path in dropped if path in there])
        text = self._renamed(name, text)
        return _with_comment(text, comment) if comment else text

    def _renamed(self, name: str, text: str) -> str:
        entries = YamlEntries(name, text)
        file = YamlFile(name, text)
        patches = []
        for path, group in file.groups():
            for key, _ in group.value:
                keys = _keys(name, (*path, key.value))
                for old, new in self.form.renamed.items():
                    if _matches(old, keys):
                        place = Place(name, key.start_mark.line + 1, key.start_mark.column + 1)
                        if entry := entries.of_key(place):
                            patches.append(entries.renamed(entry, new.rpartition(".")[2]))
        return apply_patches(text, patches)

    def _is_gone(self, keys: Sequence[str]) -> bool:
        return any(_matches(path, keys) for path in self.form.gone)

    def _add_new(self, texts: dict[str, str], first: str) -> int:
        """Adds blank lines for new fields, in place. Returns how many fields are new."""
        new, old = Fields(self.form.new.schema), Fields(self.form.old.schema)
        known = {shape.path for shape in old.leaves()} | set(self.form.renamed.values())
        lines = FieldLines(self.form.new, self.year, self.labels)
        fresh = [
            shape
            for shape in new.leaves()
            if shape.path not in known and shape.path not in lines.derived and shape.path
        ]
        done = set[str]()
        for shape in fresh:
            if not any(shape.path.startswith(f"{path}.") for path in done):
                done.add(self._add(shape, texts, first, lines))
        return len(fresh)

    def _add(self, shape: Shape, texts: dict[str, str], first: str, lines: FieldLines) -> str:
        """Adds a field, with the groups above it that are missing. Returns what was added."""
        steps = shape.path.split(".")
        for depth in range(len(steps) - 1, -1, -1):
            above = ".".join(steps[:depth])
            places = [
                (name, path, group)
                for name, text in texts.items()
                for path, group in _groups(name, text)
                if _matches(above, _keys(name, path))
            ]
            top = ".".join(steps[: depth + 1]).removesuffix("[]")
            entry = list(lines.entry(Fields(self.form.new.schema).at(top)))
            if not above:
                places = [place for place in places if place[0] == first and not place[1]]
            for name, path, _ in reversed(places):
                texts[name] = _with_lines(name, texts[name], path, entry)
            if places:
                return top
        return shape.path


def is_yaml_name(name: str) -> bool:
    """Whether a file of a unit is YAML, by its name."""
    return name.lower().endswith((".yaml", ".yml"))


def _groups(name: str, text: str) -> Iterator[tuple[KeyPath, yaml.MappingNode]]:
    return YamlFile(name, text).groups()


def _with_lines(name: str, text: str, path: KeyPath, lines: list[str]) -> str:
    """A file with new lines at the end of the group at ``path``."""
    group = dict(_groups(name, text)).get(path)
    if group is None:
        return text
    plain = [re.sub(r"\s+#.*$", "", line) for line in lines] if group.flow_style else lines
    place = Place(name, group.start_mark.line + 1, group.start_mark.column + 1)
    patch = YamlEntries(name, text).added(place, "\n".join(plain))
    return apply_patches(text, [patch]) if patch else text


def _keys(name: str, path: KeyPath) -> tuple[str, ...]:
    """The keys of a place of a file, with its folder, without the numbers of items."""
    folder = (name.split("/")[0],) if "/" in name else ()
    return tuple(str(step) for step in (*folder, *path) if isinstance(step, str))


def _matches(path: str, keys: Sequence[str]) -> bool:
    """Whether a path of the schema, ``绩效指标.*.*[].得分``, is that of keys."""
    steps = [step.removesuffix("[]") for step in path.split(".") if step]
    return len(steps) == len(keys) and all(
        step in ("*", key) for step, key in zip(steps, keys, strict=True)
    )


def _shown(path: KeyPath) -> str:
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path)


def _with_comment(text: str, lines: Iterable[str]) -> str:
    heading = [] if _HEADING in text else [_HEADING]
    return text.rstrip("\n") + "\n" + "\n".join([*heading, *lines]) + "\n"
