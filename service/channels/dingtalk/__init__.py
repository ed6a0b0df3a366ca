"""DingTalk: the robot of an organisation's own app."""
