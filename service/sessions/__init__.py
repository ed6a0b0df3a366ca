"""Opening and resuming a customer's conversation."""
