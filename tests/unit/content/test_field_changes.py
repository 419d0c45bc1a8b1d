"""A field that is missing, with all groups and lists that lead to it."""

from __future__ import annotations

import pytest

from docgen.content.field_changes import with_field
from docgen.diagnostics import Place, UsageError

HERE = Place("a.yaml", 1, 1)
TEXT = "名称: 一\n"


@pytest.mark.parametrize(("step", "joint"), [("组", "."), ("[]", "")])
def test_a_field_lies_in_as_many_groups_and_lists_as_forms_can_have(step: str, joint: str) -> None:
    name = joint.join(["组", *[step] * 19])
    assert with_field(HERE, name, "新")("a.yaml", TEXT).text.endswith("新\n")
    for more in (20, 5000):
        with pytest.raises(UsageError) as told:
            with_field(HERE, joint.join(["组", *[step] * more]), "新")("a.yaml", TEXT)
        assert told.value.problem.code == "no-group"
