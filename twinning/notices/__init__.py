"""What people are told: notices in the application, and letters by e-mail."""
