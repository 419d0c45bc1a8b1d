"""Conversion of Word files to PDF."""

PDF_SECONDS = 120
"""The default time limit for a file; a report of 30 pages takes 2."""
