"""入会攻坚: targets per unit and group, progress against the staff counted, supervision visits."""
