"""What the service itself does with a customer's message, before or instead of the engine."""
