"""The staff's side: signing in, the desk, and the work on cases."""
