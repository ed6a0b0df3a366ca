"""The desk: conversations that people take over, and how they get to whom."""
