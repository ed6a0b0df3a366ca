"""Members of staff, their groups, and the record of what they did."""
