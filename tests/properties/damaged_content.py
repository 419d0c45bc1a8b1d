"""Damages of a unit's content and of its pack, each by a random source."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

ODD_NAMES = (
    *("-rf.yaml", ".yaml", "con.yaml", "a\nb.yaml", "a\x1b[31mb.md", "\u202efdp.yaml", "　.md"),
    *(
        "甲" * 80 + ".yaml",
        "a b .yaml ",
        "NUL",
        "a:b.md",
        "甲.YAML",
        "甲.Md",
        "~甲.yaml",
        "%s.yaml",
    ),
    os.fsdecode("总结.md".encode("gbk")),
)
ODD_VALUES = (
    *("", "~", "[]", "{}", "[[]]", "{a: {}}", "[1, {a: b}]", "[甲, [乙]]", "''", '"\\u0000"'),
    *("1e999", "1E+999999999", ".inf", ".nan", "0x1F", "1_000", "1,200", "2023-13-45", "99:99"),
    *("true", "no", "否", "null", "*甲", "&甲 1", "!!python/object:os.system x", "!!binary aGk="),
    *(
        "|\n  多行\n  文字",
        ">-\n  折",
        "'未完",
        '"未完',
        "甲: 乙: 丙",
        "@甲",
        "`甲`",
        "% 甲",
        "- 甲",
    ),
    *("9" * 400, "甲" * 3000, "<<: *a", "？", "：", "\t甲", "# 甲", "[" * 300, "{a: " * 150),
    '"\\ud800"',
)
EXPRESSIONS = (
    *(
        "1e400",
        '"\\ud800"',
        '"\\x00"',
        "年度|truncate(-5)",
        '"{:>3000000000}".format(1)',
        "年度.place",
    ),
    *("年度.value", "range(10**9)", "9**9**9", "'a'*10**9", "年度|center(10**9)", "namespace()"),
    *("[].__class__", "年度.__class__.__mro__", "lipsum()", "self", "cycler", "total", "total()"),
    *(
        "1/0",
        "年度 ~ 年度",
        "没有",
        "没有.有",
        "行列[99]",
        "行列[-1]",
        "行列.名",
        "行列|sum",
        "行列|join",
    ),
    *(
        "(",
        "'",
        "{",
        "%}",
        "年度|",
        "年度|没有",
        "年度 if",
        "loop",
        "joiner()()",
        "年度|round(10**9)",
    ),
    *("年度|string|replace('2','2'*10**6)", "'%1000000000d'|format(1)", "行列|batch(10**9)|list"),
)
TAGS = (
    "{{% if {0} %}}甲{{% endif %}}",
    "{{{{ {0} }}}}",
    "{{{{ {0} | percent }}}}",
    "{{%p if {0} %}}",
)
TIMES = (3_000, 9_000) if "DOCGEN_EXAMPLES" in os.environ else (300, 900)
LONG = (
    "1,",
    "2023年",
    "同比增长5%",
    "（",
    "**",
    "[",
    "{{",
    "| a ",
    "- ",
    "> ",
    "甲\n",
    "`",
    "<",
    "\\",
)


def texts(folder: Path) -> list[Path]:
    files = (path for path in sorted(folder.rglob("*")) if path.suffix in (".yaml", ".md", ".json"))
    return [path for path in files if path.is_file() and not path.is_symlink()]


def encoded(unit: Path, random: Random) -> None:
    path = random.choice(texts(unit))
    text = path.read_text("utf-8", "replace")
    encoding = random.choice(("gbk", "utf-16", "utf-32", "big5", "utf-8-sig", "utf-7", "cp037"))
    path.write_bytes(text.encode(encoding, "replace"))


def spoiled(unit: Path, random: Random) -> None:
    path = random.choice(texts(unit))
    data = bytearray(path.read_bytes() or b"a")
    for _ in range(random.choice((1, 3, 30))):
        at = random.randrange(len(data) + 1)
        data[at : at + random.randrange(3)] = random.randbytes(random.randrange(3))
    path.write_bytes(bytes(data))


def cut_off(unit: Path, random: Random) -> None:
    path = random.choice(texts(unit))
    data = path.read_bytes()
    path.write_bytes(data[: random.randrange(len(data) + 1)])


def renamed(unit: Path, random: Random) -> None:
    path = random.choice(texts(unit))
    path.rename(path.with_name(random.choice(ODD_NAMES)))


def added(unit: Path, random: Random) -> None:
    folder = random.choice([unit, unit / "narrative", unit / "新"])
    folder.mkdir(exist_ok=True)
    data = random.choice((b"", b"\xff\xfe", b"a: 1\n", b"PK\3\4", b"# \xe7\x94\xb2\n", bytes(99)))
    (folder / random.choice(ODD_NAMES)).write_bytes(data)


def linked(unit: Path, random: Random) -> None:
    """A file or folder becomes a link: outside, nowhere, to itself, in a circle; or a pipe."""
    path = random.choice([*texts(unit), unit / "新.md", unit / "新.yaml", unit / "图"])
    if path.is_file():
        path.unlink()
    secret = unit.parents[3] / "secret.yaml"
    targets = (secret, secret.parent, Path("/etc/passwd"), Path("/nowhere"), path, unit, Path(".."))
    if random.randrange(5):
        path.symlink_to(random.choice(targets))
    else:
        os.mkfifo(path)


def swapped(unit: Path, random: Random) -> None:
    """A file becomes a folder, or a folder a file."""
    path = random.choice([*texts(unit), unit / "narrative"])
    if path.is_file():
        path.unlink()
        path.mkdir()
    else:
        shutil.rmtree(path, ignore_errors=True)
        path.write_text("甲: 1\n", "utf-8")


def retyped(unit: Path, random: Random) -> None:
    """A value, or a key, becomes another."""
    path = random.choice([path for path in texts(unit) if path.suffix == ".yaml"] or texts(unit))
    lines = path.read_text("utf-8", "replace").split("\n")
    at = random.randrange(len(lines))
    odd = random.choice(ODD_VALUES)
    key, _, value = lines[at].partition(":")
    lines[at] = random.choice((f"{key}: {odd}", f"{odd}: {value}", f"{lines[at]}{odd}", odd))
    path.write_text("\n".join(lines), "utf-8")


def expressed(unit: Path, random: Random) -> None:
    path = random.choice(texts(unit))
    tag = random.choice(TAGS).format(random.choice(EXPRESSIONS))
    lines = path.read_text("utf-8", "replace").split("\n")
    at = random.randrange(len(lines))
    lines[at] = random.choice((lines[at] + tag, tag, f"文: '{tag}'"))
    path.write_text("\n".join(lines), "utf-8")


def lengthened(unit: Path, random: Random) -> None:
    path = random.choice(texts(unit))
    repeated = random.choice(LONG) * random.choice(TIMES)
    text = path.read_text("utf-8", "replace")
    path.write_text(random.choice((text + repeated, f"{text}\n文: {repeated}\n")), "utf-8")


def nested(unit: Path, random: Random) -> None:
    path = random.choice(texts(unit))
    depth = random.choice((50, 150, 400, 3_000))
    kinds = (
        "[" * depth + "]" * depth,
        "{a: " * depth + "}" * depth,
        "\n".join(" " * number + "a:" for number in range(depth)),
        "\n".join("  " * number + "- 甲" for number in range(min(depth, 400))),
        "> " * depth + "甲",
        "- " * depth + "甲",
        ("[" * 190 + " # " + "]" * 190 + "\n") * 20,
    )
    path.write_text(path.read_text("utf-8", "replace") + "\n" + random.choice(kinds), "utf-8")


def schema_changed(unit: Path, random: Random) -> None:
    """A value of the pack's schema becomes another kind, at any depth."""
    path = unit.parents[2] / "word_templates" / "other" / "schema.json"
    schema = json.loads(path.read_text("utf-8"))
    node = schema
    while isinstance(node, dict) and node and random.randrange(3):
        key = random.choice(sorted(node))
        if not isinstance(node[key], dict):
            break
        node = node[key]
    odd: tuple[object, ...] = (None, [], {}, "x", 1, -1, True, ["null"], [[]], {"a": 1}, "number")
    key = random.choice([*node, "type", "items", "$ref", "enum", "pattern", "minimum", "required"])
    node[key] = random.choice((*odd, "#", "#/properties/行列", "("))
    path.write_text(json.dumps(schema), "utf-8")


