"""Applications, joins, invitations, and the consents given with them. Membership is written by the people kernel."""

from .applications import ID_PURPOSE, PHONE_PURPOSE, Application
from .doors import Door
from .joined import Consent, Joined
from .rounds import Invitation, Round

__all__ = ["ID_PURPOSE", "PHONE_PURPOSE", "Application", "Consent", "Door", "Invitation", "Joined", "Round"]
