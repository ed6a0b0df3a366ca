"""A believable company to start with: 驿达商城 and 驿达速运. Deterministic for a given moment."""
