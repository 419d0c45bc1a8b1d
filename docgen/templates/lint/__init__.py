"""Inspection of a pack: its placeholders and its faults."""
