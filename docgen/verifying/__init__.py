"""Measuring a finished file against the official format: the .docx, and the glyphs of the PDF."""
