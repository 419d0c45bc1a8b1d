"""Verification of a finished .docx or PDF against the official format."""
