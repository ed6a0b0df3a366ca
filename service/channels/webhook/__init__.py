"""A generic channel over signed HTTP, in and out."""
