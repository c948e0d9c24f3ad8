"""Files that users bring: logs of transactions, delimited text, and the hashes that bind a result to their content."""
