"""Reports with private data planted as Word and WPS write it, in many kinds of places."""
