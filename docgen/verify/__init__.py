"""A finished .docx or PDF against the official format: each deviation with its place."""
