"""Which files of evidence can be bound; those that cannot are told.

PDFs, scans and Word files are bound. What would lose what it is worth, or what it says, by being
copied into another PDF is refused: a signature, a form or a collection that only Adobe shows.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pikepdf
from PIL import Image

from docgen.content.source_files import LINK_OUTSIDE, is_inside
from docgen.diagnostics import DocgenError, Place, Problems, error
from docgen.diagnostics.codes import Code, problem_code
from docgen.diagnostics.file_names import OFFICE_ENDINGS
from docgen.filing.hand_in.evidence_folder import EvidenceFile, Kind
from docgen.word.package_file import PackageError, read_package

EVIDENCE_ENCRYPTED = problem_code(
    "evidence-encrypted",
    en=(
        "the file is locked by a password, so it cannot be bound behind the report",
        "save it without a password, under the same name",
    ),
    zh=("这个文件加了密码，装订不到报告后面", "取消密码另存一份，文件名不变"),
)
EVIDENCE_DAMAGED = problem_code(
    "evidence-damaged",
    en=(
        "the file is damaged, so it cannot be bound behind the report",
        "ask for it again, or scan it once more, and put it there under the same name",
    ),
    zh=("这个文件坏了，装订不到报告后面", "重新要一份或重新扫描，用同样的文件名放回去"),
)
EVIDENCE_SIGNED = problem_code(
    "evidence-signed",
    en=(
        "the file has a digital signature, which would be lost if it were bound behind the report",
        "print it into a PDF under the same name, and put that here; keep the signed file",
    ),
    zh=(
        "这个文件有电子签名，装订以后签名就失效了",
        "打印成同名的 PDF 放在这里，签名的原件另外保存",
    ),
)
EVIDENCE_UNSEEN = problem_code(
    "evidence-unseen",
    en=(
        "only Adobe Reader shows what is in this PDF, so it cannot be bound behind the report",
        "print it from there into a PDF under the same name",
    ),
    zh=("这个 PDF 的内容只有 Adobe Reader 能显示，装订不了", "在那里打印成同名的 PDF"),
)
EVIDENCE_KIND = problem_code(
    "evidence-kind",
    en=(
        "this is no PDF, no picture and no Word file, so it cannot be bound behind the report",
        "print it into a PDF and put that here, or take the file out of the folder",
    ),
    zh=(
        "这不是 PDF、图片或 Word 文件，装订不到报告后面",
        "打印成 PDF 放在这里，或把它移出这个文件夹",
    ),
)
EVIDENCE_UNREADABLE = problem_code(
    "evidence-unreadable",
    en=(
        "the file cannot be read: {reason}",
        "close it elsewhere, and look at who may read it; then type the command again",
    ),
    zh=("这个文件读不了：{reason}", "在别处关闭它，看看有没有读取权限，再运行一次"),
)

_SIGNATURES = "_xmlsignatures/"


def evidence_file(path: Path, unit: Path, place: Place, problems: Problems) -> EvidenceFile | None:
    """A file of evidence; ``None`` if it cannot be bound, which is told."""
    if not is_inside(path, unit):
        words = {"name": path.name, "folder": unit.name}
        problems.add(error(LINK_OUTSIDE, place, **words))
        return None
    try:
        data = path.read_bytes()
    except OSError as reason:
        problems.add(error(EVIDENCE_UNREADABLE, place, reason=reason.strerror or reason))
        return None
    kind = _kind(data, path)
    fault = _fault(kind, data, path, place)
    if isinstance(fault, DocgenError):
        problems.add(fault.problem)
    elif fault:
        problems.add(error(fault, place))
    return EvidenceFile(path, place, kind) if kind and not fault else None


def _kind(data: bytes, path: Path) -> Kind | None:
    """What a file is by its bytes, or, where those say nothing, by its name."""
    if b"%PDF-" in data[:1024] or path.suffix.lower() == ".pdf":
        return "pdf"
    if path.suffix.lower() in OFFICE_ENDINGS:
        return "word"
    if path.suffix.lower() in Image.registered_extensions() or _is_picture(data):
        return "picture"
    return None


def _is_picture(data: bytes) -> bool:
    try:
        with Image.open(BytesIO(data)):
            return True
    except (OSError, ValueError, Image.DecompressionBombError):
        return False


def _fault(kind: Kind | None, data: bytes, path: Path, place: Place) -> Code | DocgenError | None:
    """Why a file cannot be bound; ``None`` if it can."""
    if kind == "pdf":
        return _pdf_fault(data)
    if kind == "picture":
        return _picture_fault(data)
    return _word_fault(data, path, place) if kind == "word" else EVIDENCE_KIND


def _pdf_fault(data: bytes) -> Code | None:
    try:
        with pikepdf.open(BytesIO(data), suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                return EVIDENCE_ENCRYPTED
            if not pdf.pages or any(map(_is_damage, pdf.check_pdf_syntax())):
                return EVIDENCE_DAMAGED
            if _is_signed(pdf):
                return EVIDENCE_SIGNED
            return EVIDENCE_UNSEEN if _is_unseen(pdf) else None
    except pikepdf.PasswordError:
        return EVIDENCE_ENCRYPTED
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError):
        return EVIDENCE_DAMAGED


def _is_damage(problem: str) -> bool:
    """Whether what a PDF lacks costs anything: a blank page needs no resources."""
    return "Resources is missing" not in problem


def _is_signed(pdf: pikepdf.Pdf) -> bool:
    """Whether a field holds a signature (ISO 32000-1, 12.8.1); an empty one is none."""
    return any(
        isinstance(entry, pikepdf.Dictionary)
        and entry.get("/Type") in ("/Sig", "/DocTimeStamp")
        and "/ByteRange" in entry
        for entry in pdf.objects
    )


def _is_unseen(pdf: pikepdf.Pdf) -> bool:
    """Whether the pages are no more than a request to open the file in Adobe Reader."""
    has_form = "/AcroForm" in pdf.Root and "/XFA" in pdf.Root.AcroForm
    return has_form or "/Collection" in pdf.Root


def _picture_fault(data: bytes) -> Code | None:
    try:
        with Image.open(BytesIO(data)) as picture:
            picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return EVIDENCE_DAMAGED
    return None


def _word_fault(data: bytes, path: Path, place: Place) -> Code | DocgenError | None:
    """Why a .docx cannot be bound; other formats are read where they are converted."""
    if zipfile.is_zipfile(BytesIO(data)):
        try:
            with zipfile.ZipFile(BytesIO(data)) as package:
                if any(name.startswith(_SIGNATURES) for name in package.namelist()):
                    return EVIDENCE_SIGNED
        except (OSError, zipfile.BadZipFile):
            return EVIDENCE_DAMAGED
    if path.suffix.lower() == ".docx":
        try:
            read_package(data, place)
        except PackageError as reason:
            return reason
    return None
