"""Judges what a drafted pack prints when it is filled: derived values, hints, rates."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from docgen.diagnostics import Problems, Severity
from tests.drafted_forms_file import Blank
from tests.drafted_forms_fill import Filling, built, has_type
from tests.drafted_forms_marks import shown
from tests.drafted_forms_places import Places, find_places, plain
from tests.drafted_forms_reading import Reading, Tagged, is_named
from tests.drafted_forms_tally import Score
from tests.drafted_forms_values import Value, same, values_of

_NO_WORD = re.compile(r"[\W_\d年月日分元％%]")


@dataclass
class FilledReport:
    """Judges the report of a drafted pack; ``score`` takes the figures."""

    reading: Reading
    score: Score

    def judge(self, seed: int) -> None:
        """Fills the content, and judges the derived values, the hints and the rates."""
        wanted = {tagged.blank.name for tagged in self.reading.tagged if tagged.blank.formula}
        self.score.derived = len(wanted)
        report = self._report("filled", seed)
        if report is None:
            return
        values = values_of(report)
        self._judge_derived(values)
        self._judge_hints(values)
        self._judge_rates(seed)

    def _report(self, name: str, seed: int, full: frozenset[str] = frozenset()) -> Places | None:
        """Where the texts of the form stand in the filled report; ``None`` if it has errors."""
        rows = defaultdict[str, set[int]](set)
        for tagged in self.reading.tagged:
            if tagged.list_path:
                rows[tagged.list_path].add(tagged.found.row)
        filling = Filling(
            {tagged.path: tagged.blank.type for tagged in self.reading.tagged if tagged.path},
            {path: len(numbers) for path, numbers in rows.items()},
            frozenset(shown(tagged.blank.printed).strip() for tagged in self.reading.tagged) - {""},
            full,
            seed,
        )
        copy = self.reading.root / name
        for folder in (self.reading.report.pack.parent, self.reading.report.content.parent.parent):
            shutil.copytree(folder, copy / folder.name)
        pack = copy / self.reading.report.pack.relative_to(self.reading.root)
        content = copy / self.reading.report.content.relative_to(self.reading.root)
        problems = Problems()
        try:
            filling.fill(pack, content)
            report = built(content, copy, problems)
        except Exception as failure:  # a pack that breaks docgen is a finding, the others go on
            self.score.failure = f"{name}: {type(failure).__name__}: {failure}"
            return None
        if report is None and not full:
            codes = {problem.code for problem in problems if problem.severity is Severity.ERROR}
            self.score.failure = f"filled: {' '.join(sorted(codes))}"
        return find_places(self.reading.form, report.element.body) if report is not None else None

    def _judge_derived(self, values: Mapping[Blank, Value]) -> None:
        by_name = defaultdict[str, list[Tagged]](list)
        for tagged in self.reading.tagged:
            if not tagged.blank.mark:
                by_name[tagged.blank.name].append(tagged)
        for places in by_name.values():
            derived = [place for place in places if self.reading.derived(place)]
            blank = places[0].blank
            faults = [why for place in derived if (why := same(place.blank, values))]
            if derived and (faults or not blank.formula):
                self.score.derived_false += 1
                self.score.note("derived", blank, f"false: {faults[0] if faults else 'no formula'}")
            elif blank.formula and (len(derived) == len(places) or self._ruled(places[0])):
                self.score.derived_right += 1
            elif blank.formula:
                self.score.note("derived", blank, "typed, not worked out")

    def _ruled(self, tagged: Tagged) -> bool:
        """Whether the formula is likely only and a rule of the pack reads the field."""
        keys = [key.removesuffix("[]") for key in tagged.path.split(".")]
        if tagged.blank.sure or not tagged.path:
            return False
        rules = [str(rule) for rule in self.reading.pack.get("rules") or ()]
        return any(all(key in rule for key in keys[-2:]) for rule in rules)

    def _judge_hints(self, values: Mapping[Blank, Value]) -> None:
        for tagged in self.reading.tagged:
            hint = plain(shown(tagged.blank.printed))
            if tagged.blank.mark or len(_NO_WORD.sub("", hint)) < 2:
                continue
            value = values.get(tagged.blank)
            if value is not None and hint in plain(value.around):
                self.score.hints += 1
                self.score.note("hint", tagged.blank, f"still printed: {tagged.blank.printed}")

    def _judge_rates(self, seed: int) -> None:
        """Types ``100%`` at all rates, or at one after another if the pack refuses some."""
        rates = [
            tagged
            for tagged in self.reading.tagged
            if tagged.blank.type == "rate" and is_named(tagged) and not self.reading.derived(tagged)
        ]
        paths = frozenset(rate.path for rate in rates)
        whole = self._report("full", seed, paths) if rates else None
        reports = {
            path: whole or self._report(f"full {number}", seed, frozenset([path]))
            for number, path in enumerate(sorted(paths))
        }
        for rate in rates:
            report = reports[rate.path]
            value = values_of(report).get(rate.blank) if report is not None else None
            if value is None or plain(value.text) not in ("100%", "100"):
                self.score.types_right -= has_type("rate", self.reading.kind(rate))
                printed = value.text if value is not None else "is refused"
                self.score.note("type", rate.blank, f"100% {printed}")
