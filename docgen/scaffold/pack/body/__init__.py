"""What stands outside of tables: title, headings, lines."""
