"""The checks of a unit: a module for each subject, found by being here."""
