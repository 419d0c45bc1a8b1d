"""Whatever docgen says, it says in one language: every sentence, every page of help, every refusal.

Words of the content and the forms (``版记``, ``例外``) stay Chinese in English sentences, names
(``fonts``, ``.docx``) stay Latin in Chinese ones.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from docgen.cli.command import CommandFolder
from docgen.cli.main import main
from docgen.diagnostics import ExitCode
from docgen.diagnostics.codes import CODES, LANGUAGES, Language, import_all
from docgen.messages import phrases
from tests.support import SmallProject

import_all("docgen")

CHINESE = re.compile("[㐀-鿿，。；：、（）！？]")
ENGLISH = re.compile(r"\b(the|is|are|of|and|it|this|that|with|was|were|be|an|you|your|please)\b")
"""Words without which there is no English sentence, and which are no name of anything."""
QUOTED = re.compile(r"「[^」]*」|`[^`]*`|\{[^}]*\}|\"[^\"]*\"|'[^']*'")
OF_FORMS = re.compile(
    "是|否|例外|沿用上年|待填写|规则|位置|理由|版记|behind 数|write 约|put 。|2024年4月26日"
    "|一、|（  ）|财政拨款/基本支出"
)


def sentences(language: Language) -> Iterator[tuple[str, str]]:
    """All sentences of a language, those of problems included, each with its name."""
    yield from phrases(language).items()
    for code, entry in CODES.items():
        for part, text in zip(("message", "hint"), entry.texts[language], strict=True):
            yield f"{code} {part}", text


def without_names(text: str) -> str:
    return OF_FORMS.sub("", QUOTED.sub("", text))


def strays(text: str, language: Language) -> list[str]:
    """The lines that are in the other language."""
    other = ENGLISH if language == "zh" else CHINESE
    return [line for line in without_names(text).splitlines() if other.search(line)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_in_its_language_alone(language: Language) -> None:
    known = list(sentences(language))
    assert len(known) > 1000
    assert {name: found for name, text in known if (found := strays(text, language))} == {}


def test_a_sentence_of_the_other_language_would_be_found() -> None:
    assert strays("没有写 the edition", "zh") == ["没有写 the edition"]
    assert strays("the 年度 is missing", "en") == ["the 年度 is missing"]
    assert strays("write 「年度」", "en") == strays("改正 file", "zh") == []


def folders() -> list[tuple[str, ...]]:
    """The groups of commands, as they are typed; the program itself is ``()``."""
    context = click.Context(main, **main.context_settings)
    assert isinstance(main, CommandFolder)
    names = [names for names, _ in main.commands_below(context)]
    return sorted({name[:-1] for name in names})


def told(*words: str, language: Language = "en", **options: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, list(words), env={"DOCGEN_LANG": language}, **options)  # type: ignore[arg-type]
    return done.exit_code, done.stdout + done.stderr


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", folders())
def test_help_and_starts_of_every_group(words: tuple[str, ...], language: Language) -> None:
    samples = re.compile(r"docgen [^一-鿿]*(zhuzhou\S*|\S+\.(docx|xlsx|yaml))|填报.xlsx")
    for line in ((*words, "--help"), (*words, "-h"), words):
        _, page = told(*line, language=language)
        assert strays(samples.sub("", page), language) == [], line
        assert len(page.splitlines()) > 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_every_command_says_of_options_it_does_not_take(language: Language) -> None:
    context = click.Context(main, **main.context_settings)
    assert isinstance(main, CommandFolder)
    for names, command in main.commands_below(context):
        wrong = [
            ("--none-such",),
            ("--lang", "fr"),
            ("--lang",),
            ("--help=2",),
            ("a", "b", "c", "d"),
        ]
        for option in command.params:
            if isinstance(option, click.Option) and not option.is_flag:
                wrong += [("x", option.opts[0]), ("x", option.opts[0], "")]
                is_text = not isinstance(option.type, (click.Choice, click.IntRange))
                wrong += [] if is_text else [("x", option.opts[0], "-7")]
        for words in wrong:
            code, said = told(*names, *words, language=language)
            assert code == 2, (names, words, said)
            shown = re.sub(r"(docgen |输入|type).*|[A-Z][A-Z|.-]+", "", said)
            assert strays(shown, language) == [], (names, words)
            assert "Usage" not in said.replace("Usage:", "") or language == "en"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", [KeyboardInterrupt, EOFError, click.Abort])
def test_a_question_that_is_broken_off(
    project: SmallProject,
    monkeypatch: pytest.MonkeyPatch,
    language: Language,
    way: type[Exception],
) -> None:
    """Ctrl-C, Ctrl-D, or the end of what is typed, while docgen asks or works."""
    from docgen.cli import asked_bindings

    def stopped(*_: object, **__: object) -> None:
        raise way

    monkeypatch.chdir(project.root)
    monkeypatch.setattr(asked_bindings, "chosen_bindings", stopped)
    code, said = told("check", "2023", "--bind", language=language)
    assert (code, said.strip()) == (130, phrases(language)["interrupted"].strip())
    assert "Aborted" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_exception_that_nobody_expected(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    from docgen.runs import check as check_module

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("x")

    monkeypatch.chdir(project.root)
    monkeypatch.setattr(check_module, "check_edition", broken)
    code, said = told("check", "2023", language=language)
    assert (code, "Traceback" in said) == (ExitCode.OUTPUT, False), said
    assert strays(said, language) == []


def test_the_version_is_a_name_and_a_number() -> None:
    for language in LANGUAGES:
        code, said = told("--version", language=language)
        assert code == 0
        assert re.fullmatch(r"docgen [\d.]+\n", said)


def test_the_names_in_sentences_are_no_words_of_a_language() -> None:
    """What is filled in is named by one word of ASCII, in all sentences of both languages."""
    for language in LANGUAGES:
        for name, text in sentences(language):
            fields = [field for _, field, _, _ in string.Formatter().parse(text) if field]
            assert all(field.isascii() for field in fields), name