def pack_changed(unit: Path, random: Random) -> None:
    folder = unit.parents[2] / "word_templates" / "other"
    random.choice((retyped, spoiled, cut_off, expressed, encoded, renamed, nested))(folder, random)


def unit_renamed(unit: Path, random: Random) -> None:
    names = (*ODD_NAMES, "甲" * 84, "one ", "ONE", "..甲", "$(ls)", "a'b\"c")
    unit.rename(unit.with_name(random.choice(names).strip("/") or "x"))


DAMAGES: tuple[Callable[[Path, Random], None], ...] = (
    *(encoded, spoiled, cut_off, renamed, added, linked, swapped),
    *(retyped, retyped, retyped, expressed, expressed, lengthened, nested),
    *(schema_changed, pack_changed, pack_changed),
)


def damage(unit: Path, random: Random) -> str:
    """Damages the unit's folder, or its pack; returns how."""
    done = []
    for _ in range(random.choice((1, 1, 2, 3))):
        chosen = random.choice(DAMAGES)
        try:
            chosen(unit, random)
        except (OSError, IndexError, ValueError):  # what was there is gone by an earlier damage
            continue
        done.append(chosen.__name__)
    if random.randrange(12) == 0:
        unit_renamed(unit, random)
        done.append("unit_renamed")
    return " ".join(done)


CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What no line of output may hold."""
