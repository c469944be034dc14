"""`manage.py import`."""
