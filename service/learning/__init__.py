"""Training candidates in a process of their own, and bringing every worker to the model in use."""
