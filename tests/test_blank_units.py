"""Laws of a unit begun from nothing: each field is there once, and nothing is wrong but blanks."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from docgen.content.yaml_writer import YamlFile
from docgen.packs.pack import Pack, load_pack
from docgen.packs.schema_fields import Fields, Shape
from docgen.project import Project
from docgen.runs.check import check_edition
from docgen.runs.render import RenderOptions, render_edition
from docgen.scaffold.content.new_edition import start_unit
from docgen.scaffold.pack.draft import draft_pack
from tests.blank_forms import FORMS
from tests.blank_forms_of_packs import blank_forms_of_first_pack, central_project_form
from tests.support import ROOT, codes
from tests.unit.helpers import collect

pytestmark = pytest.mark.slow

SAMPLE = ROOT / "content" / "2023" / "zhuzhou-vocational-park"
SHIPPED = ("hunan-self-evaluation", "central-project-form")
DRAFTED: dict[str, Callable[[], dict[str, Any]]] = {
    "first": blank_forms_of_first_pack,
    "central": lambda: {"project-form.docx": central_project_form()},
    **{name: lambda make=make: {"form.docx": make()} for name, make in FORMS.items()},  # type: ignore[misc]
}
del DRAFTED["no_form"]
BLANK = {"not-filled", "own-label", "begun-date"}


def project(root: Path, name: str) -> Project:
    """A project with the pack ``name``, a shipped one or one drafted from blank forms."""
    packs = root / "word_templates"
    (root / "content").mkdir(parents=True)
    if name in SHIPPED:
        shutil.copytree(ROOT / "word_templates" / name, packs / name)
        return Project(root)
    packs.mkdir()
    files = []
    for file, form in DRAFTED[name]().items():
        form.save(str(root / file))
        files.append(root / file)
    draft_pack(files, name, root=root, edition=2023)
    return Project(root)


@pytest.fixture(scope="module", params=[*SHIPPED, *DRAFTED])
def begun(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Pack]:
    """The folder of a unit begun from nothing, and its pack; the tests only read them."""
    at = project(tmp_path_factory.mktemp("begun") / "project", request.param)
    folder = start_unit("2024", request.param, "unit", root=at.root).folder
    pack = load_pack(at.packs / request.param, at.root, collect())
    assert pack is not None
    return folder, pack


def wanted(fields: Fields, shape: Shape, derived: set[str]) -> Iterator[str]:
    """The paths of the values to type, as in the schema; ``*`` is any group."""
    if shape.path in derived:
        return
    schema = shape.schema or {}
    properties = schema.get("properties", {})
    required = schema.get("x-required") or schema.get("required") or list(properties)
    if properties:
        for key in properties:
            if key in required:
                yield from wanted(fields, fields.child(shape, key), derived)
    elif "array" in shape.types and (fields.item(shape).schema or {}).get("properties"):
        yield from wanted(fields, fields.item(shape), derived)
    elif schema.get("additionalProperties") and (schema.get("default") or "*" in shape.path):
        yield from wanted(fields, fields.group(shape), derived)
    elif "object" not in shape.types:
        yield shape.path


def stand(folder: Path) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Each value in the files of a unit: its path without the numbers of items, and with them."""
    for path in sorted(folder.rglob("*")):
        above = path.parent.name if path.parent != folder else ""
        if path.suffix == ".md":
            yield f"{above}.{path.stem}", (above, path.stem)
        elif path.suffix == ".yaml":
            for keys in YamlFile(path.name, path.read_text("utf-8")).places:
                inside = ((above, 0) if above else ()) + tuple(keys)
                names = "".join("[]" if isinstance(key, int) else f".{key}" for key in inside)
                if keys[0] != "待填写":
                    yield names.removeprefix("."), inside


