"""A letter for each line of a CSV file, the template opened anew for each."""

import csv
import datetime
from pathlib import Path

from docxtpl import DocxTemplate

template_path = Path("templates") / "信函.docx"
output_dir = Path.cwd() / "output"

with open("templates/people.csv", encoding="utf-8") as file:  # noqa: PTH123
    for number, record in enumerate(csv.DictReader(file), 1):
        doc = DocxTemplate(template_path)
        record["今天"] = datetime.date(2024, 5, 3).strftime("%Y年%m月%d日")
        doc.render(record)
        doc.save(output_dir / f"{number:02d}_{record['姓名']}.docx")
