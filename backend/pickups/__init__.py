"""Booked pickups: a courier comes and collects. QJ numbers."""
