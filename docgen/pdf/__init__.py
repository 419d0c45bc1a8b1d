"""From Word files to PDFs."""

PDF_SECONDS = 120
"""What one file may take, if nothing else is said; a report of 30 pages takes 2."""
