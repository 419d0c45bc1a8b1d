"""The commands, a file each: ``docgen check`` is ``check.py``, ``docgen template`` a folder."""
