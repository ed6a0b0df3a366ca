"""Follow-ups (回访): asking customers again, after a matter or once in their tier's cycle."""
