"""Who works here: members, their sign-ins, their groups, and the record of what they did."""
