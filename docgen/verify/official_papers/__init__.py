"""The elements of an official paper, each where GB/T 9704-2012, 7.2 to 7.5 and 10.1, puts it."""
