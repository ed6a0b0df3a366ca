"""The Rasa process: graph components, tracker store and channel. Runs in its own environment."""
