"""Conversations: the message log, the turns asked of the engine, and their delivery."""
