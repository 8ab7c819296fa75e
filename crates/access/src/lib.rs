//! Permission, Role, Scope.
