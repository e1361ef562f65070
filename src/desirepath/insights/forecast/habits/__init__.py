"""Over which channel, about which products and when is a customer likely to come next?"""
