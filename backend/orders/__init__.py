"""Orders of the shop: DD numbers."""
