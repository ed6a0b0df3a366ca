"""Fine-tuning of the sentence encoder: a maintainer's task with an environment of its own."""
