"""`make own`: turn a clone into the adopter's own project."""
