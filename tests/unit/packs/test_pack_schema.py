"""pack.schema.json: generated from the records, named by each pack.yaml, right for editors."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from docgen.cli.main import main
from docgen.content.source_files import SourceFile
from docgen.content.values import Text
from docgen.content.yaml_reader import read_yaml
from docgen.diagnostics import Place, Problems
from docgen.diagnostics.codes import Language
from docgen.packs.pack_yaml import SCHEMA_FILE, SCHEMA_LINE
from docgen.packs.records import key, record_schema, structured
from docgen.packs.schema import CompiledSchema, schema_problems
from docgen.project import Project
from docgen.scaffold.pack.draft import draft_pack
from tests.blank_forms import FORMS
from tests.docs.pack_keys import key_rows, pack_schema, table
from tests.support import ROOT
from tests.unit.packs.test_pack_yaml import SOUND

PACKS = [Project(ROOT).packs / name for name in Project(ROOT).pack_names()]


def test_the_schema_is_sound() -> None:
    Draft202012Validator.check_schema(pack_schema())
    assert schema_problems(pack_schema(), Place("")) == []


def as_in_an_editor(text: str) -> list[str]:
    """What an editor has against a pack.yaml: it reads YAML 1.2, where figures are numbers."""
    validator = Draft202012Validator(json.loads((PACKS[0].parent / SCHEMA_FILE).read_text("utf-8")))
    return [fault.message for fault in validator.iter_errors(yaml.safe_load(io.StringIO(text)))]


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_each_pack_file_names_its_schema_and_passes_it(pack: Path) -> None:
    text = (pack / "pack.yaml").read_text("utf-8")
    assert text.startswith(SCHEMA_LINE)
    named = pack / text.partition("$schema=")[2].partition("\n")[0]
    assert named.resolve() == pack.parent / SCHEMA_FILE
    assert as_in_an_editor(text) == []


@pytest.mark.parametrize(
    ("sound", "typed"),
    [
        ("spacing: 30", "spacng: 30"),
        ("spacing: 30", "spacing: -30"),
        ("align: both", "align: centre"),
        ("title: 标题, ", ""),
        ("warn: 是", "warn: maybe"),
        ("kept: [单位名称]", "kept: 单位名称"),
    ],
)
def test_an_editor_shows_a_slip_while_it_is_typed(sound: str, typed: str) -> None:
    assert len(as_in_an_editor(SOUND.replace(sound, typed))) == 1


@pytest.mark.parametrize("typed", ["derived:\nrules:\n", "derived: {总分: 100}\nformat:\n"])
def test_an_editor_allows_blanks_and_formulas_that_are_numbers(typed: str) -> None:
    start = SOUND.index("derived:")
    assert as_in_an_editor(SOUND[:start] + typed) == []


def test_a_drafted_pack_names_its_schema_which_lies_beside_it(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    form = tmp_path / "form.docx"
    FORMS[next(iter(FORMS))]().save(str(form))
    report = draft_pack([form], "drafted", root=tmp_path, edition=2023)
    text = (report.pack / "pack.yaml").read_text("utf-8")
    assert text.startswith(SCHEMA_LINE)
    assert as_in_an_editor(text) == []
    shipped = ROOT / "docgen" / "packs" / SCHEMA_FILE
    assert (report.pack.parent / SCHEMA_FILE).read_bytes() == shipped.read_bytes()


def test_the_command_prints_it() -> None:
    done = CliRunner().invoke(main, ["schema", "pack.yaml"])
    assert json.loads(done.stdout) == pack_schema()


def _measure(_: object) -> None:
    """Stands for what a finished file is measured by."""


@dataclass(frozen=True)
class Inner:
    """A group in a group."""

    level: int = key("级别 · level", 1, maximum=9)


@dataclass(frozen=True)
class Sample:
    """One key of each type."""

    name: str = key("名称 · name", "", required=True)
    formula: Text = key("公式 · formula", Text("甲"))
    page_width: float | None = key("页宽 · page width", unit="毫米 · mm")
    bold: bool = key("加粗 · bold", False, measured=_measure)
    side: Literal["left", "right"] | None = key("边 · side")
    names: tuple[str, ...] = key("名称 · names", ())
    inner: Inner = key("里层 · inner", Inner())
    free: dict[str, int] | None = None
    place: Place = Place("")


KEYS: dict[str, tuple[str, Callable[[Sample], object], object]] = {
    "name": ("甲", lambda sample: sample.name, "甲"),
    "formula": ("100", lambda sample: sample.formula, "100"),
    "page width": ("210.5", lambda sample: sample.page_width, 210.5),
    "bold": ("是", lambda sample: sample.bold, True),
    "side": ("left", lambda sample: sample.side, "left"),
    "names": ("[甲, 乙]", lambda sample: sample.names, ("甲", "乙")),
    "inner": ("{level: 3}", lambda sample: sample.inner, Inner(3)),
}


@pytest.mark.parametrize("typed", KEYS)
def test_a_key_of_any_type_is_typed_and_read(typed: str) -> None:
    value, read, wanted = KEYS[typed]
    text = f"name: 甲\n{typed}: {value}\n" if typed != "name" else f"name: {value}\n"
    data, problems = read_yaml(SourceFile("x.yaml", text), Problems()), Problems()
    CompiledSchema(record_schema(Sample)).apply(data, problems)
    assert not list(problems)
    sample = structured(data, Sample)
    assert read(sample) == wanted
    assert isinstance(read(sample), type(wanted))
    assert sample.place == Place("x.yaml", 1, 1)
    assert structured(read_yaml(SourceFile("x.yaml", f"{typed}:\n"), Problems()), Sample) == Sample(
        place=Place("x.yaml", 1, 1)
    )


def test_the_schema_of_a_record_has_what_is_known_of_its_keys() -> None:
    schema: dict[str, Any] = record_schema(Sample)
    assert list(schema["properties"]) == list(KEYS)
    assert schema["required"] == ["name"]
    assert schema["additionalProperties"] is False
    assert schema["properties"]["page width"] == {
        "description": "页宽（毫米） · page width (mm)",
        "type": ["number", "null"],
        "minimum": 0,
    }
    assert schema["properties"]["inner"]["properties"]["level"]["maximum"] == 9


@pytest.mark.parametrize(
    ("language", "size"),
    [
        ("en", ("format.styles.*.size", "number", "size (pt)")),
        ("zh", ("format.styles.*.size", "数", "字号（磅）")),
    ],
)
def test_the_table_has_a_row_for_each_key_with_type_and_meaning(
    language: Language, size: tuple[str, str, str]
) -> None:
    rows = list(key_rows(pack_schema(), language))
    assert len(rows) > 60
    assert size in rows
    assert all(kind and text for _, kind, text in rows)
    assert len(list(table(rows, language))) == len(rows) + 2
