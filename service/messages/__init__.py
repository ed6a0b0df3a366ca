"""Customers' messages, in and out."""
