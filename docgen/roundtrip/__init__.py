"""The office's edits of a built file: read, aligned, merged, and proposed to the content."""
