"""All that the house knows of one customer, for staff."""
