"""A customer's thumb up or down on one answer."""
