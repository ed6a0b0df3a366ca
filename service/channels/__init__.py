"""Ways a customer reaches us besides the web; one folder for each."""
