"""What results say in words: verdicts, differences, and what they rest on."""
