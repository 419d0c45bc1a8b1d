"""``make mutants SEED=7``: would the unit tests notice if docgen were wrong in one place?

A *mutant* is docgen with one comparison, junction, number or the like turned; an *area* is a folder
of docgen (``ground`` are the modules beside the folders) with its tests in ``tests/unit/<area>/``.
Mutants are drawn from all areas, each as likely as any other, by a seed from outside; one is
*killed* if a test of its area fails or hangs. The turns are cosmic-ray's, ``in`` apart. Annotations
stay as they are, and so does ``frozen=True``: the type checker holds to both.
"""

from __future__ import annotations

import argparse
import difflib
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import compress
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator

ROOT = Path(__file__).resolve().parent.parent
GOAL = 85
MEMORY = 4 << 30  # bytes: a mutant that never ends may fill the memory first
MEMBERSHIP = {"in": " not in", "not in": " in"}


class ReplaceMembership:
    """``in`` for ``not in``, and the other way round; cosmic-ray has no such operator."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        for sign in self._signs(node):
            yield sign.start_pos, sign.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        sign = self._signs(node)[index]
        node.children[node.children.index(sign)] = get_ast(MEMBERSHIP[sign.get_code().strip()])
        return node

    def _signs(self, node: Any) -> list[Any]:
        signs = node.children[1::2] if node.type == "comparison" else ()
        return [sign for sign in signs if sign.get_code().strip() in MEMBERSHIP]


COMPARISONS = "Lt_LtE LtE_Lt Gt_GtE GtE_Gt Eq_NotEq NotEq_Eq Is_IsNot IsNot_Is"
KEYWORDS = "AndWithOr OrWithAnd TrueWithFalse FalseWithTrue BreakWithContinue ContinueWithBreak"
NAMES = ["NumberReplacer", "ReplaceUnaryOperator_Delete_Not"]
NAMES += ["ReplaceBinaryOperator_Add_Sub", "ReplaceBinaryOperator_Sub_Add"]
NAMES += [f"ReplaceComparisonOperator_{pair}" for pair in COMPARISONS.split()]
NAMES += [f"Replace{pair}" for pair in KEYWORDS.split()]
ANNOTATIONS = {("annassign", ":"), ("tfpdef", ":"), ("funcdef", "->")}
OPERATORS = [ReplaceMembership(), *(get_operator(f"core/{name}")() for name in NAMES)]


@dataclass(frozen=True)
class Mutant:
    """The ``occurrence``-th turn that an operator can make in a module, at a line of it."""

    module: Path
    code: str
    operator: Any
    occurrence: int
    line: int

    @property
    def area(self) -> str:
        return area_of(self.module)

    def text(self) -> str:
        return str(mutate_code(self.code, self.operator, self.occurrence))

    def __str__(self) -> str:
        lines = difflib.unified_diff(
            self.code.splitlines(), self.text().splitlines(), n=0, lineterm=""
        )
        return "\n".join([f"{self.module.as_posix()}:{self.line}", *list(lines)[3:]])


def area_of(module: Path) -> str:
    return module.parts[1] if len(module.parts) > 2 else "ground"


def unit_tests(area: str, module: str = "") -> list[str]:
    """The test files of an area, those of one module in front."""
    files = sorted((ROOT / "tests" / "unit" / area).rglob("test_*.py"))
    files.sort(key=lambda file: not file.name.startswith(f"test_{module}"))
    return [file.relative_to(ROOT).as_posix() for file in files]


def mutants_of(module: Path) -> Iterator[Mutant]:
    code, found = (ROOT / module).read_text("utf-8"), Counter[Any]()
    for node in ast_nodes(get_ast(code)):
        for operator in OPERATORS:
            for (line, _), _ in operator.mutation_positions(node):
                if not is_for_the_type_checker(node):
                    yield Mutant(module, code, operator, found[operator], line)
                found[operator] += 1


def is_for_the_type_checker(node: Any) -> bool:
    """Whether a node of the syntax is within an annotation, or within ``frozen=True``."""
    while node.parent is not None:
        sign = getattr(node.get_previous_sibling(), "value", "")
        if (node.parent.type, sign) in ANNOTATIONS or node.get_code().strip() == "frozen=True":
            return True
        node = node.parent
    return False


def failure(root: Path, tests: list[str], seconds: float | None = None) -> str:
    """What pytest says in a copy of the repository if a test fails or hangs; else nothing."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    settings = {"PYTHONPATH": "", "PYTHONHASHSEED": "0", "TMPDIR": str(root.parent)}
    settings["PYTHONDONTWRITEBYTECODE"] = "1" if seconds else ""  # none of wrong code
    options: Any = {"cwd": root, "env": os.environ | settings, "start_new_session": True}
    options |= {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with subprocess.Popen(command, **options) as process:
        try:
            said, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return "hangs"
    return said if process.returncode else ""


def survivors(mutants: list[Mutant], folder: Path) -> Iterator[Mutant]:
    """Those that no test kills; exits if tests fail on the code as it is."""
    left_out = shutil.ignore_patterns(".*", "__pycache__", "build", "fonts")
    sound = shutil.copytree(ROOT, folder / "sound", ignore=left_out)
    limits = dict[str, float]()
    for area in sorted({mutant.area for mutant in mutants}):
        begun = time.monotonic()
        if said := failure(sound, unit_tests(area)):
            sys.exit(f"{said}\nthe tests of {area} fail on the code as it is")
        limits[area] = 20 + 10 * (time.monotonic() - begun)
    workers = os.cpu_count() or 1
    free = SimpleQueue[Path]()  # copies that no worker is using
    for number in range(workers):
        free.put(shutil.copytree(sound, folder / str(number)))

    def survives(mutant: Mutant) -> bool:
        copy = free.get()
        (copy / mutant.module).write_text(mutant.text(), "utf-8")
        said = failure(copy, unit_tests(mutant.area, mutant.module.stem), limits[mutant.area])
        shutil.copy2(sound / mutant.module, copy / mutant.module)
        free.put(copy)
        return not said

    with ThreadPoolExecutor(workers) as pool:
        yield from compress(mutants, pool.map(survives, mutants))


def main() -> int:
    """Prints which mutants survive, and the score of each area; 1 if the goal is not reached."""
    modules = [path.relative_to(ROOT) for path in sorted((ROOT / "docgen").rglob("*.py"))]
    tested = sorted(filter(unit_tests, {area_of(module) for module in modules}))
    parser = argparse.ArgumentParser(prog="python -m tests.mutants")
    parser.add_argument("--seed", default=str(random.randrange(10**6)), help="any text")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("areas", nargs="*", metavar="area", help="all with unit tests if not given")
    options = parser.parse_args()
    areas = options.areas or tested
    if not set(areas) <= set(tested):
        parser.error(f"there are unit tests of {' '.join(tested)}")
    possible = [mutant for path in modules if area_of(path) in areas for mutant in mutants_of(path)]
    drawn = random.Random(options.seed).sample(possible, min(options.count, len(possible)))
    print(f"seed {options.seed}: {len(drawn)} of {len(possible)} mutants of {' '.join(areas)}")
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    total, alive = Counter(mutant.area for mutant in drawn), Counter[str]()
    with tempfile.TemporaryDirectory(prefix="docgen-mutants-") as folder:
        for mutant in survivors(drawn, Path(folder)):
            print(f"survives {mutant}", flush=True)
            alive[mutant.area] += 1
    for area, count in sorted(total.items()):
        print(f"{area:12}{count - alive[area]:5} of {count}")
    killed = len(drawn) - alive.total()
    print(f"{'all':12}{killed:5} of {len(drawn)}, and {GOAL} % is the goal")
    return int(100 * killed < GOAL * len(drawn))


if __name__ == "__main__":
    sys.exit(main())
