"""What every GraphQL door has in common: one error shape, limits, and no query a row."""
