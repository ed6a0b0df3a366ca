"""Invoices for orders."""
