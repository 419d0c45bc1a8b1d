"""The schema serves writers in their editor: each file names it, and is valid by it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from tests.support import PACK, ROOT

FILES = sorted((ROOT / "content").rglob("*.yaml"))


def test_there_are_content_files() -> None:
    assert len(FILES) >= 5


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_each_content_file_names_its_schema_and_passes_it(file: Path) -> None:
    text = file.read_text("utf-8")
    match = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert match, "the first line names the schema"
    path = (file.parent / match[1]).resolve()
    assert path.parent.parent == ROOT / "word_templates"
    schema: dict[str, Any] = json.loads(path.read_text("utf-8"))
    whole = Resource.from_contents(json.loads((path.parent / "schema.json").read_text("utf-8")))
    registry: Registry[Any] = Registry().with_resource("schema.json", whole)
    validator = Draft202012Validator(schema, registry=registry)
    # As an editor reads YAML 1.2: figures are numbers, everything else that is plain is a text.
    errors = [error.message for error in validator.iter_errors(yaml.safe_load(text))]
    assert errors == []


def test_a_wrong_key_or_type_is_shown_while_typing() -> None:
    schema = json.loads((PACK / "schema.json").read_text("utf-8"))
    validator = Draft202012Validator(schema)
    assert list(validator.iter_errors({"年度预算申请": {"年初预算数": "很多"}}))
    assert list(validator.iter_errors({"封面": {"日期": "2024年04月26日"}}))
