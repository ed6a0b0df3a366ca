"""Telling customers of news: WebSockets, long polls, and the hub that wakes them."""
