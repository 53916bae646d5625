"""Show something on a page: an exhibit with its picture or table, caption, source and data."""
