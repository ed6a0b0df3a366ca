"""Returns and exchanges: TH numbers."""
