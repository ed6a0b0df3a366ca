"""Custom actions: what the customer said in, one call of the business, an outcome out."""
