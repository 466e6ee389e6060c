"""A hasher that is stronger than the tests' own, by name."""

from django.contrib.auth.hashers import MD5PasswordHasher


class Stronger(MD5PasswordHasher):
    algorithm = "stronger"
