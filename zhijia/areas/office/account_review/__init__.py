"""账号复核: every quarter each manager looks at who holds which role, keeps it or ends it; and who can see a person."""
