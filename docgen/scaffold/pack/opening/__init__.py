"""A form becomes a .docx without content controls and old formats."""
