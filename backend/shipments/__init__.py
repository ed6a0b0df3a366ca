"""Parcels on the way: waybills, trace events and the tracking use case."""
