"""`make test`: the parts of the suite side by side, and a report of what each of them costs."""
