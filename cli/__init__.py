"""The command line `yida`: run, train, import, check and what else an operator needs."""
