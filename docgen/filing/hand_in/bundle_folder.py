"""A bundle to hand in, as a folder or a zip: its files, and the SHA-256 of each.

2023年度…自评材料/…自评报告.docx, …自评报告.pdf, 检查报告.html
2023年度…自评材料/佐证材料/01-预算批复.pdf, …
2023年度…自评材料/SHA256SUMS.txt       as ``sha256sum --check`` reads it
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from docgen.atomic import refuse_links, replace_folder, write_atomically
from docgen.diagnostics import DocgenError, EditsAtRiskError, Place, error
from docgen.diagnostics.bilingual import listed_names
from docgen.diagnostics.codes import problem_code
from docgen.filing.hand_in.evidence_folder import is_of_system
from docgen.word.zip import zip_file

BUNDLE_CHANGED = problem_code(
    "bundle-changed",
    en=(
        "in the bundle that is there somebody changed {files}",
        "move the bundle elsewhere, and type the command again",
    ),
    zh=("已有的报送材料里，{files} 被人改过", "把它移到别处，再运行一次"),
)
BUNDLE_UNREADABLE = problem_code(
    "bundle-unreadable",
    en=(
        "the bundle that is there cannot be read: {reason}",
        "close it, or move it elsewhere, and type the command again",
    ),
    zh=("已有的报送材料读不了：{reason}", "关闭它，或移到别处，再运行一次"),
)

SUMS: Final = "SHA256SUMS.txt"


def with_sums(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files, with the list of their digests behind them."""
    lines = (f"{_digest(data)}  {name}\n" for name, data in sorted(files.items()))
    return {**files, SUMS: "".join(lines).encode()}


def write_bundle(path: Path, files: Mapping[str, bytes], name: str) -> bool:
    """Writes a bundle, whole or not at all, and says whether anything is new.

    ``path`` ends with ``.zip`` or is a folder; messages call it ``name``. A bundle that is there is
    replaced, unless somebody changed it.

    Raises:
        EditsAtRiskError: somebody changed the bundle that is there.
        DocgenError: it cannot be read, or the new one cannot be written.
    """
    refuse_links((path.parent, path), name)
    if path.exists():
        old = _files_in(path, name)
        if old == files:
            return False
        if changed := _changed(old):
            raise EditsAtRiskError(BUNDLE_CHANGED, Place(name), files=listed_names(changed))
    if path.suffix == ".zip":
        write_atomically(path, zip_file(files, {}), name)
    else:
        replace_folder(path, files, name)
    return True


def _files_in(path: Path, name: str) -> dict[str, bytes]:
    try:
        if path.is_file():
            with zipfile.ZipFile(path) as package:
                return {entry: package.read(entry) for entry in package.namelist()}
        found = (each for each in path.rglob("*") if each.is_file())
        files = (each for each in found if not is_of_system(each.relative_to(path)))
        return {each.relative_to(path).as_posix(): each.read_bytes() for each in files}
    except (OSError, zipfile.BadZipFile) as reason:
        raise DocgenError(error(BUNDLE_UNREADABLE, Place(name), reason=reason)) from reason


def _changed(files: Mapping[str, bytes]) -> list[str]:
    """The files that are not as a bundle's own list says."""
    kept = {name: data for name, data in files.items() if name != SUMS}
    listed = files.get(SUMS, b"").decode(errors="replace").splitlines()
    told = {line[66:]: line[:64] for line in listed}
    names = sorted(told.keys() | kept.keys())
    return [name for name in names if name not in kept or _digest(kept[name]) != told.get(name)]


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
