"""建会与组织变更: a union is applied for, prepared, approved and certified; changes of the tree are approved."""
