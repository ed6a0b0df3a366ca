"""When people are there to answer: office hours on the Chinese calendar, and who is on duty."""
