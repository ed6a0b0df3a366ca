"""What Redis carries between service processes. Its loss makes things slower, and loses nothing."""
