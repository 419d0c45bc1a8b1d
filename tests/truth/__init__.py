"""Reports in the manner of published ones, true in every figure, and defects planted into them.

They were written before the checks that are measured by them, and are not to be fitted to these:
a text is changed only where it is not true.
"""
