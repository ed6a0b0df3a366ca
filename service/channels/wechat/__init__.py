"""WeChat Official Account, encrypted mode."""
