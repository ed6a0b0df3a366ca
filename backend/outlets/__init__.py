"""Outlets and pickup stations by city."""
