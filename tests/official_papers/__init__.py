"""Official papers of the ordinary format, drawn as an office draws them, and their PDFs."""
