"""What customers are told without having asked."""
