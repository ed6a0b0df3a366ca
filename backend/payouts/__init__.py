"""Money that goes to customers: refunds of returned goods, and compensation."""
