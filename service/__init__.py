"""The service customers and staff talk to: it keeps every message and asks the engine."""
