"""工作报告: sections of sentences whose every number is bound to an indicator, frozen when published."""
