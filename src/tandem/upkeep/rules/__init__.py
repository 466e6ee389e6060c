"""What has to be so for lists of people, the first steps, mail and health. Plain Python."""
