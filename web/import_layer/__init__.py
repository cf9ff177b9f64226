"""Load a list in the browser: drop it, look at what it becomes, publish it.

A draft is a file and the choices about it in the folder of the session. Every step is a page
with a form that changes the choices; what follows from them is worked out in a job.
"""

from web.import_layer import addresses, entry, places, publishing, report, steps
from web.import_layer.blueprint import blueprint

__all__ = ["addresses", "blueprint", "entry", "places", "publishing", "report", "steps"]
