"""The top layer: the home page of each role, help, and the frame of every page.

Home may know every other app; nothing knows home.
"""
