"""The demo shop's sign-in."""
