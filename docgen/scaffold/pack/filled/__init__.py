"""Tells what was filled into a form from what it prints, takes it out, and puts it into content."""
