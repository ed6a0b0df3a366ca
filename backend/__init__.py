"""The business: customers, orders, shipments, tickets, conversations. The only SQL of Yida."""
