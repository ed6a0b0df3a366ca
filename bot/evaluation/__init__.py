"""How well customers are understood: measured on sentences that no training has seen."""
