"""Messaging platforms in small, on loopback: to try a channel, and to test it, without an account.

They speak the documented protocols and share no code with the channels, so that a misreading would
have to be made twice.
"""
