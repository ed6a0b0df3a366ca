"""The desk: conversations that wait, that are in hand, and what is done with them."""
