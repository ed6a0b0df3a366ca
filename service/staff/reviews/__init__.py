"""The teaching loop's first half: messages are reviewed, labels become training data."""
