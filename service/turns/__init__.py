"""Running turns against the engine."""
