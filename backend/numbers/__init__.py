"""Serial numbers of orders, tickets, returns and pickups."""
