"""Carriers: their waybill shapes, and where a parcel's trace comes from."""
