"""What was typed about units, people and accounts becomes clean values."""
