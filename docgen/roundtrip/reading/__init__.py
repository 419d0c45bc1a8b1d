"""A Word file as its readers see it, from Word, WPS or LibreOffice."""
