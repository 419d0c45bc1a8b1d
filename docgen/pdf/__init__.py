"""From Word files to PDFs."""
