"""What becomes of small forms, each of one difficulty, drawn in text."""

from __future__ import annotations

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from tests.golden.check import golden
from tests.golden.drafts import FOLDER
from tests.golden.small_forms import SMALL, small_page


@pytest.mark.parametrize("name", SMALL)
def test_a_small_form(name: str, file_regression: FileRegressionFixture) -> None:
    """Read the pages in ``tests/golden/drafts/small`` as a person would look at the forms."""
    golden(
        file_regression, small_page(name) + "\n", FOLDER / "small" / f"{name.replace(' ', '-')}.txt"
    )
