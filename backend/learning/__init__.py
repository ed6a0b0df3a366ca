"""The engine's models: trained from reviewed messages, measured, put in use, and taken back."""
