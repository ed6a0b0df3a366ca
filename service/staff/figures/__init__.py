"""The figures on the quality of the service."""
