"""Linking a messaging app to the account of a customer who is signed in here."""
