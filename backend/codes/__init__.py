"""One-time codes: whoever reads one back holds the phone that it was sent to."""
