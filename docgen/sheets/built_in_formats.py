"""The number formats that files name by a number only (ECMA-376 part 1, 18.8.30).

Dates are as a Chinese Excel shows them, since the list has another one for each language. Excel
writes those of currencies out in each file; the others are here as libraries mean them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_MONTH, _DAY, _MONTH_DAY = 'yyyy"年"m"月"', 'yyyy"年"m"月"d"日"', 'm"月"d"日"'
_TIME, _TIME_SECONDS, _NOON = 'h"时"mm"分"', 'h"时"mm"分"ss"秒"', "上午/下午"

LOCAL_DATES: Mapping[int, str] = MappingProxyType(
    {
        14: "yyyy/m/d",
        22: "yyyy/m/d h:mm",
        **dict.fromkeys((27, 36, 50, 52, 57), _MONTH),
        **dict.fromkeys((28, 29, 51, 53, 54, 58), _MONTH_DAY),
        30: "m/d/yy",
        31: _DAY,
        32: _TIME,
        33: _TIME_SECONDS,
        **dict.fromkeys((34, 55), f"{_NOON}{_TIME}"),
        **dict.fromkeys((35, 56), f"{_NOON}{_TIME_SECONDS}"),
    }
)
"""Dates and times that are other ones in each language of Excel."""

BUILT_IN: Mapping[int, str] = MappingProxyType(
    {
        **dict(enumerate(("General", "0", "0.00", "#,##0", "#,##0.00"))),
        5: '"$"#,##0_);("$"#,##0)',
        6: '"$"#,##0_);[Red]("$"#,##0)',
        7: '"$"#,##0.00_);("$"#,##0.00)',
        8: '"$"#,##0.00_);[Red]("$"#,##0.00)',
        **dict(enumerate(("0%", "0.00%", "0.00E+00", "# ?/?", "# ??/??"), 9)),
        **dict(enumerate(("d-mmm-yy", "d-mmm", "mmm-yy"), 15)),
        **dict(enumerate(("h:mm AM/PM", "h:mm:ss AM/PM", "h:mm", "h:mm:ss"), 18)),
        37: "#,##0_);(#,##0)",
        38: "#,##0_);[Red](#,##0)",
        39: "#,##0.00_);(#,##0.00)",
        40: "#,##0.00_);[Red](#,##0.00)",
        41: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)',
        42: '_("$"* #,##0_);_("$"* (#,##0);_("$"* "-"_);_(@_)',
        43: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)',
        44: '_("$"* #,##0.00_);_("$"* (#,##0.00);_("$"* "-"??_);_(@_)',
        **dict(enumerate(("mm:ss", "[h]:mm:ss", "mm:ss.0", "##0.0E+0", "@"), 45)),
        **LOCAL_DATES,
    }
)
"""The code of each number."""
