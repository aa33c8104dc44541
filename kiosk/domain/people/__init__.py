"""People, their passes, and the rules of PINs and sign-ins."""
