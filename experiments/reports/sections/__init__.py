"""What the sections of the report are filled with, one file each; the texts around it are in `templates/report`."""
