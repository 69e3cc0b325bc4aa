"""The Bot API as the bot meets it: its methods, their faults and limits, and the calls that were made."""
