"""What a bureau asks of a report that is handed in: ``evidence`` and ``bundle`` of pack.yaml.

evidence:                         the files in evidence/, which a list of the report names
  list: 佐证材料                    the list
  name: 名称                       its column with what each is called
  file: 文件                       its column with the name of the file; it may be left out
bundle:                           how what is handed in is called
  name: '{{ 年度 }}年-{{ 封面.单位 }}'
  evidence: 佐证材料/{{ 序号 }}-{{ 名称 }}
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docgen.content.values import Text
from docgen.packs.records import key

NUMBER, NAME = "序号", "名称"
"""What the name of a piece of evidence may hold besides the fields of the report."""


@dataclass(frozen=True)
class EvidenceRule:
    """The list of a report that names its evidence, and its columns."""

    index: Text = key(
        "报告里列出佐证材料的那个列表 · the list of the report that names its evidence",
        Text(""),
        name="list",
        required=True,
    )
    name: Text = key("写材料名称的列 · its column with what each is called", Text(NAME))
    file: Text = key(
        "写文件名的列；没填的按名称找 · its column with the name of the file; without one the file "
        "has the name",
        Text("文件"),
    )

    def __bool__(self) -> bool:
        """Whether a list names the evidence."""
        return bool(self.index)


@dataclass(frozen=True)
class BundleRule:
    """How a bureau wants the files called that are handed in, without their endings."""

    name: Text = key(
        "文件夹或压缩包的名称，不写就同报告的文件名 · the folder or zip; as the report without it",
        Text(""),
    )
    word: Text = key("Word 文件 · the Word file", Text(""))
    pdf: Text = key(
        "PDF，后面装订了佐证材料 · the PDF, with the evidence bound behind it", Text("")
    )
    check: Text = key("检查报告 · the page on what was checked", Text("检查报告"))
    evidence: Text = key(
        "每件佐证材料，可用 `序号`、`名称` · each piece of evidence, by `序号` (its number) and "
        "`名称` (what it is called)",
        Text(f"佐证材料/{{{{ {NUMBER} }}}}-{{{{ {NAME} }}}}"),
    )

    def of_report(self) -> Iterator[Text]:
        """The names that are made of fields of the report alone."""
        yield from filter(None, (self.name, self.word, self.pdf, self.check))
