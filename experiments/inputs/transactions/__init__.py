"""Logs of transactions: who bought, on which day, for how much; and what the models need to know of them."""
