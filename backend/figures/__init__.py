"""Figures on the quality of the service. Each is one query over the business tables."""
