"""What people are told: in the product, and by e-mail where it cannot wait or once a day."""
