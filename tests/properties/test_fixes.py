"""``docgen check --fix`` over random units: what is sound stays, and all or nothing is written."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen import fix_edition, undo_fixes
from docgen.runs.fix import FixResult
from tests.fake_checks import Word, plant
from tests.properties.few import FEW
from tests.properties.marked_units import Words, blank, content
from tests.support import SmallProject

MARK = b"\xef\xbb\xbf"
WORDS = (
    Word("Qa", "Ra"),
    Word("Qb", "xQb"),  # is found again
    Word("Qc", "Rc"),
    Word("Rc", None, is_error=True),  # an error that was not there
    Word("Qd", "Rd", safe=False),
    Word("Qe", ""),
    Word("Qf", "Qa", is_error=True),  # brings the next problem
    Word("Qg", "（甲）\n\n（乙）"),
)
MENDED = {"Qa": "Ra", "Qe": "", "Qf": "Ra", "Qg": "（甲）\n\n（乙）"}
PLANTED = ("Qa", "Qb", "Qc", "Qd", "Qe", "Qf")

Files = dict[str, bytes]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    """A project whose content each example writes anew."""
    return blank(tmp_path_factory.mktemp("fixes") / "项目")


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch, *WORDS)


def written(project: SmallProject, texts: dict[str, str], mark: bytes, end: str) -> Files:
    """Writes the content, and returns the bytes of its files."""
    for name, text in texts.items():
        project.content(text, name)
        path = project.unit / name
        path.write_bytes(mark + path.read_text("utf-8").replace("\n", end).encode())
    return files(project)


def files(project: SmallProject) -> Files:
    paths = sorted(path for path in project.unit.rglob("*") if path.is_file())
    return {path.relative_to(project.unit).as_posix(): path.read_bytes() for path in paths}


def fixed(project: SmallProject, *, dry_run: bool = False) -> FixResult:
    result = fix_edition("2023", root=project.root, dry_run=dry_run)
    failed = [
        problem for problem in result.result.all_problems() if problem.code == "docgen-failed"
    ]
    assert failed == []
    return result


LINE_ENDS = {"mark": st.sampled_from([b"", MARK]), "end": st.sampled_from(["\n", "\r\n"])}
SEEDS = st.integers(0, 10**6)


@given(seed=SEEDS, **LINE_ENDS)
def test_no_byte_of_a_sound_unit_is_changed(
    project: SmallProject, seed: int, mark: bytes, end: str
) -> None:
    before = written(project, content(Words(Random(seed))), mark, end)
    result = fixed(project)
    assert [unit.fixes for unit in result.units] == [()]
    assert files(project) == before
    assert not (project.output / ".docgen" / "one" / "pulls").exists()


def with_faults(random: Random) -> dict[str, str]:
    """A random unit with the words that the checks find, at the ends of values and sentences."""
    texts = content(Words(random))
    for name, seam in (("report.yaml", "\n    数: "), ("narrative/文.md", "。")):
        parts = texts[name].split(seam)
        for number in range(len(parts) - 1):
            if random.random() < 0.5:
                parts[number] += random.choice(
                    (*PLANTED, "Qg") if name.endswith(".md") else PLANTED
                )
        texts[name] = seam.join(parts)
    return texts


def mended(data: bytes, end: str) -> bytes:
    for old, new in MENDED.items():
        data = data.replace(old.encode(), new.replace("\n", end).encode())
    return data


@pytest.mark.usefixtures("planted")
@FEW
@given(seed=SEEDS, **LINE_ENDS)
def test_what_can_be_mended_is_mended_and_nothing_else_and_comes_back(
    project: SmallProject, seed: int, mark: bytes, end: str
) -> None:
    before = written(project, with_faults(Random(seed)), mark, end)
    expected = {name: mended(data, end) for name, data in before.items()}
    dry = fixed(project, dry_run=True)
    assert files(project) == before
    result = fixed(project)
    assert files(project) == expected
    assert [unit.fixes for unit in result.units] == [unit.fixes for unit in dry.units]
    left = sum(data.count(word) for data in before.values() for word in (b"Qb", b"Qc"))
    told = [problem for problem in result.result.all_problems() if problem.code == "fix-left-out"]
    assert len(told) == left
    assert [unit.fixes for unit in fixed(project).units] == [()]
    assert files(project) == expected
    if before != expected:
        undo_fixes("2023", root=project.root)
    assert files(project) == before


class Killed(BaseException):
    """Stands for the end of the process."""


@pytest.mark.usefixtures("planted")
@pytest.mark.parametrize("is_kill", [True, False])
@pytest.mark.parametrize("number", [0, 1])
@settings(max_examples=max(FEW.max_examples // 3, 1))
@given(seed=SEEDS)
def test_a_unit_is_written_wholly_or_not_at_all(
    project: SmallProject, seed: int, number: int, is_kill: bool
) -> None:
    texts = with_faults(Random(seed))
    texts["report.yaml"] = texts["report.yaml"].replace("    注: ", "    注: Qa", 1)
    texts["narrative/文.md"] += "\n末段Qa。\n"
    before = written(project, texts, b"", "\n")
    expected = {name: mended(data, "\n") for name, data in before.items()}
    real, replaced = Path.replace, list[Path]()

    def replace(path: Path, target: Path) -> Path:
        if target.is_relative_to(project.unit):
            replaced.append(target)
            if len(replaced) == number + 1:
                raise Killed if is_kill else OSError(5, "Input/output error")
        return real(path, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        if is_kill:
            patch.setattr("docgen.runs.recorded_write.put_back_begun", lambda *_: None)
            with pytest.raises(Killed):
                fixed(project)
            assert len(replaced) == number + 1
        else:
            found = fixed(project).result.all_problems()
            assert "write-failed" in [problem.code for problem in found]
            assert files(project) == before
    fixed(project)
    assert files(project) == expected
    undo_fixes("2023", root=project.root)
    assert files(project) == before
