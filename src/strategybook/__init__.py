"""An open report book on Thailand's public-sector development strategy 2024-2027."""

import sys

# Importing jsonschema (nbformat, papermill and Jupyter Book do) loads a grammar of
# internationalised web addresses, which takes 1.4 s in every process and which a book has no use
# for; jsonschema does without it where it is missing.
sys.modules.setdefault("rfc3987_syntax", None)
