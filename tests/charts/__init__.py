"""Charts as Word and WPS write them, and what is drawn of them."""
