"""Which things that happen in a customer's first days make them stay or leave?"""
