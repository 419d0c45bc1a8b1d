"""docgen for machines without Python: ``make bundle`` makes a folder, its zip and its checksum.

The folder holds all that the wheel and its dependencies need, for the system that it is made on.
"""
