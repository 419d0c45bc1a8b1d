"""Alternative texts of pictures: what is read to those who do not see them."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

_KIND = (
    r"图片?|图像|图表|插图|配图|附图|照片|截图|截屏|示意图|替代文字|"
    r"image|picture|photo|figure|img|pic|fig|graphic|screenshot|chart|alt(?: text)?"
)
_NUMBER = r"[\s_\-.（(]*[\d一二三四五六七八九十][\d_\-—–.:： ]*[）)]?"
_SAYS_NOTHING = re.compile(
    rf"(?:[如见]下?)?(?:{_KIND})?(?:{_NUMBER})?(?:如下|所示)?[：:。.]?", re.IGNORECASE
)
_FILE = re.compile(
    r".*\.(?:png|jpe?g|gif|bmp|tiff?|webp|heic|emf|wmf|svg)"
    r"|(?:IMG|DSCN?|MVIMG|PXL|mmexport|Screenshot|WeChat Image|(?:微信|QQ)(?:图片|截图)|屏幕截图)"
    r"[\s_\-]*\d[\d\s_\-]*",
    re.IGNORECASE,
)
_BY_PROGRAM = re.compile(r"描述已自动生成|automatically generated", re.IGNORECASE)
_CHINESE = re.compile("[\u3400-\u9fff]")


def describes(alt: str, file: str = "") -> bool:
    """Whether ``alt`` says what a picture shows, and is no number, kind or file name.

    ``file`` is the path of the picture, if it is known. 园区东门 may be its name as well; ``gate1``
    is nothing to read aloud.
    """
    text = alt.strip()
    stem = PurePosixPath(file.replace("\\", "/")).stem
    is_name = text == stem and not _CHINESE.search(text)
    is_known = _SAYS_NOTHING.fullmatch(text) or _FILE.fullmatch(text) or _BY_PROGRAM.search(text)
    return not (is_name or is_known)
