"""Rows of many units for the packs that sum them up: made, kept, and handed to the summary."""
