"""Tickets: complaints, claims and every other matter that someone has to work on. GD numbers."""
