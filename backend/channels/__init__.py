"""What messaging platforms make us remember: access tokens, quotas, arrivals, progress."""
