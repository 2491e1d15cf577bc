"""Common parts of the GraphQL endpoints: error format, query limits and batched loading."""
