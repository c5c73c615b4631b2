"""What a name looks like in running text: capitals, initials, particles.

In: nothing. Out: pieces of regular expressions for the rules that work without a parse. Linear time:
every repetition is bounded and begins with a character that the one before it cannot match::

    re.match(NAME, "Sen. Maria de la Cruz said")[0]  ->  "Sen. Maria de la Cruz"
"""

CAPITAL = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶŁĻŃŅŇŌŐŒŘŚŞŠȘŢŤȚŪŮŰŲŹŻŽ]"
# "Park", "O’Neill", "Smith-Jones", "J.", "SEN."
_CAPITALISED = rf"{CAPITAL}[\w’'-]{{0,30}}\.?"
_PARTICLE = r"(?:al|bin|da|de|del|della|den|der|di|dos|du|el|ibn|la|le|of|ter|the|van|von|y|zu)"
# "Maria de la Cruz", "Sen. Vega", "House of Lords"
NAME = rf"{_CAPITALISED}(?:[ \u00a0](?:{_PARTICLE}[ \u00a0]){{0,2}}{_CAPITALISED}){{0,6}}"
