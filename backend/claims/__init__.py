"""Claims for loss, damage and shortage: an estimate by rule, never a promise, and the filing."""
