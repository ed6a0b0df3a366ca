"""Customers' ratings."""
