"""Delivering messages to the channels that are pushed to."""
