"""Telling customers what happened to their parcels, unasked but with their consent."""
