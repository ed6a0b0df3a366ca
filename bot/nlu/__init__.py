"""Chinese understanding: the graph components of the Rasa pipeline."""
