"""A damaged Word file costs only itself, in each verb, whatever the damage."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.scaffold.pack.draft import draft_pack
from docgen.templates.lint.pack_faults import lint_pack
from docgen.templates.lint.pack_outline import outline_pack
from tests.properties.damaged_files import damaged
from tests.properties.sound_units import EXAMPLES, bystanders, every_verb, make_project, told
from tests.support import SmallProject

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("in_this_process")]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    return make_project(tmp_path_factory.mktemp("sound") / "项目")


@EXAMPLES
@given(seed=st.integers(0, 2**32))
def test_a_damaged_report_costs_only_itself(template: SmallProject, seed: int) -> None:
    random = Random(seed)
    with bystanders(template) as here:
        alone = here.sound_files()
        name = random.choice((here.file.name, "报告2 - 副本.docx", "回复.docx"))
        here.file.with_name(name).write_bytes(damaged(here.file.read_bytes(), random))
        every_verb(here.project, pdf=random.randrange(40) == 0)
        assert here.sound_files() == alone


@EXAMPLES
@given(seed=st.integers(0, 2**32))
def test_a_damaged_template_is_told(template: SmallProject, seed: int) -> None:
    random = Random(seed)
    with bystanders(template) as here:
        alone = here.sound_files()
        part = here.project.pack.with_name("other") / "form.docx"
        part.write_bytes(damaged(part.read_bytes(), random))
        root = here.project.root
        told(lint_pack, "other", root=root)
        told(lambda: outline_pack("other", root=root).problems)
        told(here.project.render)
        told(lambda: draft_pack([part], "drafted", root=root).problems)
        assert here.sound_files() == alone
