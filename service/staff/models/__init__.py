"""The teaching loop's second half: training, comparing, promoting, and going back."""
