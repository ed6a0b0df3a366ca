"""Goods on sale, what is in stock, and what may stand in when it is not."""
