"""Figures with the noise of a calculation are told where they were typed; others are not."""

from __future__ import annotations

import pytest

from docgen.checking.checks.binary_noise import binary_noise
from docgen.content.values import Figure
from tests.unit.checking.units import checked, field, markdown, marked, said

NOISY, SHORT = "4612.150000000001", "4612.15"
TOLD = f"warning binary-noise; text={NOISY}; wanted={SHORT}"


def test_a_figure_of_the_form_is_told_in_groups_and_rows() -> None:
    text, places = marked(f"经费: {{公用: ▸{NOISY}, 专项: [{{额: ▸{NOISY}}}]}}\n得分: ▸{NOISY}\n")
    assert said(binary_noise(checked(text))) == [f"{place} {TOLD}" for place in places]


def test_a_derived_figure_is_not_told() -> None:
    unit = checked("年度: 2023")
    unit.data["总数"] = Figure.read(NOISY)
    assert said(binary_noise(unit)) == []


def test_a_number_of_a_text_is_told_and_mended_there() -> None:
    text, places = marked(f"支出▸{NOISY}万元，其中{SHORT}万元")
    (problem,) = binary_noise(field(text))
    assert said([problem]) == [f"{places[0]} {TOLD}"]
    assert problem.fix
    assert (problem.fix.old, problem.fix.new, problem.fix.safe) == (NOISY, SHORT, True)


def test_a_bound_number_is_told_where_the_figure_was_typed() -> None:
    problems = list(binary_noise(markdown("支出{{ 数 }}万元", f"数: {NOISY}")))
    assert [problem.place.file for problem in problems] == ["甲/report.yaml"]


@pytest.mark.parametrize(
    "text",
    [
        "网址1.0000000000000001.2",
        "型号A4612.150000000001",
        "型号4612.150000000001A",
        "比例0.333333333333333",
    ],
)
def test_what_is_no_noise_is_not_told(text: str) -> None:
    assert said(binary_noise(field(text))) == []
