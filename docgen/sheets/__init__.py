"""Workbooks: what their cells show, exactly, and where it stands."""
