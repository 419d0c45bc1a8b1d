"""Command lines that are typed almost right."""

from __future__ import annotations

from tests.clerk_mistakes.mistake import CommandMistake

CHECK = ["check", "2023"]
RENDER = ["render", "2023"]
SCHOOL = ["render", "2023", "--unit", "qingxi-school"]

COMMANDS = [
    CommandMistake(
        name="command-long-dash",
        why="She copies the line from a Word file, where -- has become a long dash.",
        typed=["render", "2023", "—unit", "qingxi-school"],
        meant=SCHOOL,
    ),
    CommandMistake(
        name="command-full-width-hyphens",
        why="She types the hyphens with the Chinese input method.",
        typed=["render", "2023", "－－no-pdf"],
        meant=["render", "2023", "--no-pdf"],
    ),
    CommandMistake(
        name="command-one-hyphen",
        why="She types one hyphen in front of a long option.",
        typed=["render", "2023", "-unit", "qingxi-school"],
        meant=SCHOOL,
    ),
    CommandMistake(
        name="command-option-without-hyphens",
        why="She takes the option for a word like the others.",
        typed=["render", "2023", "unit", "qingxi-school"],
        meant=SCHOOL,
    ),
    CommandMistake(
        name="command-option-misspelt",
        why="Her fingers swap two letters of an option.",
        typed=["new", "2024", "--form", "2023"],
        meant=["new", "2024", "--from", "2023"],
    ),
    CommandMistake(
        name="command-option-without-its-hyphen",
        why="She leaves out the hyphen inside of an option.",
        typed=["pull", "2023", "--dryrun"],
        meant=["pull", "2023", "--dry-run"],
    ),
    CommandMistake(
        name="command-option-forgotten",
        why="She gives both years and forgets the word between.",
        typed=["new", "2024", "2023"],
        meant=["new", "2024", "--from", "2023"],
    ),
    CommandMistake(
        name="command-option-in-chinese",
        why="She types the option in Chinese, as the help explains it.",
        typed=["render", "2023", "--单位", "qingxi-school"],
        meant=SCHOOL,
    ),
    CommandMistake(
        name="command-language-behind",
        why="She puts the language behind the command, where other options stand.",
        typed=["check", "2023", "--lang", "zh"],
        meant=["--lang", "zh", "check", "2023"],
    ),
    CommandMistake(
        name="command-year-full-width",
        why="The year is in full-width digits.",
        typed=["check", "２０２３"],
        meant=CHECK,
    ),
    CommandMistake(
        name="command-year-with-word",
        why="She types the year as one says it.",
        typed=["check", "2023年"],
        meant=CHECK,
    ),
    CommandMistake(
        name="command-year-of-two-digits",
        why="She shortens the year.",
        typed=["render", "23"],
        meant=RENDER,
    ),
    CommandMistake(
        name="command-year-with-swapped-digits",
        why="Her fingers swap two digits of the year.",
        typed=["check", "2032"],
        meant=CHECK,
    ),
    CommandMistake(
        name="command-year-as-path",
        why="She gives the folder, which the file manager shows her.",
        typed=["check", "content/2023"],
        meant=CHECK,
    ),
    CommandMistake(
        name="command-year-glued",
        why="She types no blank between command and year.",
        typed=["check2023"],
        meant=CHECK,
    ),
    CommandMistake(
        name="command-year-only",
        why="She types the year and thinks that the program knows what to do.",
        typed=["2023"],
        meant=CHECK,
    ),
    CommandMistake(
        name="command-without-year",
        why="She types the command only, as there is but one year.",
        typed=["render"],
        meant=RENDER,
    ),
    CommandMistake(
        name="command-misspelt",
        why="Her fingers swap two letters of the command.",
        typed=["chekc", "2023"],
        meant=CHECK,
    ),
    CommandMistake(
        name="command-capital",
        why="Her editor makes the first letter a capital.",
        typed=["Check", "2023"],
        meant=CHECK,
    ),
    CommandMistake(
        name="command-in-chinese",
        why="She types the command as the docs call it in Chinese.",
        typed=["检查", "2023"],
        meant=CHECK,
    ),
    CommandMistake(
        name="command-in-chinese-render",
        why="She types 生成, as the list of commands explains it.",
        typed=["生成", "2023"],
        meant=RENDER,
    ),
    CommandMistake(
        name="command-in-full-width-letters",
        why="Her input method is set to full width.",
        typed=["ｃｈｅｃｋ", "2023"],
        meant=CHECK,
    ),
    CommandMistake(
        name="command-in-one-quoted-word",
        why="She puts the whole line between quotes.",
        typed=["check 2023"],
        meant=CHECK,
    ),
    CommandMistake(
        name="command-program-twice",
        why="She pastes the whole line behind the program's name she has typed already.",
        typed=["docgen", "check", "2023"],
        meant=CHECK,
    ),
    CommandMistake(
        name="command-undo",
        why="She looks for the way back under its own name.",
        typed=["undo", "2023"],
        meant=["pull", "2023", "--undo"],
    ),
    CommandMistake(
        name="command-help-as-word",
        why="She asks for help as one asks a person.",
        typed=["帮助"],
        meant=["--help"],
    ),
    CommandMistake(
        name="command-nothing",
        why="She types the program's name and waits for a menu.",
        typed=[],
        meant=["--help"],
    ),
    CommandMistake(
        name="command-unit-by-its-name",
        why="She gives the school's name, which stands on the cover.",
        typed=["render", "2023", "--unit", "青溪县云溪中学"],
        meant=SCHOOL,
    ),
    CommandMistake(
        name="command-unit-with-blank",
        why="She types a blank where the folder's name has a hyphen.",
        typed=["render", "2023", "--unit", "qingxi", "school"],
        meant=SCHOOL,
    ),
    CommandMistake(
        name="command-unit-as-path",
        why="She drags the unit's folder into the window.",
        typed=["render", "2023", "--unit", "content/2023/qingxi-school"],
        meant=SCHOOL,
    ),
    CommandMistake(
        name="command-unit-forgotten",
        why="She names the pack and forgets that a new unit needs a name.",
        typed=["new", "2024", "--pack", "hunan-self-evaluation"],
        meant=[],
    ),
    CommandMistake(
        name="command-pack-by-its-title",
        why="She gives the form's title for the name of the pack.",
        typed=[
            "new",
            "2024",
            "--pack",
            "部门整体支出绩效自评报告（湖南）",
            "--unit",
            "yunxi-school",
        ],
        meant=["new", "2024", "--pack", "hunan-self-evaluation", "--unit", "yunxi-school"],
    ),
    CommandMistake(
        name="command-units-with-comma",
        why="She wants two units and parts them by a Chinese comma.",
        typed=["render", "2023", "--unit", "qingxi-school，science-museum"],
        meant=["render", "2023", "--unit", "qingxi-school", "--unit", "science-museum"],
    ),
]
