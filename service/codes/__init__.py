"""Signing in by a one-time code."""
