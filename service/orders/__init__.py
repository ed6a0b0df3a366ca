"""A signed-in customer's own orders."""
