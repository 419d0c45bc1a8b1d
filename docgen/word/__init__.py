"""Filling the forms. Only this folder and ``edits`` know WordprocessingML."""