def test_every_field_stands_there_once(begun: tuple[Path, Pack]) -> None:
    folder, pack = begun
    fields = Fields(pack.schema)
    derived = {formula.field for formula in pack.derived}
    paths = list(wanted(fields, fields.root, derived))
    there = Counter(keys for _, keys in stand(folder))
    assert max(there.values()) == 1
    names = {name for name, _ in stand(folder)}
    groups = [(path.split(".*")[0], path.rpartition("[]")[2]) for path in paths if "*" in path]
    assert {path for path in paths if "*" not in path} == {
        name for name in names if not any(name.startswith(f"{group}.") for group, _ in groups)
    }
    for group, last in groups:
        rows = {name.rpartition("[]")[0] for name in names if name.startswith(f"{group}.")}
        assert rows
        assert all(f"{row}[]{last}" in names for row in rows)


def test_nothing_is_wrong_but_blanks(begun: tuple[Path, Pack]) -> None:
    result = check_edition("2024", root=begun[0].parents[2])
    assert set(codes(result)) <= BLANK


def test_an_editor_marks_nothing_in_it(begun: tuple[Path, Pack]) -> None:
    for path in begun[0].rglob("*.yaml"):
        text = path.read_text("utf-8")
        named = (path.parent / text.splitlines()[0].partition("$schema=")[2]).resolve()
        whole = Resource.from_contents(
            json.loads((named.parent / "schema.json").read_text("utf-8"))
        )
        registry: Registry[Any] = Registry().with_resource("schema.json", whole)
        validator = Draft202012Validator(json.loads(named.read_text("utf-8")), registry=registry)
        assert [error.message for error in validator.iter_errors(yaml.safe_load(text))] == []


def test_each_figure_has_a_line_of_its_own(begun: tuple[Path, Pack]) -> None:
    for path in begun[0].rglob("*.yaml"):
        lines = [
            place.line for place in YamlFile(path.name, path.read_text("utf-8")).places.values()
        ]
        assert max(Counter(lines).values(), default=1) == 1


def test_no_comment_says_only_what_its_key_says(begun: tuple[Path, Pack]) -> None:
    for path in begun[0].rglob("*.yaml"):
        for line in path.read_text("utf-8").splitlines():
            key, mark, comment = line.strip().removeprefix("- ").partition(":  # ")
            assert not mark or comment.strip() not in ("", key), line


OWN = "绩效指标"
"""The groups of the form that the writer may take out or add to."""


def filled(blank: Any, given: Any) -> Any:
    """What a writer types of ``given`` into a blank file."""
    if not isinstance(blank, dict):
        return given
    return {
        key: given[key] if key == OWN else filled(value, given[key]) for key, value in blank.items()
    }


def typed(path: Path) -> Any:
    """A YAML file, each value as its text."""
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)


def test_filled_in_it_prints_what_the_sample_prints(tmp_path: Path) -> None:
    root = project(tmp_path / "project", SHIPPED[0]).root
    shutil.copytree(SAMPLE, root / "content" / "2023" / "sample")
    folder = start_unit("2023", SHIPPED[0], "filled", root=root).folder
    form = {key: value for path in SAMPLE.glob("*.yaml") for key, value in typed(path).items()}
    (item,) = map(typed, SAMPLE.glob("projects/*.yaml"))
    for path in folder.rglob("*.yaml"):
        blank = typed(path)
        blank.pop("待填写", None)
        content = filled(blank, form if path.parent == folder else item)
        text = yaml.safe_dump(content, allow_unicode=True, width=10_000, sort_keys=False)
        path.write_text(text.replace("''", ""), "utf-8")
    shutil.copy(SAMPLE / "facts.yaml", folder)
    for path in folder.glob("narrative/*.md"):
        chapter = (SAMPLE / "narrative" / path.name).read_text("utf-8")
        path.write_text(path.read_text("utf-8") + chapter, "utf-8")
    assert printed(root, "filled") == printed(root, "sample")


def printed(root: Path, unit: str) -> list[str]:
    """The texts of a unit's report."""
    options = RenderOptions(make_pdf=False, verify=False, units=(unit,))
    result = render_edition("2023", options, root=root, out=root / unit)
    assert codes(result) == []
    return list(docx.Document(str(result.outcomes[0].docx)).element.body.itertext())
