"""A report on its way out of the house: fixed, published, handed in."""
