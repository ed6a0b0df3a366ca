"""One customer on several channels."""
