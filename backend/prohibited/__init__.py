"""Whether goods may be sent, and on what terms."""
