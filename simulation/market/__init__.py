"""The conditions of a market and its money: terms, channels, touchpoints, accounts, the ledger, what is centred."""
