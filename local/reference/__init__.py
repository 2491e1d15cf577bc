"""Pages of the documentation that are generated from the lists of the code."""
