"""Who is served: people, enterprises and public bodies, graded A to D."""
