"""``make docs``: writes the sections that are made from what is registered."""

from tests.docs import sections
from tests.support import ROOT


def main() -> None:
    for made in sections():
        path = ROOT / made.page
        path.write_text(made.written(path.read_text("utf-8")), "utf-8")


main()
