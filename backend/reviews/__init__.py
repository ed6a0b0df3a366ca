"""Messages that were perhaps not understood, reviewed by people, who teach the engine by them."""
