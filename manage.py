#!/usr/bin/env python3
"""Django's command line for the register."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from twinning.refusal import StartRefused

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twinning.settings.local")
    try:
        execute_from_command_line(sys.argv)
    except (StartRefused, ImproperlyConfigured) as refusal:
        sys.exit(str(refusal))
