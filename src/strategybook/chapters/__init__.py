"""What the chapters show: the tables, charts and sentences of each, and what several share."""
