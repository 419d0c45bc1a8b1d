"""What is done by hand on the printed form: signatures, seals, and the dates beside them."""

from __future__ import annotations

import re
from typing import Final

SIGNATURE: Final = re.compile(r"签字|签名|签章|签署|手印")
"""Words for what is signed by hand on the printed form."""

BY_HAND: Final = re.compile(rf"{SIGNATURE.pattern}|盖章|公章|印章")
"""Words for signatures and seals."""

PEN_ROOM: Final = re.compile(rf"(?:{BY_HAND.pattern})[）)]?\s*[：:_＿]|年[\s_＿]+月")
"""Room for a signature, a seal or a date."""
