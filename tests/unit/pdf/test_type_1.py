"""Type 1 programs lose their number in both parts, and nothing else."""

from __future__ import annotations

from fontTools.misc import eexec
from hypothesis import given
from hypothesis import strategies as st

from docgen.pdf.type_1 import decrypted, encrypted, without_number

KEY = 55665


@given(st.binary(max_size=2000))
def test_both_ways_are_those_of_fonttools(data: bytes) -> None:
    assert decrypted(encrypted(data)) == data
    assert (encrypted(data), decrypted(data)) == (
        eexec.encrypt(data, KEY)[0],
        eexec.decrypt(data, KEY)[0],
    )


@given(st.integers(0, 4_999_999), st.binary(max_size=50))
def test_the_number_is_taken_out_of_both_parts(number: int, outlines: bytes) -> None:
    numbered, plain = b"/Dict\n/UniqueID %d def\n/Subrs" % number, b"/Dict\n/Subrs"
    clear, private = without_number(numbered, encrypted(numbered + outlines))
    assert (clear, decrypted(private)) == (plain, plain + outlines)


def test_outlines_that_look_like_a_number_stay() -> None:
    line = b"/UniqueID 1 def\n"
    _, private = without_number(line, encrypted(line + b"/CharStrings " + line))
    assert decrypted(private) == b"/CharStrings " + line


def test_a_program_without_a_number_stays() -> None:
    assert without_number(b"/FontName", b"\x00\x01") == (b"/FontName", b"\x00\x01")
