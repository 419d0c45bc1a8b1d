"""Charts of Word files (ECMA-376 part 1, clause 21.2): their data, parts and workbooks."""
