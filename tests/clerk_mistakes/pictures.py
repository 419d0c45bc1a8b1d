"""Pictures, the longest line that a clerk has to type."""

from __future__ import annotations

from tests.clerk_mistakes.mistake import Mistake

_LINE = '![改造后的风雨连廊](../images/corridor.png "图1 改造后的风雨连廊")'


def _picture(name: str, why: str, typed: str) -> Mistake:
    """A mistake in the line of the school's only picture."""
    return Mistake(
        name=name,
        why=why,
        base="school",
        file="narrative/6-资金使用及绩效情况.md",
        old=_LINE,
        typed=typed,
        one_answer=True,
        silent_ok=True,
    )


MISTAKES = [
    _picture(
        "picture-full-width-brackets",
        "Her input method gives full-width round brackets.",
        '![改造后的风雨连廊]（../images/corridor.png "图1 改造后的风雨连廊"）',
    ),
    _picture(
        "picture-full-width-mark",
        "Her input method gives a full-width exclamation mark.",
        '！[改造后的风雨连廊](../images/corridor.png "图1 改造后的风雨连廊")',
    ),
    _picture(
        "picture-chinese-square-brackets",
        "The key of the square bracket gives 【 with the Chinese input method.",
        '!【改造后的风雨连廊】(../images/corridor.png "图1 改造后的风雨连廊")',
    ),
    _picture(
        "picture-without-mark",
        "She leaves out the exclamation mark.",
        '[改造后的风雨连廊](../images/corridor.png "图1 改造后的风雨连廊")',
    ),
    _picture(
        "picture-backslashes",
        "Windows parts folders by backslashes.",
        r'![改造后的风雨连廊](..\images\corridor.png "图1 改造后的风雨连廊")',
    ),
    _picture(
        "picture-whole-path",
        "She copies the file's place from the address bar of her computer.",
        '![改造后的风雨连廊](D:/绩效/qingxi-school/images/corridor.png "图1 改造后的风雨连廊")',
    ),
    _picture(
        "picture-wrong-ending",
        "She supposes that every picture is a .jpg.",
        '![改造后的风雨连廊](../images/corridor.jpg "图1 改造后的风雨连廊")',
    ),
    _picture(
        "picture-wrong-case",
        "Windows does not part capital and small letters in file names.",
        '![改造后的风雨连廊](../Images/Corridor.PNG "图1 改造后的风雨连廊")',
    ),
    _picture(
        "picture-chinese-quotes",
        "The quotes round the caption are Chinese ones.",
        "![改造后的风雨连廊](../images/corridor.png “图1 改造后的风雨连廊”)",
    ),
    _picture(
        "picture-from-the-units-folder",
        "She counts the path from the unit's folder, not from the chapter's.",
        '![改造后的风雨连廊](images/corridor.png "图1 改造后的风雨连廊")',
    ),
    _picture(
        "picture-of-note-program",
        "Her note program names pictures between double brackets.",
        "![[corridor.png|图1 改造后的风雨连廊]]",
    ),
    _picture(
        "picture-without-blank-before-caption",
        "She types no blank in front of the caption.",
        '![改造后的风雨连廊](../images/corridor.png"图1 改造后的风雨连廊")',
    ),
    Mistake(
        name="picture-right-below-list",
        why="She puts the picture right below the last point, with no blank line between.",
        base="school",
        file="narrative/6-资金使用及绩效情况.md",
        one_answer=True,
        old="次。\n\n![改造后",
        typed="次。\n![改造后",
    ),
]
