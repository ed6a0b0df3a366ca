"""Who may see or do what with a shipment: the identity ladder, in one place."""
