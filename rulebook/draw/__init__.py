"""How does chance decide, so that everybody can check it?"""
