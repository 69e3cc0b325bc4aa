"""What the bench over years of work is made of: the bot in a process of its own, people, and who else asks for much."""
