"""What customers thought of an order, a delivery or a ticket, asked afterwards."""
