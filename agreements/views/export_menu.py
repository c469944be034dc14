"""The menu that offers a list as a file."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.views.listing import ListQuery
from twinning.core.display import number


def export_menu(query: ListQuery[Any], count: int) -> dict[str, Any]:
    """What the component of the menu wants: the kinds of files, how many rows, what comes along."""
    query_string = f"?{query.data.urlencode()}" if query.data else ""
    kinds = [
        ("xlsx", "file-spreadsheet", "Excel", _("With typed dates and a sheet about the export")),
        ("csv", "file-type-csv", _("Plain table"), _("For every program")),
    ]
    return {
        "note": ngettext(
            "%(number)s agreement, with the same conditions.", "%(number)s agreements, with the same conditions.", count
        )
        % {"number": number(count)},
        "kinds": [
            {
                "url": reverse("agreements:agreement_export", args=[code]) + query_string,
                "icon_name": icon_name,
                "title": title,
                "text": text,
                "code": code.upper(),
            }
            for code, icon_name, title, text in kinds
        ],
        "sheet": _("The files can be imported again as they are."),
    }
