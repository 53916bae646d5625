"""An open report book on Thailand's public-sector development strategy 2024-2027."""
