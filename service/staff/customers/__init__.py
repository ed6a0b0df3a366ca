"""One customer, as staff sees them."""
