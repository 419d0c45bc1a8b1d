"""What an edit changes in the content files, or why it stays in the Word file."""
