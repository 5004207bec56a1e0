"""The admin's front page says so when messages are stuck."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from .queries import stuck_count


class StuckMessages(Component):
    """A warning with the way to the list; nothing while there is nothing to decide."""

    name = "stuck_messages"
    template_name = "notifications/admin/stuck.html"
    order = 1

    def get_context_data(self, parent_context: Any = None) -> Mapping[str, Any]:
        return {"count": stuck_count()}
