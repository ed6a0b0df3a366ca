"""One's own account: signing in and out, presence, password, sessions."""
