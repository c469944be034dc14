"""Commands of `manage.py` that the foundation brings."""
