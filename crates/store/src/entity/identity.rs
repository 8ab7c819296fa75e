//! Rows of organisations, people, sessions and the audit log.

entity!(counter, "counter", {
    keys { name: String }
    value: i64,
});

entity!(lease, "lease", {
    keys { name: String }
    holder: String,
    until: DateTimeUtc,
});

entity!(setting, "setting", {
    keys { name: String }
    value: String,
});

entity!(org, "org", {
    keys { id: Uuid }
    number: i32,
    code: String,
    name: String,
    short_name: String,
    kind: String,
    parent: Option<Uuid>,
    sort: i32,
    valid_from: Date,
    valid_to: Option<Date>,
});

entity!(org_closure, "org_closure", {
    keys { ancestor: Uuid, descendant: Uuid }
    depth: i32,
});

entity!(app_user, "app_user", {
    keys { id: Uuid }
    account: String,
    name: String,
    org: Uuid,
    password_hash: String,
    must_change: bool,
    active: bool,
    failed_attempts: i32,
    locked_until: Option<DateTimeUtc>,
    password_changed_at: DateTimeUtc,
    last_login_at: Option<DateTimeUtc>,
    created_at: DateTimeUtc,
});

entity!(role, "role", {
    keys { code: String }
    name: String,
    reach: String,
    permissions: String,
    sort: i32,
});

entity!(user_role, "user_role", { keys { app_user: Uuid, role: String } });

entity!(session, "session", {
    keys { id: String }
    app_user: Option<Uuid>,
    data: String,
    created_at: DateTimeUtc,
    last_seen_at: DateTimeUtc,
    expires_at: DateTimeUtc,
    address: Option<String>,
    agent: Option<String>,
});

entity!(audit_log, "audit_log", {
    keys { id: Uuid }
    at: DateTimeUtc,
    actor: Option<Uuid>,
    actor_name: String,
    action: String,
    object: String,
    detail: String,
    request_id: Option<String>,
    address: Option<String>,
});

entity!(audit_seal, "audit_seal", {
    keys { sequence: i64 }
    up_to: Uuid,
    entries: i64,
    at: DateTimeUtc,
    hash: Vec<u8>,
});
