"""Finding addresses: how people write them, and a register of houses to look them up in.

:func:`split_address` takes apart what stands in one cell; an :class:`AddressRegister` finds the
house, a neighbouring house, the street or the place, and says which of these it is. Nothing here
knows files, databases or services.
"""

from geo.geocoding.grammar import Address, is_po_box, split_address
from geo.geocoding.match import AddressMatch
from geo.geocoding.register import AddressRegister
from geo.geocoding.street import Street

__all__ = [
    "Address",
    "AddressMatch",
    "AddressRegister",
    "Street",
    "is_po_box",
    "split_address",
]
