"""Annexes of a writer's own, joined behind a report: all of them print as they did alone.

annex's files -> own defaults and theme written out -> ids of their own -> behind the report

A Word file has one theme, one set of document defaults and one settings part. What an annex takes
from its own is written into its styles; styles and numberings get ids and names that the report
has not. docxcompose, which joins documents too, gives the second one the styles of the first
wherever their names are the same, and keeps neither its defaults nor its theme.
"""
